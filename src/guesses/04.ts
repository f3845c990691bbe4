import { text } from "../text.js";
import type { Guess } from "./guess.js";

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

const [x, target, weights, bias, learningRate] = [[0, 1], 1, [0.3, 0.5], 0.3, 0.5];
const out = sigmoid(weights[0] * x[0] + weights[1] * x[1] + bias);
const steps = x.map((xj) => -learningRate * (out - target) * out * (1 - out) * xj);

/** The guesses of notebook 04, with its own parameters. */
export const guesses04 = {
  // the ball's steps: do they get longer or shorter?
  "04-p1": () => {
    const [first, second] = [-1.5, -1.5 + 0.15 * 7].map((X) => -0.15 * 2 * (X - 2));
    return {
      right: "shorter",
      others: {
        longer:
          "A real ball gathers speed. This one has no memory: it feels only the slope under it.",
        equal: "The learning rate is the same each time, but it is multiplied by the slope.",
      },
      came: text`The first step is ${first} long, the second ${second}: the nearer the bottom, the flatter the ground.`,
    };
  },
  // the new w₂: does it grow or shrink?
  "04-p2": () => ({
    right: "grow",
    others: {
      shrink: "Something is subtracted, but it is negative: the output was too low.",
      stay: "Its input is 1, so it had a part in the answer, and the answer was not right.",
    },
    came: text`The weight w₂ went from ${weights[1]} to ${weights[1] + steps[1]}.`,
  }),
  // and w₁, whose input is 0?
  "04-p3": () => ({
    right: "not at all",
    others: {
      "as much as w₂":
        "Then every weight would hear the same; but the third factor is its own input.",
      less: "It is a product, and one of its factors is 0.",
    },
    came: text`The weight w₁ moved by ${Math.abs(steps[0])}, w₂ by ${steps[1]}.`,
  }),
} satisfies Record<string, () => Guess>;
