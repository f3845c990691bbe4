import { checkFinite, checkList, checkOptions } from "../check.js";
import type { Dataset } from "../datasets.js";
import {
  colours,
  type Figure,
  figure,
  line,
  nowhere,
  type Trace,
  type Words,
  words,
} from "../figure.js";
import { format } from "../format.js";
import { checkPerceptron, type Perceptron, predict } from "../perceptron.js";
import { checkPoints, pointTraces } from "./points.js";

export type Point = [number, number];

/** Whose border is shown, and words in place of the figure's own. */
export interface PlotBoundaryOptions extends Partial<Words> {
  /** the perceptron after some epochs, or after several: then with a slider over them */
  history: (Perceptron & { epoch: number })[];
}

/**
 * Points of two classes and the side of the plane on which a perceptron answers more than ½. Its edge is
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
  const box = bounds(data.inputs);
  const last = history[history.length - 1];
  // A net input next to 0 also gives ½, which is on no side: as everywhere, the output decides.
  const outputs = data.inputs.map((input) => predict(last, input));
  const right = outputs.filter(
    (out, i) => out !== 0.5 && out > 0.5 === data.targets[i] > 0.5,
  ).length;
  const between = outputs.filter((out) => out === 0.5).length;
  const range = (axis: 0 | 1) => [box[0][axis], box[2][axis]];
  const alt = `${data.name}: points of target 0 and 1, and a shaded region where the perceptron answers more than ½. After epoch ${format(last.epoch)}, ${right} of ${data.inputs.length} points lie on their side of the line${between > 0 ? `, and ${between} on the line itself` : ""}.`;
  return figure([sideTrace(box, last), ...pointTraces(data, 15)], {
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
      traces: [0],
      positions: history.map((model) => ({ label: format(model.epoch), data: [side(box, model)] })),
    },
  });
}

/** The side of a box on which a perceptron answers more than ½, shaded. */
export const sideTrace = (box: Point[], model: Perceptron): Trace =>
  line({ ...shade, ...side(box, model) }, colours.ink, 2);

function side(box: Point[], model: Perceptron): Trace {
  const corners = positiveSide(box, model);
  if (corners.length === 0) return nowhere;
  return { x: corners.map(([x]) => x), y: corners.map(([, y]) => y) };
}

const shade = {
  name: "answers more than ½",
  fill: "toself",
  fillcolor: "rgba(0, 114, 178, 0.15)",
  hoverinfo: "skip",
};

/** The corners of a box around the points, half their spread larger on each side. */
function bounds(inputs: number[][]): Point[] {
  const [x, y] = [0, 1].map((axis) => {
    const values = inputs.map((row) => row[axis]);
    const low = Math.min(...values);
    const high = Math.max(...values);
    const room = 0.5 * (high - low || 1);
    return [low - room, high + room];
  });
  return [
    [x[0], y[0]],
    [x[1], y[0]],
    [x[1], y[1]],
    [x[0], y[1]],
  ];
}

/** The part of the box where the net input is above 0: Sutherland and Hodgman's clipping, for one line. */
function positiveSide(box: Point[], { weights: [w1, w2], bias }: Perceptron): Point[] {
  const z = ([x1, x2]: Point) => w1 * x1 + w2 * x2 + bias;
  const kept: Point[] = [];
  for (const [i, from] of box.entries()) {
    const to = box[(i + 1) % box.length];
    const [a, b] = [z(from), z(to)];
    if (a > 0) kept.push(from);
    if (a > 0 !== b > 0)
      kept.push([
        from[0] + (a / (a - b)) * (to[0] - from[0]),
        from[1] + (a / (a - b)) * (to[1] - from[1]),
      ]);
  }
  return kept.length > 0 ? [...kept, kept[0]] : [];
}
