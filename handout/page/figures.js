// Draws the figures of the page with plotly.js, which the page carries compressed.
// globalThis.handout: drawAll() and preparePrint() wait for all of them; the PDF and the slides need that.
(() => {
  const config = {
    displaylogo: false,
    displayModeBar: false,
    responsive: true,
    showSendToCloud: false,
  };
  const methods = ["animate", "restyle", "relayout", "update"];
  const printWidth = 680;

  const figures = [...document.querySelectorAll("figure.figure")].map(read);
  let unpacked;
  let types;
  if (figures.length > 0) plotly();

  function read(element) {
    const { plot, slider, title } = JSON.parse(element.querySelector("script").textContent);
    return { ...plot, slider, title, element, plot: element.querySelector(".plot") };
  }

  function plotly() {
    unpacked ??= unpack();
    return unpacked;
  }

  async function unpack() {
    const packed = atob(document.getElementById("plotly").textContent);
    const bytes = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
    script.remove();
    return globalThis.Plotly;
  }

  function draw(figure) {
    figure.drawn ??= drawOnce(figure);
    return figure.drawn;
  }

  async function drawOnce(figure) {
    try {
      const { plot, data, layout, frames } = figure;
      // A finger scrolls the page, also over a figure.
      const coarse = globalThis.matchMedia("(pointer: coarse)").matches;
      const size = plot.closest(".slides") ? enlarge(plot) : { height: undefined, autosize: true };
      const own = { ...layout, ...size, ...(coarse && { dragmode: false }) };
      if (figure.added) await refuseUnknown(figure);
      await (await plotly()).newPlot(plot, { data, layout: own, frames, config });
      if (figure.slider) addControl(figure);
    } catch (error) {
      showPicture(figure, error);
    }
  }

  /** plotly.js draws a trace of a type that it lacks as a line; what the page came with needs none of these. */
  async function refuseUnknown({ data, frames }) {
    const { PlotSchema } = await plotly();
    types ??= Object.keys(PlotSchema.get().traces);
    const traces = [data, ...(frames ?? []).map((frame) => frame?.data)].flat();
    const strange = traces
      .map((trace) => trace?.type ?? "scatter")
      .find((type) => !types.includes(type));
    if (strange === undefined) return;
    const known = types.join(", ");
    throw new RangeError(
      `type must be one of ${known}; got ${strange}. JupyterLab draws more types.`,
    );
  }

  /** On a slide, whose size is fixed, a figure is drawn smaller and enlarged to fill it: then its letters can be read. */
  function enlarge(plot) {
    const scale = 1.45; // 14 px become 20
    const { width, height } = getComputedStyle(plot.parentElement); // also of a slide not yet shown
    const size = {
      width: Number.parseInt(width, 10) / scale,
      height: Number.parseInt(height, 10) / scale,
    };
    Object.assign(plot.style, { width: `${size.width}px`, height: `${size.height}px` });
    plot.style.transform = `scale(${scale})`;
    return size;
  }

  /** An old browser sees the still picture that is there for those without scripts. */
  function showPicture(figure, error) {
    const { element, plot, title } = figure;
    console.warn(`${title} could not be drawn:`, error);
    figure.failed = true;
    const still = element.querySelector("noscript");
    if (still) {
      plot.innerHTML = still.textContent;
      return;
    }
    const message = document.createElement("p");
    message.setAttribute("role", "status");
    message.textContent = `This figure could not be drawn: ${error.message}`;
    plot.parentElement.style.height = "auto";
    plot.replaceWith(message);
  }

  function addControl({ element, plot, slider, title }) {
    const { steps, active = 0, currentvalue = {} } = slider;
    const label = document.createElement("label");
    const value = document.createElement("span");
    const range = document.createElement("input");
    Object.assign(range, { type: "range", min: 0, max: steps.length - 1, value: active });
    range.setAttribute("aria-label", `Slider of the figure: ${title}`);
    const say = () => {
      value.textContent = `${currentvalue.prefix ?? ""}${steps[range.value].label}`;
      range.setAttribute("aria-valuetext", value.textContent);
    };
    range.addEventListener("input", () => {
      say();
      const { method, args } = steps[range.value];
      if (methods.includes(method)) globalThis.Plotly[method](plot, ...structuredClone(args));
    });
    say();
    label.append(value, range);
    element.querySelector(".control").replaceChildren(label);
  }

  /** Paper has no slider: the positions that matter, beside each other. */
  async function prepare(figure) {
    figure.prepared ??= prepareOnce(figure);
    return figure.prepared;
  }

  async function prepareOnce(figure) {
    if (figure.failed) return;
    const { toImage } = await plotly();
    const { data, layout, slider, title, element } = figure;
    const chosen = printed(figure);
    const several = chosen.length > 1;
    const width = several ? 320 : printWidth;
    const height = Math.min(layout.height, several ? 520 : 900);
    const images = [];
    for (const position of chosen) {
      const step = slider?.steps[position];
      const label = step ? `${slider.currentvalue?.prefix ?? ""}${step.label}` : "";
      const own = { ...structuredClone(layout), width, height, autosize: false };
      if (several) {
        own.title = { ...own.title, text: label };
        own.legend = { ...own.legend, font: { size: 11 } };
      }
      const image = new Image();
      image.alt = [title, label].filter(Boolean).join(", ");
      image.src = await toImage(
        { data: step ? at(figure, step) : data, layout: own },
        { format: "svg", width, height },
      );
      images.push(image);
    }
    if (several) {
      const heading = document.createElement("p");
      heading.textContent = title;
      images.unshift(heading);
    }
    const box = element.querySelector(".printed");
    box.replaceChildren(...images);
    await Promise.all(images.map((image) => image.decode?.()));
    element.classList.add("prepared");
  }

  /** Indices of the slider's positions to print: those the figure names, else first, middle and last. */
  function printed({ layout, slider }) {
    const count = slider?.steps.length ?? 0;
    if (count === 0) return [undefined];
    const named = layout.meta?.print;
    const wanted = Array.isArray(named) ? named : [0, (count - 1) >> 1, count - 1];
    const there = wanted.filter((i) => Number.isInteger(i) && i >= 0 && i < count);
    return there.length > 0 ? [...new Set(there)].slice(0, 6) : [slider.active ?? 0];
  }

  /** The traces as a position of the slider shows them. */
  function at({ data, frames = [] }, { args }) {
    const frame = frames.find(({ name }) => name === args?.[0]?.[0]);
    const traces = structuredClone(data);
    frame?.data.forEach((change, i) => {
      const index = frame.traces?.[i] ?? i;
      if (traces[index]) Object.assign(traces[index], structuredClone(change));
    });
    return traces;
  }

  async function inIdleTime(work) {
    for (const figure of [...figures]) {
      await new Promise((resolve) => {
        if (globalThis.requestIdleCallback) requestIdleCallback(resolve, { timeout: 2000 });
        else setTimeout(resolve, 50);
      });
      if (figures.includes(figure)) await work(figure);
    }
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries)
        if (isIntersecting) figures.filter(({ element }) => element === target).forEach(draw);
    },
    { rootMargin: "800px 0px" },
  );
  globalThis.handout = {
    drawAll: () => Promise.all(figures.map(draw)),
    preparePrint: () => Promise.all(figures.map(prepare)),
    // A cell that was run shows other figures than those the page came with.
    add(element) {
      if (figures.some((figure) => figure.element === element)) return;
      const figure = { ...read(element), added: true };
      figures.push(figure);
      draw(figure).then(() => inIdleTime(prepare));
    },
    /** As a PNG in base64. */
    async picture(element) {
      const { data, layout } = figures.find((figure) => figure.element === element);
      const size = { width: 760, height: layout.height ?? 450 };
      const { toImage } = await plotly();
      const own = { ...structuredClone(layout), ...size, autosize: false };
      const image = new Image();
      image.src = await toImage(
        { data: structuredClone(data), layout: own },
        { format: "svg", ...size },
      );
      await image.decode();
      // Plotly's own way to a PNG loads a blob, which the page's policy forbids.
      const canvas = Object.assign(document.createElement("canvas"), size);
      canvas.getContext("2d").drawImage(image, 0, 0);
      return canvas.toDataURL("image/png").split(",")[1];
    },
    remove(element) {
      const at = figures.findIndex((figure) => figure.element === element);
      if (at < 0) return;
      globalThis.Plotly?.purge(figures[at].plot);
      figures.splice(at, 1);
    },
  };
  if (figures.length === 0) return;
  draw(figures[0])
    .then(() => {
      performance.mark("first figure");
      for (const { element } of figures) near.observe(element);
      return document.querySelector(".slides") ? undefined : inIdleTime(prepare);
    })
    .catch((error) => console.warn(error));
})();
