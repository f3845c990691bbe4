/** Paper has no slider: the positions that matter, beside each other, as pictures. */
import type { PageFigure } from "./figure.js";
import { fitted, type Plot, plotly, positionOf, type Trace, traces } from "./plotly.js";

const WIDTH = 680; // of one picture; the letters of several are about as large
/** Of one of several, so that letters of 14 pixels have 8 points or more: three stand side by side, or two. */
const NARROW = [270, 380] as const;
const KEY = { bar: 56, legend: 30 }; // pixels for what they share
const EDGE = 12; // pixels above a plot without a legend
const TITLE = 44; // pixels above a figure for its title, where nothing else shows it

const prepared = new WeakMap<PageFigure, Promise<void>>();

/** Unless whoever prints has brought the pictures from another document. */
export async function prepare(figure: PageFigure): Promise<void> {
  if (!prepared.has(figure) && !figure.element.matches(".prepared"))
    prepared.set(figure, prepareOnce(figure));
  await prepared.get(figure);
}

/** @param ratio of the usual height */
export async function prepareOnce(figure: PageFigure, ratio = 1): Promise<void> {
  if (figure.isFailed) return;
  const { slider, title, element } = figure;
  const chosen = printed(figure);
  const several = chosen.length > 1;
  const usual = several ? NARROW[chosen.length % 3 === 0 ? 0 : 1] : WIDTH;
  // Where the page has drawn a figure, Plotly has changed its axes to fit the screen.
  const { plot } = JSON.parse(figure.part("script").textContent ?? "") as { plot: Plot };
  const width = Math.min(usual, plot.layout.width ?? usual);
  const given = fitted(several ? bare(plot) : plot, width);
  const isSquare = (given.layout.yaxis as { scaleanchor?: string } | undefined)?.scaleanchor;
  const highest = several ? (isSquare ? width + 30 : 560) : 900;
  const height = Math.round(Math.min(given.layout.height, highest) * ratio);
  const place = figure.part(".printed");
  const states: HTMLElement[] = [];
  if (several && ratio === 1) states.push(...(await keyOf(figure)));
  else states.push(...place.querySelectorAll<HTMLElement>(".key")); // it stays as it is
  for (const position of chosen) {
    const step = position === undefined ? undefined : slider?.steps[position];
    const label = positionOf(slider, step);
    const data = traces(given, step).map(inGrey);
    const image = await drawn(element, data, given.layout, { width, height });
    image.alt = [title, label].filter(Boolean).join(", ");
    const state = document.createElement("div");
    if (several) state.append(label);
    else if (width < usual) state.style.flexBasis = `${(85 * width) / usual}%`;
    state.append(image);
    states.push(state);
  }
  place.classList.toggle("square", isSquare !== undefined);
  place.replaceChildren(...states);
  const images = place.querySelectorAll("img");
  await Promise.all([...images].map((image) => image.decode?.()));
  element.classList.add("prepared");
}

/**
 * A slide is printed as it is seen, with the slider where the last key brings it. A map of colours that changes only when the
 * printing begins is not there in time: in place of such a plot paper has its picture.
 */
export async function prepareSlide(figure: PageFigure): Promise<void> {
  await figure.draw();
  const { given, slider, element, plot, scale, isFailed } = figure;
  const moves = [...(element.closest("section")?.querySelectorAll<HTMLElement>(".moves") ?? [])];
  const step = slider?.steps[Number(moves.at(-1)?.dataset.to)];
  if (isFailed || !step) return;
  const [width, height] = [plot.style.width, plot.style.height].map(Number.parseFloat);
  const image = await drawn(element, traces(given, step), given.layout, { width, height });
  image.className = "answer";
  image.alt = "";
  image.style.width = `${width * scale}px`;
  await image.decode();
  plot.after(image);
}

/** In grey, orange and blue are alike: on paper the side of 0 is darker, and the side of 1 lighter. */
export function inGrey(trace: Trace): Trace {
  const { colorbar, colorscale } = trace as {
    colorbar?: { title?: { text?: string } };
    colorscale?: [number, string][];
  };
  if (colorbar?.title?.text !== "output" || !Array.isArray(colorscale)) return trace;
  const paper = colorscale.map(([at, colour]) => {
    const parts = (colour.match(/\d+/g) ?? []).map(Number);
    const strength = parts[0] > parts[2] ? 1.6 : 0.5;
    return [at, `rgb(${parts.map((part) => Math.round(255 - strength * (255 - part)))})`];
  });
  return { ...trace, colorscale: paper };
}

/** A bar of colours that means the same in all positions of the slider. */
const isShared = ({ colorbar, zmin, zmax }: Trace): boolean =>
  colorbar !== undefined && zmin !== undefined && zmax !== undefined;

/** A figure without its legend and its bar of colours: several pictures share them, and their plots have the room. */
function bare(plot: Plot): Plot {
  const { data, layout } = plot;
  const { t = 100, ...margin } = (layout.margin ?? {}) as { t?: number };
  const { yref } = (layout.legend ?? {}) as { yref?: string };
  const above = yref === "container" ? Math.max(0, t - EDGE) : 0;
  const { automargin: widens } = (layout.yaxis ?? {}) as { automargin?: boolean };
  return {
    ...plot,
    data: data.map((trace) => (isShared(trace) ? { ...trace, showscale: false } : trace)),
    layout: {
      ...layout,
      showlegend: false,
      margin: { ...margin, t: t - above, ...(widens && { l: 0 }), r: EDGE + 4 },
    },
  };
}

/** The legend and the bar of colours as a picture of their own; none where the figure has neither. */
async function keyOf({ given, element }: PageFigure): Promise<HTMLElement[]> {
  const bar = { orientation: "h", x: 1, xanchor: "right", y: 0.5, yanchor: "middle", len: 0.25 };
  const data = given.data.map(inGrey).flatMap(({ xaxis, yaxis, x, y, z, ...trace }): Trace[] => {
    const nowhere = { x: [null], y: [null], type: "scatter" };
    if (z === undefined) return [{ ...trace, ...nowhere }];
    if (!isShared(trace)) return [];
    const { colorscale, zmin: cmin, zmax: cmax } = trace;
    const colorbar = { ...(trace.colorbar as object), ...bar };
    const marker = { color: [cmin], colorscale, cmin, cmax, showscale: true, colorbar };
    return [{ ...nowhere, mode: "markers", marker, showlegend: false }];
  });
  const height = data.some(({ marker }) => (marker as Trace | undefined)?.showscale)
    ? KEY.bar
    : KEY.legend;
  const layout = {
    font: given.layout.font,
    showlegend: given.layout.showlegend,
    height,
    legend: { orientation: "h", x: 0, y: 0.5, yanchor: "middle" },
    margin: { l: 0, r: 8, t: 4, b: 4 },
    xaxis: { visible: false },
    yaxis: { visible: false },
  };
  const image = await drawn(element, data, layout, { width: WIDTH, height });
  if (!/class%3D%22(legend|colorbar)/.test(image.src)) return [];
  image.className = "key";
  image.alt = "";
  return [image];
}

/** A picture sees none of the page's typefaces: it carries the one of its letters. */
async function drawn(
  element: Element,
  data: Trace[],
  given: Plot["layout"],
  size: { width: number; height: number },
): Promise<HTMLImageElement> {
  const { toImage } = await plotly();
  await document.fonts.ready; // Plotly measures what it writes
  const family = getComputedStyle(element).fontFamily;
  const font = { ...given.font, family };
  const layout = { ...structuredClone(given), ...size, font, autosize: false };
  const svg = await toImage({ data, layout }, { format: "svg", ...size });
  const image = new Image();
  image.src = svg.replace("%3E", `%3E${typefaces(family)}`);
  return image;
}

const written = new Map<string, string>();

/** The page's typefaces of that name as a picture holds them: large, so they are written once. */
function typefaces(family: string): string {
  const known = written.get(family);
  if (known) return known;
  const faces = [...document.styleSheets]
    .flatMap(({ cssRules }) => [...cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .filter(({ style }) => family.includes(style.getPropertyValue("font-family")))
    .map(({ cssText }) => `<style>${cssText}</style>`);
  const text = encodeURIComponent(faces.join(""));
  written.set(family, text);
  return text;
}

/** Indices of the slider's positions to print: those the figure names, else the first, the one it stands at and the last. */
function printed({ given, slider }: PageFigure): (number | undefined)[] {
  const count = slider?.steps.length ?? 0;
  if (count === 0) return [undefined];
  const named = (given.layout.meta as { print?: unknown } | undefined)?.print;
  const { active = 0 } = slider ?? {};
  // The caption speaks of the position at which the slider stands.
  const middle = active > 0 && active < count - 1 ? active : (count - 1) >> 1;
  const wanted = Array.isArray(named) ? named : [0, middle, count - 1];
  const there = wanted.filter((i) => Number.isInteger(i) && i >= 0 && i < count);
  return there.length > 0 ? [...new Set(there)].slice(0, 6) : [slider?.active ?? 0];
}

/** The figure as a PNG in base64, with its title, to be read where no script runs. */
export async function picture({ given, title, element }: PageFigure): Promise<string> {
  const { data, layout } = structuredClone(given);
  const margin = layout.margin as { t?: number } | undefined;
  const size = { width: 760, height: layout.height + TITLE };
  const legend = layout.legend as { yref?: string } | undefined;
  const own = {
    ...layout,
    ...size,
    legend: { ...legend, ...(legend?.yref === "container" && { y: 1 - TITLE / size.height }) },
    title: { text: title, x: 0.02, y: 1, yanchor: "top", pad: { t: 14 } },
    margin: { ...margin, t: (margin?.t ?? 100) + TITLE },
  };
  const image = await drawn(element, data, own, size);
  await image.decode();
  // Plotly's own way to a PNG loads a blob, which the page's policy forbids.
  const canvas = Object.assign(document.createElement("canvas"), size);
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  return canvas.toDataURL("image/png").split(",")[1];
}
