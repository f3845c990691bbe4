import { checkVector } from "./check.js";

/**
 * Half the sum of the squared errors, E = ½ Σ (output − target)²: the quantity that training makes small.
 * The ½ cancels the 2 of the derivative.
 *
 * @param outputs n finite numbers
 * @param targets n finite numbers
 * @returns 0 or more; 0 only when every output hits its target
 * @throws TypeError, RangeError for arrays of the wrong kind or of different lengths
 * @example squaredError([0, 3, 6, 9], [0, 2, 4, 6]) // 7
 * @see the article, section 9
 */
export function squaredError(outputs: number[], targets: number[]): number {
  return 0.5 * sumOfSquares(outputs, targets);
}

/**
 * The mean of the squared errors, (1/n) Σ (output − target)².
 *
 * @param outputs n finite numbers
 * @param targets n finite numbers
 * @returns 0 or more
 * @throws TypeError, RangeError for arrays of the wrong kind or of different lengths
 * @example meanSquaredError([0, 3, 6, 9], [0, 2, 4, 6]) // 3.5
 * @see the article, section 7, figure 30
 */
export function meanSquaredError(outputs: number[], targets: number[]): number {
  return sumOfSquares(outputs, targets) / outputs.length;
}

function sumOfSquares(outputs: number[], targets: number[]): number {
  checkVector("outputs", outputs);
  checkVector("targets", targets, outputs.length);
  let sum = 0;
  for (let i = 0; i < outputs.length; i++) sum += (outputs[i] - targets[i]) ** 2;
  return sum;
}
