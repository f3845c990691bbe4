import * as assert from "uvu/assert";

/** Demands that two values are the same, where numbers may differ by `tolerance` relative to the expected one. */
export function close(actual: unknown, expected: unknown, tolerance: number, what = ""): void {
  if (typeof expected === "number") {
    // Written so that NaN fails; the smallest number there is, for results that are 0 or next to it.
    const allowed = tolerance * Math.abs(expected) + Number.MIN_VALUE;
    const near = typeof actual === "number" && Math.abs(actual - expected) <= allowed;
    assert.ok(near, `${what}: ${actual} is not within ${tolerance} of ${expected}`);
  } else if (typeof expected === "object" && expected !== null) {
    assert.equal(Object.keys(actual as object), Object.keys(expected), what);
    for (const [key, value] of Object.entries(expected))
      close((actual as Record<string, unknown>)[key], value, tolerance, `${what}.${key}`);
  } else assert.is(actual, expected, what);
}
