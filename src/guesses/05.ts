import { gate } from "../datasets.js";
import { seeded } from "../network.js";
import { text } from "../text.js";
import { type TrainOptions, train } from "../train.js";
import type { Guess } from "./guess.js";

const trained = (options: TrainOptions = {}) =>
  train(gate("OR"), { weights: [0.1, 0.2], bias: 0.3, ...options });

/** The guesses of notebook 05, with its own parameters. */
export const guesses05 = {
  // after training, the answer for (0, 0)
  "05-p1": () => ({
    right: "near 0",
    others: {
      "exactly 0": "The sigmoid comes close to 0 and never arrives.",
      "above ½": "So it was at the start: there the bias alone decides, and it has moved.",
    },
    came: text`After ${10_000} epochs the answer for (0, 0) is ${trained().outputs[0]}.`,
  }),
  // a hundred times as many epochs: what becomes of the weights?
  "05-p2": () => {
    const [once, longer] = [1e4, 1e6].map((epochs) => trained({ epochs }).weights[0]);
    return {
      right: "larger",
      others: {
        "the same": "That would be so if there were a lowest point, and the training had found it.",
        smaller: "Smaller weights make gentle answers, near ½. The targets are 0 and 1.",
      },
      came: text`The weight w₁ goes from ${once} to ${longer}.`,
    };
  },
  // of twenty random starts, how many classify all four rows correctly?
  "05-p3": () => {
    const random = seeded(1);
    const anywhere = () => 10 * random() - 5;
    const runs = Array.from({ length: 20 }, () =>
      trained({ weights: [anywhere(), anywhere()], bias: anywhere() }),
    );
    const learned = runs.filter(({ outputs }) =>
      outputs.every((out, i) => out > 0.5 === i > 0),
    ).length;
    return {
      right: learned,
      thoughts: [
        { number: 10, thought: "It is no coin: the ground leads downhill from everywhere." },
        { number: 1, thought: "The article's start was not a lucky one: any start will do." },
        { number: 0, thought: "The article's start was a random one, too, and it learned OR." },
      ],
      came: text`${learned} of ${runs.length} learned it.`,
    };
  },
  // a program computes the wrong slope
  "05-p4": () => ({
    right: "faster",
    others: {
      slower: "The wrong slope is larger than the right one where an output is close to 0 or 1.",
      "not at all":
        "It is no slope of E, but it has the right sign in every row: downhill stays downhill.",
    },
    came: text`E ends at ${trained({ derivative: "article" }).squaredError} instead of ${trained().squaredError}.`,
  }),
} satisfies Record<string, () => Guess>;
