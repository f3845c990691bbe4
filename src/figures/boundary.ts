import { checkFinite, checkList, checkOptions } from "../check.js";
import type { Dataset } from "../datasets.js";
import { type Figure, figure, type Words, words } from "../figure.js";
import { format } from "../format.js";
import { checkPerceptron, type Perceptron, predict } from "../perceptron.js";
import { checkPoints, pointTraces } from "./points.js";
import { boxAround, shading, shadingAt } from "./shading.js";

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
  const box = boxAround(data.inputs);
  const last = history[history.length - 1];
  // A net input next to 0 also gives ½, which is on no side: as everywhere, the output decides.
  const outputs = data.inputs.map((input) => predict(last, input));
  const right = outputs.filter(
    (out, i) => out !== 0.5 && out > 0.5 === data.targets[i] > 0.5,
  ).length;
  const between = outputs.filter((out) => out === 0.5).length;
  const range = (axis: 0 | 1) => [box[0][axis], box[2][axis]];
  const alt = `${data.name}: points of target 0 and 1 on a plane shaded by the perceptron's output, with the line where it is ½. After epoch ${format(last.epoch)}, ${right} of ${data.inputs.length} points lie on their side of the line${between > 0 ? `, and ${between} on the line itself` : ""}.`;
  return figure([...shading(box, last), ...pointTraces(data, 15)], {
    title: `${data.name}: which side is 1?`,
    alt,
    ...words(options),
    x: data.features[0],
    y: data.features[1],
    layout: {
      height: 560,
      xaxis: { range: range(0), fixedrange: true },
      yaxis: { range: range(1), fixedrange: true },
    },
    slider: {
      prefix: "epoch ",
      active: history.length - 1,
      traces: [0, 1],
      positions: history.map((model) => ({
        label: format(model.epoch),
        data: shadingAt(box, model),
      })),
    },
  });
}
