import * as assert from "uvu/assert";

/** Demands an error of this very class with this very message: `assert.throws(fn, RangeError)` of uvu checks no class. */
export function throws(fn: () => unknown, kind: typeof Error, message: string): void {
  let error: unknown;
  try {
    fn();
  } catch (thrown) {
    error = thrown;
  }
  assert.ok(error instanceof Error, `expected ${kind.name}: ${message}, but nothing was thrown`);
  assert.is(error.constructor.name, kind.name, `${error.name}: ${error.message}`);
  assert.is(error.message, message);
}
