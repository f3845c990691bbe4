import type { Flip } from "./flip.js";

/** σ by the hyperbolic tangent, not by the formula on the page. */
const sigmoid = (z: number) => (1 + Math.tanh(z / 2)) / 2;

const hours = [0.5, 1.25, 2, 3, 4, 5];
const passed = [0, 0, 0, 1, 1, 1];

/** The bias after a hundred steps of length slope, by the derivative, not by a nudge. */
function descended(weight: number, bias: number): number {
  let b = bias;
  for (let i = 0; i < 100; i++)
    b -= hours.reduce((sum, h, j) => {
      const out = sigmoid(weight * h + b);
      return sum + (out - passed[j]) * out * (1 - out);
    }, 0);
  return b;
}

export const flips03: Flip[] = [
  {
    set: { nets: "[40]" },
    claims: {
      "59c2f45a": ({ nets }) => [sigmoid(40) === 1, nets, [1]],
    },
  },
  {
    set: { nets: "[1e-17]" },
    claims: {
      "59c2f45a.1": ({ nets }) => [sigmoid(1e-17) === 0.5, nets, 0],
    },
  },
  {
    // The person with one hour is right at the jump: with the nudge upwards this answer, too, is wrong.
    set: { bias: "-1.25" },
    claims: {
      "03a1e00f": ({ bias }) => {
        const slope = (1 - 0.5) / 2e-5;
        return [bias - slope !== bias, bias, bias - slope];
      },
    },
  },
  {
    // The more hours, the less sure: no bias is right about all.
    set: { weight: "-1" },
    claims: {
      "03a1e00f.1": ({ weight, bias }) => {
        const b = descended(weight, bias);
        const right = hours.filter((h, i) => weight * h + b > 0 === passed[i] > 0).length;
        return [right < hours.length, b, right, hours.length];
      },
    },
  },
];
