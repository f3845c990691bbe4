import type { Flip } from "./flip.js";

/** σ by the hyperbolic tangent, not by the formula on the page. */
const sigmoid = (z: number) => (1 + Math.tanh(z / 2)) / 2;
const line = (z: number) => 0.5 + z / 4;

export const flips03: Flip[] = [
  {
    set: { nets: "[40]" },
    claims: {
      "59c2f45a": ({ nets }) => [sigmoid(40) === 1, nets, [1]],
      "3a2a1e31.2": ({ nets }) => [sigmoid(40) === 1, nets, 0, 1],
    },
  },
  {
    set: { nets: "[1e-17]" },
    claims: {
      "59c2f45a.1": ({ nets }) => [sigmoid(1e-17) === 0.5, nets, 0],
      "3a2a1e31.1": ({ nets }) => [nets[0] - 1e-4 < 0 && nets[0] + 1e-4 > 0, nets, 0, 1e-4],
    },
  },
  {
    set: { nets: "[0.5]" },
    claims: {
      "3a2a1e31": ({ nets: [z] }) => [line(z) > 0 && line(z) < 1, 0, 1, -2, 2],
    },
  },
  {
    set: { nets: "[1]" },
    claims: {
      "37a9feee": ({ nets: [z] }) => [
        Math.abs(line(z) - 1) <= Math.abs(sigmoid(z) - 1),
        ...[z, line(z) - 1, sigmoid(z) - 1, 6],
      ],
    },
  },
];
