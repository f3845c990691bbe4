import { squaredError } from "../losses.js";
import { text } from "../text.js";
import { atFirst, type Guess } from "./guess.js";

const x = [0, 1, 2, 3];
const targets = [0, 2, 4, 6];
const outputs = (W: number) => x.map((xi) => W * xi);
const E = (W: number) => squaredError(outputs(W), targets);
const slope = (W: number) => x.reduce((sum, xi, i) => sum + (W * xi - targets[i]) * xi, 0);

/** The guesses of notebook 02, with its data and weights. */
export const guesses02 = {
  // how many outputs are wrong at W = 3?
  "02-p1": () => {
    const wrong = outputs(3).filter((out, i) => out !== targets[i]).length;
    return {
      right: wrong,
      others: {
        4: "The input 0 hides any weight: 0 times 3 is 0, and so is its target.",
        0: "Only W = 2 doubles each input, as the targets do.",
      },
      came: () => atFirst(text`${wrong} of ${x.length} outputs are wrong at W = 3.`),
    };
  },
  // W = 4 is twice as far from the best weight as W = 3: how many times larger is its E?
  "02-p2": () => ({
    right: E(4) / E(3),
    others: {
      2: "Each single error doubles; but they are squared before they are added.",
      1: "Each output moves farther from its target, except that of the input 0.",
      3: "Each error doubles; squared, twice as much is four times as much.",
    },
    came: () => atFirst(text`E went from ${E(3)} to ${E(4)}.`),
  }),
  // E at W = 4 is four times as large as at W = 3: and the slope?
  "02-p3": () => {
    const [at3, at4] = [3, 4].map(slope);
    return {
      right: at4 / at3,
      others: {
        4: "So many times as large is E. There each error is squared; in the slope it stands only once, beside its input.",
        3: "So much higher is the step from 3 to 4 than the one from 2 to 3; but the slope is that of one point.",
        1: "Your feet would feel the difference: this valley gets steeper and steeper.",
        [at4]: "That is the slope itself. How many times that of W = 3 is it?",
      },
      came: () => atFirst(text`The slope went from ${at3} to ${at4}, as each error doubled.`),
    };
  },
  // gradient descent: what happens to the steps on the way down?
  "02-p4": () => ({
    right: "shorter",
    others: {
      equal:
        "The learning rate stays, but the slope that it multiplies shrinks towards the bottom.",
      longer: "Nothing pushes: the step is rate times slope, and the valley flattens.",
    },
    came: () =>
      atFirst("The valley gets flatter towards its bottom, and the steps shrink with the slope."),
  }),
  // at half of the largest learning rate that works: how many steps to the bottom?
  "02-p5": () => ({
    right: 1,
    others: {
      2: "In this valley the first step already lands on the bottom.",
      10: "In this valley the first step already lands on the bottom, whatever the start.",
    },
    came: () =>
      "At the limit a step lands exactly as far away on the other side; half of that step ends in the middle, at the bottom.",
  }),
} satisfies Record<string, () => Guess>;
