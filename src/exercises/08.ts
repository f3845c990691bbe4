import { gate } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { drawn } from "./drawn.js";

type Numbers = number[];

/** One visit of Rosenblatt's rule; `wrong` says when it corrects, given the net input with its sign. */
function visit(
  wrong: (signed: number) => boolean,
  by: (target: number) => number = (target) => (target === 1 ? 1 : -1),
  biasBy = by,
) {
  return (weights: Numbers, bias: number, row: Numbers, target: number): Numbers => {
    const z = row.reduce((sum, x, j) => sum + x * weights[j], bias);
    if (!wrong(target === 1 ? z : -z)) return [...weights, bias];
    return [...weights.map((w, j) => w + by(target) * row[j]), bias + biasBy(target)];
  };
}

/** The exercises of notebook 08, what a perceptron cannot do. */
export const exercises08: Record<"08-a" | "08-b" | "08-c" | "08-d" | "08-e" | "08-f", Exercise> = {
  "08-a": {
    // the weights and the bias after one visit of Rosenblatt's rule
    answer: visit((signed) => signed <= 0),
    calls: [
      [[0, 0], 0, [1, 1], 1],
      [[1, 2], -1, [1, 0], 0],
      [[1, 1], -1, [2, 1], 0],
      [[-1, 2], 1, [1, 1], 1],
      [[0.5, -1, 2], -1, [1, 2, -1], 1],
    ],
    inputs: (random) => [drawn(random, 3), 1, drawn(random, 3), Math.round(random())],
    mistakes: [
      {
        answer: visit((signed) => signed < 0),
        name: "net input 0 left alone",
        hint: "a net input of exactly 0 is on no side: correct it, too",
      },
      {
        answer: visit(() => true),
        name: "corrected every time",
        hint: "you correct every row; a row on its right side changes nothing",
      },
      {
        answer: visit(
          (signed) => signed <= 0,
          () => 1,
        ),
        name: "always added",
        hint: "a row whose target is 0 is subtracted",
      },
      {
        answer: visit(
          (signed) => signed <= 0,
          (target) => (target === 1 ? -1 : 1),
        ),
        name: "sign the wrong way round",
        hint: "the net input moves away from its side: add where the target is 1, subtract where it is 0",
      },
      {
        answer: visit(
          (signed) => signed <= 0,
          undefined,
          () => 0,
        ),
        name: "bias forgotten",
        hint: "the bias is corrected as well: it is the weight of an input 1",
      },
      {
        answer: visit((signed) => signed > 0),
        name: "right rows corrected",
        hint: "you correct the rows that are on their right side",
      },
    ],
  },
  "08-b": {
    // how often the rows 0, 1 and 3 with the targets 0, 1 and 0 are taken in the smallest proof that no border exists
    answer: [2, 3, 1],
    mistakes: [
      {
        answer: [1, 1, 1],
        name: "once each",
        hint: "same number, same sum: check both. Rows may be taken several times",
      },
      {
        answer: [1, 2, 1],
        name: "sums differ",
        hint: "ones and zeros are equally many now; compare their sums",
      },
      {
        answer: [1, 3, 1],
        name: "numbers differ",
        hint: "ones and zeros have the same sum now; compare how many they are",
      },
      {
        answer: [0, 3, 1],
        name: "a row left out",
        hint: "the sums are equal, but each row is taken at least once, and ones and zeros should be equally many",
      },
      {
        answer: [4, 6, 2],
        name: "not the fewest",
        hint: "this is a proof; there is one that takes each row half as often",
      },
    ],
  },
  "08-c": {
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
        answer: 16,
        name: "more than one piece",
        hint: "so many would take two lines: one line cuts off one piece of the ring. How many points has the largest piece that leaves the middle whole?",
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
  "08-d": {
    // XNOR from step units
    answer: (x1: number, x2: number) => (x1 === x2 ? 1 : 0),
    calls: gate("XNOR").inputs,
    mistakes: [
      {
        answer: (x1: number, x2: number) => x1 ^ x2,
        name: "XOR",
        hint: "this is XOR: flip all signs of the last unit",
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
  "08-e": {
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
        hint: "the distance would do as well; leave out the root, and whole numbers stay whole",
      },
      {
        answer: (x1: number, x2: number) => Math.abs(x1) + Math.abs(x2),
        name: "sum of the distances",
        hint: "this separates them, too, but its border is a square that stands on a corner, not a circle",
      },
      {
        answer: (x1: number, x2: number) => Math.max(Math.abs(x1), Math.abs(x2)),
        name: "larger of the distances",
        hint: "this separates them, too, but its border is a square, not a circle",
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
        hint: "the product is 0 on both axes, far from the centre as well; it should be large for every point far away",
      },
    ],
  },
  "08-f": {
    // parity of three inputs
    answer: (x1: number, x2: number, x3: number) => x1 ^ x2 ^ x3,
    calls: [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [n & 1, (n >> 1) & 1, n >> 2]),
    mistakes: [
      {
        answer: (x1: number, x2: number, x3: number) => (x1 + x2 + x3 === 1 ? 1 : 0),
        name: "all three forgotten",
        hint: "three is an odd number, too: the answer for (1, 1, 1) is 1",
      },
      {
        answer: (x1: number, x2: number, x3: number) => 1 - (x1 ^ x2 ^ x3),
        name: "even instead of odd",
        hint: "this is 1 when the number is even",
      },
      {
        answer: (x1: number, x2: number, x3: number) => x1 | x2 | x3,
        name: "OR",
        hint: "this is OR: two ones should give 0",
      },
      {
        answer: (x1: number, x2: number) => x1 ^ x2,
        name: "an input ignored",
        hint: "the third input changes the answer, too",
      },
      {
        answer: (x1: number, x2: number, x3: number) => (x1 + x2 + x3 > 1 ? 1 : 0),
        name: "majority",
        hint: "this is the majority of the three; one 1 alone is an odd number, and two are not",
      },
    ],
  },
};
