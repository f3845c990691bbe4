import { gate } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { sigmoid } from "../sigmoid.js";
import { drawn } from "./drawn.js";

type Numbers = number[];

const slope = (out: number) => out * (1 - out);

const delta = (out: number, target: number) => (out - target) * slope(out);

/** One step with the given delta: the new w₁, w₂ and bias. */
function step(
  delta: (out: number, target: number) => number,
  biasInput = 1,
): (w: Numbers, b: number, row: Numbers, target: number, rate: number) => Numbers {
  return (w, b, row, target, rate) => {
    const d = delta(sigmoid(w[0] * row[0] + w[1] * row[1] + b), target);
    return [w[0] - rate * d * row[0], w[1] - rate * d * row[1], b - rate * d * biasInput];
  };
}

/** What somebody may do otherwise in the training loop. */
interface Slips {
  delta?: (out: number, target: number) => number;
  /** what an input brings to the slope of its weight, beside delta */
  input?: (x: number) => number;
  /** the sign and size of the steps of the weights, and of the bias */
  weightStep?: (rows: number) => number;
  biasStep?: (rows: number) => number;
  /** after how many rows weights and bias move; after all of them */
  every?: 1;
  /** whether the net input has its bias; true */
  hasBias?: boolean;
  /** what becomes of the net input; the sigmoid of it */
  out?: (z: number) => number;
  /** what of the old weights and bias is kept, as a factor; all of it */
  kept?: 0;
  /** whether the steps are multiplied by the learning rate; true */
  hasRate?: boolean;
}

/** The training loop: the weights and the bias after some epochs. */
function loop({
  delta: deltaOf = delta,
  input = (x) => x,
  weightStep = () => -1,
  biasStep = weightStep,
  every,
  hasBias = true,
  out = sigmoid,
  kept,
  hasRate = true,
}: Slips = {}) {
  return (
    inputs: Numbers[],
    targets: Numbers,
    weights: Numbers,
    bias: number,
    rate: number,
    epochs: number,
  ): Numbers => {
    let [w, b] = [[...weights], bias];
    let [gradient, sum] = [w.map(() => 0), 0];
    const length = hasRate ? rate : 1;
    for (let epoch = 0; epoch < epochs; epoch++)
      for (const [i, row] of inputs.entries()) {
        const z = row.reduce((all, x, j) => all + x * w[j], hasBias ? b : 0);
        const d = deltaOf(out(z), targets[i]);
        gradient = gradient.map((g, j) => g + d * input(row[j]));
        sum += d;
        if (every !== 1 && i < inputs.length - 1) continue;
        w = w.map((wj, j) => (kept ?? wj) + weightStep(inputs.length) * length * gradient[j]);
        b = (kept ?? b) + biasStep(inputs.length) * length * sum;
        [gradient, sum] = [w.map(() => 0), 0];
      }
    return [...w, b];
  };
}

/** The exercises of notebook 05, the OR gate. */
export const exercises05: Record<"05-a" | "05-b" | "05-c" | "05-d" | "05-e" | "05-f", Exercise> = {
  "05-a": {
    // the deltas for the outputs 0.9 and 0.6, both with the target 0; and which of the tenths has the largest
    answer: [0.081, 0.144, 0.7],
    mistakes: [
      {
        answer: [0.081, 0.144, 0.9],
        name: "most wrong pulls hardest",
        hint: "both deltas are right, and they say it: the output that is most wrong does not pull hardest",
      },
      {
        answer: [0.081, 0.144, 0.5],
        name: "steepest pulls hardest",
        hint: "both deltas are right; at ½ the sigmoid is steepest, but the error counts as well: compute the neighbours",
      },
      {
        answer: [0.081, 0.144, 0.6],
        name: "best of two",
        hint: "both deltas are right, and of these two it is this one; now compute the tenths around it",
      },
      {
        answer: [0.9, 0.6, 0.9],
        name: "slope of the sigmoid missing",
        hint: "these are the errors alone; the slope of the sigmoid is missing",
      },
      {
        answer: [0.09, 0.24, 0.5],
        name: "error missing",
        hint: "these are the slopes alone; the error is missing",
      },
      {
        answer: [-0.081, -0.144, 0.7],
        name: "sign of the error",
        hint: "the sign is the wrong way round: the error is output − target",
      },
      {
        answer: [-0.009, -0.096, 0.3],
        name: "target 1 instead of 0",
        hint: "these are for the target 1; here it is 0",
      },
      {
        answer: [0.9 * slope(sigmoid(0.9)), 0.6 * slope(sigmoid(0.6)), 0.9],
        name: "sigmoid applied twice",
        hint: "an output has been through the sigmoid already: its slope is out(1 − out)",
      },
      {
        answer: [0.405, 0.18, 0.9],
        name: "squared error as delta",
        hint: "these are the squared errors; delta is their slope for the net input",
      },
      {
        answer: [0.144, 0.081, 0.7],
        name: "order",
        hint: "the two deltas are right, the other way round",
      },
    ],
  },
  "05-b": {
    // with 1000 rows and 5 inputs, how many numbers: inputs, weights, net inputs, deltas, gradient
    answer: [5000, 5, 1000, 1000, 5],
    mistakes: [
      {
        answer: [5000, 5, 1000, 1000, 1000],
        name: "gradient for each row",
        hint: "a slope for each row? A gradient has one for each weight",
      },
      {
        answer: [1000, 5, 1000, 1000, 5],
        name: "rows instead of numbers",
        hint: "so many rows have the inputs; how many numbers are in them all?",
      },
      {
        answer: [5000, 5000, 1000, 1000, 5000],
        name: "weights for each row",
        hint: "all rows share the same weights: there is one for each input",
      },
      {
        answer: [5000, 5, 5000, 5000, 5],
        name: "rows not added up",
        hint: "along a row the products are added up: each row has one net input, and one delta",
      },
      {
        answer: [5000, 6, 1000, 1000, 6],
        name: "bias counted",
        hint: "you counted the bias; it is a number of its own, and takes the plain sum",
      },
    ],
  },
  "05-c": {
    // the training loop
    answer: loop(),
    calls: [
      [gate("OR").inputs, gate("OR").targets, [0.1, 0.2], 0.3, 0.5, 1],
      [gate("OR").inputs, gate("OR").targets, [0.1, 0.2], 0.3, 0.5, 3],
      [
        [
          [2, -1, 0.5],
          [0, 3, 1],
        ],
        [1, 0],
        [0.5, -0.5, 1],
        -0.2,
        0.1,
        2,
      ],
    ],
    inputs: (random) => [
      [drawn(random, 2), drawn(random, 2), drawn(random, 2)],
      [1, 0, 1],
      drawn(random, 2),
      random(),
      0.5,
      2,
    ],
    mistakes: [
      {
        answer: loop({ weightStep: () => 1 }),
        name: "uphill",
        hint: "your steps go uphill: a minus is missing, in the steps or in the error, output − target",
      },
      {
        answer: loop({ weightStep: () => 1, biasStep: () => -1 }),
        name: "weights uphill",
        hint: "the bias goes downhill and the weights go uphill: a minus is missing in their step",
      },
      {
        answer: loop({ biasStep: () => 1, weightStep: () => -1 }),
        name: "bias uphill",
        hint: "the weights go downhill and the bias goes uphill: a minus is missing in its step",
      },
      {
        answer: loop({ input: () => 1 }),
        name: "input factor missing",
        hint: "every weight gets the same slope: the third factor is missing, the input at that weight",
      },
      {
        answer: loop({ biasStep: () => 0 }),
        name: "bias not moved",
        hint: "the bias has not moved: its step is the one of a weight whose input is always 1",
      },
      {
        answer: loop({ every: 1 }),
        name: "step after each row",
        hint: "you move the weights after each row; all rows of an epoch are asked with the same weights, then comes one step",
      },
      {
        answer: loop({ delta: (out, target) => out - target }),
        name: "slope of the sigmoid missing",
        hint: "delta is the error alone; the slope of the sigmoid is missing",
      },
      {
        answer: loop({ delta: (out, target) => (out - target) * slope(sigmoid(out)) }),
        name: "sigmoid applied twice",
        hint: "an output has been through the sigmoid already: its slope is out(1 − out)",
      },
      {
        answer: loop({ weightStep: (rows) => -1 / rows }),
        name: "mean instead of sum",
        hint: "your steps are those of the mean over the rows; E is a sum, and so are its slopes",
      },
      {
        answer: loop({ hasRate: false }),
        name: "learning rate forgotten",
        hint: "your steps are whole slopes; each is to be multiplied by the learning rate",
      },
      {
        answer: loop({ kept: 0 }),
        name: "step instead of new value",
        hint: "this is the step alone; the new value is the old one and the step",
      },
      {
        answer: loop({ out: (z) => z }),
        name: "sigmoid forgotten",
        hint: "the output is the sigmoid of the net input, not the net input itself",
      },
      {
        answer: loop({ delta: (out, target) => (out - target) ** 2 }),
        name: "squared error as delta",
        hint: "delta has the error itself, not its square, and then the slope of the sigmoid",
      },
      {
        answer: loop({ hasBias: false }),
        name: "bias forgotten",
        hint: "the bias is missing from the net input",
      },
      {
        answer: loop({ weightStep: () => -2 }),
        name: "½ forgotten",
        hint: "your steps are twice too long: the ½ of E cancels the 2 of the derivative",
      },
    ],
  },
  "05-d": {
    answer: (x1: number, x2: number) => x1 * x2,
    calls: gate("AND").inputs,
    within: 0.1,
    mistakes: [
      {
        answer: (x1: number, x2: number) => sigmoid(x1 + x2 - 1.5),
        name: "right line, unsure",
        hint: "the line is right, and the answers are too near ½; what makes them surer and keeps the line?",
      },
      {
        answer: (x1: number, x2: number) => Math.max(x1, x2),
        name: "OR",
        hint: "this is an OR: one input alone must not be enough, so make the bias smaller",
      },
      {
        answer: (x1: number, x2: number) => 1 - x1 * x2,
        name: "NAND",
        hint: "this is a NAND: all signs are the wrong way round",
      },
      {
        answer: () => 0,
        name: "always 0",
        hint: "it always answers 0: both inputs together must outweigh the bias",
      },
      {
        answer: () => 1,
        name: "always 1",
        hint: "it always answers 1: the bias must pull the net input below 0",
      },
    ],
  },
  "05-e": {
    // the line that belongs into the loop over the epochs
    answer: 2,
    mistakes: [
      {
        answer: 1,
        name: "start",
        hint: "the start belongs before the loop: with it inside, every epoch would begin anew",
      },
      {
        answer: 3,
        name: "loop over epochs",
        hint: "this loop is right; which lines should run once in each epoch, and do they?",
      },
      {
        answer: 4,
        name: "loop over rows",
        hint: "this loop is right: all rows are asked before the step",
      },
      {
        answer: 5,
        name: "forward",
        hint: "the outputs are right, and they belong to the row",
      },
      {
        answer: 6,
        name: "delta",
        hint: "the deltas are right, and they belong to the row",
      },
      {
        answer: 9,
        name: "sum",
        hint: "this line adds what it should; but to what does it add, in the second epoch?",
      },
      {
        answer: 11,
        name: "step",
        hint: "the steps come after all rows, as they should; which slope do they find in the second epoch?",
      },
    ],
  },
  "05-f": {
    answer: step((out, target) => out - target),
    calls: [
      [[0.1, 0.2], 0.3, [0, 1], 1, 0.5],
      [[0.1, 0.2], 0.3, [0, 0], 0, 0.5],
      [[2, -1], 1, [1, 1], 0, 0.1],
    ],
    inputs: (random) => [
      drawn(random, 2),
      random(),
      drawn(random, 2),
      Math.round(random()),
      random(),
    ],
    mistakes: [
      {
        answer: step((out, target) => (out - target) * slope(out)),
        name: "step for the squared error",
        hint: "this is the step for the squared error; multiply the cross-entropy's slope for out by the slope of the sigmoid",
      },
      {
        answer: step((out, target) => target - out),
        name: "uphill",
        hint: "this step goes uphill: check the sign of the error",
      },
      {
        answer: step((out, target) => out - target, 0),
        name: "bias not moved",
        hint: "the bias has to move too: its input is always 1",
      },
      {
        answer: (w: Numbers, b: number, row: Numbers, target: number, rate: number) => {
          const d = rate * (sigmoid(w[0] * row[0] + w[1] * row[1] + b) - target);
          return [w[0] - d, w[1] - d, b - d];
        },
        name: "input factor missing",
        hint: "every weight takes the same step: the third factor is missing, the input at that weight",
      },
      {
        answer: (w: Numbers, b: number, row: Numbers, target: number) =>
          step((out, target) => out - target)(w, b, row, target, 1),
        name: "learning rate forgotten",
        hint: "this step is the whole slope; it is to be multiplied by the learning rate",
      },
      {
        answer: (w: Numbers, b: number, row: Numbers, target: number) => {
          const d = sigmoid(w[0] * row[0] + w[1] * row[1] + b) - target;
          return [d * row[0], d * row[1], d];
        },
        name: "slopes instead of new values",
        hint: "these are the three slopes; return the weights and the bias after the step",
      },
    ],
  },
};
