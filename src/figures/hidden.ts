import { checkFinite, checkList, checkOptions } from "../check.js";
import type { Dataset } from "../datasets.js";
import {
  type Caption,
  captionOf,
  type Figure,
  figure,
  type Trace,
  type WithHistory,
} from "../figure.js";
import { format } from "../format.js";
import { countCorrect } from "../losses.js";
import { checkNetwork, type Network } from "../network.js";
import { predict } from "../perceptron.js";
import { checkPoints, plane, pointTraces, type Range } from "./points.js";
import { beyond, shading, shadingAt } from "./shading.js";

// Outputs lie between 0 and 1: the square of all of them, in every epoch, with room for a point at its edge.
const range: Range = [-0.06, 1.06];
const box = beyond(range, range);
const layout = plane(range, range);

/**
 * Points of two classes as the output unit of a network sees them: where the outputs of the two hidden units put them,
 * and the plane shaded by the output of the last unit.
 *
 * @param data two features, targets from 0 to 1: up to ½ counts as 0
 * @param network two hidden units; a training, which has them, too, brings a slider over its epochs
 * @param options title and text alternative, by default from the data and the network
 * @returns a figure, opened at the last epoch
 * @throws TypeError, RangeError for data without two features, networks without two hidden units, an unknown option
 * @example plotHiddenSpace(gate("XOR"), trainNetwork(gate("XOR"), { learningRate: 1 }))
 * @see the article, figure 120, for the points that a hidden layer has to move
 */
export function plotHiddenSpace(
  data: Dataset,
  network: WithHistory<Network>,
  options: Partial<Caption> = {},
): Figure {
  checkPoints(data);
  checkOptions(options, ["title", "alt"]);
  checkTwo("network", network);
  const { history } = network;
  if (history !== undefined)
    checkList("network.history", history, (argument, moment) => {
      checkTwo(argument, moment);
      checkFinite(`${argument}.epoch`, (moment as { epoch?: unknown }).epoch);
    });
  const hidden = (network: Network) =>
    data.inputs.map((input) => network.hidden.map((unit) => predict(unit, input)));
  const traces = (network: Network): Trace[] => {
    const [ones, zeros] = pointTraces({ ...data, inputs: hidden(network) }, 11);
    // Points that have met stay in sight: the squares lie on larger circles.
    const larger = { ...ones, marker: { ...(ones.marker as object), size: 20 } };
    return [...shading(box, network.output), larger, zeros];
  };
  const describe = (network: Network) => {
    const outputs = hidden(network).map((row) => predict(network.output, row));
    return `${countCorrect(outputs, data.targets)} of ${outputs.length} points lie on their side of the line.`;
  };
  const positions = history?.map((moment) => ({
    label: format(moment.epoch),
    data: [
      ...shadingAt(box, moment.output),
      ...traces(moment)
        .slice(2)
        .map(({ x, y }) => ({ x, y })),
    ],
    description: `After epoch ${format(moment.epoch)}, ${describe(moment)}`,
  }));
  const shown = history?.at(-1) ?? network;
  return figure(traces(shown), {
    title: `${data.name}: the hidden plane`,
    alt: `${data.name}: points of target 0 and 1, placed by the outputs of two hidden units, on a plane shaded by the output of the last unit, with the line where it is ½. ${positions?.at(-1)?.description ?? describe(shown)}`,
    ...captionOf(options),
    x: "output of hidden unit 1",
    y: "output of hidden unit 2",
    layout: {
      ...layout,
      height: positions ? 600 : 500,
      xaxis: { ...layout.xaxis, constrain: "domain" },
    },
    ...(positions && {
      slider: {
        prefix: "epoch ",
        active: positions.length - 1,
        traces: [0, 1, 2, 3],
        positions,
      },
    }),
  });
}

function checkTwo(argument: string, value: unknown): asserts value is Network {
  checkNetwork(argument, value, 2);
  checkList(`${argument}.hidden`, value.hidden, () => {}, 2);
}
