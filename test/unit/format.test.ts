import { test } from "uvu";
import * as assert from "uvu/assert";
import { format, round } from "../../src/format.js";

test("format(value) has five significant digits and no trailing zeros", () => {
  assert.is(format(2 / 3), "0.66667");
  assert.is(format(0.5), "0.5");
  assert.is(format(0.1 + 0.2), "0.3");
  assert.is(format(-5.365463221735572), "-5.3655");
  assert.is(format(1234.567), "1234.6");
  assert.is(format(0.99999999), "1");
});

test("format(value) writes whole numbers in full", () => {
  assert.is(format(10_000_000), "10000000");
  assert.is(format(123_456_789), "123456789");
  assert.is(format(-7), "-7");
  assert.is(format(-0), "0");
});

test("format(value) writes the very large and the very small with an exponent", () => {
  assert.is(format(1.23456789e-9), "1.2346e-9");
  assert.is(format(1.23456789e25), "1.2346e+25");
  assert.is(format(5e-324), "5e-324");
});

test("format(value) does not round the largest number up to infinity", () => {
  assert.is(format(Number.MAX_VALUE), "1.7976931348623157e+308");
  assert.is(format(-Number.MAX_VALUE), "-1.7976931348623157e+308");
  assert.is(format(1.7976e308), "1.7976e+308");
});

test("format(value, digits) takes another number of digits", () => {
  assert.is(format(Math.PI, 3), "3.14");
  assert.is(format(Math.PI, 1), "3");
  assert.is(format(0.1 + 0.2, 17), "0.30000000000000004");
});

test("format(value) names what is no number a person would write", () => {
  assert.equal(
    [NaN, Infinity, -Infinity].map((value) => format(value)),
    ["NaN", "Infinity", "-Infinity"],
  );
});

test("round(value, digits) is off by at most half of its last digit", () => {
  for (let x = 1.0001; x < 1e6; x *= 1.7) {
    const unit = 10 ** (Math.floor(Math.log10(x)) - 5);
    assert.ok(Math.abs(round(x, 6) - x) <= 0.5000001 * unit, String(x));
    assert.ok(round(x, 6).toPrecision(6) === x.toPrecision(6));
  }
});

test.run();
