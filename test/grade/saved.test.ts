/** A handout in a browser, an exercise answered, a name given, saved: that file is graded. */
// time limit: 200 s
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { asksFor, readCourse } from "../../grade/course.js";
import { grade } from "../../grade/grade.js";
import { findSandbox } from "../../grade/sandbox.js";
import { exercises } from "../../src/exercises/index.js";
import { select } from "../../tools/course-notebooks.js";
import { cache, dist, root } from "../../tools/paths.mjs";
import { close, end, handout, open } from "../support/live.js";
import { browserTest } from "../support/skip.js";

const folder = mkdtempSync(path.join(cache, "saved "));
test.after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await end();
});

browserTest("a page that a browser saved is graded as its learner's", async () => {
  const [entry] = select(["06"]);
  const course = readCourse(path.join(root, "notebooks"));
  const opened = await open(handout([entry]));
  const { page } = opened;
  const cell = course.notebooks
    .find((notebook) => notebook.name === entry.name)
    ?.cells.find(({ source }) => asksFor(source, "06-a"));
  const code = page.locator(`[data-cell="${cell?.id}"] .code`);
  await code.locator("pre").first().click();
  await code.locator(".cm-content").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(`exercise("06-a", ${JSON.stringify(exercises["06-a"].answer)});`);
  await page.click("text=Save my work");
  await page.locator(".save input").first().fill("Ada Lovelace");
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".save button").first().click(),
  ]);
  await saved.saveAs(path.join(folder, "download.html"));
  await close(opened);
  const sandbox = findSandbox(path.join(dist, "sandboxed-runner.cjs"));
  const { rows, ungraded } = await grade({ folder, course, sandbox, seed: 3 });
  assert.equal(ungraded, []);
  const row = rows.find(({ exercise }) => exercise === "06-a");
  assert.is(row?.learner, "Ada Lovelace");
  assert.is(row?.points, 1, row?.message);
  assert.ok(rows.every(({ exercise, answered }) => answered === (exercise === "06-a")));
});

test.run();
