import { checkFinite, checkList, checkOptions } from "../check.js";
import type { Dataset } from "../datasets.js";
import { type Figure, figure, type Words, words } from "../figure.js";
import { format } from "../format.js";
import { countRight } from "../losses.js";
import { checkPerceptron, type Perceptron, predict } from "../perceptron.js";
import { checkPoints, plane, pointTraces, rangesOf } from "./points.js";
import { beyond, shading, shadingAt } from "./shading.js";

/** Whose border is shown, and words in place of the figure's own. */
export interface PlotBoundaryOptions extends Partial<Words> {
  /** the perceptron after some epochs, or after several: then with a slider over them */
  history: (Perceptron & { epoch: number })[];
}

/**
 * Points of two classes on the plane, shaded by the output of a perceptron. Where it is ½ runs
 * the line w₁x₁ + w₂x₂ + b = 0. With more than one epoch a slider moves through them.
 *
 * @param data two features, targets from 0 to 1: up to ½ counts as 0
 * @param options `history`, and title and text alternative, by default from the data and the last epoch
 * @returns a figure, opened at the last epoch
 * @throws TypeError, RangeError for data without two features, a history that holds no perceptrons, an unknown option
 * @example plotBoundary(gate("OR"), { history: train(gate("OR")).history })
 * @see the article, figures 118 and 119
 */
export function plotBoundary(data: Dataset, options: PlotBoundaryOptions): Figure {
  checkPoints(data);
  checkOptions(options, ["history", "title", "alt"]);
  const { history } = options;
  checkList("history", history, (argument, model) => {
    checkPerceptron(argument, model, 2);
    checkFinite(`${argument}.epoch`, (model as { epoch?: unknown }).epoch);
  });
  const [x, y] = rangesOf(data.inputs, 0.5);
  const box = beyond(x, y);
  const last = history[history.length - 1];
  const says = (model: Perceptron & { epoch: number }) => {
    // A net input next to 0 also gives ½, which is on no side: as everywhere, the output decides.
    const outputs = data.inputs.map((input) => predict(model, input));
    const right = countRight(outputs, data.targets);
    const between = outputs.filter((out) => out === 0.5).length;
    const rest = between > 0 ? `, and ${between} on the line itself` : "";
    return `After epoch ${format(model.epoch)}, ${right} of ${data.inputs.length} points lie on their side of the line${rest}.`;
  };
  const alt = `${data.name}: points of target 0 and 1 on a plane shaded by the perceptron's output, with the line where it is ½. ${says(last)}`;
  return figure([...shading(box, last), ...pointTraces(data, 15)], {
    title: `${data.name}: which side is 1?`,
    alt,
    ...words(options),
    x: data.features[0],
    y: data.features[1],
    layout: plane(x, y),
    slider: {
      prefix: "epoch ",
      active: history.length - 1,
      traces: [0, 1],
      positions: history.map((model) => ({
        label: format(model.epoch),
        data: shadingAt(box, model),
        says: says(model),
      })),
    },
  });
}
