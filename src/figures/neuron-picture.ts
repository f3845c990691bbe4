import { colours, type Trace } from "../figure.js";
import { netInput, type Perceptron } from "../perceptron.js";
import { type Activation, activations, type Half } from "./neuron-body.js";
import { frame, isAlike, pointTraces, rangesOf } from "./points.js";
import { beyond, netInputMaps, outputMap, shading, shadingAt } from "./shading.js";
import { line, marks } from "./traces.js";

/** The half that shows how the output depends on the inputs, and its axes. */
type Picture = Half<[]> & { x: string; y: string; ranges: [object, object] };

const place = { xaxis: "x2", yaxis: "y2" };
const placed = (traces: Trace[]) => traces.map((trace) => ({ ...trace, ...place }));
const points = (inputs: number[][], targets: number[], size: number) =>
  pointTraces({ name: "", features: [], target: "target", inputs, targets }, size);
const crosses = (rows: number[][]): Trace[] => [
  marks(
    { name: "target", x: rows.map(([x]) => x), y: rows.map(([, y]) => y) },
    { size: 11, symbol: "x", color: colours.blue },
  ),
];

/** Two inputs: the plane, shaded by the output. */
export function planePicture(
  inputs: number[][],
  targets: number[],
  activation: Activation,
): Picture {
  const [x, y] = rangesOf(inputs, 0.5);
  const box = beyond(x, y);
  const [map, edge] = shading(box, { weights: [0, 0], bias: 0 });
  return {
    traces: placed([{ ...map, ...netInputMaps[activation] }, edge, ...points(inputs, targets, 14)]),
    at: (model) => [...shadingAt(box, model), {}, {}],
    x: "x₁",
    y: "x₂",
    ranges: [
      { range: x, ...frame },
      { range: y, ...frame, ...(isAlike(x, y) && { constrain: "domain", scaleanchor: "x2" }) },
    ],
  };
}

/** One input: the output over it; more than two: the output over the net input. At each example a stick is its error. */
export function curvePicture(
  inputs: number[][],
  targets: number[],
  activation: Activation,
  models: Perceptron[],
): Picture {
  const { f } = activations[activation];
  const one = inputs[0].length === 1;
  const output = (model: Perceptron, x: number) => f(one ? netInput(model, [x]) : x);
  const places = (model: Perceptron) => inputs.map((row) => (one ? row[0] : netInput(model, row)));
  // At the input 0 the bias answers alone.
  const all = [...models.flatMap(places), ...(one ? [0] : [-8, 8])];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = 0.1 * (high - low || 1);
  const [from, to] = [low - room, high + room];
  const x = Array.from({ length: 61 }, (_, i) => from + (i / 60) * (to - from));
  const shape = (model: Perceptron): Trace => ({ y: x.map((value) => output(model, value)) });
  const targeted = (model: Perceptron) => {
    const rows = places(model).map((value, i) => [value, targets[i]]);
    return activation === "none" ? crosses(rows) : points(rows, targets, 12);
  };
  const ground =
    activation === "none"
      ? []
      : [
          {
            ...outputMap,
            type: "heatmap",
            zsmooth: "best",
            hoverinfo: "skip",
            x: [from, to],
            y: [0, 1],
            showscale: false, // the axis of the output is the key
            z: [
              [0, 0],
              [1, 1],
            ],
          },
        ];
  return {
    traces: placed([
      ...ground,
      line({ name: "output", hoverinfo: "skip", x, ...shape(models[0]) }, colours.ink, 2.5),
      line({ name: "error" }, colours.purple, 3, "dot"),
      ...targeted(models[0]),
    ]),
    at: (model) => {
      const where = places(model);
      const sticks = {
        x: where.flatMap((value) => [value, value, null]),
        y: where.flatMap((value, i) => [targets[i], output(model, value), null]),
      };
      const moved = targeted(model).map(({ x, y }) => ({ x, y }));
      return [...ground.map(() => ({})), one ? shape(model) : {}, sticks, ...moved];
    },
    x: one ? "x₁" : "net input z",
    y: "output",
    ranges: [{ range: [from, to] }, activation === "none" ? {} : { range: [-0.12, 1.12] }],
  };
}
