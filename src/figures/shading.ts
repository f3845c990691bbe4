import { colours, type Trace } from "../figure.js";
import type { Perceptron } from "../perceptron.js";
import { sigmoid } from "../sigmoid.js";
import { around, type Range } from "./points.js";
import { line, nowhere } from "./traces.js";

type Point = [number, number];

const ENDS = 8; // net inputs beyond look like 0 and 1

/** The colour of an output from 0 to 1: a tint of orange, white at ½, a tint of blue. */
function tint(output: number): string {
  const [to, share] =
    output < 0.5 ? [[240, 165, 110], 1 - 2 * output] : [[110, 180, 225], 2 * output - 1];
  return `rgb(${to.map((part) => Math.round(255 + share * (part - 255))).join(", ")})`;
}

const shades = (outputs: number[]) =>
  outputs.map((output, i) => [i / (outputs.length - 1), tint(output)]);

const even = Array.from({ length: 17 }, (_, i) => i / 16);

/** A map of outputs from 0 to 1. */
export const outputMap = {
  zmin: 0,
  zmax: 1,
  colorscale: shades([0, 0.5, 1]),
};

/** Its key, to stand beside it. */
export const outputKey = key([0, 0.5, 1]);

/** The same for net inputs. They are linear in x₁ and x₂, so that a grid of 2×2 numbers, interpolated, is exact. */
const netInputMap = {
  ...outputMap,
  type: "heatmap",
  zsmooth: "best",
  hoverinfo: "skip",
  zmin: -ENDS,
  zmax: ENDS,
  colorscale: shades(even.map((share) => sigmoid((2 * share - 1) * ENDS))),
  colorbar: key([-ENDS, 0, ENDS]),
};

/** The map for each way from the net input to the output. */
export const netInputMaps = {
  sigmoid: {},
  step: {
    colorscale: shades([0, 1]).flatMap(([, color], i) => [
      [i / 2, color],
      [(i + 1) / 2, color],
    ]),
  },
  none: { ...outputMap, colorbar: outputKey },
};

function key(tickvals: number[]) {
  return colourKey("output", { tickvals, ticktext: ["0", "½", "1"] });
}

/** A slim bar beside a map that tells what its colours mean. */
export function colourKey(title: string, ticks: { tickvals: number[]; ticktext: string[] }) {
  return {
    title: { text: title, font: { size: 14 } },
    ...ticks,
    thickness: 10,
    outlinewidth: 0,
    len: 0.8,
  };
}

/** The outputs of a perceptron over a box, as colours, and the line on which it answers ½. */
export const shading = (box: Point[], model: Perceptron): Trace[] => {
  const [colour, edge] = shadingAt(box, model);
  return [
    { ...netInputMap, ...colour },
    line({ name: "output ½", hoverinfo: "skip", ...edge }, colours.ink, 2),
  ];
};

/** What of the shading changes with the perceptron. */
export function shadingAt(box: Point[], model: Perceptron): Trace[] {
  const { weights, bias } = model;
  // Dividing weights and bias by one number does not move the line, and keeps the products finite.
  const scale = Math.max(1, ...[...weights, bias].map((value) => Math.abs(value) / 1e6));
  const [w1, w2, b] = [...weights, bias].map((value) => value / scale);
  const z = ([x1, x2]: Point) => w1 * x1 + w2 * x2 + b;
  const [a, right, c, left] = box;
  const heat = {
    x: [a[0], c[0]],
    y: [a[1], c[1]],
    z: [
      [z(a), z(right)],
      [z(left), z(c)],
    ],
  };
  const ends = box.flatMap((from, i): Point[] => {
    const to = box[(i + 1) % box.length];
    const [before, after] = [z(from), z(to)];
    if (before > 0 === after > 0) return [];
    const share = before / (before - after);
    return [[from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]];
  });
  const edge = ends.length > 0 ? { x: ends.map(([x]) => x), y: ends.map(([, y]) => y) } : nowhere;
  return [heat, edge];
}

/** The corners of a box that reaches far beyond two ranges: a plane goes on where its figure is wide. */
export const beyond = (x: Range, y: Range): Point[] => corners(around(x, 4), around(y, 4));

const corners = (x: Range, y: Range): Point[] => [
  [x[0], y[0]],
  [x[1], y[0]],
  [x[1], y[1]],
  [x[0], y[1]],
];
