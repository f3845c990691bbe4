import { gate, ring } from "../datasets.js";
import { countCorrect } from "../losses.js";
import { memoized } from "../memoized.js";
import { predict } from "../perceptron.js";
import { separate } from "../separate.js";
import { text } from "../text.js";
import { train } from "../train.js";
import * as virus from "./07.js";
import { atFirst, type Guess } from "./guess.js";

const options = { weights: [0.1, 0.2], bias: 0.3, epochs: 3000 };

/** The sixteen truth tables with two inputs, as targets. */
const tables = Array.from({ length: 16 }, (_, n) => [0, 1, 2, 3].map((i) => (n >> i) & 1));

/** Of all ways in which eight coins fall for the people of the virus table, how many can be learned. */
const coins = memoized(() => {
  const ways = Array.from({ length: 2 ** virus.inputs.length }, (_, n) =>
    virus.inputs.map((_, i) => (n >> i) & 1),
  );
  const learned = ways.filter(
    (targets) => separate({ inputs: virus.inputs, targets }).separable,
  ).length;
  return { ways: ways.length, learned };
});

/** The guesses of notebook 08, with its own parameters. */
export const guesses08 = {
  // what does a perceptron answer for (0, 1) after training on XOR?
  "08-p1": () => {
    const answer = predict(train(gate("XOR"), options), [0, 1]);
    return {
      right: 0.5,
      tolerance: 0.02,
      others: {
        1: "What pulls this answer up pulls that of another corner up with it.",
        0: "The target is 1, and its error pulls as strongly as those of the zeros.",
      },
      came: () =>
        atFirst(
          text`From these weights the output for (0, 1) ends at ${answer}, and so do all four: it does not know.`,
        ),
    };
  },
  // how many points of the ring does a trained perceptron classify correctly?
  "08-p2": () => {
    const { inputs, targets } = ring();
    const { outputs } = train({ inputs, targets }, options);
    const right = countCorrect(outputs, targets);
    return {
      right,
      others: {
        20: "A line would have to go around the middle.",
        10: "Half would be a coin; saying 0 to every point does better.",
        8: "So it would be if it said 1 to every point. There are more zeros.",
        16: "A line that keeps the middle cuts off a small part of the ring only.",
      },
      came: () => atFirst(text`It says 0 to every point, and gets ${right} right.`),
    };
  },
  // OR, AND, the virus table: in which order do Rosenblatt's corrections put them, fewest first?
  "08-p3": () => {
    const needed = { or: gate("OR"), and: gate("AND"), virus };
    const corrections = Object.entries(needed).map(
      ([name, data]) => [name, separate(data).corrections] as const,
    );
    const order = corrections.sort(([, a], [, b]) => a - b);
    const counts = order.map(([, count]) => count);
    return {
      right: order.map(([name]) => name),
      others: {
        or: "It has fewer rows and inputs than the virus table. But not the size of a table counts: how much room does it leave for the border? With the virus one symptom alone decides.",
        and: "The border of AND lies farther from (0, 0) than that of OR: weights and bias have to grow larger until it is there.",
      },
      came: () =>
        text`The virus table takes ${counts[0]} corrections, OR ${counts[1]}, AND ${counts[2]}.`,
    };
  },
  // how many of the sixteen truth tables can a perceptron learn?
  "08-p4": () => {
    const { inputs } = gate("OR");
    const separable = tables.filter((targets) => separate({ inputs, targets }).separable).length;
    return {
      right: separable,
      others: {
        15: "XOR is one that it can't; the opposite of XOR is another.",
        16: "You have met one that it can't learn: XOR.",
        8: "Most tables have a corner or a side of their own, and one line cuts that off.",
      },
      came: () =>
        text`${separable} of ${tables.length} are separable: all but XOR and its opposite.`,
    };
  },
  // eight coins for eight people: of the ways in which they fall, how many can be learned?
  "08-p5": () => ({
    right: () => coins().learned,
    tolerance: 17,
    others: {
      256: "In some ways of falling ones and zeros have the same centre, as in XOR.",
      128: "Half would be right if a border existed by pure chance; four weights and a bias can do more.",
      0: "Coins follow no rule, but a border only needs to be right about eight points.",
      1: "The test's own result is one of them, but a border can stand in many places.",
    },
    came() {
      const { ways, learned } = coins();
      return text`For ${learned} of ${ways} a border exists.`;
    },
  }),
} satisfies Record<string, () => Guess>;
