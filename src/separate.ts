import { checkData, fail } from "./check.js";
import type { Perceptron } from "./perceptron.js";

/** What `separate` found: a perceptron that is right about all rows, or the proof that there is none. */
export interface Separation extends Perceptron {
  /** if so, the weights and the bias are right about every row; if not, they are zeros */
  separable: boolean;
  /** how often a row was added or taken off */
  corrections: number;
  /**
   * empty for separable data, else n whole numbers, 0 or more, not all 0. Take each row that often: whatever
   * the weights, the net inputs of the rows with target 1 and of those with target 0 add up to the same.
   */
  proof: number[];
}

/**
 * Can a perceptron be right about every row, net input above 0 for target 1 and below 0 for target 0?
 *
 * Rosenblatt's rule goes through the rows again and again; at each row on the wrong side it adds the row to the
 * weights (target 1) or takes it off (target 0). If the data are separable it stops, after at most (R/γ)²
 * corrections (Novikoff; R is the length of the longest row, γ the margin). If they are not, the weights stay
 * bounded (the perceptron cycling theorem). They are whole numbers, so they must come back to values they had
 * before. The corrections from there to there add up to nothing, and that is the proof.
 *
 * @param data `inputs`, n rows of d whole numbers, which keeps the arithmetic exact, and `targets`, n times 0 or 1
 * @returns whether the data are separable, with the weights that separate them or the proof that none do
 * @throws TypeError, RangeError for other data; RangeError when 1000 passes and more decide nothing (numbers too large)
 * @example separate(gate("XOR")).proof // [1, 1, 1, 1]
 * @see the article, "Limitations of a Perceptron Model", figures 118 to 120
 */
export function separate(data: { inputs: number[][]; targets: number[] }): Separation {
  checkData(data);
  const rows = signedRows(data);
  const weights = rows[0].map(() => 0);
  const counts = rows.map(() => 0);
  const passes = Math.max(1000, 1e8 / rows.length);
  let seen = { weights: "", counts };
  for (let corrections = 0, pass = 0; pass < passes; pass++) {
    // The same weights at the start of two passes: what came between them repeats for ever.
    const now = weights.join();
    if (now === seen.weights)
      return {
        separable: false,
        corrections,
        weights: weights.slice(1).fill(0),
        bias: 0,
        proof: counts.map((k, i) => k - seen.counts[i]),
      };
    // Brent's way to find a loop: remember passes 0, 1, 2, 4, 8 … only.
    if ((pass & (pass - 1)) === 0) seen = { weights: now, counts: [...counts] };
    const atStart = corrections;
    for (const [i, row] of rows.entries()) {
      if (row.reduce((sum, x, j) => sum + x * weights[j], 0) > 0) continue;
      for (let j = 0; j < row.length; j++) weights[j] += row[j];
      counts[i]++;
      corrections++;
    }
    if (corrections === atStart) {
      const [bias, ...others] = weights;
      return { separable: true, corrections, weights: others, bias, proof: [] };
    }
  }
  fail(RangeError, "inputs", "smaller whole numbers: so many passes decide nothing", data.inputs);
}

/** Each row with a 1 for the bias in front, and all signs turned where the target is 0: all net inputs should be above 0. */
function signedRows({ inputs, targets }: { inputs: number[][]; targets: number[] }): number[][] {
  return inputs.map((row, i) => {
    if (targets[i] !== 0 && targets[i] !== 1)
      fail(RangeError, `targets[${i}]`, "0 or 1", targets[i]);
    const wide = row.findIndex((x) => !Number.isInteger(x) || Math.abs(x) > 10_000);
    if (wide >= 0)
      fail(RangeError, `inputs[${i}][${wide}]`, "a whole number from -10000 to 10000", row[wide]);
    const sign = targets[i] === 1 ? 1 : -1;
    return [1, ...row].map((x) => sign * x);
  });
}
