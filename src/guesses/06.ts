import { gate } from "../datasets.js";
import { text } from "../text.js";
import { train } from "../train.js";
import { type Guess, once } from "./guess.js";

const biased = once(() => train(gate("OR"), { weights: [0.1, 0.2], bias: 0.3 }));

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
  // which way would the four rows of OR move a bias at first?
  "06-p3": () => ({
    right: "up",
    others: {
      down: "So (0, 0) wants it, but the three rows with the target 1 outvote it.",
    },
    get came() {
      const { history, bias } = biased();
      const top = history.reduce((most, now) => (now.bias > most.bias ? now : most));
      return text`Up: the three ones outvote the zero. In training *with* a bias it climbs from ${history[0].bias} to ${top.bias} first, then it falls, and ends at ${bias}.`;
    },
  }),
  // AND without a bias: does its E end lower or higher than that of OR?
  "06-p4": () => ({
    right: "higher",
    others: {
      lower: "Only one row has the target 1; but without a bias that row has no weight of its own.",
      "as high": "Both have (0, 0) at ½; but the other rows of AND want opposite things.",
    },
    get came() {
      const [and, or] = (["AND", "OR"] as const).map(
        (name) => train(gate(name), { weights: [0.1, 0.2], bias: false }).squaredError,
      );
      return text`E ends at ${and} for AND, and at ${or} for OR.`;
    },
  }),
} satisfies Record<string, () => Guess>;
