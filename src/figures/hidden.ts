import { checkFinite, checkList, checkOptions } from "../check.js";
import type { Dataset } from "../datasets.js";
import { type Figure, figure, type Trace, type Words, words } from "../figure.js";
import { format } from "../format.js";
import { countRight } from "../losses.js";
import { checkNetwork, type Network } from "../network.js";
import { predict } from "../perceptron.js";
import { checkPoints, plane, pointTraces, type Range } from "./points.js";
import { beyond, shading, shadingAt } from "./shading.js";

/** Whose hidden outputs are shown, and words in place of the figure's own. */
export interface PlotHiddenOptions extends Partial<Words> {
  /** the network after some epochs, or after several: then with a slider over them */
  history: (Network & { epoch: number })[];
}

// Outputs lie between 0 and 1: the same ranges for all epochs, with room for a point at the edge.
const range: Range = [-0.15, 1.15];
const box = beyond(range, range);

/**
 * Points of two classes as the output unit of a network sees them: where the outputs of the two hidden units put them,
 * and the plane shaded by the output of the last unit. With more than one epoch a slider moves through them.
 *
 * @param data two features, targets from 0 to 1: up to ½ counts as 0
 * @param options `history`, and title and text alternative, by default from the data and the last epoch
 * @returns a figure, opened at the last epoch
 * @throws TypeError, RangeError for data without two features, networks without two hidden units, an unknown option
 * @example plotHidden(gate("XOR"), { history: trainNetwork(gate("XOR"), { learningRate: 1 }).history })
 * @see the article, figure 120, for the points that a hidden layer has to move
 */
export function plotHidden(data: Dataset, options: PlotHiddenOptions): Figure {
  checkPoints(data);
  checkOptions(options, ["history", "title", "alt"]);
  const { history } = options;
  checkList("history", history, (argument, network) => {
    checkNetwork(argument, network, 2);
    checkList(`${argument}.hidden`, network.hidden, () => {}, 2);
    checkFinite(`${argument}.epoch`, (network as { epoch?: unknown }).epoch);
  });
  const hidden = (network: Network) =>
    data.inputs.map((input) => network.hidden.map((unit) => predict(unit, input)));
  const traces = (network: Network): Trace[] => {
    const [ones, zeros] = pointTraces({ ...data, inputs: hidden(network) }, 11);
    // Points that have met stay in sight: the squares lie on larger circles.
    const larger = { ...ones, marker: { ...(ones.marker as object), size: 20 } };
    return [...shading(box, network.output), larger, zeros];
  };
  const last = history[history.length - 1];
  const says = (network: Network & { epoch: number }) => {
    const outputs = hidden(network).map((row) => predict(network.output, row));
    const right = countRight(outputs, data.targets);
    return `After epoch ${format(network.epoch)}, ${right} of ${data.inputs.length} points lie on their side of the line.`;
  };
  return figure(traces(last), {
    title: `${data.name}: the hidden plane`,
    alt: `${data.name}: points of target 0 and 1, placed by the outputs of two hidden units, on a plane shaded by the output of the last unit, with the line where it is ½. ${says(last)}`,
    ...words(options),
    x: "output of hidden unit 1",
    y: "output of hidden unit 2",
    layout: plane(range, range),
    slider: {
      prefix: "epoch ",
      active: history.length - 1,
      traces: [0, 1, 2, 3],
      positions: history.map((network) => ({
        label: format(network.epoch),
        data: [
          ...shadingAt(box, network.output),
          ...traces(network)
            .slice(2)
            .map(({ x, y }) => ({ x, y })),
        ],
        says: says(network),
      })),
    },
  });
}
