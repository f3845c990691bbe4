import { gate } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { sigmoid } from "../sigmoid.js";
import { drawn, slope, sum } from "./numbers.js";

type Numbers = number[];

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

/** What a program subtracts from a weight in each epoch, from what the rows of each epoch add to its slope. */
const subtracted =
  (sumIn: (added: Numbers, epoch: number) => number) =>
  (added: Numbers, rate: number): Numbers =>
    added.map((_, epoch) => rate * sumIn(added, epoch));

/** The exercises of notebook 05, the OR gate. */
export const exercises05: Record<"05-a" | "05-b" | "05-c" | "05-d" | "05-e" | "05-f", Exercise> = {
  "05-a": {
    // the deltas for the outputs 0.9 and 0.6, both with the target 0; and which of the tenths has the largest
    answer: [0.081, 0.144, 0.7],
    mistakes: {
      "most wrong pulls hardest": [
        [0.081, 0.144, 0.9],
        "both deltas are right, and they say it: the output that is most wrong does not pull hardest",
      ],
      "steepest pulls hardest": [
        [0.081, 0.144, 0.5],
        "both deltas are right; at ½ the sigmoid is steepest, but the error counts as well: compute the neighbours",
      ],
      "best of two": [
        [0.081, 0.144, 0.6],
        "both deltas are right, and of these two it is this one; now compute the tenths around it",
      ],
      "slope of the sigmoid missing": [
        [0.9, 0.6, 0.9],
        "these are the errors alone; the slope of the sigmoid is missing",
      ],
      "error missing": [[0.09, 0.24, 0.5], "these are the slopes alone; the error is missing"],
      "sign of the error": [
        [-0.081, -0.144, 0.7],
        "the sign is the wrong way round: the error is output − target",
      ],
      "target 1 instead of 0": [[-0.009, -0.096, 0.3], "these are for the target 1; here it is 0"],
      "sigmoid applied twice": [
        [0.9 * slope(sigmoid(0.9)), 0.6 * slope(sigmoid(0.6)), 0.9],
        "an output has been through the sigmoid already: its slope is out(1 − out)",
      ],
      "squared error as delta": [
        [0.405, 0.18, 0.9],
        "these are the squared errors; delta is their slope for the net input",
      ],
      order: [[0.144, 0.081, 0.7], "the two deltas are right, the other way round"],
    },
  },
  "05-b": {
    // with 1000 rows and 5 inputs, how many numbers: inputs, weights, net inputs, deltas, gradient
    answer: [5000, 5, 1000, 1000, 5],
    mistakes: {
      "gradient for each row": [
        [5000, 5, 1000, 1000, 1000],
        "a slope for each row? A gradient has one for each weight",
      ],
      "rows instead of numbers": [
        [1000, 5, 1000, 1000, 5],
        "so many rows have the inputs; how many numbers are in them all?",
      ],
      "weights for each row": [
        [5000, 5000, 1000, 1000, 5000],
        "all rows share the same weights: there is one for each input",
      ],
      "rows not added up": [
        [5000, 5, 5000, 5000, 5],
        "along a row the products are added up: each row has one net input, and one delta",
      ],
      "bias counted": [
        [5000, 6, 1000, 1000, 6],
        "you counted the bias; it is a number of its own, and takes the plain sum",
      ],
    },
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
    mistakes: {
      uphill: [
        loop({ weightStep: () => 1 }),
        "your steps go uphill: a minus is missing, in the steps or in the error, output − target",
      ],
      "weights uphill": [
        loop({ weightStep: () => 1, biasStep: () => -1 }),
        "the bias goes downhill and the weights go uphill: a minus is missing in their step",
      ],
      "bias uphill": [
        loop({ biasStep: () => 1, weightStep: () => -1 }),
        "the weights go downhill and the bias goes uphill: a minus is missing in its step",
      ],
      "input factor missing": [
        loop({ input: () => 1 }),
        "every weight gets the same slope: the third factor is missing, the input at that weight",
      ],
      "bias not moved": [
        loop({ biasStep: () => 0 }),
        "the bias has not moved: its step is the one of a weight whose input is always 1",
      ],
      "step after each row": [
        loop({ every: 1 }),
        "you move the weights after each row; all rows of an epoch are asked with the same weights, then comes one step",
      ],
      "slope of the sigmoid missing": [
        loop({ delta: (out, target) => out - target }),
        "delta is the error alone; the slope of the sigmoid is missing",
      ],
      "sigmoid applied twice": [
        loop({ delta: (out, target) => (out - target) * slope(sigmoid(out)) }),
        "an output has been through the sigmoid already: its slope is out(1 − out)",
      ],
      "mean instead of sum": [
        loop({ weightStep: (rows) => -1 / rows }),
        "your steps are those of the mean over the rows; E is a sum, and so are its slopes",
      ],
      "learning rate forgotten": [
        loop({ hasRate: false }),
        "your steps are whole slopes; each is to be multiplied by the learning rate",
      ],
      "step instead of new value": [
        loop({ kept: 0 }),
        "this is the step alone; the new value is the old one and the step",
      ],
      "sigmoid forgotten": [
        loop({ out: (z) => z }),
        "the output is the sigmoid of the net input, not the net input itself",
      ],
      "squared error as delta": [
        loop({ delta: (out, target) => (out - target) ** 2 }),
        "delta has the error itself, not its square, and then the slope of the sigmoid",
      ],
      "bias forgotten": [loop({ hasBias: false }), "the bias is missing from the net input"],
      "½ forgotten": [
        loop({ weightStep: () => -2 }),
        "your steps are twice too long: the ½ of E cancels the 2 of the derivative",
      ],
    },
  },
  "05-d": {
    // the factor for the weights 1, 1 and the bias −1.5 at which the rows next to the line are as near as asked
    answer: (near: number) => 2 * Math.log((1 - near) / near),
    calls: [[0.1], [0.01], [0.4]],
    inputs: (random) => [0.001 + random() / 3],
    mistakes: {
      "net input of one": [
        (near: number) => Math.log((1 - near) / near),
        "this is the net input that is needed; with the factor 1 the rows next to the line have only ½ or −½",
      ],
      "farthest row": [
        (near: number) => Math.log((1 - near) / near) / 1.5,
        "you took (0, 0), which lies farthest from the line; which rows are the least sure?",
      ],
      "other side": [
        (near: number) => 2 * Math.log(near / (1 - near)),
        "the factor is below 0, and AND becomes NAND: the answer 1 − near has a net input above 0",
      ],
      "1 forgotten": [
        (near: number) => 2 * Math.log(1 / near),
        "nearly: out = 1 / (1 + exp(−z)); subtract the 1 before you take the logarithm",
      ],
      "another logarithm": [
        (near: number) => 2 * Math.log10((1 - near) / near),
        "this is a logarithm to the base 10; the sigmoid has a power of e: Math.log undoes it",
      ],
    },
  },
  "05-e": {
    // what a program subtracts in each epoch whose sum of slopes never begins at 0 again
    answer: subtracted((added, e) => sum(added.slice(0, e + 1))),
    calls: [
      [[0.5, -0.25, 0.1], 0.05],
      [[1, 1, 1, 1], 0.1],
      [[-0.2, 0.3], 1],
    ],
    inputs: (random) => [drawn(random, 4), 0.1 + random()],
    mistakes: {
      "the program as it should be": [
        subtracted((added, e) => added[e]),
        "so it is in a program without the bug; here, what does the second epoch find in the sum?",
      ],
      "learning rate forgotten": [
        (added: Numbers) => subtracted((all, e) => sum(all.slice(0, e + 1)))(added, 1),
        "these are the sums; line 11 multiplies them by the learning rate",
      ],
      "first epoch alone": [
        subtracted((added) => added[0]),
        "the sum keeps what the first epoch has added, and the later ones add to it",
      ],
      "last two epochs alone": [
        subtracted((added, e) => added[e] + (e > 0 ? added[e - 1] : 0)),
        "nothing empties the sum: it keeps more than the epoch before",
      ],
      "later epochs counted": [
        subtracted((added) => sum(added)),
        "in its first epoch the program does not know yet what the later ones will add",
      ],
      "mean instead of sum": [
        subtracted((added, e) => sum(added.slice(0, e + 1)) / (e + 1)),
        "this is the mean of the epochs so far; line 7 adds, and nothing divides",
      ],
      "sign of the step": [
        subtracted((added, e) => -sum(added.slice(0, e + 1))),
        "this is what is added to the weight; asked is what line 11 subtracts",
      ],
      "way instead of step": [
        subtracted((added, e) => sum(added.slice(0, e + 1).map((a, i) => a * (e + 1 - i)))),
        "this is the whole way of the weight so far; asked is the step of each epoch",
      ],
    },
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
    mistakes: {
      "step for the squared error": [
        step((out, target) => (out - target) * slope(out)),
        "this is the step for the squared error; multiply the cross-entropy's slope for out by the slope of the sigmoid",
      ],
      uphill: [
        step((out, target) => target - out),
        "this step goes uphill: check the sign of the error",
      ],
      "bias not moved": [
        step((out, target) => out - target, 0),
        "the bias has to move too: its input is always 1",
      ],
      "input factor missing": [
        (w: Numbers, b: number, row: Numbers, target: number, rate: number) => {
          const d = rate * (sigmoid(w[0] * row[0] + w[1] * row[1] + b) - target);
          return [w[0] - d, w[1] - d, b - d];
        },
        "every weight takes the same step: the third factor is missing, the input at that weight",
      ],
      "learning rate forgotten": [
        (w: Numbers, b: number, row: Numbers, target: number) =>
          step((out, target) => out - target)(w, b, row, target, 1),
        "this step is the whole slope; it is to be multiplied by the learning rate",
      ],
      "slopes instead of new values": [
        (w: Numbers, b: number, row: Numbers, target: number) => {
          const d = sigmoid(w[0] * row[0] + w[1] * row[1] + b) - target;
          return [d * row[0], d * row[1], d];
        },
        "these are the three slopes; return the weights and the bias after the step",
      ],
    },
  },
};
