import { checkFinite, checkObject, checkVector } from "./check.js";
import { sigmoid } from "./sigmoid.js";

/** What a perceptron has learned: one weight for each input, and a bias (0 where it has none). */
export interface Perceptron {
  /** d numbers */
  weights: number[];
  /** what is added to the weighted inputs */
  bias: number;
}

/**
 * The net input z = w·x + b: each input times its weight, added up, plus the bias.
 *
 * @param model d weights and a bias
 * @param input d finite numbers
 * @returns a number
 * @throws TypeError, RangeError for a model or an input of the wrong kind or length
 * @example netInput({ weights: [0.5, -1], bias: 0.25 }, [1, 1]) // -0.25
 * @see the article, section 7, figure 27
 */
export function netInput(model: Perceptron, input: number[]): number {
  checkPerceptron("model", model);
  const { weights, bias } = model;
  checkVector("input", input, weights.length);
  let sum = 0;
  for (let j = 0; j < weights.length; j++) sum += weights[j] * input[j];
  return sum + bias;
}

/** A perceptron of finite numbers; with d weights where d is given. */
export function checkPerceptron(
  argument: string,
  value: unknown,
  d?: number,
): asserts value is Perceptron {
  checkObject(argument, value, "an object with weights and bias");
  checkVector(`${argument}.weights`, value.weights, d);
  checkFinite(`${argument}.bias`, value.bias);
}

/**
 * What the perceptron answers for one input: σ(w·x + b).
 *
 * @param model d weights and a bias
 * @param input d finite numbers
 * @returns a number from 0 to 1: read it as "how sure it is that the target is 1"
 * @throws TypeError, RangeError for a model or an input of the wrong kind or length
 * @example predict({ weights: [0.1, 0.2], bias: 0.3 }, [1, 1]) // 0.6456563062257954
 * @see the article, section 7, figure 28
 */
export function predict(model: Perceptron, input: number[]): number {
  return sigmoid(netInput(model, input));
}
