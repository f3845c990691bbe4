import { pack, pass } from "./batch.js";
import {
  checkFinite,
  checkMatrix,
  checkOneOf,
  checkPositive,
  checkVector,
  checkWhole,
  fail,
} from "./check.js";
import type { Perceptron } from "./perceptron.js";
import { sigmoidDerivative } from "./sigmoid.js";

/** How to train. Whatever is left out has the default given here. */
export interface TrainOptions {
  /** size of a step, above 0; 0.05 */
  learningRate?: number;
  /** passes over the data, a whole number from 0 to 10,000,000; 10,000 */
  epochs?: number;
  /** d weights to start from; zeros */
  weights?: number[];
  /** bias to start from; 0. `false` trains without a bias. */
  bias?: number | false;
  /**
   * the slope of the sigmoid that a step uses: "derived", out·(1−out), as the article derives it, or
   * "article", σ(out)·(1−σ(out)), as the article's code computes it; "derived"
   */
  derivative?: "derived" | "article";
}

/** The state of a training run after `epoch` passes over the data. */
export interface Epoch extends Perceptron {
  epoch: number;
  /** ½ Σ (output − target)² */
  squaredError: number;
  /** Σ (output − target), which can cancel */
  signedError: number;
}

/** A trained perceptron. */
export interface Training extends Perceptron {
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
 * @returns weights, bias, outputs and history. Reaching the last epoch with wrong outputs is a result
 *   (see the XOR gate), not an error.
 * @throws TypeError, RangeError for data or options of the wrong kind, shape or range, before any work;
 *   RangeError when inputs, weights or the learning rate are so large that float64 cannot hold what follows
 * @example train(gate("OR"), { weights: [0.1, 0.2], bias: 0.3 }).outputs.map((out) => format(out, 3)) // ["0.0811", "0.95", "0.95", "1"]
 * @see the article, section 10.7, figure 77
 */
export function train(
  data: { inputs: number[][]; targets: number[] },
  options: TrainOptions = {},
): Training {
  checkData(data);
  const batch = pack(data.inputs, data.targets);
  const d = data.inputs[0].length;
  const { learningRate, epochs, weights, bias, derivative } = settings(options, d);
  const padded = new Float64Array(batch.width);
  padded.set(weights);
  const w = padded.subarray(0, d);
  const slope = derivative === "article" ? sigmoidDerivative : derivedSlope;
  const gradient = new Float64Array(batch.width);
  const outputs = new Float64Array(batch.n);
  const history: Epoch[] = [];
  let b = bias === false ? 0 : bias;
  let next = 0;
  for (let epoch = 0; ; epoch++) {
    const { biasGradient, squared, signed } = pass(batch, padded, b, slope, outputs, gradient);
    if (epoch === next || epoch === epochs) {
      if (epoch === 0 && Number.isNaN(squared))
        fail(RangeError, "w·x + b", "a finite number at the start", squared);
      if (![squared, b, ...w].every(Number.isFinite))
        fail(RangeError, "learningRate", "small enough to keep the weights finite", learningRate);
      history.push({
        epoch,
        weights: [...w],
        bias: b,
        squaredError: squared / 2,
        signedError: signed,
      });
      next = afterThat(epoch);
    }
    if (epoch === epochs) return { weights: [...w], bias: b, outputs: [...outputs], history };
    for (let j = 0; j < w.length; j++) w[j] -= learningRate * gradient[j];
    if (bias !== false) b -= learningRate * biasGradient;
  }
}

/** One function for all runs: a new one each time would have V8 compile the pass anew each time. */
const derivedSlope = (out: number) => out * (1 - out);

function checkData(data: { inputs: number[][]; targets: number[] }) {
  if (typeof data !== "object" || data === null)
    fail(TypeError, "data", "an object with inputs and targets", data);
  const { inputs, targets } = data;
  checkMatrix("inputs", inputs);
  checkVector("targets", targets, inputs.length);
  const outside = targets.findIndex((target) => target < 0 || target > 1);
  if (outside >= 0)
    fail(RangeError, `targets[${outside}]`, "a number from 0 to 1", targets[outside]);
}

const known = ["learningRate", "epochs", "weights", "bias", "derivative"] as const;

function settings(options: TrainOptions, d: number) {
  if (typeof options !== "object" || options === null)
    fail(TypeError, "options", "an object", options);
  // A misspelt option would otherwise be a default in disguise.
  for (const name of Object.keys(options)) checkOneOf("option", name, known);
  const { learningRate = 0.05, epochs = 10_000, bias = 0, derivative = "derived" } = options;
  checkPositive("learningRate", learningRate);
  checkWhole("epochs", epochs, 0, 10_000_000);
  if (bias !== false && typeof bias !== "number")
    fail(TypeError, "bias", "a number or false", bias);
  if (bias !== false) checkFinite("bias", bias);
  checkOneOf("derivative", derivative, ["derived", "article"]);
  if (options.weights !== undefined) checkVector("weights", options.weights, d);
  const { weights = new Array(d).fill(0) } = options;
  return { learningRate, epochs, weights, bias, derivative };
}

/** The next epoch to record: 0, 1, 2, … then about ten for each power of ten. */
function afterThat(epoch: number): number {
  return Math.max(epoch + 1, Math.round(epoch * 10 ** 0.1));
}
