import { text } from "../text.js";
import type { Guess } from "./guess.js";

const inputs = [0.5, 1, 4];
const weights = [0.9, -0.4, 0.3];
const row = [1, 1, 1, 1, 9, 9, 9, 9];

/** The guesses of notebook 01, with its inputs and weights. */
export const guesses01 = {
  // which input moves the sum most?
  "01-p1": () => {
    const products = inputs.map((x, i) => weights[i] * x);
    const sizes = products.map(Math.abs);
    return {
      right: sizes.indexOf(Math.max(...sizes)) + 1,
      thoughts: [
        {
          number: 1,
          thought:
            "It has the largest weight; but a weight is multiplied by what arrives, and little does.",
        },
        {
          number: 2,
          thought: "Its weight is negative, so it pulls the sum down, but not by much.",
        },
      ],
      came: text`The products of weight and input are ${products}.`,
    };
  },
  // at how many points does the edge detector answer?
  "01-p2": () => {
    const answers = row.slice(2).map((right, i) => right - row[i]);
    return {
      right: answers.filter((answer) => answer !== 0).length,
      thoughts: [
        {
          number: 1,
          thought:
            "The edge lies between two points, and each of them has one neighbour beyond it.",
        },
        {
          number: 3,
          thought: "Where all neighbours are bright, left and right cancel, as where all are dark.",
        },
        { number: 0, thought: "At the edge the right neighbour is brighter than the left one." },
        {
          number: 6,
          thought: "Where both neighbours are alike, one takes away what the other adds.",
        },
      ],
      came: text`The answers are ${answers}.`,
    };
  },
  // which gate has the weights 1 and 1, and the bias −0.5?
  "01-p3": () => ({
    right: "or",
    others: {
      and: "For AND one input alone must not be enough: the bias would have to take away more than one weight.",
      nor: "NOR says 1 when nothing arrives; here the negative bias then says 0.",
      nand: "NAND says 1 when nothing arrives; here the negative bias then says 0.",
    },
    came: "One input alone already lifts the sum above zero, so the answer is 0 only when both are 0.",
  }),
  // will the door find the weights that were set by hand?
  "01-p4": () => ({
    right: "no",
    others: {
      yes: "They are not the only good ones: who sees only which cards open the door cannot tell these weights from others.",
    },
    came: "Many weights open the door for the same cards, and training finds some of them.",
  }),
} satisfies Record<string, () => Guess>;
