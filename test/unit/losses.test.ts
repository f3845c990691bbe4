import { test } from "uvu";
import * as assert from "uvu/assert";
import { countCorrect, squaredError } from "../../src/losses.js";
import { frozen } from "../support/frozen.js";
import { throws } from "../support/throws.js";

// W = 3, 4 and 2 for targets twice the inputs, added up by hand: ½(0+1+4+9), ½(0+4+16+36), 0.
const targets = frozen([0, 2, 4, 6]);

test("squaredError is half the sum of the squares", () => {
  assert.is(squaredError(frozen([0, 3, 6, 9]), targets), 7);
  assert.is(squaredError(frozen([0, 4, 8, 12]), targets), 28);
  assert.is(squaredError(targets, targets), 0);
});

test("countCorrect counts the outputs on the side of ½ where their targets are; ½ itself is on none", () => {
  assert.is(countCorrect(frozen([0.1, 0.9, 0.4, 0.51]), frozen([0, 1, 1, 0])), 2);
  assert.is(countCorrect([0.5, 0.5], [0, 1]), 0);
  assert.is(countCorrect([1e-300, 1, 0.500001], [0, 1, 1]), 3);
});

for (const loss of [squaredError, countCorrect])
  test(`${loss.name} refuses what is no pair of equal arrays of numbers`, () => {
    const any = (outputs: unknown, targets: unknown) => () =>
      loss(outputs as number[], targets as number[]);
    throws(any(1, [1]), TypeError, "outputs must be an array of numbers; got 1");
    throws(any([1], null), TypeError, "targets must be an array of numbers; got null");
    throws(any([], []), RangeError, "outputs must be an array of at least one number; got []");
    throws(any([1, 2], [1]), RangeError, "targets must be an array of length 2; got [1]");
    throws(any([1, NaN], [1, 2]), RangeError, "outputs[1] must be a finite number; got NaN");
    throws(any([1, 2], [1, "2"]), TypeError, 'targets[1] must be a number; got "2"');
    // biome-ignore lint/suspicious/noSparseArray: a hole is what we test
    throws(any([1, , 3], [1, 2, 3]), TypeError, "outputs[1] must be a number; got undefined");
  });

test.run();
