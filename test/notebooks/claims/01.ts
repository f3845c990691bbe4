import type { Flip, Parameters } from "./flip.js";

const place = (values: number[]) => {
  const sizes = values.map(Math.abs);
  return sizes.indexOf(Math.max(...sizes));
};

/** The answers of the gate for (0, 0), (0, 1), (1, 0), (1, 1). */
const gate = ({ gateWeights: [a, b], gateBias }: Parameters) =>
  [0, b, a, a + b].map((sum) => Number(sum + gateBias > 0));

/** The door's training as one map of the three numbers: its four sums, the error before and after, the numbers found. */
function door({ learningRate, epochs }: Parameters) {
  const rows = [
    [0, 0, 1],
    [1, 0, 1],
    [0, 1, 1],
    [1, 1, 1],
  ];
  const targets = [0, 1, 0, 0];
  let v = [0.1, 0.4, 0];
  const outputs = () => rows.map((row) => row.reduce((sum, x, j) => sum + x * v[j], 0));
  const error = () => outputs().reduce((sum, out, i) => sum + (out - targets[i]) ** 2 / 2, 0);
  const before = error();
  for (let epoch = 0; epoch < epochs; epoch++) {
    const off = outputs().map((out, i) => out - targets[i]);
    v = v.map(
      (vj, j) => vj - learningRate * rows.reduce((sum, row, i) => sum + off[i] * row[j], 0),
    );
  }
  const answers = outputs().map((out) => Number(out > 0.5));
  return { before, after: error(), answers, targets, found: [v[0], v[1], v[2] - 0.5] };
}

export const flips01: Flip[] = [
  {
    set: { hands: "5" },
    claims: { "9fb042ea": (p) => [p.hands >= Object.keys(p.valuables).length, 5] },
  },
  {
    set: { hands: "0" },
    claims: { "9fb042ea": (p) => [p.hands === 0] },
  },
  {
    set: { valuables: '{ "cat": 0.5, "dog": 0.5 }', hands: "1" },
    claims: { "9fb042ea": (p) => [p.valuables.cat === p.valuables.dog, 0.5] },
  },
  {
    set: { inputs: "[1, 1, 1]" },
    claims: {
      "84d21f94": ({ inputs, weights }) => {
        const products = weights.map((w: number, i: number) => w * inputs[i]);
        return [place(products) === place(weights), place(weights) + 1, products[place(products)]];
      },
    },
  },
  {
    set: { layerSizes: "[1, 1]" },
    claims: { b2682997: ({ layerSizes: [a, b] }) => [a * b + b <= a + b, a * b + b, a + b] },
  },
  {
    set: { gateBias: "-1.5" },
    claims: { "89ceac22": (p) => [gate(p).join() === "0,0,0,1", gate(p)] },
  },
  {
    set: { gateWeights: "[1, -1]" },
    claims: { "89ceac22": (p) => [gate(p).join() === "0,0,1,0", gate(p)] },
  },
  {
    set: { learningRate: "0.4" },
    claims: {
      // longer only makes it worse
      "ce3afccf.1": (p) => {
        const { after, found } = door(p);
        const worse = door({ ...p, epochs: 2 * p.epochs }).after > after;
        return [worse, found, [0.5, -0.5, -0.25]];
      },
    },
  },
  {
    set: { epochs: "1" },
    claims: {
      ce3afccf: (p) => {
        const { answers, targets } = door(p);
        return [answers.join() !== targets.join(), answers, targets];
      },
      "ce3afccf.1": (p) => {
        const { found } = door(p);
        const halves = [0.5, -0.5, -0.25];
        return [found.some((v, j) => Math.abs(v - halves[j]) >= 0.01), found, halves];
      },
    },
  },
];
