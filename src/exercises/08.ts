import { gate, ring } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { drawn } from "./numbers.js";

type Numbers = number[];

/** One visit of Rosenblatt's rule; `wrong` says when it corrects, given the net input with its sign. */
function visit({
  wrong = (signed: number) => signed <= 0,
  by = (target: number) => (target === 1 ? 1 : -1),
  hasBias = true,
} = {}) {
  return (weights: Numbers, bias: number, row: Numbers, target: number): Numbers => {
    const z = row.reduce((sum, x, j) => sum + x * weights[j], bias);
    if (!wrong(target === 1 ? z : -z)) return [...weights, bias];
    return [...weights.map((w, j) => w + by(target) * row[j]), bias + (hasBias ? by(target) : 0)];
  };
}

/** Whether all points of the middle give one number, and all at the ring's distance one that is larger. */
function tellsApart(results: Numbers[], calls: readonly (readonly unknown[])[]): boolean {
  const at = (far: boolean) =>
    results.filter((_, i) => Math.hypot(...(calls[i] as Numbers)) > 4 === far).map(([z]) => z);
  const [middle, around] = [at(false), at(true)];
  const gap = Math.min(...around) - Math.max(...middle);
  const isOne = (list: Numbers) => Math.max(...list) - Math.min(...list) < 1e-6 * gap;
  const single = results.every((row) => row.length === 1);
  return single && gap > 0 && isOne(middle) && isOne(around);
}

/** The exercises of notebook 08, what a perceptron cannot do. */
export const exercises08: Record<"08-a" | "08-b" | "08-c" | "08-d" | "08-e" | "08-f", Exercise> = {
  "08-a": {
    // the weights and the bias after one visit of Rosenblatt's rule
    answer: visit(),
    calls: [
      [[0, 0], 0, [1, 1], 1],
      [[1, 2], -1, [1, 0], 0],
      [[1, 1], -1, [2, 1], 0],
      [[-1, 2], 1, [1, 1], 1],
      [[0.5, -1, 2], -1, [1, 2, -1], 1],
    ],
    inputs: (random) => [drawn(random, 3), 1, drawn(random, 3), Math.round(random())],
    mistakes: {
      "net input 0 left alone": [
        visit({ wrong: (signed) => signed < 0 }),
        "a net input of exactly 0 is on no side: correct it, too",
      ],
      "corrected every time": [
        visit({ wrong: () => true }),
        "you correct every row; a row that is answered correctly changes nothing",
      ],
      "always added": [visit({ by: () => 1 }), "a row whose target is 0 is subtracted"],
      "sign the wrong way round": [
        visit({ by: (target) => (target === 1 ? -1 : 1) }),
        "the net input moves away from its side: add where the target is 1, subtract where it is 0",
      ],
      "bias forgotten": [
        visit({ hasBias: false }),
        "the bias is corrected as well: it is the weight of an input 1",
      ],
      "right rows corrected": [
        visit({ wrong: (signed) => signed > 0 }),
        "you correct the rows that are answered correctly",
      ],
    },
  },
  "08-b": {
    // how often the rows 0, 1 and 3 with the targets 0, 1 and 0 are taken in the smallest proof that no border exists
    answer: [2, 3, 1],
    mistakes: {
      "once each": [
        [1, 1, 1],
        "same number, same sum: check both. Rows may be taken several times",
      ],
      "sums differ": [[1, 2, 1], "ones and zeros are equally many now; compare their sums"],
      "numbers differ": [
        [1, 3, 1],
        "ones and zeros have the same sum now; compare how many they are",
      ],
      "a row left out": [
        [0, 3, 1],
        "the sums are equal, but each row is taken at least once, and ones and zeros should be equally many",
      ],
      "not the fewest": [
        [4, 6, 2],
        "this is a proof; there is one that takes each row half as often",
      ],
    },
  },
  "08-c": {
    // of the twenty points of the ring, the most that one line gets right
    answer: 13,
    mistakes: {
      "always 0": [
        12,
        "as many as somebody gets right who always says 0: keep the whole middle, and cut off a piece of the ring",
      ],
      "always 1": [
        8,
        "as many as somebody gets right who always says 1: cut off a piece of the ring",
      ],
      "wrong side": [
        7,
        "the place is right, but the line says yes on the wrong side: flip the sign of all three numbers",
      ],
    },
  },
  "08-d": {
    // XNOR from step units
    answer: (x1: number, x2: number) => (x1 === x2 ? 1 : 0),
    calls: gate("XNOR").inputs,
    mistakes: {
      XOR: [(x1: number, x2: number) => x1 ^ x2, "this is XOR: flip all signs of the last unit"],
      OR: [
        (x1: number, x2: number) => x1 | x2,
        "this is OR: it must also answer 0 when only one input is 1",
      ],
      AND: [
        (x1: number, x2: number) => x1 & x2,
        "this is AND: the answer for (0, 0) should be 1 too",
      ],
      NOR: [
        (x1: number, x2: number) => 1 - (x1 | x2),
        "this is NOR: the answer for (1, 1) should be 1 too",
      ],
      NAND: [
        (x1: number, x2: number) => 1 - (x1 & x2),
        "this is NAND: it must answer 0 when only one input is 1, and 1 for (1, 1)",
      ],
    },
  },
  "08-e": {
    // the square of the distance from the centre; a multiple of it, or its root, has the same border
    answer: (x1: number, x2: number) => x1 * x1 + x2 * x2,
    calls: ring().inputs,
    inputs: (random) => {
      const angle = 2 * Math.PI * random();
      return [5 * Math.cos(angle), 5 * Math.sin(angle)];
    },
    accepts: tellsApart,
    mistakes: {
      "wrong way round": [
        (x1: number, x2: number) => 0 - x1 * x1 - x2 * x2,
        "this is large for the middle and small for the ring; it should be the other way round",
      ],
      "sum of the distances": [
        (x1: number, x2: number) => Math.abs(x1) + Math.abs(x2),
        "this separates them, too, but its border is a square that stands on a corner, not a circle",
      ],
      "larger of the distances": [
        (x1: number, x2: number) => Math.max(Math.abs(x1), Math.abs(x2)),
        "this separates them, too, but its border is a square, not a circle",
      ],
      sum: [
        (x1: number, x2: number) => x1 + x2,
        "a sum of the two is what a perceptron can form by itself",
      ],
      "square of the sum": [
        (x1: number, x2: number) => (x1 + x2) ** 2,
        "square each coordinate first, then add",
      ],
      product: [
        (x1: number, x2: number) => x1 * x2,
        "the product is 0 on both axes, far from the centre as well; it should be large for every point far away",
      ],
    },
  },
  "08-f": {
    // parity of three inputs
    answer: (x1: number, x2: number, x3: number) => x1 ^ x2 ^ x3,
    calls: [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [n & 1, (n >> 1) & 1, n >> 2]),
    mistakes: {
      "all three forgotten": [
        (x1: number, x2: number, x3: number) => (x1 + x2 + x3 === 1 ? 1 : 0),
        "three is an odd number, too: the answer for (1, 1, 1) is 1",
      ],
      "even instead of odd": [
        (x1: number, x2: number, x3: number) => 1 - (x1 ^ x2 ^ x3),
        "this is 1 when the number is even",
      ],
      OR: [
        (x1: number, x2: number, x3: number) => x1 | x2 | x3,
        "this is OR: two ones should give 0",
      ],
      "an input ignored": [
        (x1: number, x2: number) => x1 ^ x2,
        "the third input changes the answer, too",
      ],
      majority: [
        (x1: number, x2: number, x3: number) => (x1 + x2 + x3 > 1 ? 1 : 0),
        "this is the majority of the three; one 1 alone is an odd number, and two are not",
      ],
    },
  },
};
