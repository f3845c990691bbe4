/** The benchmark judges by itself: a bar that is missed is named, and the command fails. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { epochs } from "../../bench/limits.js";
import { atMost, below, line, missedBars, timesFaster } from "../../bench/measure.js";
import { tableOf } from "../../bench/report.js";

const taken = { course: [[3, 2, 4]], Python: [[6, 5, 7]] }; // medians 3 and 6

test("a line within its bar is not named", () => {
  const bars = [timesFaster(2), atMost(0.5), below(3, "s")];
  assert.equal(missedBars(bars.map((bar) => line("a row", "s", taken, 0, { bar }))), []);
  assert.equal(missedBars([line("a row", "s", taken, 0)]), [], "it only informs");
});

test("a line that misses its bar is named, with the value and the bar", () => {
  const lines = [
    line("first", "s", taken, 0, { bar: timesFaster(2.5) }),
    line("second", "s", taken, 0, { bar: atMost(0.4) }),
    line("third", "s", taken, 0, { bar: below(2.9, "s") }),
    line("fourth", "s", taken, 0, { bar: below(3.1, "s") }),
    line("fifth", "s", { ...taken, course: [[Number.NaN]] }, 0, { bar: atMost(1) }),
  ];
  assert.equal(missedBars(lines), [
    "NOT MET: first: 2, Python / ours at least 2.5",
    "NOT MET: second: 0.5, ours / Python at most 0.4",
    "NOT MET: third: 3, at most 2.9 s",
    "NOT MET: fifth: NaN, ours / Python at most 1.0",
  ]);
});

test("a busy computer may miss a bar by as much as is allowed, and no further", () => {
  const near = line("near", "s", taken, 0, { bar: timesFaster(2.9) });
  const far = line("far", "s", taken, 0, { bar: timesFaster(3.1) });
  assert.equal(missedBars([near, far], 1.5), ["NOT MET: far: 2, Python / ours at least 3.1"]);
});

test("the table says how far a line is from its bar and from what is possible", () => {
  const limit = { value: 1.5, why: "the start of a bare Node" };
  const measured = { ...line("a row", "s", taken, 0, { bar: atMost(0.4), limit }), load: [1, 2] };
  const [, , row] = tableOf({ machine: {}, rows: { a: [measured as never] } }).split("\n");
  const cells = row.split(" | ");
  assert.equal(cells.slice(3), [
    "✗ 0.5: ours / Python at most 0.4",
    "1.5 s, the start of a bare Node: 2 times",
    "1 to 2 |",
  ]);
});

test("no epoch is faster than its numbers can be read, or than one e^x a row", () => {
  const [small, large] = [epochs(4, 2, 1), epochs(100_000, 100, 1)];
  assert.is(small.why, "one e^x a row and epoch");
  assert.is(large.why, "each number read once an epoch");
  assert.ok(small.value > 1e-9 && small.value < 1e-5, `${small.value}`);
  assert.ok(large.value > 1e-4 && large.value < 1, `${large.value}`);
});

test.run();
