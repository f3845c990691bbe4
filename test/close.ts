import * as assert from "uvu/assert";

/** Demands that two numbers, or two arrays of them, agree to `tolerance` relative to the expected one. */
export function close(actual: unknown, expected: unknown, tolerance: number, what = ""): void {
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual) && actual.length === expected.length, `${what}: ${actual}`);
    for (const [i, value] of expected.entries())
      close(actual[i], value, tolerance, `${what}[${i}]`);
    return;
  }
  const [a, b] = [Number(actual), Number(expected)];
  // Written so that NaN fails; the smallest number there is, for results that are 0 or next to it.
  const near = Math.abs(a - b) <= tolerance * Math.abs(b) + Number.MIN_VALUE;
  assert.ok(near, `${what}: ${a} is not within ${tolerance} of ${b}`);
}
