import { gate } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { sigmoid } from "../sigmoid.js";
import { drawn } from "./drawn.js";

type Numbers = number[];

/** Products, added up: what a unit hears, and what reaches a hidden unit of the outputs that it feeds. */
const paths = (deltas: Numbers, weights: Numbers) =>
  deltas.reduce((sum, delta, m) => sum + delta * weights[m], 0);

const total = (values: Numbers) => values.reduce((sum, value) => sum + value, 0);

const slope = (out: number) => out * (1 - out);

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
        const h = [...W.map((w) => unitOf(paths(w, x))), 1];
        const delta = deltaOf(outOf(paths(v, h)), targets[i]);
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

/** The exercises of notebook 09, a hidden layer learns XOR. */
export const exercises09: Record<"09-a" | "09-b" | "09-c" | "09-d" | "09-e" | "09-f", Exercise> = {
  "09-a": {
    // the deltas of the hidden units
    answer: (delta: number, v: Numbers, h: Numbers) =>
      h.map((out, k) => delta * v[k] * out * (1 - out)),
    calls: [
      [0.5, [2, -1], [0.5, 0.25]],
      [-0.12, [3, 0.4, -2], [0.9, 0.2, 0.6]],
      [0.3, [-1.5], [0.7]],
    ],
    inputs: (random) => [random(), drawn(random, 3), [random(), random(), random()]],
    mistakes: [
      {
        answer: (delta: number, v: Numbers, h: Numbers) => h.map((_, k) => delta * v[k]),
        name: "slope of the sigmoid forgotten",
        hint: "this is the slope for h; from the net input to h there is one more arrow",
      },
      {
        answer: (delta: number, _v: Numbers, h: Numbers) => h.map((out) => delta * out * (1 - out)),
        name: "output weight forgotten",
        hint: "the middle arrow is missing: how much does the net input of out change when h does?",
      },
      {
        answer: (_delta: number, v: Numbers, h: Numbers) =>
          h.map((out, k) => v[k] * out * (1 - out)),
        name: "delta of the output forgotten",
        hint: "the last arrow is missing: what that change does to E is the delta of the output",
      },
      {
        answer: (delta: number, v: Numbers, h: Numbers) =>
          h.map((out, k) => {
            const again = 1 / (1 + Math.exp(-out));
            return delta * v[k] * again * (1 - again);
          }),
        name: "slope at the output",
        hint: "this takes the slope at h, but h is an output already: the slip of notebook 05",
      },
      {
        answer: (delta: number, v: Numbers, h: Numbers) => h.map((out, k) => delta * v[k] * out),
        name: "half of the slope",
        hint: "the slope of the sigmoid is h(1 − h), not h",
      },
      {
        answer: (delta: number, v: Numbers, h: Numbers) =>
          h.map((out, k) => delta * v[k] * out * out * (1 - out)),
        name: "input instead of weight",
        hint: "h is one factor too many: it belongs to the slope for v, not to the hidden delta",
      },
      {
        answer: (delta: number, v: Numbers, h: Numbers) =>
          h.map((out) => delta * total(v) * out * (1 - out)),
        name: "weights added up",
        hint: "each hidden unit has one way to the output: its own weight, not the sum of all",
      },
      {
        answer: (delta: number, v: Numbers, h: Numbers) =>
          h.map((out, k) => -delta * v[k] * out * (1 - out)),
        name: "sign of the error",
        hint: "the sign is the wrong way round: the step will turn it, not the delta",
      },
    ],
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
    mistakes: [
      {
        answer: loop({ hidden: (delta, v) => delta * v }),
        name: "hidden slope missing",
        hint: "the hidden delta still has to pass through the hidden unit's own sigmoid: its slope is missing",
      },
      {
        answer: loop({ hidden: (delta, _v, h) => delta * slope(h) }),
        name: "output weight forgotten",
        hint: "the hidden delta comes back through a weight of the output unit: v[k] is missing",
      },
      {
        answer: loop({ hidden: (delta) => delta }),
        name: "output delta for all",
        hint: "the hidden units get the delta of the output as it is; it still has to pass a weight and a sigmoid",
      },
      {
        answer: loop({ share: (delta) => delta }),
        name: "input factor missing",
        hint: "every weight of the output unit gets the same slope: the input at that weight is missing, h[k]",
      },
      {
        answer: loop({ share: (delta, _h, x) => delta * x }),
        name: "inputs of the wrong layer",
        hint: "the output unit hears h, not x: its slopes are delta times h[k]",
      },
      {
        answer: loop({ delta: (out, target) => out - target }),
        name: "slope of the sigmoid missing",
        hint: "the delta of the output is the error alone; the slope of its sigmoid is missing",
      },
      {
        answer: loop({ delta: (out, target) => (target - out) * slope(out) }),
        name: "uphill",
        hint: "your steps go uphill: the error is output − target",
      },
      {
        answer: loop({ delta: (out, target) => (out - target) * slope(sigmoid(out)) }),
        name: "sigmoid applied twice",
        hint: "an output has been through the sigmoid already: its slope is out(1 − out)",
      },
      {
        answer: loop({ out: (z) => z }),
        name: "sigmoid forgotten",
        hint: "the output is the sigmoid of the net input, not the net input itself",
      },
      {
        answer: loop({ unit: (z) => z }),
        name: "hidden sigmoid forgotten",
        hint: "the hidden units have a sigmoid as well: h is what they answer, not their net input",
      },
      {
        answer: loop({ hiddenShare: (delta) => delta }),
        name: "hidden input missing",
        hint: "every weight of a hidden unit gets the same slope: the input at that weight is missing, x[j]",
      },
      {
        answer: loop({ hiddenShare: (delta, _x, h) => delta * h }),
        name: "hidden units hear themselves",
        hint: "a hidden unit hears x, not h: its slopes are its delta times x[j]",
      },
      {
        answer: loop({ hidden: (delta, v, h) => -delta * v * slope(h) }),
        name: "hidden units uphill",
        hint: "the output unit goes downhill and the hidden units go uphill: a minus is too many in their delta",
      },
    ],
  },
  "09-c": {
    // the most hidden units of a network with four inputs, one output and no more than 60 weights and biases
    answer: 9,
    mistakes: [
      {
        answer: 10,
        name: "output bias forgotten",
        hint: "ten hidden units make 61 numbers: the output unit has a bias as well",
      },
      {
        answer: 11,
        name: "hidden biases forgotten",
        hint: "the hidden units have biases as well",
      },
      {
        answer: 12,
        name: "biases forgotten, or the output unit",
        hint: "each hidden unit brings six numbers: its weights, its bias, and a weight to the output",
      },
      {
        answer: 15,
        name: "weights into the hidden layer alone",
        hint: "these are the weights into the hidden layer; each unit has a bias, and the output unit has weights of its own",
      },
      {
        answer: 8,
        name: "biases counted for inputs",
        hint: "is this the most? The inputs have no bias: they compute nothing",
      },
    ],
  },
  "09-d": {
    // the line that stands in the wrong place
    answer: 5,
    mistakes: [
      {
        answer: 7,
        name: "hidden delta",
        hint: "its formula is right, and so is its place in the loop; which v does it find when its turn comes?",
      },
      {
        answer: 8,
        name: "hidden step",
        hint: "a hidden unit may step here: nothing after it in this row needs its old weights",
      },
      {
        answer: 6,
        name: "loop",
        hint: "the loop over the hidden units is right; what has changed before it begins?",
      },
      {
        answer: 4,
        name: "delta",
        hint: "the delta is right: the slopes of v are made of it, and a nudge agrees with them",
      },
      {
        answer: 3,
        name: "output",
        hint: "the forward pass is right: a nudge agrees with the slopes of v",
      },
      {
        answer: 2,
        name: "hidden outputs",
        hint: "the hidden units answer first, as they should; the slip comes after the delta",
      },
      {
        answer: 1,
        name: "step after each row",
        hint: "a step after each row is allowed; within the row something happens too early",
      },
    ],
  },
  "09-e": {
    // how many different hidden units three equal ones have become
    answer: 1,
    mistakes: [
      {
        answer: 3,
        name: "all differ",
        hint: "what could make them differ? Compare their deltas in the first step",
      },
      {
        answer: 2,
        name: "one differs",
        hint: "what could make one of them differ from the others? Compare their deltas",
      },
      { answer: 0, name: "none left", hint: "a unit is still there, even where it learns little" },
    ],
  },
  "09-f": {
    // the deltas of hidden units that feed several outputs; V holds a row of weights for each output
    answer: layer((deltas, v, h) => paths(deltas, v) * slope(h)),
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
    mistakes: [
      {
        answer: (deltas: Numbers, V: Numbers[], h: Numbers) =>
          h.map((out, k) => paths(deltas, V[k]) * slope(out)),
        name: "rows and columns exchanged",
        hint: "rows and columns are exchanged: V[m][k] is the weight from the hidden unit k to the output m",
      },
      {
        answer: layer((deltas, v) => paths(deltas, v)),
        name: "slope of the sigmoid missing",
        hint: "all paths then pass through the sigmoid of the hidden unit: its slope is missing",
      },
      {
        answer: layer((deltas, v, h) => deltas[0] * v[0] * slope(h)),
        name: "first path alone",
        hint: "this is the path through the first output alone; paths add up",
      },
      {
        answer: layer((deltas, v, h, k) => deltas[k] * v[k] * slope(h)),
        name: "one path for each unit",
        hint: "the hidden unit k feeds every output, not the output k alone; paths add up",
      },
      {
        answer: layer((deltas, v, h) => (paths(deltas, v) / deltas.length) * slope(h)),
        name: "mean of the paths",
        hint: "this is the mean of the paths; they add up",
      },
      {
        answer: layer((deltas, v, h) => total(deltas) * total(v) * slope(h)),
        name: "sums multiplied",
        hint: "multiply along each path first, delta times its own weight, then add",
      },
      {
        answer: layer(
          (deltas, v, h) =>
            deltas.reduce((product, delta, m) => product * delta * v[m], 1) * slope(h),
        ),
        name: "paths multiplied",
        hint: "along a path slopes multiply; the paths add up",
      },
      {
        answer: layer((deltas, v, h) => paths(deltas, v) * h),
        name: "half of the slope",
        hint: "the slope of the sigmoid is out(1 − out), not out",
      },
    ],
  },
};
