/** Draws what a cell shows, as jupyter/handout/cells.py and the template do for the outputs that the file came with. */
import type { Bundle, Failure, FromWorker } from "./messages.js";
import type { Tools } from "./tools.js";

interface Figures {
  add(figure: Element): void;
  remove(figure: Element): void;
}

const FIGURE = "application/vnd.plotly.v1+json";
const figures = () => (globalThis as unknown as { handout: Figures }).handout;
let count = 0;

export function drawBundle(bundle: Bundle, { renderHtml, renderMarkdown }: Tools): Element {
  const plain = String(bundle["text/plain"] ?? "");
  const plot = bundle[FIGURE];
  if (typeof plot === "object" && plot !== null) return figure(plot as Plot, plain);
  const output = element("div", "output");
  if (bundle["text/html"] !== undefined) output.append(renderHtml(String(bundle["text/html"])));
  else if (bundle["text/markdown"] !== undefined)
    output.append(renderMarkdown(String(bundle["text/markdown"])));
  else output.append(pre(plain));
  return output;
}

/** What a cell printed; more of the same stream goes on in the same place. */
export function drawText(
  { stream, text }: FromWorker & { type: "text" },
  last: Element | null,
): Element {
  if (last instanceof HTMLElement && last.dataset.stream === stream) {
    last.querySelector("pre")?.append(text);
    return last;
  }
  const output = element("div", "output");
  output.dataset.stream = stream;
  output.append(pre(text));
  return output;
}

export function drawFailure({ message }: Failure, place: string): Element {
  const output = element("div", "output error");
  output.append(pre(place ? `${message}\n  ${place}` : message));
  return output;
}

/** After the outputs are in the page. */
export function enter(outputs: Element): void {
  if (outputs.matches("figure.figure")) figures().add(outputs);
}

export function leave(outputs: Iterable<Element>): void {
  for (const output of outputs) if (output.matches("figure.figure")) figures().remove(output);
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = "",
  text = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function pre(text: string): HTMLPreElement {
  const made = element("pre", "", text);
  made.tabIndex = 0;
  return made;
}

interface Plot {
  layout?: { sliders?: unknown; height?: unknown; title?: unknown };
}

/** The same as `figure` in cells.py and `plotted` in cells.html.j2. */
function figure(given: Plot, alt: string): Element {
  const plot = structuredClone(given);
  plot.layout ??= {};
  const { layout } = plot;
  const [slider] = Array.isArray(layout.sliders) ? layout.sliders : [];
  const slides = Array.isArray(slider?.steps) && slider.steps.length > 0;
  if (slides) delete layout.sliders;
  const wanted = layout.height;
  const usual = typeof wanted === "number" && wanted >= 50 && wanted <= 2000;
  const height = Math.trunc(usual ? wanted : 450) - (slides ? 80 : 0);
  layout.height = height;
  const title = textOf((layout.title as { text?: unknown })?.text ?? layout.title ?? "Figure");
  const id = `figure-live-${++count}`;
  const frame = element("div", "frame");
  frame.style.height = `${height}px`;
  const drawn = element("div", "plot");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", title);
  drawn.setAttribute("aria-describedby", id);
  frame.append(drawn);
  const caption = element("figcaption", "", alt);
  caption.id = id;
  const data = element("script");
  data.type = "application/json";
  data.textContent = JSON.stringify({ plot, slider: slides ? slider : null, title });
  const made = element("figure", "figure");
  made.append(frame, ...(slides ? [element("div", "control")] : []));
  made.append(element("div", "printed"), caption, data);
  return made;
}

function textOf(html: unknown): string {
  const page = new DOMParser().parseFromString(String(html).replaceAll("<", " <"), "text/html");
  return (page.body.textContent ?? "").replace(/\s+/g, " ").trim() || "Figure";
}
