import { squaredError } from "../losses.js";
import { text } from "../text.js";
import type { Guess } from "./guess.js";

const x = [0, 1, 2, 3];
const targets = [0, 2, 4, 6];
const outputs = (W: number) => x.map((xi) => W * xi);
const E = (W: number) => squaredError(outputs(W), targets);

/** The guesses of notebook 02, with its data and weights. */
export const guesses02 = {
  // how many outputs are wrong at W = 3?
  "02-p1": () => {
    const wrong = outputs(3).filter((out, i) => out !== targets[i]).length;
    return {
      right: wrong,
      thoughts: [
        {
          number: 4,
          thought: "The input 0 hides any weight: 0 times 3 is 0, and so is its target.",
        },
        { number: 0, thought: "Only W = 2 doubles each input, as the targets do." },
      ],
      came: text`With W = 3, ${wrong} of ${x.length} outputs are wrong.`,
    };
  },
  // a step up, from W = 3 to 4: does the error grow or shrink?
  "02-p2": () => ({
    right: E(4) > E(3) ? "larger" : "smaller",
    others: {
      smaller: "More weight is not more right: the outputs were too large already.",
      equal: "Each output moves away from its target, except that of the input 0.",
    },
    came: text`E went from ${E(3)} to ${E(4)}.`,
  }),
} satisfies Record<string, () => Guess>;
