/**
 * A number as a person would write it: whole numbers in full, others to `digits` significant digits,
 * without trailing zeros.
 *
 * @param value any number
 * @param digits significant digits, from 1 to 17; 5, as many as the article prints
 * @example format(2 / 3) // "0.66667"
 */
export function format(value: number, digits = 5): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(round(value, digits));
}

/** `value` rounded to `digits` significant digits. */
export function round(value: number, digits: number): number {
  const rounded = Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
  return Number.isFinite(rounded) ? rounded : value; // the largest numbers would round up to infinity
}
