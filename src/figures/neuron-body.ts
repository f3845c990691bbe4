import { colours, type Trace } from "../figure.js";
import { format } from "../format.js";
import type { Perceptron } from "../perceptron.js";
import { sigmoid } from "../sigmoid.js";
import { line, marks, nowhere } from "./traces.js";

/** How the net input becomes the output, and what stands in the unit for it. */
export const activations = {
  sigmoid: { f: sigmoid, sign: "σ" },
  step: { f: (z: number) => Number(z > 0), sign: "step" },
  none: { f: (z: number) => z, sign: "Σ" },
};

export type Activation = keyof typeof activations;

/** "w₁" for 0. */
export const weightName = (j: number) => `w${subscript(j + 1)}`;
export const subscript = (i: number) =>
  String(i).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));

/** One of the two halves: its traces, and what of them changes with the neuron. */
export interface Half<Given extends unknown[]> {
  traces: Trace[];
  at: (model: Perceptron, ...given: Given) => Trace[];
}

const rounded = (value: number) => (Math.abs(value) < 1e-6 ? 0 : value); // the digits of a rounding error would not fit
const MOST = 7; // inputs drawn; of more the last are left out

/** Circles for the inputs and the constant 1 of the bias, their ways into the unit, and below them the error as a bar. */
export function neuronBody(
  d: number,
  sign: string,
): Half<[error: number, most: number]> & { rows: number } {
  const shown = Math.min(d, MOST);
  const lowest = shown > 3 ? 3.4 : 3.7; // with more than three inputs the error moves down
  const height = (i: number) => 9.4 - ((9.4 - lowest) * i) / shown;
  const [x, unit, top] = [0.8, 8.05, (height(0) + height(shown)) / 2];
  const bend = 6.5; // a way is level up to here, so that no other crosses its label
  const rows = Array.from({ length: shown + 1 }, (_, i) => i);
  const names = rows.map((i) => (i === shown ? "1" : `x${subscript(i + 1)}`));
  const ways = (values: number[], negative: boolean): Trace => {
    const chosen = rows.filter((i) => values[i] < 0 === negative);
    if (chosen.length === 0) return nowhere;
    return {
      x: chosen.flatMap(() => [x, bend, unit, null]),
      y: chosen.flatMap((i) => [height(i), height(i), top, null]),
    };
  };
  const still = { hoverinfo: "skip", showlegend: false };
  const drawn = { ...still, mode: "markers+text", cliponaxis: false };
  const circle = { color: "white", line: { color: colours.blue, width: 2 } };
  return {
    rows: shown,
    traces: [
      line(still, colours.grey, 2),
      line(still, colours.grey, 2, "dot"),
      {
        ...line({ ...still, x: [unit, 9.8], y: [top, top], cliponaxis: false }, colours.grey, 2),
        mode: "lines+markers",
        marker: { symbol: "triangle-right", size: [0, 12], opacity: 1, color: colours.grey },
      },
      marks(
        { ...drawn, x: rows.map(() => x), y: rows.map(height), text: names },
        { ...circle, size: 24, symbol: rows.map((i) => (i === shown ? "square" : "circle")) },
      ),
      marks(
        { ...drawn, x: [unit], y: [top], text: [`<b>${sign}</b>`] },
        { ...circle, size: 38, color: "#F3F8FC" },
      ),
      {
        ...still,
        type: "scatter",
        mode: "text",
        cliponaxis: false,
        x: rows.map(() => x + 1),
        y: rows.map((i) => height(i) + 0.2),
        textposition: "top right",
      },
      line({ ...still, x: [0.4, 9.6], y: [0.5, 0.5] }, colours.light, 14),
      line(still, colours.purple, 14),
      {
        ...still,
        type: "scatter",
        mode: "text",
        cliponaxis: false,
        x: [0.4],
        y: [1.7],
        textposition: "middle right",
        textfont: { color: colours.purple },
      },
    ],
    at: ({ weights, bias }, error, most) => {
      const values = [...weights.slice(0, shown), bias];
      const text = values.map(
        (value, i) => `${i === shown ? "b" : weightName(i)} = ${format(rounded(value))}`,
      );
      const bar = 0.4 + 9.2 * Math.min(1, error / most);
      return [
        ways(values, false),
        ways(values, true),
        {},
        {},
        {},
        { text },
        {},
        { x: [0.4, bar], y: [0.5, 0.5] },
        { text: [`E = ${format(error)}`] },
      ];
    },
  };
}
