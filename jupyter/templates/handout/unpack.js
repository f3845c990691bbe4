// Unpacks plotly.js, which the page carries compressed, while the browser reads the rest of the page.
globalThis.unpackedPlotly = (async () => {
  const packed = atob(document.getElementById("plotly").textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
})();
globalThis.unpackedPlotly.catch(() => {}); // an old browser; each figure says so
