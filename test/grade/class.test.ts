/** A class of 200, whose true marks are known. */
// time limit: 300 s
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCourse } from "../../grade/course.js";
import { grade } from "../../grade/grade.js";
import { findWalls } from "../../grade/walls.js";
import { cache, dist, root } from "../../tools/paths.mjs";
import { classOf, ipynb, put } from "../support/class.js";

const course = readCourse(path.join(root, "notebooks"));
const walls = findWalls(path.join(dist, "answers.cjs"));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "class "));
test.after(() => rmSync(folder, { recursive: true, force: true }));

test("each of 200 gets the marks that it deserves, and its mistakes their names", async () => {
  const made = [...classOf(course, 200)];
  for (const { file, bytes } of made) put(folder, file, bytes);
  const { rows, unread, files } = await grade({ folder, course, walls, seed: 7 });
  assert.is(files, 200);
  assert.equal(unread, []);
  const given = new Map(rows.map((row) => [`${row.learner} ${row.exercise}`, row]));
  const seen = new Set<string>();
  for (const { learner, truth } of made)
    for (const [exercise, { points, mistake }] of Object.entries(truth)) {
      const row = given.get(`${learner} ${exercise}`);
      const marks = { points: row?.points, ...(mistake && { mistake: row?.mistake }) };
      const told = `${learner} ${exercise}: ${row?.message}`;
      assert.equal(marks, { points, ...(mistake && { mistake }) }, told);
      seen.add(`${exercise} ${mistake}`);
    }
  assert.ok(seen.size > 150, `${seen.size} kinds of answers`);
  assert.is(
    rows.length,
    made.reduce((sum, { truth }) => sum + Object.keys(truth).length, 0),
  );
});

test("one learner with two spellings is one learner, with the guesses of both files", async () => {
  const twice = mkdtempSync(path.join(cache, "spelled "));
  try {
    for (const [number, learner] of [
      ["05", "ada example"],
      ["06", "Ada Example"],
    ]) {
      const notebook = course.notebooks.find(({ name }) => name.startsWith(number));
      assert.ok(notebook);
      const cells = notebook.cells.map(({ id, source }) => {
        const asks = source.includes(`guess("${number}-p1"`);
        return { id, source: asks ? `guess("${number}-p1", "x");` : source };
      });
      put(twice, path.join(learner, `${notebook.name}.ipynb`), ipynb(cells));
    }
    const { rows, guessed, unread } = await grade({ folder: twice, course, walls, seed: 7 });
    assert.equal(unread, []);
    assert.equal([...new Set(rows.map(({ learner }) => learner))], ["Ada Example"]);
    assert.equal(
      guessed.map(({ learner }) => learner),
      ["Ada Example", "Ada Example"],
    );
  } finally {
    rmSync(twice, { recursive: true, force: true });
  }
});

test.run();
