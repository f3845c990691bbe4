import { gate } from "../../../src/datasets.js";
import { seeded } from "../../../src/random.js";
import { type TrainOptions, train } from "../../../src/train.js";
import { answer, type Flip, halfSquares, type Parameters, rightOf } from "./flip.js";

/** A training with the notebook's parameters, and what it answers to the four rows. */
function run(p: Parameters, more: TrainOptions = {}) {
  const { gateName, startWeights, startBias, learningRate, epochs } = p;
  const { inputs, targets } = gate(gateName);
  const options = { weights: startWeights, bias: startBias, learningRate, epochs, ...more };
  const training = train({ inputs, targets }, options);
  const outputs = inputs.map((row) => answer(training, row));
  const { weights, bias, history } = training;
  const right = rightOf(outputs, targets);
  return { weights, bias, history, outputs, targets, right, E: halfSquares(outputs, targets) };
}

export const flips05: Flip[] = [
  {
    set: { learningRate: "0.001" },
    claims: {
      ab4db343: (p) => {
        const { weights, bias } = run(p);
        const program = run({ ...p, learningRate: 0.05 });
        const isFalse = Math.abs(weights[0] - program.weights[0]) > 1;
        return [isFalse, weights, bias];
      },
      "0cd3d65f": (p) => [run(p).right < 4, run(p).right, 4, 10_000],
    },
  },
  {
    set: { gateName: '"AND"' },
    claims: {
      f05b000b: (p) => {
        const random = seeded(1);
        const draw = () => 10 * random() - 5;
        const starts = Array.from({ length: 20 }, () => ({
          weights: [draw(), draw()],
          bias: draw(),
        }));
        const ends = starts.map((start) => run(p, start));
        const learned = ends.filter(({ right }) => right === 4).length;
        return [learned < 20, learned, 20, 10_000];
      },
      // Its sentence has no number.
      fae161e0: (p) => [
        run(p).history.every(({ signedError, squaredError }, i, all) => {
          if (i === 0) return true;
          const grows = Math.abs(signedError) > Math.abs(all[i - 1].signedError);
          return !(grows && squaredError < all[i - 1].squaredError);
        }),
      ],
    },
  },
];
