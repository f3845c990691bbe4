import { gate } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { sigmoid } from "../sigmoid.js";
import { dot, drawn, slope, sum } from "./numbers.js";

type Numbers = number[];

/** One number for each hidden unit, from the delta of the output, the weight between them, and what the unit answers. */
const units =
  (one: (delta: number, v: number, out: number, all: Numbers) => number) =>
  (delta: number, v: Numbers, h: Numbers): Numbers =>
    h.map((out, k) => one(delta, v[k], out, v));

/** One number for each hidden unit, from the outputs' deltas, the weights that they give to it, and what it answers. */
const layer =
  (one: (deltas: Numbers, v: Numbers, h: number, k: number) => number) =>
  (deltas: Numbers, V: Numbers[], h: Numbers): Numbers =>
    h.map((out, k) => {
      const v = V.map((row) => row[k]);
      return one(deltas, v, out, k);
    });

/** What somebody may do otherwise in the training loop. */
interface Slips {
  /** what a hidden unit answers to its net input */
  unit?: (z: number) => number;
  out?: (z: number) => number;
  delta?: (out: number, target: number) => number;
  /** the delta of a hidden unit, from the output's, the weight between them and what the unit answers */
  hidden?: (delta: number, v: number, h: number) => number;
  /** what a row adds to the slope of an output weight; x stands where h should */
  share?: (delta: number, h: number, x: number) => number;
  /** what a row adds to the slope of a hidden weight; h stands where x should */
  hiddenShare?: (delta: number, x: number, h: number) => number;
}

/** The training loop of the notebook: the hidden weights and the output's, each bias last, after some epochs. */
function loop({
  unit: unitOf = sigmoid,
  out: outOf = sigmoid,
  delta: deltaOf = (out, target) => (out - target) * slope(out),
  hidden = (delta, v, h) => delta * v * slope(h),
  share = (delta, h) => delta * h,
  hiddenShare = (delta, x) => delta * x,
}: Slips = {}) {
  return (rows: Numbers[], targets: Numbers, rate: number, epochs: number): Numbers => {
    const W = [
      [0.5, 0.4, 0.1],
      [-0.3, -0.6, 0.2],
    ];
    const v = [0.7, 0.6, -0.2];
    for (let epoch = 0; epoch < epochs; epoch++) {
      const slopes = [0, 1, 2].map(() => [0, 0, 0]); // of the hidden units, and of the output
      for (const [i, row] of rows.entries()) {
        const x = [...row, 1];
        const h = [...W.map((w) => unitOf(dot(w, x))), 1];
        const delta = deltaOf(outOf(dot(v, h)), targets[i]);
        for (const j of x.keys()) {
          slopes[2][j] += share(delta, h[j], x[j]);
          for (const k of W.keys())
            slopes[k][j] += hiddenShare(hidden(delta, v[k], h[k]), x[j], h[j]);
        }
      }
      for (const [k, unit] of [...W, v].entries())
        for (const j of unit.keys()) unit[j] -= rate * slopes[k][j];
    }
    return [...W.flat(), ...v];
  };
}

/** The deltas of the hidden units when the output's weights have been updated before: a usual mistake of order. */
const late =
  (found: (v: number, moved: number, h: number, delta: number) => number) =>
  (delta: number, v: Numbers, h: Numbers, rate: number): Numbers =>
    h.map((out, k) => delta * found(v[k], rate * delta * out, out, delta) * slope(out));

/** Counts the hidden units that differ in the numbers which `compared` selects. */
const kinds = (compared: (unit: Numbers) => Numbers) => (units: Numbers[]) =>
  new Set(units.map((unit) => compared(unit).join())).size;

/** As many whole units as this gives. */
const most =
  (units: (inputs: number, numbers: number) => number) => (inputs: number, numbers: number) =>
    Math.floor(units(inputs, numbers));

const half = [0.5, 0.5, 0.5, 0.5];

/** The exercises of notebook 09, a hidden layer learns XOR. */
export const exercises09: Record<"09-a" | "09-b" | "09-c" | "09-d" | "09-e" | "09-f", Exercise> = {
  "09-a": {
    // the deltas of the hidden units
    answer: units((delta, v, out) => delta * v * slope(out)),
    calls: [
      [0.5, [2, -1], [0.5, 0.25]],
      [-0.12, [3, 0.4, -2], [0.9, 0.2, 0.6]],
      [0.3, [-1.5], [0.7]],
    ],
    inputs: (random) => [random(), drawn(random, 3), [random(), random(), random()]],
    mistakes: {
      "slope of the sigmoid forgotten": [
        units((delta, v) => delta * v),
        "this is the slope for h; from the net input to h there is one more arrow",
      ],
      "output weight forgotten": [
        units((delta, _v, out) => delta * slope(out)),
        "the middle arrow is missing: how much does the net input of out change when h does?",
      ],
      "delta of the output forgotten": [
        units((_delta, v, out) => v * slope(out)),
        "the last arrow is missing: what that change does to E is the delta of the output",
      ],
      "slope at the output": [
        units((delta, v, out) => delta * v * slope(sigmoid(out))),
        "this takes the slope at h, but h is an output already: the slip of notebook 05",
      ],
      "half of the slope": [
        units((delta, v, out) => delta * v * out),
        "the slope of the sigmoid is h(1 − h), not h",
      ],
      "input instead of weight": [
        units((delta, v, out) => delta * v * out * slope(out)),
        "h is one factor too many: it belongs to the slope for v, not to the hidden delta",
      ],
      "weights added up": [
        units((delta, _v, out, all) => delta * sum(all) * slope(out)),
        "each hidden unit has one way to the output: its own weight, not the sum of all",
      ],
      "sign of the error": [
        units((delta, v, out) => -delta * v * slope(out)),
        "the sign is the wrong way round: the step will turn it, not the delta",
      ],
    },
  },
  "09-b": {
    // the training loop of a network with two hidden units
    answer: loop(),
    calls: [
      [gate("XOR").inputs, gate("XOR").targets, 1, 1],
      [gate("XOR").inputs, gate("XOR").targets, 0.5, 3],
      [
        [
          [2, -1],
          [0.5, 3],
        ],
        [1, 0],
        0.2,
        2,
      ],
    ],
    inputs: (random) => [
      [drawn(random, 2), drawn(random, 2), drawn(random, 2)],
      [1, 0, 1],
      0.5 + random(),
      2,
    ],
    mistakes: {
      "hidden slope missing": [
        loop({ hidden: (delta, v) => delta * v }),
        "the hidden delta still has to pass through the hidden unit's own sigmoid: its slope is missing",
      ],
      "output weight forgotten": [
        loop({ hidden: (delta, _v, h) => delta * slope(h) }),
        "the hidden delta comes back through a weight of the output unit: v[k] is missing",
      ],
      "output delta for all": [
        loop({ hidden: (delta) => delta }),
        "the hidden units get the delta of the output as it is; it still has to pass a weight and a sigmoid",
      ],
      "input factor missing": [
        loop({ share: (delta) => delta }),
        "every weight of the output unit gets the same slope: the input at that weight is missing, h[k]",
      ],
      "inputs of the wrong layer": [
        loop({ share: (delta, _h, x) => delta * x }),
        "the output unit hears h, not x: its slopes are delta times h[k]",
      ],
      "slope of the sigmoid missing": [
        loop({ delta: (out, target) => out - target }),
        "the delta of the output is the error alone; the slope of its sigmoid is missing",
      ],
      uphill: [
        loop({ delta: (out, target) => (target - out) * slope(out) }),
        "your steps go uphill: the error is output − target",
      ],
      "sigmoid applied twice": [
        loop({ delta: (out, target) => (out - target) * slope(sigmoid(out)) }),
        "an output has been through the sigmoid already: its slope is out(1 − out)",
      ],
      "sigmoid forgotten": [
        loop({ out: (z) => z }),
        "the output is the sigmoid of the net input, not the net input itself",
      ],
      "hidden sigmoid forgotten": [
        loop({ unit: (z) => z }),
        "the hidden units have a sigmoid as well: h is what they answer, not their net input",
      ],
      "hidden input missing": [
        loop({ hiddenShare: (delta) => delta }),
        "every weight of a hidden unit gets the same slope: the input at that weight is missing, x[j]",
      ],
      "hidden units hear themselves": [
        loop({ hiddenShare: (delta, _x, h) => delta * h }),
        "a hidden unit hears x, not h: its slopes are its delta times x[j]",
      ],
      "hidden units uphill": [
        loop({ hidden: (delta, v, h) => -delta * v * slope(h) }),
        "the output unit goes downhill and the hidden units go uphill: a minus is too many in their delta",
      ],
    },
  },
  "09-c": {
    // with so many inputs, one output and at most so many weights and biases: the most hidden units
    answer: most((inputs, numbers) => (numbers - 1) / (inputs + 2)),
    calls: [
      [4, 60],
      [2, 9],
      [2, 12],
      [3, 24],
      [100, 5000],
    ],
    inputs: (random) => [1 + Math.floor(9 * random()), 20 + Math.floor(80 * random())],
    mistakes: {
      "output bias forgotten": [
        most((inputs, numbers) => numbers / (inputs + 2)),
        "at times this is one too many: the output unit has a bias as well",
      ],
      "hidden biases forgotten": [
        most((inputs, numbers) => (numbers - 1) / (inputs + 1)),
        "the hidden units have biases as well",
      ],
      "biases forgotten, or the output unit": [
        most((inputs, numbers) => numbers / (inputs + 1)),
        "each hidden unit brings a weight for each input, a bias, and a weight to the output",
      ],
      "weights into the hidden layer alone": [
        most((inputs, numbers) => numbers / inputs),
        "these are the weights into the hidden layer; each unit has a bias, and the output unit has weights of its own",
      ],
      "not rounded": [
        (inputs: number, numbers: number) => (numbers - 1) / (inputs + 2),
        "the count is right; but there is no part of a unit, and no more numbers than these",
      ],
      "rounded up": [
        (inputs: number, numbers: number) => Math.ceil((numbers - 1) / (inputs + 2)),
        "rounded up there are more numbers than it may have: round down",
      ],
      "rounded to the nearest": [
        (inputs: number, numbers: number) => Math.round((numbers - 1) / (inputs + 2)),
        "rounded to the nearest there are at times more numbers than it may have: round down",
      ],
      "numbers instead of units": [
        (inputs: number, numbers: number) => numbers - (numbers % (inputs + 2)) + 1,
        "these are numbers; asked are units",
      ],
    },
  },
  "09-d": {
    // the hidden deltas of a program whose output unit has taken its step already
    answer: late((v, moved) => v - moved),
    calls: [
      [0.5, [2, -1], [0.5, 0.25], 0.1],
      [-0.12, [3, 0.4, -2], [0.9, 0.2, 0.6], 1],
      [0.3, [-1.5], [0.7], 5],
    ],
    inputs: (random) => [
      0.1 + random(),
      drawn(random, 3),
      [0, 1, 2].map(() => 0.1 + 0.8 * random()),
      0.5 + random(),
    ],
    mistakes: {
      "the program as it should be": [
        late((v) => v),
        "so it is in a program without the bug; here, which v does line 7 find?",
      ],
      uphill: [
        late((v, moved) => v + moved),
        "the weights have gone the wrong way: line 5 subtracts",
      ],
      "learning rate forgotten": [
        (delta: number, v: Numbers, h: Numbers) => late((w, moved) => w - moved)(delta, v, h, 1),
        "the learning rate is missing from the step of line 5",
      ],
      "input factor missing": [
        late((v, moved, h) => v - moved / h),
        "every weight has taken the same step; in line 5 each has its own h as a factor",
      ],
      "step instead of new value": [
        late((_v, moved) => -moved),
        "this goes back through the step alone; line 7 finds the old weight and the step",
      ],
      "slope of the sigmoid missing": [
        late((v, moved, h) => (v - moved) / slope(h)),
        "v is right; the rest of line 7 is missing: the slope of the hidden unit's sigmoid",
      ],
      "weight instead of delta": [
        late((v, moved, h, delta) => (v - moved) / (delta * slope(h))),
        "these are the weights that line 7 finds; asked is what it computes with them",
      ],
    },
  },
  "09-e": {
    // of hidden units, each with two weights, a bias and its weight to the output: how many differ, after any training
    answer: kinds((unit) => unit),
    calls: [
      [[half, half, half]],
      [
        [
          [0.5, 0.5, 0.5, 0.5],
          [0.5, 0.5, 0.5, -1],
          [2, 0.5, 0.5, 0.5],
        ],
      ],
      [
        [
          [0.5, 0.5, 0.5, 0.5],
          [0.5, 0.5, 1, 0.5],
          [0.5, 0.5, 0.5, 0.5],
        ],
      ],
      [
        [
          [1, 2, 0, 1],
          [2, 1, 0, 1],
        ],
      ],
    ],
    inputs: (random) => {
      const [unit, other] = [drawn(random, 4), drawn(random, 4)];
      const [w1, w2, bias, v] = unit;
      return [[unit, other, [w1, w2, bias, v + 1], [...unit], [w1, w2, bias + 1, v]]];
    },
    mistakes: {
      "equal ones counted": [
        (units: Numbers[]) => units.length,
        "what could make two equal units differ? Compare their deltas in the first step",
      ],
      "all become one": [
        () => 1,
        "units that differ at the start get different slopes: they may come close, but do not become equal",
      ],
      "weight to the output forgotten": [
        kinds((unit) => unit.slice(0, 3)),
        "two units may hear the same and still differ: a delta comes back through the weight to the output",
      ],
      "weight to the output alone": [
        kinds((unit) => unit.slice(3)),
        "two units with the same weight to the output may hear different things",
      ],
      "bias forgotten": [
        kinds(([w1, w2, , v]) => [w1, w2, v]),
        "you compare the weights; the bias makes a unit different, too",
      ],
      "order forgotten": [
        kinds((unit) => [...unit].sort((p, q) => p - q)),
        "the same numbers in another order are other weights",
      ],
      "equal ones left out": [
        (units: Numbers[]) =>
          units.filter((unit) => units.filter((other) => `${other}` === `${unit}`).length === 1)
            .length,
        "units that are equal are one unit still: count it once",
      ],
    },
  },
  "09-f": {
    // the deltas of hidden units that feed several outputs; V holds a row of weights for each output
    answer: layer((deltas, v, h) => dot(deltas, v) * slope(h)),
    // no more hidden units than outputs: with rows and columns exchanged there are numbers as well
    calls: [
      [
        [0.5, -0.25],
        [
          [2, 1],
          [-3, 0.5],
        ],
        [0.5, 0.8],
      ],
      [
        [0.1, 0.2, -0.4],
        [
          [3, -1],
          [0.5, 2],
          [1, -0.3],
        ],
        [0.9, 0.3],
      ],
      [[-0.3], [[1.5]], [0.3]],
    ],
    inputs: (random) => [
      drawn(random, 3),
      [drawn(random, 2), drawn(random, 2), drawn(random, 2)],
      [random(), random()],
    ],
    mistakes: {
      "rows and columns exchanged": [
        (deltas: Numbers, V: Numbers[], h: Numbers) =>
          h.map((out, k) => dot(deltas, V[k]) * slope(out)),
        "rows and columns are exchanged: V[m][k] is the weight from the hidden unit k to the output m",
      ],
      "slope of the sigmoid missing": [
        layer((deltas, v) => dot(deltas, v)),
        "all paths then pass through the sigmoid of the hidden unit: its slope is missing",
      ],
      "first path alone": [
        layer((deltas, v, h) => deltas[0] * v[0] * slope(h)),
        "this is the path through the first output alone; paths add up",
      ],
      "one path for each unit": [
        layer((deltas, v, h, k) => deltas[k] * v[k] * slope(h)),
        "the hidden unit k feeds every output, not the output k alone; paths add up",
      ],
      "mean of the paths": [
        layer((deltas, v, h) => (dot(deltas, v) / deltas.length) * slope(h)),
        "this is the mean of the paths; they add up",
      ],
      "sums multiplied": [
        layer((deltas, v, h) => sum(deltas) * sum(v) * slope(h)),
        "multiply along each path first, delta times its own weight, then add",
      ],
      "paths multiplied": [
        layer(
          (deltas, v, h) =>
            deltas.reduce((product, delta, m) => product * delta * v[m], 1) * slope(h),
        ),
        "along a path slopes multiply; the paths add up",
      ],
      "half of the slope": [
        layer((deltas, v, h) => dot(deltas, v) * h),
        "the slope of the sigmoid is out(1 − out), not out",
      ],
    },
  },
};
