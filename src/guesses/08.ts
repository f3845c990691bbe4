import { gate, ring } from "../datasets.js";
import { countRight } from "../losses.js";
import { predict } from "../perceptron.js";
import { separate } from "../separate.js";
import { text } from "../text.js";
import { train } from "../train.js";
import * as virus from "./07.js";
import { type Guess, once } from "./guess.js";

const options = { weights: [0.1, 0.2], bias: 0.3, epochs: 3000 };

/** Four tables that a line separates or not, and both virus tables. */
const six = [
  gate("OR"),
  gate("AND"),
  gate("XOR"),
  ring(),
  virus,
  { inputs: virus.coded, targets: virus.targets },
];

/** The sixteen truth tables with two inputs, as targets. */
const tables = Array.from({ length: 16 }, (_, n) => [0, 1, 2, 3].map((i) => (n >> i) & 1));

/** Of all ways to give eight points targets, the share in percent that a border with seven inputs separates. */
const separableOfHundred = once(() => {
  const [points, ways] = [8, 256];
  // The origin, and a step along each input: no border holds all eight.
  const inputs = Array.from({ length: points }, (_, i) =>
    Array.from({ length: points - 1 }, (_, j) => Number(i === j + 1)),
  );
  const found = Array.from({ length: ways }, (_, n) => inputs.map((_, i) => (n >> i) & 1)).filter(
    (targets) => separate({ inputs, targets }).separable,
  );
  return (100 * found.length) / ways;
});

/** The guesses of notebook 08, with its own parameters. */
export const guesses08 = {
  // what does a perceptron answer for (0, 1) after training on XOR?
  "08-p1": () => {
    const answer = predict(train(gate("XOR"), options), [0, 1]);
    return {
      right: 0.5,
      within: 0.02,
      thoughts: [
        {
          number: 1,
          thought: "What pulls this answer up pulls that of another corner up with it.",
        },
        {
          number: 0,
          thought: "The target is 1, and its error pulls as strongly as those of the zeros.",
        },
      ],
      came: text`From these weights the output for (0, 1) ends at ${answer}, and so do all four: it does not know.`,
    };
  },
  // how many points of the ring does a trained perceptron classify correctly?
  "08-p2": () => {
    const { inputs, targets } = ring();
    const { outputs } = train({ inputs, targets }, options);
    const right = countRight(outputs, targets);
    return {
      right,
      thoughts: [
        { number: 20, thought: "A line would have to go around the middle." },
        { number: 10, thought: "Half would be a coin; saying 0 to every point does better." },
        { number: 8, thought: "So it would be if it said 1 to every point. There are more zeros." },
        {
          number: 16,
          thought: "A line that keeps the middle cuts off a small part of the ring only.",
        },
      ],
      came: text`It says 0 to every point, and gets ${right} right.`,
    };
  },
  // how many of six tables does Rosenblatt's rule refuse?
  "08-p3": () => ({
    right: six.filter((data) => !separate(data).separable).length,
    thoughts: [
      {
        number: 2,
        thought:
          "XOR and the ring, and which one more? Two rows of a table may contradict each other.",
      },
      { number: 1, thought: "XOR is not the only one: think of the ring." },
      {
        number: 4,
        thought:
          "OR and AND are separable, and in notebook 07 a perceptron has learned the virus table.",
      },
      { number: 0, thought: "A perceptron has failed on XOR and on the ring above." },
      { number: 6, thought: "OR was learned above: with one table at least it says yes." },
    ],
    came: "It refuses XOR, the ring, and the virus table as coded, in which two equal rows have different targets.",
  }),
  // how many of the sixteen truth tables can a perceptron learn?
  "08-p4": () => {
    const { inputs } = gate("OR");
    const separable = tables.filter((targets) => separate({ inputs, targets }).separable).length;
    return {
      right: separable,
      thoughts: [
        { number: 15, thought: "XOR is one that it can't; the opposite of XOR is another." },
        { number: 16, thought: "You have met one that it can't learn: XOR." },
        {
          number: 8,
          thought: "Most tables have a corner or a side of their own, and one line cuts that off.",
        },
      ],
      came: text`${separable} of ${tables.length} are separable: all but XOR and its opposite.`,
    };
  },
  // of a hundred ways to give eight points targets, how many are separable with seven inputs?
  "08-p5": () => ({
    get right() {
      return separableOfHundred();
    },
    thoughts: [
      {
        number: 50,
        thought: "That is the number with three inputs. Each further input adds to it.",
      },
      { number: 77, thought: "That is the number with four inputs." },
      {
        number: 99,
        thought:
          "Even alternating targets are no exception: seven weights and a bias are as many numbers as rows.",
      },
      { number: 0, thought: "More inputs are more weights, and more room for the border." },
    ],
    came: "All of them are separable, whatever the targets are.",
  }),
} satisfies Record<string, () => Guess>;
