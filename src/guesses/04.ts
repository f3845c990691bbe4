import { text } from "../text.js";
import { atFirst, type Guess } from "./guess.js";

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

const [x, target, weights, bias, learningRate] = [[0, 1], 1, [0.3, 0.5], 0.3, 0.5];
const out = sigmoid(weights[0] * x[0] + weights[1] * x[1] + bias);
const E = (w2: number) => (sigmoid(weights[0] * x[0] + w2 * x[1] + bias) - target) ** 2 / 2;
const steps = x.map((xj) => -learningRate * (out - target) * out * (1 - out) * xj);

/** The guesses of notebook 04, with its own parameters. */
export const guesses04 = {
  // which of the three factors of the slope can never be negative?
  "04-p1": () => ({
    right: 2,
    others: {
      1: "The output can be too high or too low, so this one has both signs.",
      3: "It will turn out to be an input, and an input may be −1.",
    },
    came: () => "It is the slope of the sigmoid, and the sigmoid never falls.",
  }),
  // slope and step of w₂ are known: by about how much does E fall?
  "04-p2": () => {
    const [before, after] = [weights[1], weights[1] + steps[1]].map(E);
    const slope = -steps[1] / learningRate;
    const right = Number((before - after).toPrecision(2));
    const written = (value: number) => Number(Math.abs(value).toPrecision(3));
    return {
      right,
      tolerance: 2e-4,
      others: {
        [written(slope)]: "That is the slope alone: so much it would be for a step of 1.",
        [-right]: "That is the change of E; it falls by as much, without the minus.",
        [written(steps[1])]: "That is the step alone; multiply it by the slope.",
      },
      came: () =>
        atFirst(
          text`E fell by ${before - after}; slope times step says ${Math.abs(slope * steps[1])}.`,
        ),
    };
  },
  // one step of w₂: which of five learning rates leaves the smallest E?
  "04-p3": () => {
    const rates = [0.5, 5, 20, 50, 100];
    const errors = rates.map((rate) => E(weights[1] + (steps[1] / learningRate) * rate));
    return {
      right: rates[errors.indexOf(Math.min(...errors))],
      others: {
        0.5: "A short step is safe in a valley; but for this row there is no other wall.",
        5: "It would be a good one, if there were a bottom to jump over.",
        20: "In a valley longer steps would land on the other wall; here there is none.",
        50: "It comes close; but the curve goes on falling, for ever.",
      },
      came: () => atFirst(text`After the step E is ${errors}.`),
    };
  },
  // ten steps for the row (0, 1): does the answer for (0, 0), whose target is 0, get better or worse?
  "04-p4": () => {
    const steps = 10;
    let [w2, b] = [weights[1], bias];
    for (let step = 0; step < steps; step++) {
      const out = sigmoid(w2 + b);
      const delta = (out - target) * out * (1 - out);
      [w2, b] = [w2 - learningRate * delta, b - learningRate * delta];
    }
    return {
      right: "worse",
      others: {
        better: "Nobody asked this row. Its answer follows the bias, and the bias follows our row.",
        stay: "Its inputs are 0, so the weights can't move its answer; but the bias can.",
      },
      came: () =>
        atFirst(
          text`In ${steps} steps its answer went from ${sigmoid(bias)} to ${sigmoid(b)}, away from 0.`,
        ),
    };
  },
} satisfies Record<string, () => Guess>;
