import type { Exercise } from "../judge.js";

/** The exercises of notebook 08, what a perceptron cannot do. */
export const exercises08: Record<string, Exercise> = {
  "08-a": {
    // of the four rows of XOR, the most that one line gets right
    answer: 3,
    mistakes: [
      { answer: 4, hint: "with all four right, XOR would be separable" },
      { answer: 2, hint: "more is possible: try a line that cuts off a single corner" },
      { answer: 1, hint: "a line that gets one right can be turned to get three right" },
    ],
  },
  "08-b": {
    // XNOR from step units
    answer: (x1: number, x2: number) => (x1 === x2 ? 1 : 0),
    calls: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    mistakes: [
      {
        answer: (x1: number, x2: number) => x1 ^ x2,
        hint: "this is XOR: turn the last unit round",
      },
      {
        answer: (x1: number, x2: number) => x1 | x2,
        hint: "this is OR: it must also answer 0 when only one input is 1",
      },
      {
        answer: (x1: number, x2: number) => x1 & x2,
        hint: "this is AND: the answer for (0, 0) should be 1 too",
      },
      {
        answer: (x1: number, x2: number) => 1 - (x1 | x2),
        hint: "this is NOR: the answer for (1, 1) should be 1 too",
      },
      {
        answer: (x1: number, x2: number) => 1 - (x1 & x2),
        hint: "this is NAND: it must answer 0 when only one input is 1, and 1 for (1, 1)",
      },
    ],
  },
  "08-c": {
    // the square of the distance from the centre
    answer: (x1: number, x2: number) => x1 * x1 + x2 * x2,
    calls: [
      [2, 1],
      [-3, 4],
      [0, -5],
    ],
    mistakes: [
      {
        answer: (x1: number, x2: number) => Math.hypot(x1, x2),
        hint: "the distance parts the rings too; leave out the root, and whole numbers stay whole",
      },
      {
        answer: (x1: number, x2: number) => x1 + x2,
        hint: "a sum of the two is what a perceptron can form by itself",
      },
      {
        answer: (x1: number, x2: number) => (x1 + x2) ** 2,
        hint: "square each coordinate first, then add",
      },
      {
        answer: (x1: number, x2: number) => x1 * x2,
        hint: "the product has another sign in each quarter; the distance has none",
      },
    ],
  },
};
