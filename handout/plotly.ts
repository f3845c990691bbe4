/** Chooses between two builds of plotly.js. A page with the smaller one is half as large and draws twice as soon. */
import { splitFigure } from "./render/figure.js";

export const CARTESIAN = "plotly.js-cartesian-dist-min";
export const WHOLE = "plotly.js-dist-min";
export const CARTESIAN_TRACES = [
  ..."bar box contour heatmap histogram histogram2d histogram2dcontour image pie scatter".split(
    " ",
  ),
  ...["scatterternary", "violin"],
];

/** The package with the smallest plotly.js that draws these figures. */
export function plotlyPackage(figures: object[]): string {
  const parts = figures.map(splitFigure);
  const places = parts.flatMap(({ plot }) => [plot, ...objects(plot.frames)]);
  const types = places.flatMap(({ data }) => objects(data).map(({ type = "scatter" }) => type));
  // The course's sliders animate; other controls can turn a trace into one of another type.
  const steps = parts.flatMap(({ slider }) => slider?.steps ?? []);
  const isSmall =
    types.every((type) => CARTESIAN_TRACES.includes(String(type))) &&
    steps.every((step) => step?.method === "animate") &&
    parts.every(({ plot: { layout } }) => !layout.updatemenus && !layout.sliders);
  return isSmall ? CARTESIAN : WHOLE;
}

const objects = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
