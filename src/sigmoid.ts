/**
 * The sigmoid σ(x) = 1 / (1 + e⁻ˣ): squeezes any number into the range from 0 to 1.
 *
 * Never overflows: a large negative x goes through eˣ, which is small. float64 reaches
 * exactly 1 from x ≈ 37 on, and exactly 0 below x ≈ −745.
 *
 * @param x net input, any number
 * @returns a number from 0 to 1; NaN only for NaN. It checks nothing, so it never throws: training calls it for each row.
 * @example sigmoid(0) // 0.5
 * @see the article, section 6, figure 20
 */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/**
 * The slope of the sigmoid, σ′(x) = σ(x)·(1 − σ(x)), largest at 0, where it is ¼.
 *
 * Written as e⁻ˣ / (1 + e⁻ˣ)² for |x|, which keeps its precision where 1 − σ(x) would round to 0.
 *
 * @param x net input (not the output σ(x): handing that over is the slip in the article's code)
 * @returns a number from 0 to 0.25; NaN only for NaN. It checks nothing, so it never throws.
 * @example sigmoidDerivative(0) // 0.25
 * @see the article, section 9, steps e.a to e.o
 */
export function sigmoidDerivative(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return Math.min(0.25, e / (1 + e) ** 2); // next to 0 rounding would give a bit more
}
