import { gate } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { drawn } from "./drawn.js";

/** The exercises of notebook 08, what a perceptron cannot do. */
export const exercises08: Record<"08-a" | "08-b" | "08-c", Exercise> = {
  "08-a": {
    // of the twenty points of the ring, the most that one line gets right
    answer: 13,
    mistakes: [
      {
        answer: 20,
        name: "separable",
        hint: "with all of them right, the ring would be separable",
      },
      {
        answer: 12,
        name: "always 0",
        hint: "a line can do better than always saying 0: keep the whole middle and cut off a piece of the ring",
      },
      {
        answer: 8,
        name: "the middle alone",
        hint: "this is the middle alone; a line can cut off a piece of the ring besides",
      },
      {
        answer: 5,
        name: "the ring alone",
        hint: "so many points of the ring can be cut off; the middle is right as well",
      },
    ],
  },
  "08-b": {
    // XNOR from step units
    answer: (x1: number, x2: number) => (x1 === x2 ? 1 : 0),
    calls: gate("XNOR").inputs,
    mistakes: [
      {
        answer: (x1: number, x2: number) => x1 ^ x2,
        name: "XOR",
        hint: "this is XOR: turn the last unit round",
      },
      {
        answer: (x1: number, x2: number) => x1 | x2,
        name: "OR",
        hint: "this is OR: it must also answer 0 when only one input is 1",
      },
      {
        answer: (x1: number, x2: number) => x1 & x2,
        name: "AND",
        hint: "this is AND: the answer for (0, 0) should be 1 too",
      },
      {
        answer: (x1: number, x2: number) => 1 - (x1 | x2),
        name: "NOR",
        hint: "this is NOR: the answer for (1, 1) should be 1 too",
      },
      {
        answer: (x1: number, x2: number) => 1 - (x1 & x2),
        name: "NAND",
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
    inputs: (random) => drawn(random, 2),
    mistakes: [
      {
        answer: (x1: number, x2: number) => Math.hypot(x1, x2),
        name: "distance, not its square",
        hint: "the distance parts the rings too; leave out the root, and whole numbers stay whole",
      },
      {
        answer: (x1: number, x2: number) => x1 + x2,
        name: "sum",
        hint: "a sum of the two is what a perceptron can form by itself",
      },
      {
        answer: (x1: number, x2: number) => (x1 + x2) ** 2,
        name: "square of the sum",
        hint: "square each coordinate first, then add",
      },
      {
        answer: (x1: number, x2: number) => x1 * x2,
        name: "product",
        hint: "the product has another sign in each quarter; the distance has none",
      },
    ],
  },
};
