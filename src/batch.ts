import { sigmoid } from "./sigmoid.js";

// An epoch spends its time reading the inputs: forward and back through some rows while they are in the processor's
// cache, then through the next. Four rows at a time keep its adders busy, where one sum would wait for itself, and
// interleaving those rows lets both loops below read memory in order. V8 checks its arrays anew in each turn of a
// loop, so a turn takes two or four columns. `at` is a multiple of 8 or 16 there: `at | 1` is `at + 1`, but need
// not be checked for overflow. All in all about twice as fast as row after row.
const rows = 4;
const columns = 4;
/** numbers that the cache of any processor holds, 256 KB */
const cached = 32_768;

/** The data of a training run: n×d inputs in blocks of four interleaved rows, padded with zeros to whole blocks. */
export interface Batch {
  /** input j of row 4k + r stands at (k·width + j)·4 + r */
  x: Float64Array;
  targets: Float64Array;
  n: number;
  /** d, rounded up to a multiple of four */
  width: number;
  /** room for the net inputs of as many rows as the cache holds, and then for their deltas */
  nets: Float64Array;
}

/** What one pass over the data finds out. */
export interface Pass {
  biasGradient: number;
  /** Σ (output − target)² */
  squared: number;
  /** Σ (output − target) */
  signed: number;
}

/** Copies n×d inputs and n targets, checked before, into a batch. */
export function pack(inputs: number[][], targets: number[]): Batch {
  const n = inputs.length;
  const d = inputs[0].length;
  const width = Math.ceil(d / columns) * columns;
  const height = Math.ceil(n / rows) * rows;
  const x = new Float64Array(height * width);
  for (let i = 0; i < n; i++) {
    const start = (i - (i % rows)) * width + (i % rows);
    for (let j = 0; j < d; j++) x[start + j * rows] = inputs[i][j];
  }
  const together = Math.max(1, Math.floor(cached / width / rows)) * rows;
  const nets = new Float64Array(Math.min(together, height));
  return { x, targets: Float64Array.from(targets), n, width, nets };
}

/**
 * One pass over the data: forward through every row, and back to the gradient of ½ Σ (output − target)².
 *
 * @param weights `width` numbers: d weights, then zeros
 * @param slope the slope of the sigmoid, from its output
 * @param outputs n numbers, overwritten with the outputs
 * @param gradient `width` numbers, overwritten with the gradient of the weights, then zeros
 */
export function pass(
  batch: Batch,
  weights: Float64Array,
  bias: number,
  slope: (out: number) => number,
  outputs: Float64Array,
  gradient: Float64Array,
): Pass {
  const { targets, n, nets } = batch;
  let biasGradient = 0;
  let squared = 0;
  let signed = 0;
  gradient.fill(0);
  for (let first = 0; first < n; first += nets.length) {
    const count = Math.min(nets.length, n - first);
    forward(batch, first, count, weights, bias);
    for (let i = 0; i < count; i++) {
      const out = sigmoid(nets[i]);
      const error = out - targets[first + i];
      const delta = error * slope(out);
      nets[i] = delta;
      outputs[first + i] = out;
      biasGradient += delta;
      squared += error * error;
      signed += error;
    }
    back(batch, first, count, gradient);
  }
  return { biasGradient, squared, signed };
}

/** Net inputs of the rows from the first on: w·x + b. */
function forward(
  { x, width, nets }: Batch,
  first: number,
  count: number,
  weights: Float64Array,
  bias: number,
): void {
  for (let i = 0, block = first * width; i < count; i += rows, block += rows * width) {
    let z0 = bias;
    let z1 = bias;
    let z2 = bias;
    let z3 = bias;
    for (let j = 0, at = block; j < width; j += 2, at += 2 * rows) {
      const v = weights[j];
      const w = weights[j | 1];
      z0 = z0 + v * x[at] + w * x[at | 4];
      z1 = z1 + v * x[at | 1] + w * x[at | 5];
      z2 = z2 + v * x[at | 2] + w * x[at | 6];
      z3 = z3 + v * x[at | 3] + w * x[at | 7];
    }
    nets[i] = z0;
    nets[i | 1] = z1;
    nets[i | 2] = z2;
    nets[i | 3] = z3;
  }
}

/** Adds to the gradient what the deltas of these rows ask for: Σ delta · x. */
function back(
  { x, width, nets }: Batch,
  first: number,
  count: number,
  gradient: Float64Array,
): void {
  for (let i = 0, block = first * width; i < count; i += rows, block += rows * width) {
    const d0 = nets[i];
    const d1 = nets[i | 1];
    const d2 = nets[i | 2];
    const d3 = nets[i | 3];
    for (let j = 0, at = block; j < width; j += 4, at += 4 * rows) {
      gradient[j] += d0 * x[at] + d1 * x[at | 1] + d2 * x[at | 2] + d3 * x[at | 3];
      gradient[j | 1] += d0 * x[at | 4] + d1 * x[at | 5] + d2 * x[at | 6] + d3 * x[at | 7];
      gradient[j | 2] += d0 * x[at | 8] + d1 * x[at | 9] + d2 * x[at | 10] + d3 * x[at | 11];
      gradient[j | 3] += d0 * x[at | 12] + d1 * x[at | 13] + d2 * x[at | 14] + d3 * x[at | 15];
    }
  }
}
