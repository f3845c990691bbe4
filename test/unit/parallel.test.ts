/** Work on many items, a few at a time. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { forEachParallel } from "../../tools/parallel.js";

test("each item is worked on once, in order, and never more at a time than allowed", async () => {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  await forEachParallel([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    running++;
    most = Math.max(most, running);
    await Promise.resolve();
    running--;
  });
  assert.equal(begun, [1, 2, 3, 4, 5]);
  assert.is(most, 2);
});

test("an error ends it", async () => {
  const failing = forEachParallel([1], 2, () => Promise.reject(new RangeError("one")));
  assert.is(await failing.catch((error: Error) => error.message), "one");
});

test.run();
