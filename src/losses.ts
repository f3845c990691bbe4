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
  checkPair(outputs, targets);
  let sum = 0;
  for (let i = 0; i < outputs.length; i++) sum += (outputs[i] - targets[i]) ** 2;
  return 0.5 * sum;
}

/**
 * How many outputs are on the side of ½ where their targets are. An output of exactly ½ is on no side, and not right.
 *
 * @param outputs n finite numbers
 * @param targets n finite numbers: above ½ counts as 1, others as 0
 * @returns a whole number from 0 to n
 * @throws TypeError, RangeError for arrays of the wrong kind or of different lengths
 * @example countCorrect([0.1, 0.9, 0.4, 0.5], [0, 1, 1, 0]) // 2
 * @see the article, section 6, for outputs above and below ½
 */
export function countCorrect(outputs: number[], targets: number[]): number {
  checkPair(outputs, targets);
  return outputs.filter((out, i) => out !== 0.5 && out > 0.5 === targets[i] > 0.5).length;
}

function checkPair(outputs: number[], targets: number[]): void {
  checkVector("outputs", outputs);
  checkVector("targets", targets, outputs.length);
}
