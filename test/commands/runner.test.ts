/** The test runner itself: none of the ways in which uvu passes falsely gets through. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cache } from "../../tools/paths.mjs";
import { type Outcome, outcomeOf, runSuite } from "../../tools/suite.js";

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "runner test ")); // a path with spaces
test.after(() => rmSync(folder, { recursive: true, force: true }));

const header = `import { test } from "uvu";
import * as assert from "uvu/assert";
import { needs } from "${"../../test/support/skip.js"}";
assert.ok(needs);
`;

let files = 0;
function runFixture(body: string): Promise<Outcome> {
  const file = path.join(folder, `fixture-${++files}.test.ts`);
  writeFileSync(file, `${header}${body}\n`);
  return runSuite(file);
}

/** Its file runs beside the others, before its turn. */
function fails(title: string, body: string, problem: RegExp) {
  const running = runFixture(body);
  test(`${title} fails`, async () => {
    const outcome = await running;
    assert.match(outcome.problems.join("; "), problem);
    assert.ok(outcome.failed > 0);
  });
}

test("a file whose tests pass passes", async () => {
  const outcome = await runFixture(`test("a", () => {}); test("b", () => {}); test.run();`);
  assert.equal(outcome.problems, []);
  assert.is(outcome.passed, 2);
  assert.is(outcome.failed, 0);
});

fails("a failing test", `test("a", () => assert.ok(false)); test.run();`, /0 of 1 tests passed/);
// Its name in two parts, or Biome takes it for one of this file's own.
fails(
  "a leftover .only",
  `test.${"only"}("a", () => {}); test("b", () => {});\ntest.run();`,
  /leftover test\.only/,
);
fails(
  "a throwing before hook",
  `test.before(() => { throw new Error("x"); }); test("a", () => {}); test.run();`,
  /0 of 1 tests passed/,
);
fails(
  "a throwing after hook",
  `test.after(() => { throw new Error("x"); }); test("a", () => {}); test.run();`,
  /exit status 1|no totals/,
);
fails(
  "a throwing hook before each test",
  `test.before.each(() => { throw new Error("x"); }); test("a", () => {}); test.run();`,
  /tests passed/,
);
fails("a thrown string", `test("a", () => { throw "x"; }); test.run();`, /0 of 1 tests passed/);
fails("a forgotten run", `test("a", () => {});`, /no test\.run\(\) ends the file/);
fails(
  "a test after the run",
  `test("a", () => {}); test.run(); test("b", () => {});`,
  /no test\.run\(\) ends the file/,
);
fails("a file without tests", "test.run();", /no test ran/);
fails(
  "a process that ends early with status 0",
  `test("a", () => process.exit(0)); test.run();`,
  /exit status|no totals/,
);
fails(
  "a promise rejected after the totals",
  `test("a", () => { setTimeout(() => Promise.reject(new Error("late")), 100); }); test.run();`,
  /exit status 1/,
);
fails("a syntax error", "test(", /exit status 1/);
fails(
  "a skip without a reason",
  `test.skip("a", () => {}); test("b", () => {}); test.run();`,
  /1 tests skipped, 0 with a reason/,
);
fails(
  "a test that never ends",
  `\n// time limit: 2 s\ntest("a", () => new Promise((end) => setTimeout(end, 1e6))); test.run();`,
  /time limit of 2 s exceeded/,
);

test("a skip with its reason is counted, and no failure", async () => {
  const outcome = await runFixture(
    `needs(test, false, "no such thing")("a", () => {}); needs(test, true, "")("b", () => {}); test.run();`,
  );
  assert.equal(outcome.problems, []);
  assert.equal(outcome.skips, [{ name: "a", reason: "no such thing" }]);
  assert.is(outcome.passed, 1);
});

test("a file that skips everything does not fail", async () => {
  const outcome = await runFixture(`needs(test, false, "no")("a", () => {}); test.run();`);
  assert.equal(outcome.problems, []);
  assert.is(outcome.skips.length, 1);
});

test("totals that a test prints are not mistaken for uvu's", () => {
  const faked = "  Total:     9\n  Passed:    9\n  Skipped:   0\n";
  const real = "  Total:     2\n  Passed:    1\n  Skipped:   0\n";
  assert.is(outcomeOf("", "0", faked + real).failed, 1);
});

test.run();
