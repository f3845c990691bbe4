import type { Exercise } from "../judge.js";
import { sigmoid, sigmoidDerivative } from "../sigmoid.js";
import { drawn } from "./drawn.js";

/** The exercises of notebook 03, the sigmoid. */
export const exercises03: Record<"03-a" | "03-b" | "03-c" | "03-d" | "03-e" | "03-f", Exercise> = {
  "03-a": {
    // the answer of a neuron with the net input 0.9
    answer: sigmoid(0.9),
    mistakes: [
      {
        answer: 0.9,
        name: "sigmoid forgotten",
        hint: "this is the net input; the sigmoid of it is asked for",
      },
      { answer: sigmoid(0.4), name: "bias forgotten", hint: "the bias is missing" },
      {
        answer: sigmoid(1.7),
        name: "sign of a weight lost",
        hint: "one of the weights is negative: its product takes away",
      },
      {
        answer: 1 - sigmoid(0.9),
        name: "sign of the exponent",
        hint: "this is how sure it is of no; look at the sign in the exponent",
      },
      {
        answer: 1,
        name: "step instead of sigmoid",
        hint: "this is what a hard step answers",
      },
    ],
  },
  "03-b": {
    // σ(−3), given σ(3) = 0.952574
    answer: 0.047426,
    mistakes: [
      {
        answer: -0.952574,
        name: "sign of the output",
        hint: "a sigmoid is never negative: mirror the point at (0, ½)",
      },
      {
        answer: 0.952574,
        name: "not mirrored",
        hint: "the curve rises, so −3 and 3 can't have the same value",
      },
      {
        answer: 1 / 0.952574,
        name: "reciprocal",
        hint: "this is the reciprocal, and it is above 1",
      },
    ],
  },
  "03-c": {
    // the slope of the sigmoid
    answer: sigmoidDerivative,
    calls: [[0], [2], [-3]],
    inputs: (random) => drawn(random, 1),
    mistakes: [
      {
        answer: () => 0,
        name: "product before difference",
        hint: "it still gives 0: which is computed first in out * 1 - out, the product or the difference?",
      },
      {
        answer: (z: number) => 1 - sigmoid(z),
        name: "one factor only",
        hint: "this is 1 − out; it has to be multiplied by out",
      },
      {
        answer: (z: number) => sigmoid(z) * (sigmoid(z) - 1),
        name: "sign of a factor",
        hint: "this is negative, but the curve rises everywhere",
      },
      {
        answer: (z: number) => sigmoidDerivative(sigmoid(z)),
        name: "σ applied to an output",
        hint: "out is an output already: apply the sigmoid once only",
      },
    ],
  },
  "03-d": {
    // the net input whose sigmoid is 0.9
    answer: Math.log(9),
    mistakes: [
      {
        answer: -Math.log(9),
        name: "sign of the net input",
        hint: "this net input gives 0.1; look at the sign in front of z in the exponent",
      },
      {
        answer: sigmoid(0.9),
        name: "sigmoid instead of its inverse",
        hint: "this is σ(0.9): you went from net input to output, the question goes back",
      },
      {
        answer: Math.log10(9),
        name: "logarithm to base 10",
        hint: "this is the logarithm to base 10; the inverse of e to a power is the natural one",
      },
      {
        answer: Math.log(0.9),
        name: "1 lost in solving",
        hint: "this is ln 0.9; solve 0.9 = 1 / (1 + e⁻ᶻ) for e⁻ᶻ first, the 1 matters",
      },
    ],
  },
  "03-e": {
    // slope of σ(k·x) with respect to x
    answer: (k: number, x: number) => k * sigmoidDerivative(k * x),
    calls: [
      [3, 0],
      [3, 0.5],
      [-2, 1.5],
      [0.5, -2],
    ],
    inputs: (random) => drawn(random, 2),
    mistakes: [
      {
        answer: (k: number, x: number) => sigmoidDerivative(k * x),
        name: "inner derivative missing",
        hint: "the inner derivative is missing: k·x itself has a slope",
      },
      {
        answer: (k: number, x: number) => k * sigmoidDerivative(x),
        name: "slope at the wrong place",
        hint: "the factor k is right, but the sigmoid's slope must be taken where the curve is: at k·x",
      },
      {
        answer: (_k: number, x: number) => sigmoidDerivative(x),
        name: "slope of σ(x)",
        hint: "this is the slope of σ(x); k does not occur in it",
      },
      {
        answer: (k: number, x: number) => k * sigmoidDerivative(sigmoid(k * x)),
        name: "sigmoid applied twice",
        hint: "you applied σ to an output: the slope is out·(1 − out) with out = σ(k·x), one sigmoid only",
      },
    ],
  },
  "03-f": {
    // ln σ(z) without losing it for large negative z
    answer: logSigmoid,
    calls: [[0], [2], [-3], [40], [-800]],
    inputs: (random) => drawn(random, 1),
    mistakes: [
      {
        answer: (z: number) => Math.log(sigmoid(z)),
        name: "lost to underflow",
        hint: "right for moderate z; at −800 something has become 0 or infinite before the logarithm. Rewrite the formula for negative z first",
      },
      ...[(z: number) => -logSigmoid(z), (z: number) => Math.log(1 + Math.exp(-z))].map(
        (answer) => ({
          answer,
          name: "sign of the logarithm",
          hint: "this is −ln σ(z): a number below 1 has a negative logarithm",
        }),
      ),
      {
        answer: (z: number) => -Math.log(1 + Math.exp(z)),
        name: "sign of the exponent",
        hint: "this is ln σ(−z): look at the sign of the exponent",
      },
      {
        answer: sigmoid,
        name: "logarithm forgotten",
        hint: "this is σ(z) itself; its logarithm is asked for",
      },
    ],
  },
};

function logSigmoid(z: number): number {
  return Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
}
