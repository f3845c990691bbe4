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
      c3872873: (p) => {
        const [article, derived] = [run(p, { derivative: "article" }).E, run(p).E];
        return [article >= derived, article, derived];
      },
    },
  },
  {
    set: { startBias: "300000" },
    claims: {
      "0cd3d65f.1": (p) => {
        const { outputs, targets } = run(p);
        const far = Math.max(...outputs.map((out, i) => Math.abs(out - targets[i])));
        return [outputs.includes(1), 0, 1, far];
      },
      f05a11e2: (p) => {
        const [now, late] = [run(p), run(p, { epochs: 8 * p.epochs })];
        const isFalse = late.weights[0] <= now.weights[0] && late.E >= now.E;
        return [isFalse, now.weights[0], late.weights[0], now.E, late.E];
      },
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
      "fae161e0.1": (p) => [
        run(p).history.every(({ signedError, squaredError }, i, all) => {
          if (i === 0) return true;
          const grows = Math.abs(signedError) > Math.abs(all[i - 1].signedError);
          return !(grows && squaredError < all[i - 1].squaredError);
        }),
      ],
    },
  },
  {
    set: { learningRate: "100" },
    claims: {
      fae161e0: (p) => {
        const errors = run(p).history.map(({ squaredError }) => squaredError);
        return [errors.some((E, i) => i > 0 && E > errors[i - 1]), run(p).E];
      },
    },
  },
];
