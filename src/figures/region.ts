import { checkFunction, checkOptions } from "../check.js";
import type { Dataset } from "../datasets.js";
import { colours, type Figure, figure, type Words, words } from "../figure.js";
import { checkPoints, pointTraces } from "./points.js";
import { outputMap } from "./shading.js";

/** Whose answers are shown, and words in place of the figure's own. */
export interface PlotRegionOptions extends Partial<Words> {
  /** the answer, from 0 to 1, at any point of the plane */
  answer: (x1: number, x2: number) => number;
}

const steps = 48;

/**
 * Points of two classes on the plane, shaded by the answer of any classifier, with the border where it is ½.
 *
 * @param data two features, targets from 0 to 1: up to ½ counts as 0
 * @param options `answer`, and title and text alternative, by default from data and answer
 * @throws TypeError, RangeError for data without two features, an answer that is no function, an unknown option
 * @example plotRegion(gate("XOR"), { answer: (x1, x2) => Math.abs(x1 - x2) })
 * @see the article, figure 120
 */
export function plotRegion(data: Dataset, options: PlotRegionOptions): Figure {
  checkPoints(data);
  checkOptions(options, ["answer", "title", "alt"]);
  const { answer } = options;
  checkFunction("answer", answer);
  const [x, y] = [0, 1].map((axis) => grid(data.inputs.map((row) => row[axis])));
  const right = data.inputs.filter(
    ([x1, x2], i) => answer(x1, x2) > 0.5 === data.targets[i] > 0.5,
  ).length;
  const alt = `${data.name}: points of target 0 and 1 on a plane shaded by the answer, with a border where it is ½. ${right} of ${data.inputs.length} points lie on their side of it.`;
  return figure(
    [
      {
        ...outputMap,
        type: "contour",
        name: "output ½",
        showlegend: true,
        x,
        y,
        z: y.map((x2) => x.map((x1) => Math.round(1000 * answer(x1, x2)) / 1000)),
        contours: { start: 0.5, end: 0.5, size: 0.5, coloring: "heatmap" },
        line: { color: colours.ink, width: 2 },
        hovertemplate: "(%{x:.3g}, %{y:.3g}): %{z}<extra></extra>",
      },
      ...pointTraces(data, 14),
    ],
    {
      title: `${data.name}: which side is 1?`,
      alt,
      ...words(options),
      x: data.features[0],
      y: data.features[1],
      // A unit is as long up as across: circles stay circles.
      layout: {
        height: 500,
        xaxis: { fixedrange: true, constrain: "domain" },
        yaxis: { fixedrange: true, constrain: "domain", scaleanchor: "x" },
      },
    },
  );
}

/** Places from end to end of the values, and a third of their spread beyond. */
function grid(values: number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || 1) / 3;
  return Array.from(
    { length: steps + 1 },
    (_, i) => low - room + (i / steps) * (high - low + 2 * room),
  );
}
