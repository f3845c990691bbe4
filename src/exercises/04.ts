import type { Exercise } from "../judge.js";
import { sigmoid } from "../sigmoid.js";
import { drawn } from "./drawn.js";

const slope = (out: number) => out * (1 - out);

const nudge = 1e-5;

/** The exercises of notebook 04, one step by hand. */
export const exercises04: Record<"04-a" | "04-b" | "04-c" | "04-d" | "04-e" | "04-f", Exercise> = {
  "04-a": {
    // the slope of the sigmoid at −1, from σ(1)
    answer: slope(sigmoid(1)),
    mistakes: [
      {
        answer: sigmoid(-1),
        name: "output instead of slope",
        hint: "this is the output at −1; how steep is the curve there?",
      },
      {
        answer: sigmoid(1),
        name: "output at 1",
        hint: "this is what is given, the output at 1; the slope comes from an output",
      },
      {
        answer: -slope(sigmoid(1)),
        name: "slope turned round",
        hint: "the size is right; but the curve rises everywhere, so its slope is never below 0",
      },
      {
        answer: slope(sigmoid(sigmoid(1))),
        name: "sigmoid applied twice",
        hint: "you put the output through the sigmoid once more; the slope is out·(1 − out)",
      },
      {
        answer: 0.25,
        name: "slope in the middle",
        hint: "this is the slope at 0, where the curve is steepest",
      },
    ],
  },
  "04-b": {
    // dE/dw2 for x = (1, 1), w = (0.3, 0.4), b = 0.1: the output of the page, but the target 0
    answer: sigmoid(0.8) * slope(sigmoid(0.8)),
    mistakes: [
      {
        answer: -sigmoid(0.8) * slope(sigmoid(0.8)),
        name: "sign of the error",
        hint: "the sign is the wrong way round: the first factor is output − target",
      },
      {
        answer: (sigmoid(0.8) - 1) * slope(sigmoid(0.8)),
        name: "target 1 instead of 0",
        hint: "this is for the target 1; here it is 0",
      },
      {
        answer: sigmoid(0.8),
        name: "slope of the sigmoid missing",
        hint: "this is the first factor alone; the slope of the sigmoid is missing",
      },
      {
        answer: 2 * sigmoid(0.8) * slope(sigmoid(0.8)),
        name: "½ forgotten",
        hint: "twice too much: the ½ of E cancels the 2 of the derivative",
      },
      {
        answer: sigmoid(0.8) * slope(sigmoid(sigmoid(0.8))),
        name: "sigmoid applied twice",
        hint: "you put the output through the sigmoid once more; it has been there already",
      },
    ],
  },
  "04-c": {
    // the gradient for the inputs (2, −1), same weights and bias, target 1
    answer: gradient([2, -1], [0.3, 0.4], 0.1, 1),
    mistakes: [
      {
        answer: [1, 1, 1].map(() => gradient([2, -1], [0.3, 0.4], 0.1, 1)[2]),
        name: "input factor missing",
        hint: "the third factor is missing: for a weight it is the input at that weight",
      },
      {
        answer: gradient([2, 1], [0.3, 0.4], 0.1, 1),
        name: "input (2, 1)",
        hint: "this is the gradient for the inputs (2, 1); the second one is −1",
      },
      {
        answer: [...gradient([2, -1], [0.3, 0.4], 0.1, 1).slice(0, 2), 0],
        name: "bias not moved",
        hint: "the bias moves as well: its input is always 1",
      },
      {
        answer: gradient([2, -1], [0.3, 0.4], 0.1, 1).map((g) => 0 - g),
        name: "sign of the error",
        hint: "the sign is the wrong way round: the first factor is output − target",
      },
      {
        answer: gradient([2, -1], [0.3, 0.4], 0, 1),
        name: "bias forgotten",
        hint: "the bias is missing from the net input",
      },
      {
        answer: gradient([2, -1], [0.3, 0.4], 0.1, 1).slice(0, 2),
        name: "bias left out",
        hint: "there is a third number, for the bias",
      },
    ],
  },
  "04-d": {
    // the gradient for a row of two inputs, from a function that puts the output through the sigmoid again
    answer: gradient,
    calls: [
      [[0, 1], [0.3, 0.5], 0.3, 1],
      [[2, -1], [0.3, 0.4], 0.1, 0],
    ],
    inputs: (random) => [drawn(random, 2), drawn(random, 2), random(), Math.round(random())],
    mistakes: [
      {
        answer: (x: number[], w: number[], b: number, t: number) =>
          gradient(x, w, b, t, (out) => slope(sigmoid(out))),
        name: "sigmoid applied twice",
        hint: "these are still the wrong slopes: which line takes the output for a net input?",
      },
      {
        answer: (x: number[], w: number[], b: number, t: number) => gradient(x, w, b, t, () => 1),
        name: "slope of the sigmoid missing",
        hint: "the second factor is missing now, the slope of the sigmoid",
      },
      {
        answer: (x: number[], w: number[], b: number, t: number) =>
          gradient(x, w, b, t, (out) => out),
        name: "one factor only",
        hint: "only half of the sigmoid's slope is there now: one of its two factors is missing",
      },
      {
        answer: (x: number[], w: number[], b: number, t: number) =>
          gradient(x, w, b, t).map((g) => 0 - g),
        name: "sign of the error",
        hint: "the sign is the wrong way round: the first factor is output − target",
      },
      {
        answer: (x: number[], w: number[], b: number, t: number) => {
          const delta = gradient(x, w, b, t)[x.length];
          return [delta, delta, delta];
        },
        name: "input factor missing",
        hint: "the third factor is missing: for a weight it is the input at that weight",
      },
    ],
  },
  "04-e": {
    // the gradient of f(p), the cube of a product, by nudges
    answer: nudged(),
    calls: [[[2, 3]], [[1, -2, 0.5]]],
    inputs: (random) => [Array.from({ length: 3 }, () => 1 + random())],
    mistakes: [
      {
        answer: nudged({ apart: 1 }),
        name: "divided by one nudge",
        hint: "twice too steep: from the one side to the other it is two nudges",
      },
      {
        answer: nudged({ down: 0 }),
        name: "one side only",
        hint: "half of it: nudged to one side only, and divided by two nudges",
      },
      {
        answer: nudged({ up: -1, down: 1 }),
        name: "sides exchanged",
        hint: "the sign is the wrong way round: subtract what comes after the nudge down",
      },
      {
        answer: nudged({ others: 1 }),
        name: "all nudged together",
        hint: "you nudge all numbers together; the others have to stay still",
      },
      {
        answer: nudged({ apart: 1 / nudge }),
        name: "division forgotten",
        hint: "this is how far f moves; divide it by how far the number moved",
      },
    ],
  },
  "04-f": {
    // the slope of tanh from its output
    answer: (out: number) => 1 - out * out,
    calls: [[0], [0.5], [-0.8], [0.99]],
    inputs: (random) => [2 * random() - 1],
    mistakes: [
      {
        answer: (out: number) => out * (1 - out),
        name: "slope of the sigmoid",
        hint: "this is the sigmoid's; the slope of tanh at 0 is 1",
      },
      {
        answer: (out: number) => 1 - Math.tanh(out) ** 2,
        name: "tanh applied twice",
        hint: "you put the output through tanh once more; it has been there already",
      },
      {
        answer: (out: number) => ((1 + out) / 2) * (1 - (1 + out) / 2),
        name: "both factors of 2 missing",
        hint: "this is the slope of σ at 2z; two more factors of 2 come from the 2σ and the 2z",
      },
      {
        answer: (out: number) => 2 * ((1 + out) / 2) * (1 - (1 + out) / 2),
        name: "one factor of 2 missing",
        hint: "half of it: there is a 2 before the σ and another one inside of it",
      },
      {
        answer: (out: number) => 1 - out,
        name: "not symmetric",
        hint: "the slope must be the same at out and −out",
      },
    ],
  },
};

/** The slope of ½(out − target)² for each weight, and for the bias last. */
function gradient(
  x: number[],
  weights: number[],
  bias: number,
  target: number,
  slopeOf: (out: number) => number = slope,
): number[] {
  const out = sigmoid(x.reduce((sum, xi, i) => sum + xi * weights[i], bias));
  const delta = (out - target) * slopeOf(out);
  return [...x.map((xi) => delta * xi), delta];
}

/** The gradient that 04-e measures: each number of p nudged `up` and `down`, `apart` nudges from each other, the `others` with it. */
function nudged({ up = 1, down = -1, apart = 2, others = 0 } = {}) {
  const f = (p: number[]) => p.reduce((product, pk) => product * pk, 1) ** 3;
  return (p: number[]) =>
    p.map((_, k) => {
      const to = (side: number) => f(p.map((pj, j) => pj + side * nudge * (j === k ? 1 : others)));
      return (to(up) - to(down)) / (apart * nudge);
    });
}
