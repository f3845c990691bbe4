import { gate } from "../../../src/datasets.js";
import { type TrainOptions, train } from "../../../src/train.js";
import { answer, type Flip, halfSquares, type Parameters, rightOf } from "./flip.js";

/** A training with the notebook's parameters, without a bias unless one is given, and what it answers to the four rows. */
function run(p: Parameters, more: TrainOptions = {}) {
  const { gateName, startWeights, learningRate, epochs } = p;
  const { inputs, targets } = gate(gateName);
  const options = { weights: startWeights, bias: false as const, learningRate, epochs, ...more };
  const { weights, bias } = train({ inputs, targets }, options);
  const outputs = inputs.map((row) => answer({ weights, bias }, row));
  const right = rightOf(outputs, targets);
  return { weights, bias, outputs, targets, right, E: halfSquares(outputs, targets) };
}

export const flips06: Flip[] = [
  {
    set: { weight: "-2", bias: "5" },
    claims: {
      // Above 2.5 its net input is negative: a no.
      "77180916": (p) => [p.weight * 3 + p.bias < 0 && p.weight * 2 + p.bias > 0, 2.5],
    },
  },
  {
    set: { gateName: '"AND"' },
    claims: {
      "895a5cb8": (p) => {
        const [program, now] = [run({ ...p, gateName: "OR" }).weights, run(p).weights];
        return [Math.abs(program[0] - now[0]) > 1, program, now];
      },
      "895a5cb8.1": (p) => {
        const [zeros, , first, ones] = run(p).outputs;
        return [first >= 0.5 || ones <= 0.5, first, 1, 0, ones, 1, 1, zeros, 0, 0];
      },
      f06b0005: (p) => {
        const { E } = run(p, { learningRate: 1, epochs: 100_000 });
        return [E > 0.126, 0, 0, 0.125, 0, E];
      },
    },
  },
  {
    // Weights that answer AND better than OR, and no training.
    set: { startWeights: "[-5, -5]", epochs: "0" },
    claims: {
      f06b000b: (p) => {
        const [and, or] = ["AND", "OR"].map((gateName) => run({ ...p, gateName }).E);
        return [and <= or, and, or];
      },
    },
  },
  {
    set: { gateName: '"XOR"' },
    claims: {
      "4fc81fef": (p) => {
        const [biased, without] = [run(p, { bias: p.startBias }), run(p)];
        return [biased.right < 4, biased.bias, biased.right, 4, 10_000, biased.E, without.E];
      },
    },
  },
];
