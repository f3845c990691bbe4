/**
 * e to the power of x, as fdlibm computes it and with it Node 20, which wrote the notebooks. Browsers differ from it, and
 * from each other, in the last bit: a page takes this one, so that its numbers are those of the notebook everywhere.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
 * business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice
 * is preserved.
 */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
// Where fdlibm, which looks at the upper half of a number only, draws the lines.
const halfLn2 = 0.3465735912322998;
const threeHalvesLn2 = 1.0397205352783203;
const p1 = 0.16666666666666602;
const p2 = -0.0027777777777015593;
const p3 = 6.613756321437934e-5;
const p4 = -1.6533902205465252e-6;
const p5 = 4.1381367970572385e-8;
const tiny = 2 ** -1000;

export function exp(value: number): number {
  let x = Number(value);
  const size = Math.abs(x);
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  if (size < 2 ** -28) return 1 + x;
  if (x === 1) return Math.E;
  let k = 0; // x = k·ln 2 + high − low
  let high = 0;
  let low = 0;
  if (size >= halfLn2) {
    k = size < threeHalvesLn2 ? Math.sign(x) : Math.trunc(Math.LOG2E * x + 0.5 * Math.sign(x));
    high = x - k * ln2High;
    low = k * ln2Low;
    x = high - low;
  }
  const t = x * x;
  const c = x - t * (p1 + t * (p2 + t * (p3 + t * (p4 + t * p5))));
  if (k === 0) return 1 - ((x * c) / (c - 2) - x);
  const y = 1 - (low - (x * c) / (2 - c) - high);
  if (k < -1021) return y * 2 ** (k + 1000) * tiny;
  return k === 1024 ? y * 2 * 2 ** 1023 : y * 2 ** k;
}
