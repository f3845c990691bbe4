import { gate } from "../datasets.js";
import { memoized } from "../memoized.js";
import { text } from "../text.js";
import { train } from "../train.js";
import { atFirst, type Guess } from "./guess.js";

const biased = memoized(() => train(gate("OR"), { weights: [0.1, 0.2], bias: 0.3 }));
const unbiased = (name: "AND" | "OR") => train(gate(name), { weights: [0.1, 0.2], bias: false });

/** Where a neuron with one input switches. */
const switchAt = (weight: number, bias: number) => -bias / weight;

/** The guesses of notebook 06. */
export const guesses06 = {
  // with a negative weight, to which side does a positive bias move the switch?
  "06-p1": () => ({
    right: "right",
    others: {
      left: "So it is with a positive weight. With a negative one yes is on the left, and a positive bias gives it more room.",
    },
    came: () =>
      text`The switch is where w·x + b = 0, at x = −b/w. With the weight ${-2} a bias of ${4} moves it from 0 to ${switchAt(-2, 4)}, with the weight ${2} to ${switchAt(2, 4)}.`,
  }),
  // without a bias: is the answer for (0, 1) higher or lower than with one?
  "06-p2": () => ({
    right: "higher",
    others: {
      lower: "You would be right if the bias had helped it. But in the end the bias was negative.",
      "the same": "The bias is part of every answer, and in the end it was not 0.",
    },
    came() {
      const { outputs, bias } = biased();
      return atFirst(
        text`The answer for (0, 1) is ${unbiased("OR").outputs[1]}; with a bias it was ${outputs[1]}. That bias ended at ${bias}: (0, 0) needs it below 0, and (0, 1) and (1, 0) pay for it.`,
      );
    },
  }),
  // which way would the four rows of OR move a bias at first?
  "06-p3": () => ({
    right: "up",
    others: {
      down: "So (0, 0) wants it, but the three rows with the target 1 outvote it.",
    },
    came() {
      const { history, bias } = biased();
      const top = history.reduce((most, now) => (now.bias > most.bias ? now : most));
      return atFirst(
        text`Up: the three ones outvote the zero. In training *with* a bias it climbs from ${history[0].bias} to ${top.bias} first, then it falls, and ends at ${bias}.`,
      );
    },
  }),
  // AND without a bias: does its E end lower or higher than that of OR?
  "06-p4": () => ({
    right: "higher",
    others: {
      lower: "Only one row has the target 1; but without a bias that row has no weight of its own.",
      "as high": "Both have (0, 0) at ½; but the other rows of AND want opposite things.",
    },
    came() {
      const [and, or] = [unbiased("AND"), unbiased("OR")];
      return atFirst(
        text`E ends at ${and.squaredError} for AND, and at ${or.squaredError} for OR.`,
      );
    },
  }),
} satisfies Record<string, () => Guess>;
