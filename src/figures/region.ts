import { checkFunction, checkOptions } from "../check.js";
import type { Dataset } from "../datasets.js";
import { type Caption, captionOf, colours, type Figure, figure } from "../figure.js";
import { countCorrect } from "../losses.js";
import { checkNetwork, type Network, predictNetwork } from "../network.js";
import { checkPoints, isAlike, plane, pointTraces, type Range, rangesOf } from "./points.js";
import { outputKey, outputMap } from "./shading.js";
import { line } from "./traces.js";

/** Whose outputs are shown, and a caption in place of the figure's own. */
export interface PlotDecisionRegionOptions extends Partial<Caption> {
  /** gives an output from 0 to 1 at any point of the plane: a function, or a network with two inputs */
  classifier: Network | ((x1: number, x2: number) => number);
}

const steps = 40; // across the height of the plane
const wide = 2.6; // how much wider than high the plane may get

/**
 * Points of two classes on the plane, shaded by the output of any classifier, with the border where it is ½.
 *
 * @param data two features, targets from 0 to 1: up to ½ counts as 0
 * @param options `classifier`, and title and text alternative, by default from data and classifier
 * @throws TypeError, RangeError for data without two features, a classifier that is neither function nor network, an unknown option
 * @example plotDecisionRegion(gate("XOR"), { classifier: (x1, x2) => Math.abs(x1 - x2) })
 * @see the article, figure 120
 */
export function plotDecisionRegion(data: Dataset, options: PlotDecisionRegionOptions): Figure {
  checkPoints(data);
  checkOptions(options, ["classifier", "title", "alt"]);
  const output = outputOf(options.classifier);
  const [across, up] = roomy(data.inputs);
  const longer = (wide * (up[1] - up[0])) / (across[1] - across[0]);
  const [x, y] = [grid(across, isAlike(across, up) ? longer : 1), grid(up, 1)];
  const outputs = data.inputs.map(([x1, x2]) => output(x1, x2));
  const [[x1, x2]] = data.inputs;
  const right = countCorrect(outputs, data.targets);
  const alt = `${data.name}: points of target 0 and 1 on a plane shaded by the answer, with a border where it is ½. ${right} of ${data.inputs.length} points lie on their side of it.`;
  return figure(
    [
      {
        ...outputMap,
        colorbar: outputKey,
        type: "contour",
        x,
        y,
        z: y.map((x2) => x.map((x1) => Math.round(100 * output(x1, x2)) / 100)),
        contours: { start: 0.5, end: 0.5, size: 0.5, coloring: "heatmap" },
        line: { color: colours.ink, width: 2 },
        hovertemplate: "(%{x:.3~g}, %{y:.3~g}): %{z}<extra></extra>",
      },
      // A line without length, below a point, exists only for its legend entry: Plotly draws that of a contour striped.
      line({ name: "output ½", hoverinfo: "skip", x: [x1, x1], y: [x2, x2] }, colours.ink, 2),
      ...pointTraces(data, 15),
    ],
    {
      title: `${data.name}: which side is 1?`,
      alt,
      ...captionOf(options),
      x: data.features[0],
      y: data.features[1],
      layout: plane(across, up),
    },
  );
}

/** With as much room on all sides, where the features are alike: a wide drawing would become a strip on a narrow screen. */
function roomy(inputs: number[][]): [Range, Range] {
  const ranges = rangesOf(inputs, 1 / 3);
  if (!isAlike(...ranges)) return ranges;
  const lengths = ranges.map(([low, high]) => high - low);
  const cut = ([low, high]: Range, length: number): Range => {
    const less = (length - Math.min(...lengths)) / 5; // a fifth on each side is room
    return [low + less, high - less];
  };
  return [cut(ranges[0], lengths[0]), cut(ranges[1], lengths[1])];
}

function outputOf(
  classifier: PlotDecisionRegionOptions["classifier"],
): (x1: number, x2: number) => number {
  if (typeof classifier !== "object" || classifier === null) {
    checkFunction("classifier", classifier);
    return classifier;
  }
  checkNetwork("classifier", classifier, 2);
  return (x1, x2) => predictNetwork(classifier, [x1, x2]);
}

/** Places from end to end of a range that is so many times as long, on both sides. */
function grid([low, high]: Range, times: number): number[] {
  const [middle, half] = [(low + high) / 2, (Math.max(1, times) * (high - low)) / 2];
  const n = Math.round(steps * Math.max(1, times));
  return Array.from({ length: n + 1 }, (_, i) => middle + half * ((2 * i) / n - 1));
}
