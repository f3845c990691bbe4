import type { Exercise } from "../judge.js";
import { sigmoid } from "../sigmoid.js";
import { drawn, slope } from "./numbers.js";

const nudge = 1e-5;

/** The exercises of notebook 04, one step by hand. */
export const exercises04: Record<"04-a" | "04-b" | "04-c" | "04-d" | "04-e" | "04-f", Exercise> = {
  "04-a": {
    // dE/dw2 for x = (1, 1), w = (0.3, 0.4), b = 0.1: the output of the page, but the target 0
    answer: sigmoid(0.8) * slope(sigmoid(0.8)),
    mistakes: {
      "sign of the error": [
        -sigmoid(0.8) * slope(sigmoid(0.8)),
        "the sign is the wrong way round: the first factor is output − target",
      ],
      "target 1 instead of 0": [
        (sigmoid(0.8) - 1) * slope(sigmoid(0.8)),
        "this is for the target 1; here it is 0",
      ],
      "slope of the sigmoid missing": [
        sigmoid(0.8),
        "this is the first factor alone; the slope of the sigmoid is missing",
      ],
      "½ forgotten": [
        2 * sigmoid(0.8) * slope(sigmoid(0.8)),
        "twice too much: the ½ of E cancels the 2 of the derivative",
      ],
      "sigmoid applied twice": [
        sigmoid(0.8) * slope(sigmoid(sigmoid(0.8))),
        "you put the output through the sigmoid once more; it has been there already",
      ],
    },
  },
  "04-b": {
    // the gradient for the inputs (2, −1), same weights and bias, target 1
    answer: gradient([2, -1], [0.3, 0.4], 0.1, 1),
    mistakes: {
      "input factor missing": [
        [1, 1, 1].map(() => gradient([2, -1], [0.3, 0.4], 0.1, 1)[2]),
        "the third factor is missing: for a weight it is the input at that weight",
      ],
      "input (2, 1)": [
        gradient([2, 1], [0.3, 0.4], 0.1, 1),
        "this is the gradient for the inputs (2, 1); the second one is −1",
      ],
      "bias not moved": [
        [...gradient([2, -1], [0.3, 0.4], 0.1, 1).slice(0, 2), 0],
        "the bias moves as well: its input is always 1",
      ],
      "sign of the error": [
        gradient([2, -1], [0.3, 0.4], 0.1, 1).map((g) => 0 - g),
        "the sign is the wrong way round: the first factor is output − target",
      ],
      "bias forgotten": [
        gradient([2, -1], [0.3, 0.4], 0, 1),
        "the bias is missing from the net input",
      ],
      "bias left out": [
        gradient([2, -1], [0.3, 0.4], 0.1, 1).slice(0, 2),
        "there is a third number, for the bias",
      ],
    },
  },
  "04-c": {
    // the slope of the sigmoid at −1, from σ(1)
    answer: slope(sigmoid(1)),
    mistakes: {
      "output instead of slope": [
        sigmoid(-1),
        "this is the output at −1; how steep is the curve there?",
      ],
      "output at 1": [
        sigmoid(1),
        "this is what is given, the output at 1; the slope comes from an output",
      ],
      "slope turned round": [
        -slope(sigmoid(1)),
        "the size is right; but the curve rises everywhere, so its slope is never below 0",
      ],
      "sigmoid applied twice": [
        slope(sigmoid(sigmoid(1))),
        "you put the output through the sigmoid once more; the slope is out·(1 − out)",
      ],
      "slope in the middle": [0.25, "this is the slope at 0, where the curve is steepest"],
    },
  },
  "04-d": {
    // the gradient for a row of two inputs, from a function that puts the output through the sigmoid again
    answer: gradients(),
    calls: [
      [[0, 1], [0.3, 0.5], 0.3, 1],
      [[2, -1], [0.3, 0.4], 0.1, 0],
    ],
    inputs: (random) => [drawn(random, 2), drawn(random, 2), random(), Math.round(random())],
    mistakes: {
      "sigmoid applied twice": [
        gradients((out) => slope(sigmoid(out))),
        "these are still the wrong slopes: which line takes the output for a net input?",
      ],
      "slope of the sigmoid missing": [
        gradients(() => 1),
        "the second factor is missing now, the slope of the sigmoid",
      ],
      "one factor only": [
        gradients((out) => out),
        "only half of the sigmoid's slope is there now: one of its two factors is missing",
      ],
      "sign of the error": [
        gradients((out) => -slope(out)),
        "the sign is the wrong way round: the first factor is output − target",
      ],
      "input factor missing": [
        (x: number[], w: number[], b: number, t: number) =>
          [1, 1, 1].map(() => gradient(x, w, b, t)[2]),
        "the third factor is missing: for a weight it is the input at that weight",
      ],
    },
  },
  "04-e": {
    // the gradient of f(p), the cube of a product, by nudges
    answer: nudged(),
    calls: [[[2, 3]], [[1, -2, 0.5]]],
    inputs: (random) => [Array.from({ length: 3 }, () => 1 + random())],
    mistakes: {
      "divided by one nudge": [
        nudged({ apart: 1 }),
        "twice too steep: from the one side to the other it is two nudges",
      ],
      "one side only": [
        nudged({ down: 0 }),
        "half of it: nudged to one side only, and divided by two nudges",
      ],
      "sides exchanged": [
        nudged({ up: -1, down: 1 }),
        "the sign is the wrong way round: subtract what comes after the nudge down",
      ],
      "all nudged together": [
        nudged({ others: 1 }),
        "you nudge all numbers together; the others have to stay still",
      ],
      "division forgotten": [
        nudged({ apart: 1 / nudge }),
        "this is how far f moves; divide it by how far the number moved",
      ],
    },
  },
  "04-f": {
    // the slope of tanh from its output
    answer: (out: number) => 1 - out * out,
    calls: [[0], [0.5], [-0.8], [0.99]],
    inputs: (random) => [2 * random() - 1],
    mistakes: {
      "slope of the sigmoid": [
        (out: number) => out * (1 - out),
        "this is the sigmoid's; the slope of tanh at 0 is 1",
      ],
      "tanh applied twice": [
        (out: number) => 1 - Math.tanh(out) ** 2,
        "you put the output through tanh once more; it has been there already",
      ],
      "both factors of 2 missing": [
        (out: number) => ((1 + out) / 2) * (1 - (1 + out) / 2),
        "this is the slope of σ at 2z; two more factors of 2 come from the 2σ and the 2z",
      ],
      "one factor of 2 missing": [
        (out: number) => 2 * ((1 + out) / 2) * (1 - (1 + out) / 2),
        "half of it: there is a 2 before the σ and another one inside of it",
      ],
      "not symmetric": [(out: number) => 1 - out, "the slope must be the same at out and −out"],
    },
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

/** That of a program that may have another slope for the sigmoid. */
function gradients(slopeOf?: (out: number) => number) {
  return (x: number[], w: number[], b: number, t: number) => gradient(x, w, b, t, slopeOf);
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
