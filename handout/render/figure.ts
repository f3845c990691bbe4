/** A Plotly figure: the frame in which the page draws it, and its data. */
import type { Element } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { parseHtml } from "./safe.js";

interface Layout {
  sliders?: unknown;
  updatemenus?: unknown;
  height?: unknown;
  title?: unknown;
}

export interface Plot {
  data?: unknown;
  layout: Layout;
  frames?: unknown;
}

export interface Step {
  method?: string;
}

/** The parts of a figure. Its slider is taken out: the page has one of its own, which a keyboard can move. */
export function partsOf(given: object): { plot: Plot; slider: { steps: Step[] } | null } {
  const plot = { ...given } as Plot;
  plot.layout = { ...plot.layout };
  const [slider] = Array.isArray(plot.layout.sliders) ? plot.layout.sliders : [];
  const isUsual = Array.isArray(slider?.steps) && slider.steps.length > 0;
  if (isUsual) delete plot.layout.sliders;
  const { height } = plot.layout;
  const fits = typeof height === "number" && height >= 50 && height <= 2000;
  // Plotly's own slider takes about 80.
  plot.layout.height = Math.trunc(fits ? height : 450) - (isUsual ? 80 : 0);
  return { plot, slider: isUsual ? slider : null };
}

/**
 * @param alt what the figure shows, in words
 * @param picture a PNG in base64 for places that run no script
 * @param id of the caption
 */
export function figure(given: object, alt: string, picture: string, id: string): Element {
  const { plot, slider } = partsOf(given);
  const title = titleOf(plot.layout);
  const still = picture && h("img", { alt: title, src: `data:image/png;base64,${picture}` });
  const described = { role: "img", ariaLabel: title, ariaDescribedBy: id };
  return h("figure", { class: "figure" }, [
    h("div", { class: "frame", style: `height: ${plot.layout.height}px` }, [
      h("div", { class: "plot", ...described }),
      still && h("noscript", still),
    ]),
    slider && h("div", { class: "control" }),
    h("div", { class: "printed" }),
    h("figcaption", { id }, alt),
    h("script", { type: "application/json" }, jsonScript({ plot, slider, title })),
  ]);
}

function titleOf({ title }: Layout): string {
  const html = String((title as { text?: unknown } | undefined)?.text ?? title ?? "Figure");
  return (
    textOf(parseHtml(html.replaceAll("<", " <")))
      .replace(/\s+/g, " ")
      .trim() || "Figure"
  );
}

/** JSON for the inside of a script element: nothing in it can end the element. */
export const jsonScript = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
