import {
  checkData,
  checkFinite,
  checkFunction,
  checkList,
  checkObject,
  checkOptions,
  checkWhole,
} from "./check.js";
import {
  addTransposedTimesVector,
  type Matrix,
  matrix,
  setColumn,
  sum,
  vector,
  zeros,
} from "./linear-algebra.js";
import { checkPerceptron, type Perceptron, predict } from "./perceptron.js";
import { seeded } from "./random.js";
import {
  checkSteps,
  checkStillFinite,
  computeDeltas,
  type DescentOptions,
  derivativeFromOutput,
  errorMeasures,
  forward,
  nextRecorded,
  type Progress,
} from "./train.js";

/** A network with one hidden layer. Its units are perceptrons: what the hidden ones answer is the input of the last. */
export interface Network {
  /** h perceptrons with d weights each */
  hidden: Perceptron[];
  /** a perceptron with h weights */
  output: Perceptron;
}

/** How to train a network. */
export interface TrainNetworkOptions extends DescentOptions {
  /**
   * number of hidden units, from 1 to 1,000
   * @default 2, or as many as `start` has
   */
  hidden?: number;
  /**
   * the network to start from
   * @default weights and biases drawn by `random`, from −1 to 1: equal hidden units would stay equal
   */
  start?: Network;
  /**
   * gives a number from 0 to 1 at each call
   * @default seeded(1)
   */
  random?: () => number;
}

/** The state of a network after `epoch` passes over the data. */
export interface NetworkEpoch extends Network, Progress {}

/** A trained network, with the errors of its last epoch. */
export interface NetworkTraining extends Omit<NetworkEpoch, "epoch"> {
  /** n outputs, one for each row of the data */
  outputs: number[];
  /** epoch 0, the last one, and about ten for each power of ten between */
  history: NetworkEpoch[];
}

/** A perceptron while it trains, with room for the numbers of an epoch. */
interface Unit {
  weights: Float64Array;
  bias: number;
  out: Float64Array;
  delta: Float64Array;
  gradient: Float64Array;
}

/**
 * Trains a network with one hidden layer by full-batch gradient descent: `train`, with one layer more. The slope of
 * the squared error for a hidden unit comes back through the weight that its output has. The data are not changed.
 *
 * @param data `inputs`, n rows of d finite numbers, and `targets`, n numbers from 0 to 1
 * @param options see {@link TrainNetworkOptions}
 * @returns the network, outputs, errors and history. Reaching the last epoch with wrong outputs is a result, not an error:
 *   from some starts the steps end in a valley that is not the lowest.
 * @throws TypeError, RangeError for data or options of the wrong kind, shape or range, before any work;
 *   RangeError when inputs, weights or the learning rate are so large that float64 cannot hold what follows
 * @example trainNetwork(gate("XOR"), { hidden: 3, learningRate: 1 }).outputs.map(Math.round) // [0, 1, 1, 0]
 * @see the article, section 10.7, for the output, and "Limitations of a Perceptron Model", which asks for a hidden layer
 */
export function trainNetwork(
  data: { inputs: number[][]; targets: number[] },
  options: TrainNetworkOptions = {},
): NetworkTraining {
  checkData(data);
  const target = Float64Array.from(data.targets);
  const [n, d] = [target.length, data.inputs[0].length];
  const { learningRate, epochs, start } = settings(options, d);
  const h = start.hidden.length;
  const unit = ({ weights, bias }: Perceptron): Unit => {
    const [out, delta] = [zeros(n), zeros(n)];
    return { weights: vector(weights), bias, out, delta, gradient: zeros(weights.length) };
  };
  const hidden = start.hidden.map(unit);
  const output = unit(start.output);
  const inputs = matrix(data.inputs);
  const between = matrix(data.targets.map(() => new Array(h).fill(0))); // activations of the hidden layer, n×h
  const error = zeros(n);
  const state = (): Network => ({
    hidden: hidden.map((unit) => perceptron(unit, d)),
    output: perceptron(output, h),
  });
  const history: NetworkEpoch[] = [];
  let next = 0;
  for (let epoch = 0; ; epoch++) {
    for (let k = 0; k < h; k++) {
      const { weights, bias, out } = hidden[k];
      forward(inputs, weights, bias, out);
      setColumn(between, k, out);
    }
    forward(between, output.weights, output.bias, output.out);
    computeDeltas(output.out, target, derivativeFromOutput, error, output.delta);
    if (epoch === next || epoch === epochs) {
      const now = state();
      history.push({ epoch, ...now, ...errorMeasures(error) });
      const units = [...now.hidden, now.output];
      checkStillFinite(
        history,
        units.flatMap(({ weights, bias }) => [...weights, bias]),
        learningRate,
      );
      next = nextRecorded(epoch);
    }
    if (epoch === epochs) break;
    // Backpropagation, which a perceptron alone does not need: the delta of a hidden unit is the output's delta, times the
    // unit's weight at the output, times the slope of its own sigmoid.
    for (let k = 0; k < h; k++)
      for (let i = 0, { out, delta } = hidden[k]; i < n; i++)
        delta[i] = output.delta[i] * output.weights[k] * derivativeFromOutput(out[i]);
    for (const unit of hidden) step(unit, inputs, learningRate);
    step(output, between, learningRate);
  }
  const { squaredError, signedError } = history[history.length - 1];
  const outputs = [...output.out.subarray(0, n)];
  return { ...state(), squaredError, signedError, outputs, history };
}

/** Moves the weights and the bias of a unit against the slope of the error. */
function step(unit: Unit, inputs: Matrix, learningRate: number): void {
  const { weights, delta, gradient } = unit;
  gradient.fill(0);
  addTransposedTimesVector(inputs, delta, gradient);
  for (let j = 0; j < weights.length; j++) weights[j] -= learningRate * gradient[j];
  unit.bias -= learningRate * sum(delta);
}

const perceptron = ({ weights, bias }: Unit, length: number): Perceptron => ({
  weights: [...weights.subarray(0, length)],
  bias,
});

/**
 * What a network answers for one input.
 *
 * @param network h hidden perceptrons with d weights each, and an output with h weights
 * @param input d finite numbers
 * @returns a number from 0 to 1: read it as "how sure it is that the target is 1"
 * @throws TypeError, RangeError for a network or an input of the wrong kind or length
 * @example predictNetwork({ hidden: [{ weights: [1, 1], bias: 0 }], output: { weights: [2], bias: -1 } }, [0, 0]) // 0.5
 * @see the article, section 2, figure 4
 */
export function predictNetwork(network: Network, input: number[]): number {
  checkNetwork("network", network);
  return predict(
    network.output,
    network.hidden.map((unit) => predict(unit, input)),
  );
}

export function checkNetwork(
  argument: string,
  value: unknown,
  d?: number,
): asserts value is Network {
  checkObject(argument, value, "an object with hidden and output");
  const { hidden, output } = value;
  checkList(`${argument}.hidden`, hidden, (name, unit) => checkPerceptron(name, unit, d));
  checkPerceptron(`${argument}.output`, output, hidden.length);
}

const known = ["hidden", "learningRate", "epochs", "start", "random"] as const;

function settings(options: TrainNetworkOptions, d: number) {
  checkOptions(options, known);
  const { learningRate = 0.05, epochs = 10_000, random = seeded(1), start } = options;
  checkSteps(learningRate, epochs);
  checkFunction("random", random);
  if (start !== undefined) checkNetwork("start", start, d);
  const { hidden = start?.hidden.length ?? 2 } = options;
  checkWhole("hidden", hidden, 1, 1000);
  if (start !== undefined) checkList("start.hidden", start.hidden, () => {}, hidden);
  return { learningRate, epochs, start: start ?? randomNetwork(d, hidden, random) };
}

/** A network whose weights and biases are drawn by `random`, from −1 to 1: the hidden units' first. */
function randomNetwork(inputs: number, hidden: number, random: () => number): Network {
  const weight = () => {
    const value = random();
    checkFinite("a number from random", value);
    return 2 * value - 1;
  };
  const unit = (length: number): Perceptron => ({
    weights: Array.from({ length }, weight),
    bias: weight(),
  });
  const units = Array.from({ length: hidden }, () => unit(inputs));
  return { hidden: units, output: unit(hidden) };
}
