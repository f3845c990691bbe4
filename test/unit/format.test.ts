import { test } from "uvu";
import * as assert from "uvu/assert";
import { format, round } from "../../src/format.js";
import { throws } from "../support/throws.js";

const written = (values: number[], digits?: number) => values.map((value) => format(value, digits));

test("format(value) has three significant digits, and a minus as it is printed", () => {
  assert.equal(written([2 / 3, -5.365463221735572, 0.0027755, 10.326, 1 / 7]), [
    ...["0.667", "−5.37", "0.00278", "10.3", "0.143"],
  ]);
});

test("format(value) has more digits where three would pass a number off as whole", () => {
  assert.equal(written([0.99975, 2.0014, 1.99918, 745.74, 1234.567, 36.998]), [
    ...["0.9998", "2.001", "1.999", "745.7", "1234.6", "36.998"],
  ]);
});

test("format(value) ends in zeros where it was rounded, and only there", () => {
  assert.equal(written([0.5, 0.50007, 0.1 + 0.2, 0.949690001, 1.0000001, -2.00000001]), [
    ...["0.5", "0.500", "0.3", "0.950", "1.00", "−2.00"],
  ]);
  // danfojs computes in float32.
  assert.is(format(Math.fround(0.1)), "0.1");
});

test("format(value) writes whole numbers in full, with their thousands apart from 10,000 on", () => {
  assert.equal(written([1000, 10_000, 123_456_789, -7, -0, 12345.5, 99999.9999999]), [
    ...["1000", "10,000", "123,456,789", "−7", "0", "12,345.5", "100,000"],
  ]);
});

test("format(value) writes the very large and the very small as a power of ten", () => {
  assert.equal(
    written([1.5952e-16, 0.000046112, 1e-9, -1e-17, 1.23456789e25, 1e15, 5e-324]),
    [
      ...["1.6 × 10⁻¹⁶", "4.6 × 10⁻⁵", "10⁻⁹", "−10⁻¹⁷"],
      ...["1.2 × 10²⁵", "10¹⁵", "4.9 × 10⁻³²⁴"],
    ].map((text) => text.replaceAll(" ", "\u00A0")),
  );
  assert.is(format(Number.MAX_VALUE), "1.8\u00A0×\u00A010³⁰⁸");
});

test("format(value, digits) takes another number of digits", () => {
  assert.equal(written([Math.PI, 0.1 + 0.2], 5), ["3.1416", "0.3"]);
  assert.is(format(0.1 + 0.2, 17), "0.30000000000000004");
  assert.equal(written([7.4123, 0.00033535], 2), ["7.4", "0.00034"]);
});

test("what is no number, or no number of digits, is refused", () => {
  throws(() => format("1" as never), TypeError, 'value must be a number; got "1"');
  for (const digits of [0, 18, 2.5])
    throws(
      () => format(1 / 3, digits),
      RangeError,
      `digits must be a whole number from 1 to 17; got ${digits}`,
    );
});

test("format(value) names what is no number a person would write", () => {
  assert.equal(written([NaN, Infinity, -Infinity]), ["NaN", "Infinity", "−Infinity"]);
});

test("round(value, digits) is off by at most half of its last digit", () => {
  for (let x = 1.0001; x < 1e6; x *= 1.7) {
    const unit = 10 ** (Math.floor(Math.log10(x)) - 5);
    assert.ok(Math.abs(round(x, 6) - x) <= 0.5000001 * unit, String(x));
    assert.ok(round(x, 6).toPrecision(6) === x.toPrecision(6));
  }
});

test.run();
