// The two products that an epoch of training spends its time in, with unrolled loops: two to three times as fast as one
// row after the other. Each iteration multiplies a block of four rows, so that four independent sums hide the latency of
// floating-point addition. The rows of a block are interleaved in memory, so that both products read it in order. Two or
// four columns an iteration mean fewer bounds checks. `at` is a multiple of 8 or 16: `at | 1` equals `at + 1`, and V8 need
// not check it for overflow.
const block = 4;

/** n×d numbers, each side filled up with zeros to a multiple of four. */
export interface Matrix {
  /** n, filled up */
  height: number;
  /** d, filled up */
  width: number;
  /** number j of row 4k + r stands at (k·width + j)·4 + r */
  values: Float64Array;
}

const filledUp = (length: number) => Math.ceil(length / block) * block;

/** A matrix of n rows of d numbers. */
export function matrix(rows: number[][]): Matrix {
  const height = filledUp(rows.length);
  const width = filledUp(rows[0].length);
  const values = new Float64Array(height * width);
  for (const [i, row] of rows.entries()) {
    const start = (i - (i % block)) * width + (i % block);
    for (let j = 0; j < row.length; j++) values[start + j * block] = row[j];
  }
  return { height, width, values };
}

/** Splits the rows into parts of at most 256 KB, so that the second product of an epoch finds its part in the processor's cache. */
export function inParts(rows: number[][]): { first: number; inputs: Matrix }[] {
  const together = Math.max(1, Math.floor(32_768 / filledUp(rows[0].length) / block)) * block;
  const count = Math.ceil(rows.length / together);
  return Array.from({ length: count }, (_, k) => {
    const first = k * together;
    return { first, inputs: matrix(rows.slice(first, first + together)) };
  });
}

/** Overwrites column j of a matrix. */
export function setColumn({ width, values }: Matrix, j: number, column: Float64Array): void {
  for (let i = 0; i < column.length; i++)
    values[(i - (i % block)) * width + (i % block) + j * block] = column[i];
}

/** As many zeros, filled up as the rows and columns of a matrix are. */
export const zeros = (length: number): Float64Array => new Float64Array(filledUp(length));

/** A vector, filled up. */
export function vector(values: number[]): Float64Array {
  const filled = zeros(values.length);
  filled.set(values);
  return filled;
}

/** Overwrites `product`, n numbers, with the matrix times a vector of d numbers. */
export function timesVector(
  { height, width, values }: Matrix,
  v: Float64Array,
  product: Float64Array,
): void {
  for (let i = 0, start = 0; i < height; i += block, start += block * width) {
    let p0 = 0;
    let p1 = 0;
    let p2 = 0;
    let p3 = 0;
    for (let j = 0, at = start; j < width; j += 2, at += 2 * block) {
      const a = v[j];
      const b = v[j | 1];
      p0 = p0 + a * values[at] + b * values[at | 4];
      p1 = p1 + a * values[at | 1] + b * values[at | 5];
      p2 = p2 + a * values[at | 2] + b * values[at | 6];
      p3 = p3 + a * values[at | 3] + b * values[at | 7];
    }
    product[i] = p0;
    product[i | 1] = p1;
    product[i | 2] = p2;
    product[i | 3] = p3;
  }
}

/** Adds to `sums`, d numbers, the transposed matrix times a vector of n numbers. */
export function addTransposedTimesVector(
  matrix: Matrix,
  v: Float64Array,
  sums: Float64Array,
): void {
  const { height, width, values: x } = matrix;
  for (let i = 0, start = 0; i < height; i += block, start += block * width) {
    const a = v[i];
    const b = v[i | 1];
    const c = v[i | 2];
    const d = v[i | 3];
    for (let j = 0, at = start; j < width; j += 4, at += 4 * block) {
      sums[j] += a * x[at] + b * x[at | 1] + c * x[at | 2] + d * x[at | 3];
      sums[j | 1] += a * x[at | 4] + b * x[at | 5] + c * x[at | 6] + d * x[at | 7];
      sums[j | 2] += a * x[at | 8] + b * x[at | 9] + c * x[at | 10] + d * x[at | 11];
      sums[j | 3] += a * x[at | 12] + b * x[at | 13] + c * x[at | 14] + d * x[at | 15];
    }
  }
}

/** The sum of the numbers. */
export function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
