import { train } from "../../../src/train.js";
import { answer, type Flip, type Parameters, rightOf } from "./flip.js";

/** Figure 106; the article's program has 0 in place of the sixth row's first 1. */
const figure = [
  [1, 0, 0, 1],
  [1, 0, 0, 0],
  [0, 0, 1, 1],
  [0, 1, 0, 0],
  [1, 1, 0, 0],
  [1, 0, 1, 1],
  [0, 0, 0, 1],
  [0, 0, 1, 0],
];
const coded = figure.map((row, i) => (i === 5 ? [0, ...row.slice(1)] : row));
const targets = [1, 1, 0, 0, 1, 1, 0, 0];
const LOSS = 1; // the column of weight loss

const options = ({ startWeights, startBias, learningRate, epochs }: Parameters) => ({
  weights: startWeights,
  bias: startBias,
  learningRate,
  epochs,
});
const model = (inputs: number[][], p: Parameters) => train({ inputs, targets }, options(p));
const right = (inputs: number[][], p: Parameters) => {
  const trained = model(inputs, p);
  return rightOf(
    inputs.map((row) => answer(trained, row)),
    targets,
  );
};

/** The place of a weight when the largest, whatever its sign, comes first. */
const placeOf = (weights: number[], j: number) =>
  1 +
  weights.filter(
    (w, k) => Math.abs(w) > Math.abs(weights[j]) || (k < j && Math.abs(w) === Math.abs(weights[j])),
  ).length;

/** How many people are right when each is predicted by what the seven others taught. */
function heldBack(inputs: number[][], p: Parameters): number {
  const outputs = inputs.map((person, k) => {
    const others = (_: unknown, i: number) => i !== k;
    const rest = { inputs: inputs.filter(others), targets: targets.filter(others) };
    return answer(train(rest, options(p)), person);
  });
  return rightOf(outputs, targets);
}

export const flips07: Flip[] = [
  {
    set: { startWeights: "[-5, 5, 5, 5]" },
    claims: {
      a29c97cc: (p) => [right(figure, p) < 8, 10_000, right(figure, p), 8],
      "6b7be0d9": (p) => [
        right(coded, p) >= right(figure, p),
        ...[right(coded, p), right(figure, p)],
      ],
      b99c46c7: (p) => {
        const [now, original] = [coded, figure].map((inputs) => model(inputs, p).weights);
        const [place, before] = [now, original].map((weights) => placeOf(weights, LOSS));
        const isFalse = place < 4 || before === 4 || original[LOSS] >= 0;
        return [isFalse, now[LOSS], place, original[LOSS], before];
      },
      f07a11e2: (p) => {
        const [before, now] = [figure, coded].map((inputs) => heldBack(inputs, p));
        return [now >= before, before, 8, now];
      },
    },
  },
];
