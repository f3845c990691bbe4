/** An answer that uses the table of a file, as notebook 07 does itself. */
// time limit: 60 s
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCourse } from "../../grade/course.js";
import { grade } from "../../grade/grade.js";
import { findSandbox } from "../../grade/sandbox.js";
import { cache, dist, root } from "../../tools/paths.mjs";
import { answered, page, put } from "../support/class.js";

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "frame "));
test.after(() => rmSync(folder, { recursive: true, force: true }));

test("columns, rows left out and means of groups are there where answers are graded", async () => {
  const course = readCourse(path.join(root, "notebooks"));
  const virus = course.notebooks.find(({ name }) => name.startsWith("07"));
  assert.ok(virus);
  const frames = `const rowsOf = (table: typeof frame) =>
  table.drop({ columns: ["positive"] }).values.map((row) => row.join());
const changed = rowsOf(coded.frame).findIndex((row, i) => row !== rowsOf(frame)[i]);
const twin = rowsOf(coded.frame).indexOf(rowsOf(coded.frame)[changed]);
const kept = coded.frame.drop({ index: [changed] }).column("positive").values.length;
const groups = coded.frame.groupby(["positive"]).col(["weight loss"]).mean().shape[0];
exercise("07-a", kept === 7 && groups === 2 ? [twin + 1, changed + 1] : [0, 0]);`;
  put(
    folder,
    "ada.html",
    page("Ada Example", virus.name, answered(virus, { "07-a": frames }), course.version),
  );
  const sandbox = findSandbox(path.join(dist, "sandboxed-runner.cjs"));
  const { rows, ungraded } = await grade({ folder, course, sandbox, seed: 3 });
  assert.equal(ungraded, []);
  const row = rows.find(({ exercise }) => exercise === "07-a");
  assert.is(row?.points, 1, row?.message);
});

test.run();
