import type { Exercise } from "../judge.js";
import { sigmoid, sigmoidDerivative } from "../sigmoid.js";
import { drawn } from "./numbers.js";

/** The exercises of notebook 03, the sigmoid. */
export const exercises03: Record<"03-a" | "03-b" | "03-c" | "03-d" | "03-e" | "03-f", Exercise> = {
  "03-a": {
    // the answer of a neuron with the net input 0.9
    answer: sigmoid(0.9),
    mistakes: {
      "sigmoid forgotten": [0.9, "this is the net input; the sigmoid of it is asked for"],
      "bias forgotten": [sigmoid(0.4), "the bias is missing"],
      "sign of a weight lost": [
        sigmoid(1.7),
        "one of the weights is negative: its product takes away",
      ],
      "sign of the exponent": [
        1 - sigmoid(0.9),
        "this is how sure it is of no; look at the sign in the exponent",
      ],
      "step instead of sigmoid": [1, "this is what a hard step answers"],
    },
  },
  "03-b": {
    // σ(−3) + σ(−2) + … + σ(3): three pairs, and the middle
    answer: 3.5,
    mistakes: {
      "odd instead of symmetric": [0, "a sigmoid is never negative: σ(−z) is 1 − σ(z), not −σ(z)"],
      "middle forgotten": [3, "the pairs are right; one of the seven has no partner"],
      "middle taken for 1": [4, "the pairs are right; σ(0) is the middle between 0 and 1"],
      "one for each": [7, "two mirrored ones add up to 1, not each of them"],
    },
  },
  "03-c": {
    // the slope of the sigmoid
    answer: sigmoidDerivative,
    calls: [[0], [2], [-3]],
    inputs: (random) => drawn(random, 1),
    mistakes: {
      "product before difference": [
        () => 0,
        "it still gives 0: which is computed first in out * 1 - out, the product or the difference?",
      ],
      "one factor only": [
        (z: number) => 1 - sigmoid(z),
        "this is 1 − out; it has to be multiplied by out",
      ],
      "sign of a factor": [
        (z: number) => sigmoid(z) * (sigmoid(z) - 1),
        "this is negative, but the curve rises everywhere",
      ],
      "σ applied to an output": [
        (z: number) => sigmoidDerivative(sigmoid(z)),
        "out is an output already: apply the sigmoid once only",
      ],
    },
  },
  "03-d": {
    // the net input whose sigmoid is 0.9
    answer: Math.log(9),
    mistakes: {
      "sign of the net input": [
        -Math.log(9),
        "this net input gives 0.1; look at the sign in front of z in the exponent",
      ],
      "sigmoid instead of its inverse": [
        sigmoid(0.9),
        "this is σ(0.9): you went from net input to output, the question goes back",
      ],
      "logarithm to base 10": [
        Math.log10(9),
        "this is the logarithm to base 10; the inverse of e to a power is the natural one",
      ],
      "1 lost in solving": [
        Math.log(0.9),
        "this is ln 0.9; solve 0.9 = 1 / (1 + e⁻ᶻ) for e⁻ᶻ first, the 1 matters",
      ],
    },
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
    mistakes: {
      "inner derivative missing": [
        (k: number, x: number) => sigmoidDerivative(k * x),
        "the inner derivative is missing: k·x itself has a slope",
      ],
      "slope at the wrong place": [
        (k: number, x: number) => k * sigmoidDerivative(x),
        "the factor k is right, but the sigmoid's slope must be taken where the curve is: at k·x",
      ],
      "slope of σ(x)": [
        (_k: number, x: number) => sigmoidDerivative(x),
        "this is the slope of σ(x); k does not occur in it",
      ],
      "sigmoid applied twice": [
        (k: number, x: number) => k * sigmoidDerivative(sigmoid(k * x)),
        "you applied σ to an output: the slope is out·(1 − out) with out = σ(k·x), one sigmoid only",
      ],
    },
  },
  "03-f": {
    // ln σ(z) without losing it for large negative z
    answer: logSigmoid,
    calls: [[0], [2], [-3], [40], [-800]],
    inputs: (random) => drawn(random, 1),
    mistakes: {
      "lost to underflow": [
        (z: number) => Math.log(sigmoid(z)),
        "right for moderate z; at −800 something has become 0 or infinite before the logarithm. Rewrite the formula for negative z first",
      ],
      "sign of the logarithm": [
        (z: number) => -logSigmoid(z),
        "this is −ln σ(z): a number below 1 has a negative logarithm",
      ],
      "sign of the logarithm, underflow": [
        (z: number) => Math.log(1 + Math.exp(-z)),
        "this is −ln σ(z), lost at −800 as well: a number below 1 has a negative logarithm",
      ],
      "sign of the exponent": [
        (z: number) => -Math.log(1 + Math.exp(z)),
        "this is ln σ(−z): look at the sign of the exponent",
      ],
      "logarithm forgotten": [sigmoid, "this is σ(z) itself; its logarithm is asked for"],
    },
  },
};

function logSigmoid(z: number): number {
  return Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
}
