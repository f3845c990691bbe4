/** What the page carries compressed, unpacked when it is needed first. */
import type { Tools } from "./tools.js";

async function unpack(id: string): Promise<string> {
  const packed = atob(document.getElementById(id)?.textContent ?? "");
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

let loading: Promise<Tools> | undefined;
let program: Promise<string> | undefined;

/** The editor and what turns outputs into HTML. */
export function tools(): Promise<Tools> {
  loading ??= unpack("run-tools").then((text) => {
    const script = document.createElement("script");
    script.textContent = text;
    document.head.append(script);
    script.remove();
    return (globalThis as unknown as { handoutTools: Tools }).handoutTools;
  });
  return loading;
}

/** A new worker, which knows nothing yet. */
export async function newWorker(): Promise<Worker> {
  program ??= unpack("run-worker").then((text) =>
    URL.createObjectURL(new Blob([text], { type: "text/javascript" })),
  );
  return new Worker(await program);
}
