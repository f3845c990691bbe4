/** What a cell shows, drawn by the renderer that drew what the file came with. */
import type { Bundle, Failure, FromWorker } from "./messages.js";
import type { Tools } from "./tools.js";

interface Figures {
  add(figure: Element): void;
  remove(figure: Element): void;
}

const figures = () => (globalThis as unknown as { handout: Figures }).handout;
let count = 0;

export const drawBundle = (data: Bundle, { render }: Tools): Element =>
  made(render({ output_type: "display_data", data }, `figure-live-${++count}`));

/** What a cell printed; more of the same stream goes on in the same place. */
export function drawText(
  { stream, text }: FromWorker & { type: "text" },
  last: Element | null,
  { render }: Tools,
): Element {
  if (last instanceof HTMLElement && last.dataset.stream === stream) {
    last.querySelector("pre")?.append(text);
    return last;
  }
  return made(render({ output_type: "stream", name: stream, text }, ""));
}

export const drawFailure = ({ message }: Failure, place: string, tools: Tools): Element =>
  made(tools.renderFailure(place ? `${message}\n  ${place}` : message));

/** The element that safe HTML describes. Nothing in a template loads or runs. */
function made(html: string): Element {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild as Element;
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
