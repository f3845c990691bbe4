import { checkOptions, checkVector } from "../check.js";
import {
  axis,
  type Caption,
  captionOf,
  colours,
  type Figure,
  figure,
  type Trace,
} from "../figure.js";
import { format } from "../format.js";
import { line, marks } from "./traces.js";

/** What is tried, and a caption in place of the figure's own. */
export interface PlotTrialOptions extends Partial<Caption> {
  /** n targets */
  targets: number[];
  /** the weights tried: the first is shown first, and all stand side by side on paper */
  tries: number[];
}

/**
 * One weight tried by hand: above, the outputs W·x beside their targets, and a stick for each error;
 * below, next to the slider, E as a function of W with a dot at the W chosen.
 *
 * @param x n inputs
 * @param options see {@link PlotTrialOptions}; title and text alternative by default from the numbers
 * @returns a figure with a slider on W, from well below the weights tried to well above them
 * @throws TypeError, RangeError for arrays that are not of finite numbers, targets of another length, an unknown option
 * @example plotTrial([1, 2], { targets: [2, 4], tries: [3, 4, 2] })
 * @see the article, figures 12 to 18
 */
export function plotTrial(x: number[], options: PlotTrialOptions): Figure {
  checkVector("x", x);
  checkOptions(options, ["targets", "tries", "title", "alt"]);
  const { targets, tries } = options;
  checkVector("targets", targets, x.length);
  checkVector("tries", tries);
  const weights = positionsAround(tries);
  const E = (w: number) => 0.5 * x.reduce((sum, xi, i) => sum + (w * xi - targets[i]) ** 2, 0);
  const active = weights.indexOf(tries[0]);
  const best = weights.reduce((a, b) => (E(b) < E(a) ? b : a));
  const at = (w: number): Trace[] => [
    { x: [w], y: [E(w)], text: [`E = ${format(E(w))}`] },
    { x: x.flatMap((xi) => [xi, xi, null]), y: x.flatMap((xi, i) => [targets[i], w * xi, null]) },
    { x, y: x.map((xi) => w * xi) },
  ];
  const describe = (w: number) => `At W = ${format(w)}, E = ${format(E(w))}.`;
  const ends: [number, number] = [weights[0], weights[weights.length - 1]];
  const span = ends[1] - ends[0];
  const [dot, sticks, outputs] = at(weights[active]);
  const unlisted = { cliponaxis: false, showlegend: false };
  const ring = { size: 9, symbol: "circle-open", color: colours.orange, line: { width: 2 } };
  const upper = { xaxis: "x2", yaxis: "y2" };
  const all = weights.flatMap((w) => x.map((xi) => w * xi)).concat(targets, 0);
  const low = Math.min(...all);
  const high = Math.max(...all);
  const room = 0.08 * (high - low || 1);
  const alt = `Above, the outputs W·x beside their targets: the closer they are, the lower the dot in the valley below. That is the squared error E over the weight W, lowest at W = ${format(best)} among the weights tried. ${describe(weights[active])}`;
  return figure(
    [
      line({ name: "squared error E", x: weights, y: weights.map(E) }, colours.purple, 2.5),
      marks(
        { name: "this W", mode: "markers+text", ...dot, textposition: "top center", ...unlisted },
        { size: 14, color: colours.orange },
      ),
      line({ name: "distance", ...sticks, ...upper }, colours.orange, 3, "dot"),
      line(
        { name: "output W·x", mode: "lines+markers", ...outputs, ...upper, marker: ring },
        colours.orange,
        1,
      ),
      marks(
        { name: "target", x, y: targets, ...upper },
        { size: 11, symbol: "x", color: colours.blue },
      ),
    ],
    {
      title: "Each weight has its E",
      alt,
      x: "weight W",
      y: "squared error E",
      layout: {
        height: 680,
        yaxis: { domain: [0, 0.42], rangemode: "tozero" },
        xaxis: { anchor: "y", range: [ends[0] - 0.04 * span, ends[1] + 0.04 * span] },
        xaxis2: { ...axis("input x"), anchor: "y2" },
        yaxis2: {
          ...axis("output and target"),
          domain: [0.58, 1],
          range: [low - room, high + room],
        },
      },
      slider: {
        prefix: "W = ",
        active,
        traces: [1, 2, 3],
        range: ends,
        positions: weights.map((w) => ({
          label: format(w),
          data: at(w),
          description: describe(w),
        })),
        print: [...new Set(tries.map((w) => weights.indexOf(w)))].sort((a, b) => a - b),
      },
      ...captionOf(options),
    },
  );
}

/**
 * Even steps from as far below the weights tried as they reach to as far above: so fine that each of them is a step, or
 * 25 of them, with the weights tried between them.
 */
function positionsAround(tries: number[]): number[] {
  const [low, high] = [Math.min(...tries), Math.max(...tries)];
  const reach = high - low || 2;
  const parts = Array.from({ length: 18 }, (_, i) => i + 8);
  const fits = (n: number) =>
    tries.every(
      (t) => Math.abs(((t - low) * n) / reach - Math.round(((t - low) * n) / reach)) < 1e-9,
    );
  const n = parts.find(fits) ?? 8;
  const steps = Array.from({ length: 3 * n + 1 }, (_, i) => low - reach + (i * reach) / n);
  const free = steps.filter((w) => tries.every((t) => Math.abs(w - t) > 1e-9 * reach));
  return [...new Set([...free, ...tries])].sort((a, b) => a - b);
}
