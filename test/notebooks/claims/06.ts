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
    set: { gateName: '"XOR"' },
    claims: {
      "4fc81fef": (p) => {
        const [biased, without] = [run(p, { bias: p.startBias }), run(p)];
        return [biased.right < 4, biased.bias, biased.right, 4, 10_000, biased.E, without.E];
      },
    },
  },
];
