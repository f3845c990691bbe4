import { gate } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { drawn, sum } from "./numbers.js";

type Step = (w: number[], b: number, x: number[], target: number, rate: number) => number[];

/** One step of learning, with its parts to be got wrong. */
function step({ sign = -1, bias = true, forward = true, input = true } = {}): Step {
  return (w, b, x, target, rate) => {
    const output = w.reduce((sum, wi, i) => sum + wi * x[i], forward ? b : 0);
    const move = sign * rate * (output - target);
    return [...w.map((wi, i) => wi + move * (input ? x[i] : 1)), bias ? b + move : b];
  };
}

/** Whether these are more than half of all votes. */
const more = (votes: number[], counted = votes) => 2 * sum(counted) > votes.length;

/** The exercises of notebook 01, neural networks. */
export const exercises01: Record<"01-a" | "01-b" | "01-c" | "01-d" | "01-e", Exercise> = {
  "01-a": {
    // net input for the inputs 1, 2, 4, weights 0.4, −0.2, 0.1, bias 0.5
    answer: 0.9,
    mistakes: {
      "bias forgotten": [0.4, "the bias is missing"],
      "sign of a weight lost": [1.7, "one of the weights is negative: its product takes away"],
      "inputs forgotten": [
        0.8,
        "these are the weights and the bias only; multiply each weight by its input",
      ],
      "step instead of net input": [
        1,
        "this is the answer after the step; the net input is the sum before it",
      ],
    },
  },
  "01-b": {
    // a function that is 0 for 1, 1 only
    answer: (x1: number, x2: number) => 1 - x1 * x2,
    calls: gate("NAND").inputs,
    mistakes: {
      AND: [
        (x1: number, x2: number) => x1 * x2,
        "this is AND, the very opposite: what happens to a sum when all its weights and the bias change their sign?",
      ],
      NOR: [
        (x1: number, x2: number) => Number(x1 + x2 === 0),
        "this is NOR: one input alone already turns it off; let the bias be worth more than one weight",
      ],
      OR: [
        (x1: number, x2: number) => Number(x1 + x2 > 0),
        "this is OR: here an input that is on has to lower the sum",
      ],
      "always 1": [
        () => 1,
        "the answer is 1 for every input: both inputs together must outweigh the bias",
      ],
      "always 0": [
        () => 0,
        "the answer is 0 for every input: without any input the sum must be above 0",
      ],
    },
  },
  "01-c": {
    // the lines of a program that learns and then answers, in order
    answer: [4, 5, 6, 1, 3, 7, 2],
    mistakes: {
      "weight made anew each time": [
        [5, 4, 6, 1, 3, 7, 2],
        "inside the loop the weight would be 0.1 again in every epoch: nothing learned would be kept",
      ],
      "error before the output": [
        [4, 5, 1, 6, 3, 7, 2],
        "the error compares the output with the target: the output must be there first",
      ],
      "move before the error": [
        [4, 5, 6, 3, 1, 7, 2],
        "the move needs the error, which is not there yet",
      ],
      "answers before it learns": [
        [4, 2, 5, 6, 1, 3, 7],
        "this program decides with the weight that it starts from, and learns afterwards",
      ],
      "answers inside the loop": [
        [4, 5, 6, 1, 3, 2, 7],
        "it should decide once, when all epochs are over: what stands between { and } is repeated",
      ],
      "error computed once": [
        [4, 6, 1, 5, 3, 7, 2],
        "forward and error come before the loop, so every epoch moves by the same old error",
      ],
    },
  },
  "01-d": {
    // a vote of any number of people: more than half
    answer: (votes: number[]) => Number(more(votes)),
    calls: [[[1, 1, 0]], [[1, 0, 0]], [[0, 1, 1]], [[1, 0, 1, 0]], [[1]], [[0, 0, 0, 0, 1]]],
    inputs: (random) => [drawn(random, 7).map((x) => Number(x > 0))],
    mistakes: {
      "loop too long": [
        () => 0,
        "it still answers 0 to everyone: with three votes, which of them does the loop add last?",
      ],
      "first left out": [
        (votes: number[]) => Number(more(votes, votes.slice(1))),
        "somebody's vote never counts: at which number does a list begin?",
      ],
      "last left out": [
        (votes: number[]) => Number(more(votes, votes.slice(0, -1))),
        "the last vote is not counted",
      ],
      "half is enough": [
        (votes: number[]) => Number(2 * sum(votes) >= votes.length),
        "half of the votes is not more than half",
      ],
    },
  },
  "01-e": {
    // one step of learning from one example: new weights, then the new bias
    answer: step(),
    calls: [
      [[0.1, -0.2], 0.5, [1, 2], 1, 0.1],
      [[0.3], 0.2, [-1], 0, 0.5],
      [[1, 2, 3], -1, [0, 1, 2], 2, 0.01],
    ],
    inputs: (random) => [drawn(random, 3), random(), drawn(random, 3), random(), random()],
    mistakes: {
      uphill: [step({ sign: 1 }), "the step goes the wrong way: the error grows"],
      "bias not moved": [
        step({ bias: false }),
        "the weights are right; the bias learns too, like the weight of an input that is always 1",
      ],
      "bias forgotten": [step({ forward: false }), "the output lacks its bias"],
      "input factor missing": [
        step({ input: false }),
        "every weight moved by the same amount: a weight moves in proportion to its own input",
      ],
    },
  },
};
