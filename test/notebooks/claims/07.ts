import { seeded } from "../../../src/random.js";
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
const names = ["loss of smell", "weight loss", "runny nose", "body pain"];
const [LOSS, PAIN] = [1, 3];

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

/** The perceptrons of four runs, each without one column: the worst error, and how many each has right. */
function without(p: Parameters): { worst: number; rights: number[] } {
  const runs = names.map((_, k) => {
    const others = (_: unknown, j: number) => j !== k;
    const inputs = figure.map((row) => row.filter(others));
    const weights = p.startWeights.filter(others);
    return { inputs, ...train({ inputs, targets }, { ...options(p), weights }) };
  });
  const errors = runs.map(({ squaredError }) => squaredError);
  const rights = runs.map((run) =>
    rightOf(
      run.inputs.map((row) => answer(run, row)),
      targets,
    ),
  );
  return { worst: errors.indexOf(Math.max(...errors)), rights };
}

const spread = (values: number[]) => Math.max(...values) - Math.min(...values);

export const flips07: Flip[] = [
  {
    set: { learningRate: "0.001" },
    claims: {
      "00146f8a": (p) => {
        const trained = model(figure, p);
        const far = p.asked.map((row: number[]) => Math.abs(answer(trained, row) - 0.5));
        return [Math.min(...far) <= 0.4, Math.min(...far)];
      },
      "00146f8a.1": (p) => {
        const { weights, bias } = model(figure, p);
        const program = model(figure, { ...p, learningRate: 0.05 });
        const isFalse = Math.abs(weights[0] - program.weights[0]) > 1;
        return [isFalse, program.weights, program.bias, weights, bias];
      },
      "07a1e008": (p) => {
        const random = seeded(1);
        const draw = () => 2 * random() - 1;
        const runs = Array.from({ length: 20 }, () => {
          const weights = names.map(draw);
          return train({ inputs: figure, targets }, { ...options(p), weights, bias: draw() });
        });
        const moved = Math.max(
          ...names.map((_, j) => spread(runs.map(({ weights }) => weights[j]))),
        );
        const asked: number[][] = p.asked;
        const shaken = Math.max(...asked.map((row) => spread(runs.map((run) => answer(run, row)))));
        return [shaken >= 0.05 || moved <= 5 * shaken, 20, moved, shaken];
      },
    },
  },
  {
    set: { startWeights: "[-5, 5, 5, 5]" },
    claims: {
      a29c97cc: (p) => [right(figure, p) < 8, 10_000, right(figure, p), 8],
      "28708f87": (p) => {
        const { weights } = model(figure, p);
        const top = weights.findIndex((_, j) => placeOf(weights, j) === 1);
        return [top !== 0, names[top]];
      },
      "28708f87.1": (p) => {
        const trained = model(figure, p);
        return [trained.bias >= 0, trained.bias, answer(trained, [0, 0, 0, 0])];
      },
      "6b7be0d9": (p) => [
        right(coded, p) >= right(figure, p),
        ...[right(coded, p), right(figure, p)],
      ],
      "6b7be0d9.1": (p) => {
        const one = answer(model(coded, p), coded[2]);
        return [Math.abs(one - 0.5) >= 0.1 && one === answer(model(coded, p), coded[5]), one];
      },
      b99c46c7: (p) => {
        const { weights } = model(coded, p);
        const place = placeOf(weights, LOSS);
        return [place < 4, weights[LOSS], place];
      },
      "b99c46c7.1": (p) => {
        const { weights } = model(figure, p);
        return [weights[LOSS] >= 0, weights[LOSS], placeOf(weights, LOSS)];
      },
      "07a1e00c": (p) => {
        const [before, after] = [figure, coded].map((inputs) => model(inputs, p).weights[PAIN]);
        return [before >= 0 || after <= 0, before, after];
      },
      f07a11e2: (p) => [heldBack(figure, p) < 8, heldBack(figure, p), 8],
    },
  },
  {
    set: { learningRate: "100" },
    claims: {
      d0aeb860: (p) => {
        const { worst, rights } = without(p);
        const others = rights.filter((_, k) => k !== worst);
        return [others.some((count) => count < 8), names[worst], rights[worst], 8, others];
      },
    },
  },
  {
    set: { startBias: "300000" },
    claims: {
      "f07a11e2.1": (p) => [
        heldBack(coded, p) >= right(coded, p),
        ...[right(coded, p), heldBack(coded, p)],
      ],
    },
  },
];
