import { answer, type Flip, type Parameters, rightOf, sigma } from "./flip.js";

const net = ({ x, weights, bias }: Parameters) => weights[0] * x[0] + weights[1] * x[1] + bias;
const error = (p: Parameters) => (sigma(net(p)) - p.target) ** 2 / 2;

/** The slopes of the error for both weights and the bias: the three factors of the chain. */
function slopes(p: Parameters): number[] {
  const out = sigma(net(p));
  return [...p.x, 1].map((input) => (out - p.target) * out * (1 - out) * input);
}

const stepped = (p: Parameters): Parameters => {
  const [w1, w2, b] = slopes(p).map((slope) => p.learningRate * slope);
  return { ...p, weights: [p.weights[0] - w1, p.weights[1] - w2], bias: p.bias - b };
};

function walked(p: Parameters, steps: number): Parameters {
  let now = p;
  for (let step = 0; step < steps; step++) now = stepped(now);
  return now;
}

const nudge = (f: (value: number) => number, at: number) => (f(at + 1e-5) - f(at - 1e-5)) / 2e-5;

/** Of the four rows of OR, how many a weight w₂ sets right. */
const rightWith = ({ weights, bias }: Parameters, w2: number) => {
  const rows = [0, 1].flatMap((x1) => [0, 1].map((x2) => [x1, x2]));
  const outputs = rows.map((row) => answer({ weights: [weights[0], w2], bias: bias }, row));
  return rightOf(outputs, [0, 1, 1, 1]);
};

const rates = [0.5, 5, 20, 50, 100];

export const flips04: Flip[] = [
  {
    set: { bias: "-0.2" },
    claims: {
      f04a000a: (p) => [rightWith(p, 0.199) < 4 && rightWith(p, 0.201) === 4, 0.2],
    },
  },
  {
    set: { bias: "-800" },
    claims: {
      // e⁻ᶻ is no number of the computer any more, and what is divided by it is none, either.
      "1609a376": (p) => [Math.exp(-net(p)) === Infinity, net(p)],
      f04a000b: (p) => {
        const landed = rates.map((rate) => {
          const { weights } = stepped({ ...p, learningRate: rate });
          return error({ ...p, weights: [p.weights[0], weights[1]] });
        });
        return [landed[4] >= landed[0], landed, error(p)];
      },
      f04a0016: (p) => {
        const after = { ...p, weights: [p.weights[0], stepped(p).weights[1]] };
        return [error(after) >= error(p), error(p), error(after)];
      },
      "139a0caf": (p) => {
        const now = walked(p, p.steps);
        return [error(now) >= error(p), error(now), p.steps, error(p)];
      },
    },
  },
  {
    set: { x: "[2, -1]" },
    claims: {
      "2439a180": (p) => [
        slopes(p)[1] > 0,
        ...[-p.learningRate * slopes(p)[1], stepped(p).weights[1]],
      ],
    },
  },
  {
    set: { target: "0" },
    claims: {
      "139a0caf.1": (p) => {
        const { bias } = walked(p, p.steps);
        return [sigma(bias) <= sigma(p.bias), 0, 0, sigma(p.bias), sigma(bias)];
      },
    },
  },
  {
    set: { weights: "[300000, 500000]" },
    claims: {
      "7c755ccb": (p) => [sigma(net(p)) === p.target, 1],
    },
  },
  {
    set: { target: "1000000" },
    claims: {
      "035a4433": (p) => {
        const [w1, w2] = p.weights;
        const nudged = [
          nudge((w) => error({ ...p, weights: [w, w2] }), w1),
          nudge((w) => error({ ...p, weights: [w1, w] }), w2),
          nudge((b) => error({ ...p, bias: b }), p.bias),
        ];
        const gap = Math.max(...slopes(p).map((slope, k) => Math.abs(slope - nudged[k])));
        return [gap >= 1e-9, gap];
      },
    },
  },
];
