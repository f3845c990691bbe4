import { text } from "../text.js";
import { atFirst, type Guess } from "./guess.js";

const inputs = [0.5, 1, 4];
const weights = [0.9, -0.4, 0.3];
const row = [1, 1, 1, 1, 9, 9, 9, 9];

/** The weights that the door learns from its four cards in sixty epochs, and its bias, less the ½ from which it opens. */
function learned(): number[] {
  const cards = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  const opens = [0, 1, 0, 0];
  let [w1, w2, b] = [0.1, 0.4, 0];
  for (let epoch = 0; epoch < 60; epoch++) {
    const steps = cards.map(([f, s], i) => 0.2 * (w1 * f + w2 * s + b - opens[i]));
    w1 -= sum(steps.map((step, i) => step * cards[i][0]));
    w2 -= sum(steps.map((step, i) => step * cards[i][1]));
    b -= sum(steps);
  }
  return [w1, w2, b - 0.5];
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b);

/** The guesses of notebook 01, with its inputs and weights. */
export const guesses01 = {
  // which input moves the sum most?
  "01-p1": () => {
    const products = inputs.map((x, i) => weights[i] * x);
    const sizes = products.map(Math.abs);
    return {
      right: sizes.indexOf(Math.max(...sizes)) + 1,
      others: {
        1: "It has the largest weight; but a weight is multiplied by what arrives, and little does.",
        2: "Its weight is negative, so it pulls the sum down, but not by much.",
      },
      came: () => atFirst(text`The products of weight and input are ${products}.`),
    };
  },
  // four weights have lost their rows in the table of tasks: which letter belongs to each?
  "01-p2": () => ({
    right: ["d", "e", "b", "c"],
    others: {
      e: "Grey values go into row e. Letters come out of it; none goes in that could be swapped.",
      b: "What goes into row b is an amount, an hour, a country: nothing with a shape or a letter.",
      c: "Row c hears. A weight belongs to what goes in, and there it is the loudness of each pitch.",
    },
    came: () =>
      "A weight belongs to what goes in: letters in row d, the points of a picture in e, the hour in b, pitches in c.",
  }),
  // at how many points does the edge detector answer?
  "01-p3": () => {
    const answers = row.slice(2).map((right, i) => right - row[i]);
    return {
      right: answers.filter((answer) => answer !== 0).length,
      others: {
        1: "The edge lies between two points, and each of them has one neighbour beyond it.",
        3: "Where all neighbours are bright, left and right cancel, as where all are dark.",
        0: "At the edge the right neighbour is brighter than the left one.",
        6: "Where both neighbours are alike, one takes away what the other adds.",
      },
      came: () => text`The answers are ${answers}.`,
    };
  },
  // which gate has the weights 1 and 1, and the bias −0.5?
  "01-p4": () => ({
    right: "or",
    others: {
      and: "For AND one input alone must not be enough: the bias would have to take away more than one weight.",
      nor: "NOR says 1 when nothing arrives; here the negative bias then says 0.",
      nand: "NAND says 1 when nothing arrives; here the negative bias then says 0.",
    },
    came: () =>
      "One input alone already lifts the sum above zero, so the answer is 0 only when both are 0.",
  }),
  // what will the door find, from the four cards alone?
  "01-p5": () => {
    const found = learned();
    return {
      right: "our line",
      others: {
        "our numbers":
          "They are not the only good ones: who sees only which cards open the door cannot tell these numbers from their halves.",
        "another line":
          "Other lines would do, too. That training ends exactly on ours is luck with these four cards: show one of them twice, and the line can move.",
      },
      came: () =>
        atFirst(
          text`Training found ${found}, each half of ours: the sums are half as large, and above zero for the same cards.`,
        ),
    };
  },
} satisfies Record<string, () => Guess>;
