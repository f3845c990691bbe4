import type { Exercise } from "../judge.js";
import { dot, drawn, sum } from "./numbers.js";

/** The exercises of notebook 02, one weight by hand. */
export const exercises02: Record<"02-a" | "02-b" | "02-c" | "02-d" | "02-e" | "02-f", Exercise> = {
  "02-a": {
    // one step from W = 3 with the learning rate 0.1, slope 14
    answer: 1.6,
    mistakes: {
      uphill: [4.4, "this step goes uphill: the step is against the slope, so its sign is minus"],
      "learning rate forgotten": [
        -11,
        "you stepped by the whole slope; the learning rate makes the step shorter",
      ],
      "½ forgotten": [
        0.2,
        "you took the slope without the ½ of E: the ½ cancels the 2 of the derivative",
      ],
    },
  },
  "02-b": {
    // E of the output 0.5·2 − 1·3 + 1 for the target 3
    answer: 8,
    mistakes: {
      "½ forgotten": [16, "this is the square of the error; E is half of it"],
      "errors not squared": [-4, "this is the error, output − target; E is half of its square"],
      "distance instead of error": [
        4,
        "this is how far the output is from the target; E is half of the square of that",
      ],
      "bias forgotten": [12.5, "the bias is missing from the output"],
      "sign of a weight lost": [2, "one of the weights is negative: its product takes away"],
    },
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
    mistakes: {
      "halved once only": [
        search({ shorter: () => 0.5 }),
        "it stops too early: only once does the step get shorter",
      ],
      "step kept": [
        search({ shorter: (step) => step }),
        "it looks again as far away as before: where neither side is better, the step gets shorter",
      ],
      uphill: [search({ left: 1 }), "the left side is better, and it moves to the right"],
      "compared with the other side": [
        search({ than: (E, W, step) => E(W - step) }),
        "it compares the right side with the left one; compare it with where you stand",
      ],
      "left only": [
        search({ than: () => Number.NEGATIVE_INFINITY }),
        "it never moves to the right",
      ],
      "step instead of the weight": [
        search({ back: (_W, step) => step }),
        "this is the step at the end; asked is the weight",
      ],
      "error instead of the weight": [
        search({ back: (W, _step, E) => E(W) }),
        "this is the error at the end; asked is the weight",
      ],
    },
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
    mistakes: {
      "slope computed once": [
        walk({ fresh: false }),
        "every step is as long as the first one: where is the slope computed, and how often?",
      ],
      uphill: [
        walk({ sign: 1 }),
        "these steps go uphill: a step is against the slope, so its sign is minus",
      ],
      "one step too many": [
        walk({ more: 1 }),
        "that is one step too many: with step <= steps the loop also runs for step = steps",
      ],
      "one step only": [
        (x: number[], t: number[], w: number, rate: number) => walk()(x, t, w, rate, 1),
        "only the first step is taken: does “return” stand inside the loop?",
      ],
    },
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
    mistakes: {
      "bias forgotten": [
        (w: number, _b: number, x: number[], t: number[]) => slopeOverBias(w, 0, x, t),
        "right without a bias, wrong with one: the output is W·x + b",
      ],
      "sign of the error": [
        (w: number, b: number, x: number[], t: number[]) => -slopeOverBias(w, b, x, t),
        "the sign is the wrong way round: the error is output − target",
      ],
      "slope over the weight": [
        (w: number, b: number, x: number[], t: number[]) => slopeOf(x, t, (xi) => w * xi + b),
        "this is the slope over W; a nudge of b changes each error by the nudge alone, without x",
      ],
      "½ forgotten": [
        (w: number, b: number, x: number[], t: number[]) => 2 * slopeOverBias(w, b, x, t),
        "twice too steep: the ½ of E cancels the 2 of the derivative",
      ],
    },
  },
  "02-f": {
    // weight and bias at the bottom, where both slopes are zero
    answer: bestLine,
    calls: [
      [
        [0, 1, 2, 3],
        [1, 2, 4, 6],
      ],
      [
        [0, 1, 2, 3],
        [0, 1, 4, 9],
      ],
      [
        [2, -1, 5],
        [1, 3, 0],
      ],
    ],
    inputs: (random) => [drawn(random, 4), drawn(random, 4)],
    mistakes: {
      "bias forgotten": [
        (x: number[], t: number[]) => [dot(x, t) / dot(x, x), 0],
        "this is the best weight without a bias; here both slopes must be zero at once",
      ],
      "each equation alone": [
        (x: number[], t: number[]) => [dot(x, t) / dot(x, x), sum(t) / x.length],
        "you solved each equation as if the other number were 0; W and b stand in both",
      ],
      "number of rows forgotten": [
        (x: number[], t: number[]) => {
          const W = (dot(x, t) - sum(x) * sum(t)) / (dot(x, x) - sum(x) ** 2);
          return [W, sum(t) - W * sum(x)];
        },
        "b is added once in every row: in the sum it stands as many times as there are rows",
      ],
      "order of the numbers": [
        (x: number[], t: number[]) => bestLine(x, t).reverse(),
        "the weight comes first, then the bias",
      ],
      "sign of the error": [
        (x: number[], t: number[]) => bestLine(x, t).map((value) => -value),
        "both signs are the wrong way round: bring the targets to the other side of the equations",
      ],
    },
  },
};

/** Weight and bias with the smallest squared error: where its slopes for both are zero. */
function bestLine(x: number[], t: number[]): number[] {
  const [n, sx, st] = [x.length, sum(x), sum(t)];
  const W = (n * dot(x, t) - sx * st) / (n * dot(x, x) - sx * sx);
  return [W, (st - W * sx) / n];
}

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
