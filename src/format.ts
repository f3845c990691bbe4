import { checkNumber, checkWhole } from "./check.js";

const enough = 6; // significant digits: more than any reader needs

/**
 * A number as a person would write it: to three significant digits, with more where three would pass it off as whole.
 * Zeros at the end say that it was rounded: 0.5 is one half, 0.500 is close to it. Whole numbers stand in full.
 *
 * @param value any number, also NaN and the infinities
 * @param digits significant digits, from 1 to 17; 3, as many as answers are compared with
 * @returns the number with a minus sign, “−”, in place of the hyphen that a program writes; NaN and Infinity as they are called
 * @throws TypeError for a value that is no number, RangeError for digits that are no whole number from 1 to 17
 * @example format(-2 / 3) // "−0.667"
 * @example format(1.99918) // "1.999"
 * @example format(1.5952e-16) // "1.6 × 10⁻¹⁶"
 * @example format(10_000) // "10,000"
 */
export function format(value: number, digits = 3): string {
  checkNumber("value", value);
  checkWhole("digits", digits, 1, 17);
  return written(value, digits).replace("-", "−");
}

function written(value: number, digits: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return grouped(String(value));
  if (!Number.isFinite(value)) return String(value);
  const short = Number(value.toPrecision(digits));
  // A value is exact if it differs from the short form by rounding errors alone, of float64 or, from danfojs, of float32.
  const isExact = short === Number(value.toPrecision(12)) || Math.fround(short) === value;
  if (size < 1e-4 || size >= 1e6) return power(value, Math.max(1, digits - 1));
  if (isExact) return grouped(String(short));
  for (let more = digits; more <= Math.max(digits, enough); more++) {
    const shown = value.toPrecision(more);
    if (!Number.isInteger(Number(shown))) return grouped(shown);
  }
  return size < 100 ? value.toPrecision(digits) : grouped(String(Math.round(value)));
}

/** Scientific notation. The caller takes one digit fewer, because the exponent carries the size. */
function power(value: number, digits: number): string {
  const [factor, exponent] = value.toExponential(digits - 1).split("e");
  const isExact = Number(`${factor}e${exponent}`) === Number(value.toPrecision(12));
  const shown = isExact ? String(Number(factor)) : factor;
  const raised = [...exponent.replace("+", "")].map((sign) => superscripts[sign]).join("");
  return isExact && Math.abs(Number(shown)) === 1
    ? `${shown}0${raised}`
    : `${shown}\u00A0×\u00A010${raised}`;
}

const superscripts: Record<string, string> = Object.fromEntries(
  [..."-0123456789"].map((sign, i) => [sign, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"[i]]),
);

/** 1000, but 10,000: from five digits on, thousands are set apart. */
const grouped = (number: string): string =>
  /\d{5}/.test(number.split(".")[0])
    ? number.replace(/(?<!\.\d*)\B(?=(\d{3})+(\.|$))/g, ",")
    : number;

/** `value` rounded to `digits` significant digits. */
export function round(value: number, digits: number): number {
  const rounded = Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
  return Number.isFinite(rounded) ? rounded : value; // the largest numbers would round up to infinity
}
