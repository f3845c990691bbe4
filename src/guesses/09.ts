import { gate, ring } from "../datasets.js";
import { countCorrect } from "../losses.js";
import { memoized } from "../memoized.js";
import { trainNetwork } from "../network.js";
import { predict } from "../perceptron.js";
import { seeded } from "../random.js";
import { text } from "../text.js";
import { atFirst, type Guess } from "./guess.js";

const start = {
  hidden: [
    { weights: [0.5, 0.4], bias: 0.1 },
    { weights: [-0.3, -0.6], bias: 0.2 },
  ],
  output: { weights: [0.7, 0.6], bias: -0.2 },
};

type Data = { inputs: number[][]; targets: number[] };

/** How many rows a network from a random start has learned with the notebook's own numbers. */
function learned(data: Data, hidden: number, seed: number, epochs = 4000): number {
  const options = { hidden, learningRate: 1, epochs, random: seeded(seed) };
  const { outputs } = trainNetwork(data, options);
  return countCorrect(outputs, data.targets);
}

/** The delta of the first hidden unit for the row (1, 0), if its weight to the output were negative. */
function turned(): number {
  const h = start.hidden.map((unit) => predict(unit, [1, 0]));
  const [v1, v2] = start.output.weights;
  const out = predict({ ...start.output, weights: [-v1, v2] }, h);
  return (out - 1) * out * (1 - out) * -v1 * h[0] * (1 - h[0]);
}

/** The error at the start, and after a hundred epochs. */
const early = memoized(() =>
  [0, 100].map(
    (epochs) => trainNetwork(gate("XOR"), { start, learningRate: 1, epochs }).squaredError,
  ),
);

/** For each of fifty random starts with two hidden units, whether it has learned XOR. */
const arrived = memoized(() =>
  Array.from({ length: 50 }, (_, i) => learned(gate("XOR"), 2, i + 1) === 4),
);

/** Of those that have not, how many have after ten times as many epochs. */
const freed = memoized(() => {
  const stuck = arrived().flatMap((isLearned, i) => (isLearned ? [] : [i + 1]));
  const later = stuck.filter((seed) => learned(gate("XOR"), 2, seed, 40_000) === 4);
  return { of: stuck.length, freed: later.length };
});

/** How many hidden units are enough for the ring, and how many points are right with one less. */
const ringed = memoized(() => {
  const { inputs, targets } = ring();
  const right = [1, 2, 3, 4, 5].map((hidden) => learned({ inputs, targets }, hidden, 1));
  const enough = right.indexOf(targets.length) + 1;
  return { enough, points: targets.length, before: right[enough - 2] };
});

/** The guesses of notebook 09, with its own parameters. */
export const guesses09 = {
  // with the weight v₁ turned negative, which way should a step move z₁ of the row (1, 0)?
  "09-p1": () => ({
    right: "down",
    others: {
      up: "So it is with 0.7. With a weight below 0, more of h₁ makes the answer lower still.",
      "not at all": "The unit still counts: only a weight of 0 would let nothing through.",
    },
    came: () =>
      text`The delta of h₁ becomes ${turned()}, above 0, so a step moves z₁ down. Through a negative weight the slope comes back with its sign turned.`,
  }),
  // how much of the error is gone after a hundred epochs?
  "09-p2": () => ({
    right: "hardly any",
    others: {
      half: "It does not fall evenly: in a few epochs all four answers come close to ½, where E is ½ and the ground almost flat.",
      "nearly all":
        "So it was with OR, at this learning rate. Here the ground is almost flat at first.",
    },
    came() {
      const [before, after] = early();
      return atFirst(
        text`E went from ${before} to ${after} in a hundred epochs. The fall comes later, and is sudden.`,
      );
    },
  }),
  // of fifty networks with two hidden units, how many learn XOR?
  "09-p3": () => ({
    right: () => arrived().filter(Boolean).length,
    tolerance: 2,
    others: {
      50: "Two units can do it, but from some starts the steps lead elsewhere.",
      25: "It is not half and half: from most starts the ground leads the right way.",
      1: "The start above was chosen, but it was not the only good one.",
      0: "The start above was chosen, but there is a way down from others, too.",
    },
    came() {
      const good = arrived().filter(Boolean);
      return atFirst(text`${good.length} of ${arrived().length} learned it.`);
    },
  }),
  // ten times as many epochs: how many of the stuck ones are freed?
  "09-p4": () => ({
    right: "none",
    others: {
      all: "Training does go downhill, but here towards a floor of ¼, not 0.",
      some: "They are all stuck in one way: two rows right, two at ½.",
    },
    came() {
      const { of, freed: count } = freed();
      return atFirst(text`${count} of ${of} were freed.`);
    },
  }),
  // how many hidden units are enough for the ring?
  "09-p5": () => ({
    right: () => ringed().enough,
    others: {
      4: "A square has four sides. A shape with fewer sides can enclose, too.",
      2: "Two lines make a strip, and a strip is open at both ends.",
      1: "One unit draws one line, and a line encloses nothing.",
      12: "One for each outer point is not needed: a line keeps several outside.",
    },
    came() {
      const { enough, points, before } = ringed();
      return atFirst(
        text`With ${enough} hidden units all ${points} points are right, with one unit less ${before}.`,
      );
    },
  }),
} satisfies Record<string, () => Guess>;
