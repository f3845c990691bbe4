/** A Plotly figure: the frame in which the page draws it, and its data. */
import type { Element } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { parseHtml } from "./safe.js";

/** What a page looks at; whatever a notebook has there, it may be anything. */
export interface Layout {
  legend?: { yref?: unknown; y?: number };
  showlegend?: unknown;
  margin?: Record<string, unknown>;
  sliders?: unknown;
  updatemenus?: unknown;
  xaxis?: { visible?: unknown; range?: unknown };
  xaxis2?: { domain?: unknown[] };
  yaxis?: { scaleanchor?: unknown; range?: unknown };
  height?: unknown;
  width?: unknown;
  title?: unknown;
}

interface Plot {
  data?: unknown;
  layout: Layout;
  frames?: unknown;
}

interface Trace {
  showlegend?: unknown;
  colorbar?: unknown;
}

interface FigureParts {
  plot: Plot;
  slider: { steps: { method?: string }[] } | null;
  title: string;
}

const TOP_MARGIN = 12; // pixels above the plot, where Plotly writes the title

/**
 * The parts of a figure. Slider and title are taken out: the page has a slider of its own, which a keyboard can move,
 * and a title that fits on as many lines as it needs.
 */
export function splitFigure(given: object): FigureParts {
  const plot = { ...given } as Plot;
  plot.layout = { ...plot.layout };
  const [slider] = Array.isArray(plot.layout.sliders) ? plot.layout.sliders : [];
  const isUsual = Array.isArray(slider?.steps) && slider.steps.length > 0;
  if (isUsual) delete plot.layout.sliders;
  const { height } = plot.layout;
  const fits = typeof height === "number" && height >= 50 && height <= 2000;
  const title = titleOf(plot.layout);
  // Plotly's own slider takes about 80.
  const below = isUsual ? 80 : 0;
  const above = title ? removeTitle(plot.layout) : 0;
  plot.layout.height = Math.max(50, Math.trunc(fits ? height : 450) - below - above);
  widenMargins(plot);
  return { plot, slider: isUsual ? slider : null, title };
}

/**
 * The parts of a picture that a small one has no use for: title and legend at its head, 40 and 32 pixels; Plotly's slider at its
 * foot, with the words above it 94; and at its left the drawing that stands beside its plot.
 */
export function cropOf({ data, layout = {} }: Partial<Plot>): Crop {
  const { sliders, height, xaxis, xaxis2 } = layout;
  if (typeof height !== "number") return { head: 0, foot: 0, left: 0 };
  const head = (titleOf(layout) ? 40 : 0) + (hasLegendAbove({ data, layout }) ? 32 : 0);
  const begin = xaxis?.visible === false ? xaxis2?.domain?.[0] : undefined;
  const left = typeof begin === "number" ? Math.max(0, begin - AXIS_LABELS) : 0;
  return { head: head / height, foot: Array.isArray(sliders) ? 94 / height : 0, left };
}

/** Of a picture, from 0 to 1. */
export interface Crop {
  head: number;
  foot: number;
  left: number;
}

const AXIS_LABELS = 0.1; // of its width: what stands beside the y axis of a second plot

/**
 * Plotly draws a figure, sees what its margins have no room for, and draws it once more. So they begin as wide as a legend of one
 * line, an axis with its title and a colour key need: drawing takes a third of the time.
 */
function widenMargins({ data, layout }: Plot): void {
  const { margin } = layout;
  if (typeof margin !== "object" || margin === null) return;
  const isAbove = hasLegendAbove({ data, layout });
  const axes = Object.entries(layout).filter(([key]) => /^xaxis\d*$/.test(key));
  const isTitled = axes.some(([, axis]) => axis?.visible !== false && axis?.title?.text);
  const hasKey = tracesOf(data).some(({ colorbar }) => colorbar);
  const least = { ...(isAbove && { t: 54 }), ...(isTitled && { b: 58 }), ...(hasKey && { r: 88 }) };
  const sides = Object.entries(margin).map(([side, width]) => {
    const wanted = least[side as keyof typeof least];
    return [side, typeof width === "number" && wanted ? Math.max(width, wanted) : width];
  });
  layout.margin = Object.fromEntries(sides);
}

const tracesOf = (data: unknown): Trace[] => (Array.isArray(data) ? data.filter(Boolean) : []);

function hasLegendAbove({ data, layout }: Plot): boolean {
  const { legend, showlegend } = layout;
  const named = tracesOf(data).filter((trace) => trace.showlegend !== false && !trace.colorbar);
  return legend?.yref === "container" && showlegend !== false && named.length > 1;
}

/** Takes the title out; returns the pixels that it leaves free. */
function removeTitle(layout: Layout): number {
  delete layout.title;
  const { margin, legend } = layout;
  const above = typeof margin?.t === "number" ? margin.t : 100; // Plotly's own
  layout.margin = { ...margin, t: TOP_MARGIN };
  if (legend?.yref === "container") layout.legend = { ...legend, y: 1 };
  return above - TOP_MARGIN;
}

/**
 * @param words what the figure shows
 * @param picture a PNG in base64, to be seen until the figure is drawn, and where no script runs
 * @param id of the caption
 */
export function figure(given: object, words: string, picture: string, id: string): Element {
  const { plot, slider, title: own } = splitFigure(given);
  const title = own || "Figure";
  // Its title stands above it, and what it shows below.
  const alt = own ? "" : title;
  const still = picture && h("img", { alt, src: `data:image/png;base64,${picture}` });
  const described = { role: "img", ariaLabel: title, ariaDescribedBy: id };
  return h("figure", { class: "figure" }, [
    own ? h("p", { class: "title", ariaHidden: "true" }, own) : null,
    h("div", { class: "frame", style: frameStyle(plot.layout) }, [
      h("div", { class: "plot", ...described }),
      still,
    ]),
    slider && h("div", { class: "control" }),
    h("div", { class: "printed" }),
    h("figcaption", { id }, words),
    "\n", // a browser of texts knows no figcaption, and puts one word after the other
    hasAxes(plot.layout) ? h("details", { class: "data" }) : null,
    h("script", { type: "application/json" }, jsonScript({ plot, slider, title })),
  ]);
}

/** A plane whose axes share a scale needs no more height than a narrow screen has width, a wide one less. */
function frameStyle({ height, width, xaxis, yaxis }: Layout): string {
  const most = typeof width === "number" ? `; max-width: ${Math.trunc(width)}px` : "";
  if (!yaxis?.scaleanchor) return `height: ${height}px${most}`;
  const share = lengthOf(yaxis.range) / lengthOf(xaxis?.range);
  // Beside the plot and above and below it 170 pixels have numbers, legend and key. Pixels first, as browsers write it.
  const wide =
    share < 1 ? `, ${(170 * (1 - share)).toFixed()}px + ${(100 * share).toFixed()}vw` : "";
  return `height: min(${height}px, 92vw${wide})${most}`;
}

const lengthOf = (range: unknown): number =>
  Array.isArray(range) ? Math.abs(Number(range[1]) - Number(range[0])) : Number.NaN;

/** A drawing has no data. */
export function hasAxes(layout: Layout): boolean {
  const axes = Object.entries(layout).filter(([key, value]) => /^xaxis\d*$/.test(key) && value);
  return axes.length === 0 || axes.some(([, axis]) => axis.visible !== false);
}

export function titleOf({ title }: Layout): string {
  const html = String((title as { text?: unknown } | undefined)?.text ?? title ?? "");
  return textOf(parseHtml(html.replaceAll("<", " <")))
    .replace(/\s+/g, " ")
    .trim();
}

/** JSON for the inside of a script element: nothing in it can end the element. */
export const jsonScript = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
