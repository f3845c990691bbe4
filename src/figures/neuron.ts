import {
  checkData,
  checkList,
  checkMatrix,
  checkOneOf,
  checkOptions,
  checkString,
  checkVector,
} from "../check.js";
import {
  axis,
  type Caption,
  captionOf,
  type Figure,
  figure,
  type Trace,
  type WithHistory,
} from "../figure.js";
import { format } from "../format.js";
import { countCorrect, squaredError } from "../losses.js";
import { checkPerceptron, netInput, type Perceptron } from "../perceptron.js";
import { type Activation, activations, neuronBody, weightName } from "./neuron-body.js";
import { curvePicture, planePicture } from "./neuron-picture.js";

/** What moves, how the neuron answers, and a caption in place of the figure's own. */
export interface PlotNeuronOptions extends Partial<Caption> {
  /** "w1", "w2", … or "bias": a slider moves it to both sides of its value; without it nothing moves */
  move?: string;
  /** d names of the inputs, for the axes that show one @default none */
  features?: string[];
  /** how the net input becomes the output: 1 above 0 with "step", itself with "none"; "sigmoid" */
  activation?: Activation;
}

/** A position of the slider. */
type Position = Perceptron & { label: string };

/**
 * One neuron and all of its examples: left its weights and its bias on their ways in and its squared error E as a bar, right how
 * its output depends on its inputs. Two inputs are a plane, shaded by the output, with the line of the output ½. One input
 * is a curve over it; more inputs are a curve over the net input. There a stick at each example is its error.
 *
 * @param inputs n rows of d numbers
 * @param targets n numbers, from 0 to 1 unless the activation is "none"
 * @param neuron d weights and a bias; a training, which has them, too, brings a slider over its epochs
 * @param options see {@link PlotNeuronOptions}; title and text alternative by default from the numbers
 * @throws TypeError, RangeError for arrays that don't fit each other, an unknown option
 * @example plotNeuron([[0], [1]], [0, 1], { weights: [4], bias: -2 }, { move: "w1" })
 * @see the article, figures 25 to 28, in one
 */
export function plotNeuron(
  inputs: number[][],
  targets: number[],
  neuron: WithHistory<Perceptron>,
  options: PlotNeuronOptions = {},
): Figure {
  const { activation, positions, active, prefix } = checked(inputs, targets, neuron, options);
  const { f, sign } = activations[activation];
  const d = inputs[0].length;
  const outputs = (model: Perceptron) => inputs.map((row) => f(netInput(model, row)));
  const errors = positions.map((model) => squaredError(outputs(model), targets));
  const most = activation === "none" ? Math.max(...errors) || 1 : targets.length / 2;
  const picture =
    d === 2
      ? planePicture(inputs, targets, activation)
      : curvePicture(inputs, targets, activation, positions);
  // With more than two inputs no axis shows one of them.
  const names = d > 2 ? [] : (options.features ?? []);
  const [x, y] = [picture.x, picture.y].map((title, j) =>
    names[j] === undefined ? title : `${title}: ${names[j]}`,
  );
  const left = neuronBody(d, sign);
  const at = (model: Position, i: number): Trace[] => [
    ...left.at(model, errors[i], most),
    ...picture.at(model),
  ];
  const now = at(positions[active], active);
  const statics = [...left.traces, ...picture.traces];
  const describe = (i: number) => altText(positions[i], outputs(positions[i]), targets, errors[i]);
  const unseen = { visible: false, fixedrange: true };
  return figure(
    statics.map((trace, i) => ({ ...trace, ...now[i] })),
    {
      title: "A neuron and its error",
      alt: describe(active),
      ...captionOf(options),
      layout: {
        height: Math.max(400, 112 + 63 * left.rows) + (positions.length > 1 ? 140 : 0),
        margin: { l: 16 },
        xaxis: { ...unseen, domain: [0, 0.38], range: [0, 10] },
        yaxis: { ...unseen, range: [0, 10] },
        xaxis2: {
          ...axis(x),
          domain: [0.5, 1],
          anchor: "y2",
          fixedrange: true,
          ...picture.ranges[0],
        },
        yaxis2: { ...axis(y), anchor: "x2", fixedrange: true, ...picture.ranges[1] },
      },
      slider: {
        prefix,
        active,
        traces: statics.map((_, i) => i),
        positions: positions.map((model, i) => ({
          label: model.label,
          data: at(model, i),
          description: describe(i),
        })),
      },
    },
  );
}

/** The neuron and what it answers, in words. */
function altText(
  { weights, bias }: Perceptron,
  outputs: number[],
  targets: number[],
  error: number,
) {
  const right = countCorrect(outputs, targets);
  const list = weights.map((weight) => format(weight)).join(", ");
  const isYesNo = targets.every((target) => target === 0 || target === 1);
  const where =
    right === 1
      ? "is on the side of ½ where its target is"
      : "are on the side of ½ where their targets are";
  const side = isYesNo ? ` ${right} of ${targets.length} outputs ${where}.` : "";
  return `A neuron with the ${weights.length === 1 ? "weight" : "weights"} ${list} and the bias ${format(bias)}, and its outputs beside the targets.${side} The squared error E is ${format(error)}.`;
}

function checked(
  inputs: number[][],
  targets: number[],
  neuron: WithHistory<Perceptron>,
  options: PlotNeuronOptions,
) {
  checkOptions(options, ["move", "activation", "features", "title", "alt"]);
  const { move, activation = "sigmoid", features } = options;
  checkOneOf("activation", activation, Object.keys(activations) as Activation[]);
  if (activation === "none") {
    checkMatrix("inputs", inputs);
    checkVector("targets", targets, inputs.length);
  } else checkData({ inputs, targets });
  const d = inputs[0].length;
  checkPerceptron("neuron", neuron, d);
  if (features !== undefined) checkList("features", features, checkString, d);
  if (move !== undefined) {
    const names = [...inputs[0].map((_, j) => `w${j + 1}`), "bias"];
    checkOneOf("move", move, names);
    return { activation, ...moved(neuron, names.indexOf(move)) };
  }
  const { history } = neuron;
  if (history === undefined)
    return { activation, positions: [{ ...neuron, label: "" }], active: 0, prefix: "" };
  checkList("neuron.history", history, (argument, model) => checkPerceptron(argument, model, d));
  // Sixteen epochs, evenly among those recorded, tell the story, and keep the figure small.
  const last = history.length - 1;
  const some = history.filter((_, i) => i === last || i % Math.ceil(last / 15) === 0);
  const positions = some.map((model) => ({ ...model, label: format(model.epoch) }));
  return { activation, positions, active: positions.length - 1, prefix: "epoch " };
}

/** The weight or bias moved to both sides, by twice the largest of them. */
function moved({ weights, bias }: Perceptron, index: number) {
  const values = [...weights, bias];
  const reach = 2 * Math.max(1, ...values.map(Math.abs));
  const positions = Array.from({ length: 17 }, (_, i): Position => {
    const value = values[index] + (reach * (i - 8)) / 8;
    const all = values.map((other, j) => (j === index ? value : other));
    return { weights: all.slice(0, -1), bias: all[all.length - 1], label: format(value) };
  });
  return {
    positions,
    active: 8,
    prefix: index < weights.length ? `${weightName(index)} = ` : "b = ",
  };
}
