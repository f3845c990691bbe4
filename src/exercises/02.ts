import type { Exercise } from "../judge.js";
import { drawn } from "./drawn.js";

/** The exercises of notebook 02, one weight by hand. */
export const exercises02: Record<"02-a" | "02-b" | "02-c", Exercise> = {
  "02-a": {
    // E for W = 2.5 with x = 0 1 2 3 and target = 0 2 4 6
    answer: 1.75,
    mistakes: [
      { answer: 3.5, name: "½ forgotten", hint: "this is the sum of the squares; E is half of it" },
      {
        answer: 3,
        name: "errors not squared",
        hint: "this is the sum of the errors; square each of them first",
      },
      {
        answer: 0.875,
        name: "mean instead of sum",
        hint: "this is half of the mean; E is half of the sum",
      },
      {
        answer: 9,
        name: "sum squared",
        hint: "this is the square of the summed errors; square each one, then add",
      },
    ],
  },
  "02-b": {
    // one step from W = 3 with the learning rate 0.1, slope 14
    answer: 1.6,
    mistakes: [
      {
        answer: 4.4,
        name: "uphill",
        hint: "this step goes uphill: the step is against the slope, so its sign is minus",
      },
      {
        answer: -11,
        name: "learning rate forgotten",
        hint: "you stepped by the whole slope; the learning rate makes the step shorter",
      },
      {
        answer: 0.2,
        name: "½ forgotten",
        hint: "you took the slope without the ½ of E: the ½ cancels the 2 of the derivative",
      },
    ],
  },
  "02-c": {
    // slope of the error for a neuron with a bias: sum of (W x + b - t) x
    answer: (w: number, b: number, x: number[], t: number[]) => slopeOf(x, t, (xi) => w * xi + b),
    calls: [
      [3, 0, [0, 1, 2, 3], [0, 2, 4, 6]],
      [3, 1, [0, 1, 2, 3], [0, 2, 4, 6]],
      [-1, 2, [1, -2], [0.5, 4]],
    ],
    inputs: (random) => [...drawn(random, 2), drawn(random, 4), drawn(random, 4)],
    mistakes: [
      {
        answer: (w: number, _b: number, x: number[], t: number[]) => slopeOf(x, t, (xi) => w * xi),
        name: "bias forgotten",
        hint: "right without a bias, wrong with one: the output is W·x + b",
      },
      {
        answer: (w: number, b: number, x: number[], t: number[]) =>
          -slopeOf(x, t, (xi) => w * xi + b),
        name: "sign of the error",
        hint: "the sign is the wrong way round: the error is output − target",
      },
      {
        answer: (w: number, b: number, x: number[], t: number[]) =>
          x.reduce((sum, xi, i) => sum + w * xi + b - t[i], 0),
        name: "slope for the bias",
        hint: "this is the slope for b; for W each error is multiplied by its x",
      },
      {
        answer: (w: number, b: number, x: number[], t: number[]) =>
          2 * slopeOf(x, t, (xi) => w * xi + b),
        name: "½ forgotten",
        hint: "twice too steep: the ½ of E cancels the 2 of the derivative",
      },
    ],
  },
};

function slopeOf(x: number[], targets: number[], output: (x: number) => number): number {
  return x.reduce((sum, xi, i) => sum + (output(xi) - targets[i]) * xi, 0);
}
