/** Outputs in the page, made by the same renderer as those in the file. */
import type { Output } from "../../ipynb/nbformat.js";
import type { OnDemand } from "./on-demand.js";

interface Figures {
  /** resolves when the first figure can be seen, or when there is none */
  first: Promise<void>;
  /**
   * Resolves when it is drawn.
   *
   * @param place the figure whose place it takes
   */
  add(figure: Element, place?: Element): Promise<void> | undefined;
  remove(figure: Element): void;
  /** as a PNG in base64, to be read where no script runs */
  picture(figure: Element): Promise<string>;
}

export const figures = () => (globalThis as unknown as { handout: Figures }).handout;
let count = 0;

export const drawOutput = (output: Output, render: OnDemand["render"]): Element =>
  parseElement(render(output, `figure-live-${++count}`));

/** Appends to the output of a stream. */
export function appendText(output: Element | undefined, text: string): void {
  output?.querySelector("pre")?.append(text);
}

/** @param html from the renderer, which has sanitised it; in a template nothing loads or runs */
export function parseElement(html: string): Element {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild as Element;
}

/** The outputs of a cell and the element that holds them. A saved page has the original ones in a template. */
export function findOutputs(cell: Element) {
  const fold = cell.querySelector(":scope > .outcome") ?? cell;
  const outputs = [...fold.children].filter((child) => child.matches(".output, .figure"));
  const saved = cell.querySelector<HTMLTemplateElement>(":scope > template");
  return { fold, outputs, saved, originals: saved ? [...saved.content.children] : outputs };
}

/** Called when the outputs are in the page. */
export function showOutput(outputs: Element): void {
  if (outputs.matches("figure.figure")) figures().add(outputs);
  else makeScrollable(outputs);
}

/** Makes what is wider than its box focusable, so that it can be scrolled by keyboard. */
export function makeScrollable(place: ParentNode = document): void {
  const boxes = "math.tml-display, .scroll:not(.data *)"; // a figure's data go on below, too
  for (const box of place.querySelectorAll<HTMLElement | MathMLElement>(boxes))
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
}

/** Replaces an output: a figure once the new one is drawn, so that nothing flickers. */
export function replaceOutput(before: Element, output: Element): void {
  if (!before.matches("figure.figure") || !output.matches("figure.figure")) {
    before.replaceWith(output);
    removeOutputs([before]);
    showOutput(output);
    return;
  }
  before.classList.add("leaving");
  output.classList.add("arriving");
  before.after(output);
  void figures()
    .add(output, before)
    ?.then(() => {
      output.classList.remove("arriving");
      before.classList.remove("leaving");
      removeOutputs([before]);
    });
}

export function removeOutputs(outputs: Iterable<Element>): void {
  for (const output of outputs) {
    if (output.matches("figure.figure")) figures().remove(output);
    output.remove();
  }
}
