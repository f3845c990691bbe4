import { gate } from "../datasets.js";
import { memoized } from "../memoized.js";
import { text } from "../text.js";
import { type TrainOptions, train } from "../train.js";
import { atFirst, type Guess } from "./guess.js";

const trained = (options: TrainOptions = {}) =>
  train(gate("OR"), { weights: [0.1, 0.2], bias: 0.3, ...options });

/** How much the first weight grows when the notebook's epochs double, and when they double again. */
const gains = memoized(() => {
  const [once, twice, fourTimes] = [1e4, 2e4, 4e4].map((epochs) => trained({ epochs }).weights[0]);
  return [twice - once, fourTimes - twice];
});

/** Learning rates, the one with the smallest E at the end first. */
const byRate = ["100", "1", "0.05", "1000"];

/** Where the training ends with each of these learning rates. */
const ends = memoized(() =>
  byRate.map((rate) => trained({ learningRate: Number(rate) }).squaredError),
);

/** How many thousand epochs a start far on the wrong side takes until all four rows are right. */
const late = memoized(() => {
  let far = trained({ weights: [-5, -5], bias: -5, epochs: 0 });
  let thousands = 0;
  while (!far.outputs.every((out, i) => out > 0.5 === i > 0)) {
    far = trained({ weights: far.weights, bias: far.bias, epochs: 1000 });
    thousands++;
  }
  return thousands;
});

/** The guesses of notebook 05, with its own parameters. */
export const guesses05 = {
  // after training, which of the four answers is farthest from its target?
  "05-p1": () => {
    const { targets } = gate("OR");
    const distances = trained().outputs.map((out, i) => Math.abs(out - targets[i]));
    return {
      right: distances.indexOf(Math.max(...distances)) + 1,
      others: {
        4: "Both weights speak for it: no answer is surer.",
        2: "The weight of x₂ helps it; who helps (0, 0)?",
        3: "The weight of x₁ helps it; who helps (0, 0)?",
      },
      came: () =>
        atFirst(text`From row 1 to row 4, the answers are ${distances} away from their targets.`),
    };
  },
  // when the epochs double and double again: how much does w₁ grow the second time?
  "05-p2": () => ({
    right: "as much",
    others: {
      "twice as much": "There are twice as many steps, but the ground gets flatter.",
      "half as much": "The ground gets flatter, but there are twice as many steps.",
    },
    came: () => atFirst(text`The weight w₁ grows by ${gains()[0]}, and then by ${gains()[1]}.`),
  }),
  // from a start far on the wrong side, how many epochs until all rows are right?
  "05-p3": () => ({
    right: "twenty times",
    others: {
      twice:
        "That would do if the steps were as long there; but the ground is flat, and the steps are short.",
      never: "The ground is flat there, but not level: each step leads a little downhill.",
    },
    came: () =>
      atFirst(
        text`After ${1000 * (late() - 1)} epochs a row is still wrong, after ${1000 * late()} all are right.`,
      ),
  }),
  // a program computes the wrong slope
  "05-p4": () => ({
    right: "faster",
    others: {
      slower: "The wrong slope is larger than the right one where an output is close to 0 or 1.",
      "not at all":
        "It is no slope of E, but it has the right sign in every row: each row is still pulled towards its target, only with another force.",
    },
    came() {
      const [article, derived] = (["article", "derived"] as const).map(
        (derivative) => trained({ derivative }).squaredError,
      );
      return atFirst(text`E ends at ${article} instead of ${derived}.`);
    },
  }),
  // which of four learning rates ends with the smallest E, which with the next?
  "05-p5": () => ({
    right: byRate,
    others: {
      1: "It gets further than short steps do; but a longer step gets further still, if the bias can come back.",
      0.05: "Short steps lead downhill all the time, but in the same number of epochs they get less far.",
      1000: "Longer steps get further only as long as they land where the ground has a slope.",
    },
    came: () =>
      atFirst(text`With the rates ${byRate.map(Number)}, in this order, E ends at ${ends()}.`),
  }),
} satisfies Record<string, () => Guess>;
