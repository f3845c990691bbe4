import {
  checkData,
  checkFinite,
  checkOneOf,
  checkOptions,
  checkPositive,
  checkVector,
  checkWhole,
  fail,
} from "./check.js";
import {
  addTransposedTimesVector,
  inParts,
  type Matrix,
  sum,
  timesVector,
  vector,
  zeros,
} from "./linear-algebra.js";
import type { Perceptron } from "./perceptron.js";
import { sigmoid, sigmoidDerivative } from "./sigmoid.js";

/** How far training goes at each step, and how long. */
export interface DescentOptions {
  /**
   * size of a step, above 0
   * @default 0.05
   */
  learningRate?: number;
  /**
   * passes over the data, a whole number from 0 to 10,000,000
   * @default 10,000
   */
  epochs?: number;
}

/** How to train. */
export interface TrainOptions extends DescentOptions {
  /**
   * d weights to start from
   * @default zeros
   */
  weights?: number[];
  /**
   * bias to start from; `false` trains without a bias
   * @default 0
   */
  bias?: number | false;
  /**
   * the slope of the sigmoid that a step uses: "derived", out·(1−out), as the article derives it, or
   * "article", σ(out)·(1−σ(out)), as the article's code computes it
   * @default "derived"
   */
  derivative?: "derived" | "article";
}

/** How far a training run has come. */
export interface Progress {
  /** passes over the data so far, from 0 */
  epoch: number;
  /** ½ Σ (output − target)² */
  squaredError: number;
  /** Σ (output − target), which can cancel */
  signedError: number;
}

/** The state of a training run after `epoch` passes over the data. */
export interface Epoch extends Perceptron, Progress {}

/** A trained perceptron, with the errors of its last epoch. */
export interface Training extends Omit<Epoch, "epoch"> {
  /** n outputs, one for each row of the data */
  outputs: number[];
  /** epoch 0, the last one, and about ten for each power of ten between: early epochs change most */
  history: Epoch[];
}

/**
 * Trains a perceptron by full-batch gradient descent: each epoch computes the outputs of all rows, then
 * moves every weight once, against the slope of the squared error. The data are not changed.
 *
 * @param data `inputs`, n rows of d finite numbers, and `targets`, n numbers from 0 to 1
 * @param options see {@link TrainOptions}
 * @returns weights, bias, outputs, errors and history. Reaching the last epoch with wrong outputs is a result
 *   (see the XOR gate), not an error.
 * @throws TypeError, RangeError for data or options of the wrong kind, shape or range, before any work;
 *   RangeError when inputs, weights or the learning rate are so large that float64 cannot hold what follows
 * @example train(gate("OR"), { weights: [0.1, 0.2], bias: 0.3 }).outputs.map((out) => format(out, 3)) // ["0.0811", "0.950", "0.950", "0.9998"]
 * @see the article, section 10.7, figure 77
 */
export function train(
  data: { inputs: number[][]; targets: number[] },
  options: TrainOptions = {},
): Training {
  checkData(data);
  const [n, d] = [data.inputs.length, data.inputs[0].length];
  const { learningRate, epochs, bias: start, derivative, ...given } = settings(options, d);
  const slope = derivative === "article" ? sigmoidDerivative : derivativeFromOutput;
  const weights = vector(given.weights);
  let bias = start === false ? 0 : start;
  const [outputs, errors, deltas] = [zeros(n), zeros(n), zeros(n)];
  const parts = inParts(data.inputs).map(({ first, inputs }) => {
    const target = Float64Array.from(data.targets.slice(first, first + inputs.height));
    const rows = (values: Float64Array) => values.subarray(first, first + inputs.height);
    return { inputs, target, out: rows(outputs), error: rows(errors), delta: rows(deltas) };
  });
  const gradient = zeros(d);
  const history: Epoch[] = [];
  let next = 0;
  for (let epoch = 0; ; epoch++) {
    gradient.fill(0);
    // As many rows at a time as the cache holds: all of them in any table of this course.
    for (const { inputs, target, out, error, delta } of parts) {
      forward(inputs, weights, bias, out); // out = σ(x·w + b)
      computeDeltas(out, target, slope, error, delta); // delta = (out − target)·σ′
      addTransposedTimesVector(inputs, delta, gradient); // gradient = xᵀ·delta
    }
    if (epoch === next || epoch === epochs) {
      const now = { weights: [...weights.subarray(0, d)], bias };
      history.push({ epoch, ...now, ...errorMeasures(errors) });
      checkStillFinite(history, [...now.weights, bias], learningRate);
      next = nextRecorded(epoch);
    }
    if (epoch === epochs) break;
    // A step against the gradient.
    for (let j = 0; j < d; j++) weights[j] -= learningRate * gradient[j];
    if (start !== false) bias -= learningRate * sum(deltas);
  }
  const { epoch, ...last } = history[history.length - 1];
  return { ...last, weights: [...last.weights], outputs: [...outputs.subarray(0, n)], history };
}

/** The outputs of all rows: out = σ(w·x + b). */
export function forward(x: Matrix, w: Float64Array, b: number, out: Float64Array): void {
  timesVector(x, w, out);
  for (let i = 0; i < out.length; i++) out[i] = sigmoid(out[i] + b);
}

/** How wrong each row is, and its share in the slope of the squared error: delta = (out − target)·σ′. */
export function computeDeltas(
  out: Float64Array,
  target: Float64Array,
  slope: (out: number) => number,
  error: Float64Array,
  delta: Float64Array,
): void {
  for (let i = 0; i < target.length; i++) {
    error[i] = out[i] - target[i];
    delta[i] = error[i] * slope(out[i]);
  }
}

/** σ′, from the output. It is one function, not a closure for each call: V8 would compile `computeDeltas` again for each. */
export const derivativeFromOutput = (out: number) => out * (1 - out);

/** After epoch 0, 1, 2, … about ten for each power of ten. */
export const nextRecorded = (epoch: number) => Math.max(epoch + 1, Math.round(epoch * 10 ** 0.1));

/** The two measures of an epoch, from output − target of each row. */
export function errorMeasures(errors: Float64Array): { squaredError: number; signedError: number } {
  let squared = 0;
  for (let i = 0; i < errors.length; i++) squared += errors[i] * errors[i];
  return { squaredError: squared / 2, signedError: sum(errors) };
}

/** Refuses to go on with numbers that float64 cannot hold. */
export function checkStillFinite(
  history: { squaredError: number }[],
  parameters: number[],
  learningRate: number,
): void {
  const { squaredError } = history[history.length - 1];
  if (history.length === 1 && Number.isNaN(squaredError))
    fail(RangeError, "w·x + b", "a finite number at the start", squaredError);
  if (!Number.isFinite(squaredError) || !parameters.every(Number.isFinite))
    fail(RangeError, "learningRate", "small enough to keep the weights finite", learningRate);
}

const known = ["learningRate", "epochs", "weights", "bias", "derivative"] as const;

function settings(options: TrainOptions, d: number) {
  checkOptions(options, known);
  const { learningRate = 0.05, epochs = 10_000, bias = 0, derivative = "derived" } = options;
  checkSteps(learningRate, epochs);
  if (bias !== false && typeof bias !== "number")
    fail(TypeError, "bias", "a number or false", bias);
  if (bias !== false) checkFinite("bias", bias);
  checkOneOf("derivative", derivative, ["derived", "article"]);
  if (options.weights !== undefined) checkVector("weights", options.weights, d);
  const { weights = new Array(d).fill(0) } = options;
  return { learningRate, epochs, weights, bias, derivative };
}

/** The options that say how often to step, and how far. */
export function checkSteps(learningRate: unknown, epochs: unknown): void {
  checkPositive("learningRate", learningRate);
  checkWhole("epochs", epochs, 0, 10_000_000);
}
