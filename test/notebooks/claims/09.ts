import { type Dataset, gate } from "../../../src/datasets.js";
import { type Network, trainNetwork } from "../../../src/network.js";
import { seeded } from "../../../src/random.js";
import { answer, type Flip, halfSquares, type Parameters, rightOf } from "./flip.js";

const xor = gate("XOR");
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

/** What the networks answer that were trained from all random starts. */
const runs = ({ startSeed, starts, learningRate }: Parameters, hidden: number, epochs: number) =>
  Array.from({ length: starts }, (_, i) => {
    const random = seeded(startSeed + i);
    return answersOf(trainNetwork(xor, { hidden, random, learningRate, epochs }), xor);
  });
const isRight = (outputs: number[]) => rightOf(outputs, xor.targets) === 4;

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
        return [right < 4, 4000, right, 4, halfSquares(answersOf(trained(p), xor), xor.targets)];
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
    },
  },
  {
    set: { epochs: "100" },
    claims: {
      "0909014b": (p) => {
        const stuck = runs(p, 2, p.epochs).filter((outputs) => !isRight(outputs));
        const halves = stuck.filter(isHalf).length;
        return [halves < stuck.length, stuck.length, 50, halves];
      },
    },
  },
];
