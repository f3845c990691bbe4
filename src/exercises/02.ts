import type { Exercise } from "../judge.js";
import { drawn } from "./drawn.js";

/** The exercises of notebook 02, one weight by hand. */
export const exercises02: Record<"02-a" | "02-b" | "02-c" | "02-d" | "02-e" | "02-f", Exercise> = {
  "02-a": {
    // E of the output 0.5·2 − 1·3 + 1 for the target 3
    answer: 8,
    mistakes: [
      { answer: 16, name: "½ forgotten", hint: "this is the square of the error; E is half of it" },
      {
        answer: -4,
        name: "errors not squared",
        hint: "this is the error, output − target; E is half of its square",
      },
      {
        answer: 4,
        name: "distance instead of error",
        hint: "this is how far the output is from the target; E is half of the square of that",
      },
      {
        answer: 12.5,
        name: "bias forgotten",
        hint: "the bias is missing from the output",
      },
      {
        answer: 2,
        name: "sign of a weight lost",
        hint: "one of the weights is negative: its product takes away",
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
    // a search that halves its step where neither side is better
    answer: search(),
    calls: [
      [[0, 1, 2, 3], [0, 2, 4, 6], 3.5],
      [[0, 1, 2, 3], [0, 2, 4, 6], -1.3],
      [[1, -1], [3, 0], 0.25],
    ],
    inputs: (random) => [[0, 1, 2, 3], drawn(random, 4), 8 * random() - 4],
    mistakes: [
      {
        answer: search({ shorter: () => 0.5 }),
        name: "halved once only",
        hint: "it stops too early: only once does the step get shorter",
      },
      {
        answer: search({ shorter: (step) => step }),
        name: "step kept",
        hint: "it looks again as far away as before: where neither side is better, the step gets shorter",
      },
      {
        answer: search({ left: 1 }),
        name: "uphill",
        hint: "the left side is better, and it moves to the right",
      },
      {
        answer: search({ than: (E, W, step) => E(W - step) }),
        name: "compared with the other side",
        hint: "it compares the right side with the left one; compare it with where you stand",
      },
      {
        answer: search({ than: () => Number.NEGATIVE_INFINITY }),
        name: "left only",
        hint: "it never moves to the right",
      },
      {
        answer: search({ back: (_W, step) => step }),
        name: "step instead of the weight",
        hint: "this is the step at the end; asked is the weight",
      },
      {
        answer: search({ back: (W, _step, E) => E(W) }),
        name: "error instead of the weight",
        hint: "this is the error at the end; asked is the weight",
      },
    ],
  },
  "02-d": {
    // some steps of gradient descent, with a new slope for each
    answer: walk(),
    calls: [
      [[0, 1, 2, 3], [0, 2, 4, 6], 3, 0.02, 1],
      [[0, 1, 2, 3], [0, 2, 4, 6], 3, 0.02, 3],
      [[0, 1, 2, 3], [0, 2, 4, 6], 3, 0.1, 5],
      [[1, -1], [3, 0], -1, 0.25, 4],
    ],
    inputs: (random) => [
      drawn(random, 3),
      drawn(random, 3),
      ...drawn(random, 1),
      0.05 + 0.05 * random(),
      2 + Math.floor(3 * random()),
    ],
    mistakes: [
      {
        answer: walk({ fresh: false }),
        name: "slope computed once",
        hint: "every step is as long as the first one: where is the slope computed, and how often?",
      },
      {
        answer: walk({ sign: 1 }),
        name: "uphill",
        hint: "these steps go uphill: a step is against the slope, so its sign is minus",
      },
      {
        answer: walk({ more: 1 }),
        name: "one step too many",
        hint: "that is one step too many: with i <= steps the loop also runs for i = steps",
      },
      {
        answer: (x: number[], t: number[], w: number, rate: number) => walk()(x, t, w, rate, 1),
        name: "one step only",
        hint: "only the first step is taken: does “return” stand inside the loop?",
      },
    ],
  },
  "02-e": {
    // slope of the error over the bias: sum of W x + b - t
    answer: slopeOverBias,
    calls: [
      [3, 0, [0, 1, 2, 3], [0, 2, 4, 6]],
      [3, 1, [0, 1, 2, 3], [0, 2, 4, 6]],
      [-1, 2, [1, -2], [0.5, 4]],
    ],
    inputs: (random) => [...drawn(random, 2), drawn(random, 4), drawn(random, 4)],
    mistakes: [
      {
        answer: (w: number, _b: number, x: number[], t: number[]) => slopeOverBias(w, 0, x, t),
        name: "bias forgotten",
        hint: "right without a bias, wrong with one: the output is W·x + b",
      },
      {
        answer: (w: number, b: number, x: number[], t: number[]) => -slopeOverBias(w, b, x, t),
        name: "sign of the error",
        hint: "the sign is the wrong way round: the error is output − target",
      },
      {
        answer: (w: number, b: number, x: number[], t: number[]) =>
          slopeOf(x, t, (xi) => w * xi + b),
        name: "slope over the weight",
        hint: "this is the slope over W; a nudge of b changes each error by the nudge alone, without x",
      },
      {
        answer: (w: number, b: number, x: number[], t: number[]) => 2 * slopeOverBias(w, b, x, t),
        name: "½ forgotten",
        hint: "twice too steep: the ½ of E cancels the 2 of the derivative",
      },
    ],
  },
  "02-f": {
    // the weight at the bottom of the valley, in one formula
    answer: (x: number[], t: number[]) => dot(x, t) / dot(x, x),
    calls: [
      [
        [0, 1, 2, 3],
        [0, 2, 4, 6],
      ],
      [
        [0, 1, 2, 3],
        [1, 2, 4, 6],
      ],
      [
        [2, -1],
        [1, 3],
      ],
    ],
    inputs: (random) => [drawn(random, 4), drawn(random, 4)],
    mistakes: [
      {
        answer: (x: number[], t: number[]) => sum(t) / sum(x),
        name: "sums without inputs",
        hint: "in the slope each row counts by its input once more: divide Σ x·t, not Σ t",
      },
      {
        answer: (x: number[], t: number[]) => sum(x.map((xi, i) => t[i] / xi)) / x.length,
        name: "mean of the ratios",
        hint: "this is the mean of t / x, where an input of 0 divides by 0; start from slope = 0 instead",
      },
      {
        answer: (x: number[], t: number[]) => dot(x, t),
        name: "divisor forgotten",
        hint: "Σ x·t is one side of the equation; W still has a factor on the other",
      },
      {
        answer: (x: number[], t: number[]) => dot(x, x) / dot(x, t),
        name: "upside down",
        hint: "this is 1 / W",
      },
      {
        answer: (x: number[], t: number[]) => -dot(x, t) / dot(x, x),
        name: "sign of the error",
        hint: "the sign is the wrong way round: bring the targets to the other side of the equation",
      },
    ],
  },
};

const sum = (a: number[]) => a.reduce((total, ai) => total + ai, 0);
const dot = (a: number[], b: number[]) => a.reduce((total, ai, i) => total + ai * b[i], 0);

function slopeOf(x: number[], targets: number[], output: (x: number) => number): number {
  return x.reduce((sum, xi, i) => sum + (output(xi) - targets[i]) * xi, 0);
}

function slopeOverBias(w: number, b: number, x: number[], targets: number[]): number {
  return x.reduce((sum, xi, i) => sum + w * xi + b - targets[i], 0);
}

/** Steps of gradient descent, with its parts to be got wrong. */
function walk({ fresh = true, sign = -1, more = 0 } = {}) {
  return (x: number[], t: number[], w: number, rate: number, steps: number): number => {
    let now = w;
    for (let step = 0; step < steps + more; step++) {
      const at = fresh ? now : w;
      now += sign * rate * slopeOf(x, t, (xi) => at * xi);
    }
    return now;
  };
}

type Valley = (w: number) => number;

/** A search by steps of size 1 and shorter, with its blanks to be filled wrongly. */
function search({
  left = -1,
  than = (E: Valley, w: number, _step: number) => E(w),
  shorter = (step: number) => step / 2,
  back = (w: number, _step: number, _E: Valley) => w,
} = {}) {
  return (x: number[], t: number[], start: number): number => {
    const E = (w: number) => x.reduce((sum, xi, i) => sum + (w * xi - t[i]) ** 2, 0) / 2;
    let [w, step] = [start, 1];
    for (let look = 0; look < 60; look++) {
      if (E(w - step) < E(w)) w += left * step;
      else if (E(w + step) < than(E, w, step)) w += step;
      else step = shorter(step);
    }
    return back(w, step, E);
  };
}
