import { text } from "../text.js";
import type { Guess } from "./guess.js";

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

const [x, target, weights, bias, learningRate] = [[0, 1], 1, [0.3, 0.5], 0.3, 0.5];
const out = sigmoid(weights[0] * x[0] + weights[1] * x[1] + bias);
const E = (w2: number) => (sigmoid(weights[0] * x[0] + w2 * x[1] + bias) - target) ** 2 / 2;
const steps = x.map((xj) => -learningRate * (out - target) * out * (1 - out) * xj);

/** The guesses of notebook 04, with its own parameters. */
export const guesses04 = {
  // the ball's height above the bottom: after how many steps is half of it gone?
  "04-p1": () => {
    const heights = [3.5];
    while (heights[heights.length - 1] > 1e-3)
      heights.push(heights[heights.length - 1] * (1 - 2 * 0.15));
    const squares = heights.map((way) => way ** 2);
    return {
      right: squares.findIndex((height) => height <= squares[0] / 2),
      thoughts: [
        {
          number: 7,
          thought: "In equal steps it would be so; but the slope is largest at the start.",
        },
        {
          number: 8,
          thought: "Equal steps would need about that many; but the first steps are the longest.",
        },
        {
          number: 2,
          thought:
            "Nearly: its distance from the bottom shrinks to 0.7 of itself, and the height to the square of that.",
        },
        {
          number: 15,
          thought: "By then nearly all of it is gone.",
        },
      ],
      came: text`The first step takes the ball from the height ${squares[0]} to ${squares[1]}: the higher, the steeper, the longer the step.`,
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
  // one step of w₂: which of five learning rates leaves the smallest E?
  "04-p3": () => {
    const rates = [0.5, 5, 20, 50, 100];
    const errors = rates.map((rate) => E(weights[1] + (steps[1] / learningRate) * rate));
    return {
      right: rates[errors.indexOf(Math.min(...errors))],
      thoughts: [
        {
          number: 0.5,
          thought: "A short step is safe in a valley; but for this row there is no other wall.",
        },
        {
          number: 5,
          thought: "It would be a good one, if there were a bottom to jump over.",
        },
        {
          number: 20,
          thought: "In a valley longer steps would land on the other wall; here there is none.",
        },
        {
          number: 50,
          thought: "It comes close; but the curve goes on falling, for ever.",
        },
      ],
      came: text`After the step E is ${errors}.`,
    };
  },
  // and w₁, whose input is 0?
  "04-p4": () => ({
    right: "not at all",
    others: {
      "as much as w₂":
        "Then every weight would hear the same; but the third factor is its own input.",
      less: "It is a product, and one of its factors is 0.",
    },
    came: text`The weight w₁ moved by ${Math.abs(steps[0])}, w₂ by ${steps[1]}.`,
  }),
  // ten steps for the row (0, 1): does the answer for (0, 0), whose target is 0, get better or worse?
  "04-p5": () => {
    const steps = 10;
    let [w2, b] = [weights[1], bias];
    for (let step = 0; step < steps; step++) {
      const o = sigmoid(w2 + b);
      const delta = (o - target) * o * (1 - o);
      [w2, b] = [w2 - learningRate * delta, b - learningRate * delta];
    }
    return {
      right: "worse",
      others: {
        better: "Nobody asked this row. Its answer follows the bias, and the bias follows our row.",
        stay: "Its inputs are 0, so the weights can't move its answer; but the bias can.",
      },
      came: text`In ${steps} steps its answer went from ${sigmoid(bias)} to ${sigmoid(b)}, away from 0.`,
    };
  },
} satisfies Record<string, () => Guess>;
