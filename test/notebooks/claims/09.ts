import { type Dataset, gate, ring } from "../../../src/datasets.js";
import { type Network, trainNetwork } from "../../../src/network.js";
import { seeded } from "../../../src/random.js";
import { answer, type Flip, halfSquares, type Parameters, rightOf } from "./flip.js";

const [xor, circles] = [gate("XOR"), ring()];
const start = {
  hidden: [
    { weights: [0.5, 0.4], bias: 0.1 },
    { weights: [-0.3, -0.6], bias: 0.2 },
  ],
  output: { weights: [0.7, 0.6], bias: -0.2 },
};
const trained = ({ learningRate, epochs }: Parameters) =>
  trainNetwork(xor, { start, learningRate, epochs });

const hiddenOf = ({ hidden }: Network, row: number[]) => hidden.map((unit) => answer(unit, row));
const answersOf = (network: Network, data: Dataset) =>
  data.inputs.map((row) => answer(network.output, hiddenOf(network, row)));

/** How far the hidden units put two rows of XOR apart. */
function apart(network: Network, i: number, k: number): number {
  const [p, q] = [i, k].map((row) => hiddenOf(network, xor.inputs[row]));
  return Math.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2);
}

/** Whether the two ones are still apart, the zeros no farther, or a row wrong; and how far, before and after. */
const haveNotMet = (p: Parameters): [boolean, ...number[]] => {
  const end = trained(p);
  const [ones, zeros] = [apart(end, 1, 2), apart(end, 0, 3)];
  const right = rightOf(answersOf(end, xor), xor.targets);
  const isFalse = ones >= 0.05 || zeros <= apart(start, 0, 3) || right < 4;
  return [isFalse, 1, apart(start, 1, 2), ones, 0, apart(start, 0, 3), zeros, right, 4];
};

/** What the networks answer that were trained from all random starts. */
const runs = ({ startSeed, starts, learningRate }: Parameters, hidden: number, epochs: number) =>
  Array.from({ length: starts }, (_, i) => {
    const random = seeded(startSeed + i);
    return answersOf(trainNetwork(xor, { hidden, random, learningRate, epochs }), xor);
  });
const isRight = (outputs: number[]) => rightOf(outputs, xor.targets) === 4;
const arrivals = (all: number[][]) => all.filter(isRight).length;

/** Two rows right, the other two undecided. */
const isHalf = (outputs: number[]) =>
  outputs.filter((out) => Math.abs(out - 0.5) < 0.05).length === 2 &&
  outputs.filter((out, i) => Math.abs(out - xor.targets[i]) < 0.2).length === 2 &&
  Math.abs(halfSquares(outputs, xor.targets) - 0.25) < 0.02;

export const flips09: Flip[] = [
  {
    set: { learningRate: "50", starts: "1" },
    claims: {
      "090900db": (p) => [p.learningRate !== 1, 4000, 1, 4000, 50],
      "090900dc": (p) => {
        const right = rightOf(answersOf(trained(p), xor), xor.targets);
        return [right < 4, 4000, right, 4];
      },
      // Both units fail: the sentence has no number.
      "09090105": (p) => {
        const { hidden } = trained(p);
        const learned = ["OR", "NAND"] as const;
        const rights = learned.map((name, k) =>
          rightOf(
            xor.inputs.map((row) => answer(hidden[k], row)),
            gate(name).targets,
          ),
        );
        return [rights.every((right) => right < 4)];
      },
      "09090128": haveNotMet,
      "09090191": (p) => {
        const { learningRate, epochs, startSeed } = p;
        const random = seeded(startSeed);
        const network = trainNetwork(circles, { hidden: 6, random, learningRate, epochs });
        const right = rightOf(answersOf(network, circles), circles.targets);
        return [right < 20, right, 20, 6, epochs];
      },
    },
  },
  {
    set: { moreUnits: "1", starts: "100" },
    claims: {
      "09a1e006": (p) => {
        const [two, one] = [2, 1].map((hidden) => arrivals(runs(p, hidden, p.epochs)));
        return [one <= two, 100, two, 2, one, 1];
      },
      "09090175": (p) => {
        const stuck = runs(p, 2, p.epochs).flatMap((outputs, i) => (isRight(outputs) ? [] : [i]));
        const later = stuck.map((i) =>
          runs({ ...p, startSeed: p.startSeed + i, starts: 1 }, 2, 40_000),
        );
        const freed = later.filter(([outputs]) => isRight(outputs)).length;
        return [freed > 0, freed, stuck.length];
      },
    },
  },
  {
    set: { epochs: "100" },
    claims: {
      "09090128": haveNotMet,
      "0909014b": (p) => {
        const stuck = runs(p, 2, p.epochs).filter((outputs) => !isRight(outputs));
        const halves = stuck.filter(isHalf).length;
        return [halves < stuck.length, stuck.length, 50, halves];
      },
    },
  },
];
