import { text } from "../text.js";
import type { Guess } from "./guess.js";

/** The guesses of notebook 06. */
export const guesses06 = {
  // to which side does a positive bias move the switch?
  "06-p1": () => ({
    right: "left",
    others: {
      right:
        "A positive bias helps w·x to pass 0, so it does so at a smaller x: further to the left.",
    },
    came: "A positive bias moves it to the left, a negative one to the right.",
  }),
  // without a bias, the answer for (0, 0)
  "06-p2": () => ({
    right: 0.5,
    thoughts: [
      { number: 0, thought: "That is the net input. The sigmoid is still to come." },
      { number: 1, thought: "Nothing comes in, so nothing speaks for a yes." },
    ],
    came: text`The answer for (0, 0) is ${0.5}, before the training and after it.`,
  }),
  // by how much does the row (0, 0) want to move w₁?
  "06-p3": () => ({
    right: 0,
    thoughts: [
      { number: 0.125, thought: "That is its delta. It still has to be multiplied by the input." },
      { number: 0.5, thought: "That is its error. Two more factors follow, and one of them is 0." },
    ],
    came: text`The row (0, 0) asks w₁ for ${0}, though its delta is ${0.125}.`,
  }),
} satisfies Record<string, () => Guess>;
