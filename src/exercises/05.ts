import { gate } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { sigmoid } from "../sigmoid.js";
import { drawn } from "./drawn.js";

const slope = (out: number) => out * (1 - out);

/** One step with the given delta: the new w₁, w₂ and bias. */
function step(
  delta: (out: number, target: number) => number,
  biasInput = 1,
): (w: number[], b: number, row: number[], target: number, rate: number) => number[] {
  return (w, b, row, target, rate) => {
    const d = delta(sigmoid(w[0] * row[0] + w[1] * row[1] + b), target);
    return [w[0] - rate * d * row[0], w[1] - rate * d * row[1], b - rate * d * biasInput];
  };
}

/** The exercises of notebook 05, the OR gate. */
export const exercises05: Record<"05-a" | "05-b" | "05-c" | "05-d", Exercise> = {
  "05-a": {
    // the output for (0, 1) with the weights 0.1 and 0.2 and the bias 0.3
    answer: sigmoid(0.5),
    mistakes: [
      {
        answer: 0.5,
        name: "net input instead of output",
        hint: "this is the net input; the output is its sigmoid",
      },
      {
        answer: sigmoid(0.2),
        name: "bias forgotten",
        hint: "the bias is missing from the net input",
      },
      {
        answer: sigmoid(0.4),
        name: "other weight",
        hint: "the 1 stands in the second place: it meets the other weight",
      },
      {
        answer: sigmoid(0.6),
        name: "both inputs counted",
        hint: "only one of the two inputs is 1",
      },
    ],
  },
  "05-b": {
    answer: (out: number, target: number) => (out - target) * slope(out),
    calls: [
      [0.6, 1],
      [0.9, 0],
      [0.2, 0],
    ],
    inputs: (random) => [random(), Math.round(random())],
    mistakes: [
      {
        answer: (out: number, target: number) => (target - out) * slope(out),
        name: "sign of the error",
        hint: "the sign is the wrong way round: the error is output − target",
      },
      {
        answer: (out: number, target: number) => (out - target) * slope(sigmoid(out)),
        name: "sigmoid applied twice",
        hint: "this is the article's slip: the argument is already an output, so no sigmoid is left to take",
      },
      {
        answer: (out: number, target: number) => out - target,
        name: "slope of the sigmoid missing",
        hint: "this is the error alone; the slope of the sigmoid is missing",
      },
      {
        answer: (out: number) => slope(out),
        name: "error missing",
        hint: "this is the slope alone; the error is missing",
      },
    ],
  },
  "05-c": {
    answer: (x1: number, x2: number) => x1 * x2,
    calls: gate("AND").inputs,
    mistakes: [
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
  "05-d": {
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
        hint: "this is the step for the squared error; with the cross-entropy the slope of the sigmoid cancels",
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
    ],
  },
};
