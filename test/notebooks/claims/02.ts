import type { Flip, Parameters } from "./flip.js";

const E = ({ x, targets }: Parameters, W: number): number =>
  x.reduce((sum: number, xi: number, i: number) => sum + (W * xi - targets[i]) ** 2 / 2, 0);

const bestOf = ({ x, targets }: Parameters) => {
  const products = x.reduce((sum: number, xi: number, i: number) => sum + xi * targets[i], 0);
  return products / squares(x);
};

const squares = (x: number[]) => x.reduce((sum, xi) => sum + xi * xi, 0);

/** W after the automatic steps: each leaves the same share of the way to the best weight. */
const arrivedAt = (p: Parameters) =>
  bestOf(p) + (p.first - bestOf(p)) * (1 - p.learningRate * squares(p.x)) ** p.steps;

export const flips02: Flip[] = [
  {
    set: { first: "-3" },
    claims: {
      "2bcb152a": (p) => [E(p, p.higher) <= E(p, p.first), E(p, 4), 4, E(p, -3), -3],
    },
  },
  {
    set: { targets: "[1, 2, 4, 6]" },
    claims: {
      "2bcb152a.1": (p) => [p.targets[0] !== 2 * p.x[0], 2, 1, 4, E(p, 2), E(p, 3), 3],
      "7db1036d": (p) => [
        E(p, 2) > 0 && E(p, 2) < Math.min(E(p, 1), E(p, 3)) && E(p, 2) < E(p, 3),
        ...[2, E(p, 2), 1],
      ],
    },
  },
  {
    set: { learningRate: "0.15" },
    claims: {
      "4a6c044d": (p) => [
        Math.abs(arrivedAt(p) - bestOf(p)) >= 0.01,
        ...[arrivedAt(p), p.steps, bestOf(p), E(p, p.first), E(p, arrivedAt(p))],
      ],
      "35b5fb18": (p) => [
        p.learningRate > 2 / squares(p.x) && E(p, arrivedAt(p)) > E(p, p.first),
        ...[0.15, E(p, p.first), E(p, arrivedAt(p))],
      ],
    },
  },
];
