import { sigmoid } from "../sigmoid.js";
import { text } from "../text.js";
import { atFirst, type Guess } from "./guess.js";

const hours = [0.5, 1.25, 2, 3, 4, 5];
const passed = [0, 0, 0, 1, 1, 1];
const start = -1;
const nudge = 1e-5;

/** The bias of the neuron that judges hours, after a hundred steps of gradient descent with the learning rate 1. */
function learned(f: (z: number) => number): number {
  const E = (b: number) =>
    hours.reduce((sum, hour, i) => sum + (f(hour + b) - passed[i]) ** 2 / 2, 0);
  let b = start;
  for (let i = 0; i < 100; i++) b -= (E(b + nudge) - E(b - nudge)) / (2 * nudge);
  return b;
}

/** The guesses of notebook 03, with its neuron. */
export const guesses03 = {
  // what is σ(0)?
  "03-p1": () => ({
    right: sigmoid(0),
    others: {
      0: "A power with the exponent 0 is 1, not 0: below the bar stands 1 + 1.",
      1: "Below the bar stands 1 + 1: the power adds another 1.",
      2: "That stands below the bar.",
    },
    came: () => text`σ(0) = ${sigmoid(0)}: no evidence either way is “I don't know”.`,
  }),
  // a hundred steps of gradient descent with a hard step: how far does the bias move?
  "03-p2": () => {
    const [ofStep, ofSigmoid] = [(z: number) => (z > 0 ? 1 : 0), sigmoid].map((f) =>
      Math.abs(learned(f) - start),
    );
    return {
      right: ofStep,
      others: {
        100: "A hundred steps are taken, but each is as long as the slope, and that is 0.",
        1: "The answers would be better there; but a step shows no slope that leads there.",
        1.6: "So far it should go; but between its jumps a step shows no slope at all.",
      },
      came: () =>
        atFirst(
          text`With the hard step the bias moved by ${ofStep}, with the sigmoid by ${ofSigmoid}.`,
        ),
    };
  },
  // a neuron answers 0.9; what does it answer with the signs of weights and bias turned?
  "03-p3": () => ({
    right: 0.1,
    tolerance: 0.001,
    others: {
      "-0.9": "The sum turns its sign; but an output is never negative.",
      0.5: "For that the sum would have to be 0.",
      0.9: "The sum is now as far below 0 as it was above.",
      0: "The sum is below 0, but no farther than it was above.",
    },
    came: () =>
      text`The sum was ${Math.log(9)}, now it is ${-Math.log(9)}, and the output ${sigmoid(-Math.log(9))}.`,
  }),
  // the outputs 0.6 and 0.999 should both be 0: which moves more with the same nudge?
  "03-p4": () => {
    const [unsure, sure] = [0.6, 0.999].map((out) => out * (1 - out));
    return {
      right: "the first",
      others: {
        "the second":
          "It has more to learn. But the slope knows nothing of the target, and there the curve is flat.",
        "both alike":
          "The nudge is the same; how much of it reaches the answer depends on how steep the curve is there.",
      },
      came: () => text`The slope is ${unsure} at the output ${0.6}, and ${sure} at ${0.999}.`,
    };
  },
  // from which net input on does a computer give exactly 1?
  "03-p5": () => {
    let z = 0;
    while (sigmoid(z) < 1) z++;
    return {
      right: z,
      tolerance: 3,
      others: {
        Infinity: "Never, in mathematics; but a computer keeps some sixteen digits.",
        16: "Sixteen digits are a good thought; but for each of them z has to grow by about 2.3.",
        1000: "The distance to 1 shrinks by more than half with each step of 1.",
      },
      came: () => text`The first whole net input that gives exactly 1 is ${z}.`,
    };
  },
} satisfies Record<string, () => Guess>;
