import { sigmoid } from "../sigmoid.js";
import { text } from "../text.js";
import type { Guess } from "./guess.js";

const nets = [-6, -2, -0.5, 0, 0.5, 2, 6];

/** The guesses of notebook 03, with its net inputs. */
export const guesses03 = {
  // what is σ(0)?
  "03-p1": () => ({
    right: sigmoid(0),
    thoughts: [
      {
        number: 0,
        thought: "A power with the exponent 0 is 1, not 0: below the bar stands 1 + 1.",
      },
      { number: 1, thought: "Below the bar stands 1 + 1: the power adds another 1." },
      { number: 2, thought: "That stands below the bar." },
    ],
    came: text`σ(0) = ${sigmoid(0)}: no evidence either way is “I don't know”.`,
  }),
  // at how many of the seven net inputs does the step feel a nudge?
  "03-p2": () => {
    const moved = nets.filter((z) => z - 1e-4 > 0 !== z + 1e-4 > 0).length;
    return {
      right: moved,
      thoughts: [
        {
          number: nets.length,
          thought:
            "The step is flat on both sides of 0: it answers the same before and after the nudge.",
        },
        { number: 0, thought: "There is one exception: at 0 the nudge crosses the jump." },
        { number: 3, thought: "Above 0 the step says 1, before the nudge and after it." },
      ],
      came: text`The step's answer changes at ${moved} of the ${nets.length} net inputs.`,
    };
  },
  // the outputs 0.6 and 0.999 should both be 0: which moves more with the same nudge?
  "03-p3": () => {
    const [unsure, sure] = [0.6, 0.999].map((out) => out * (1 - out));
    return {
      right: "the first",
      others: {
        "the second":
          "It has more to learn. But the slope knows nothing of the target, and there the curve is flat.",
        "both alike":
          "The nudge is the same; how much of it reaches the answer depends on how steep the curve is there.",
      },
      came: text`The slope is ${unsure} at the output ${0.6}, and ${sure} at ${0.999}.`,
    };
  },
  // from which net input on does a computer give exactly 1?
  "03-p4": () => {
    let z = 0;
    while (sigmoid(z) < 1) z++;
    return {
      right: z,
      within: 3,
      thoughts: [
        {
          number: Infinity,
          thought: "Never, in mathematics; but a computer keeps some sixteen digits.",
        },
        {
          number: 16,
          thought: "Sixteen digits are a good thought: but each takes about 2.3 net input more.",
        },
        {
          number: 1000,
          thought: "The distance to 1 shrinks by more than half with each step of 1.",
        },
      ],
      came: text`The first whole net input that gives exactly 1 is ${z}.`,
    };
  },
} satisfies Record<string, () => Guess>;
