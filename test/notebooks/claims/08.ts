import { type Dataset, gate, ring } from "../../../src/datasets.js";
import { train } from "../../../src/train.js";
import { answer, type Flip, type Parameters, rightOf, type Unit } from "./flip.js";

/** What the trained perceptron answers to its own data. */
function answers(data: Dataset, p: Parameters): number[] {
  const { startWeights, startBias, learningRate, epochs } = p;
  const start = { weights: startWeights, bias: startBias };
  const model = train(data, { ...start, learningRate, epochs });
  return data.inputs.map((row) => answer(model, row));
}

const farthest = (outputs: number[], from: number) =>
  Math.max(...outputs.map((out) => Math.abs(out - from)));

/** What two layers of units answer whose weights and biases are multiplied by the factor. */
function layers(data: Dataset, p: Parameters, hidden: Unit[], output: Unit): number[] {
  const steep = ({ weights, bias }: Unit) => ({
    weights: weights.map((w) => p.factor * w),
    bias: p.factor * bias,
  });
  return data.inputs.map((row) =>
    answer(
      steep(output),
      hidden.map((unit) => answer(steep(unit), row)),
    ),
  );
}

const [or, xor, circles] = [gate("OR"), gate("XOR"), ring()];
const pair = [
  { weights: [1, 1], bias: -0.5 },
  { weights: [-1, -1], bias: 1.5 },
];
export const flips08: Flip[] = [
  {
    set: { epochs: "0" },
    claims: {
      "190d760f": (p) => {
        const right = rightOf(answers(or, p), or.targets);
        return [right < 4, 0, right, 4];
      },
    },
  },
  {
    set: { learningRate: "50" },
    claims: {
      "6b0a0c8c": (p) => {
        const outputs = answers(xor, p);
        const far = farthest(outputs, 0.5);
        return [far >= 0.01, far, rightOf(outputs, xor.targets), 4];
      },
      ab8445f1: (p) => {
        const outputs = answers(circles, p);
        const far = farthest(outputs, 8 / 20);
        return [far >= 0.01, rightOf(outputs, circles.targets), 20, far, 8 / 20];
      },
    },
  },
  {
    set: { factor: "1" },
    claims: {
      "01bbf7a9": (p) => {
        const outputs = layers(xor, p, pair, { weights: [1, 1], bias: -1.5 });
        const right = rightOf(outputs, xor.targets);
        return [right < 4, 1, right, 4];
      },
    },
  },
];
