/** A class of 200, whose true marks are known. */
// time limit: 300 s
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCourse } from "../../grade/course.js";
import { grade } from "../../grade/grade.js";
import { findWalls } from "../../grade/walls.js";
import { type ExerciseName, exercises } from "../../src/exercises/index.js";
import { cache, dist, root } from "../../tools/paths.mjs";
import { answered, classOf, ipynb, put } from "../support/class.js";

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

test("what is reported does not hang on which file is read first", async () => {
  const both = mkdtempSync(path.join(cache, "order "));
  const [notebook] = course.notebooks.filter(({ name }) => name.startsWith("05"));
  const name = notebook.exercises.find((each) => exercises[each as ExerciseName].inputs);
  const other = notebook.exercises.find((each) => each !== name);
  assert.ok(name && other);
  const wrong = `exercise("${name}", () => ${JSON.stringify("no number, and longer than the stub is ".repeat(9))});`;
  // The first by name comes to its end last.
  const slow = { id: "slow", source: `for (;;);\nexercise("${other}", 1);` };
  const handIn = (file: string, source: string, ...more: { id: string; source: string }[]) =>
    put(both, file, ipynb([...answered(notebook, { [name]: source }), ...more]));
  try {
    handIn("Ada/1.ipynb", `exercise("${name}", "a");\nguess("05-p1", "a");`, slow);
    handIn("Ada/2.ipynb", `exercise("${name}", () => 1);\nguess("05-p1", "b");`);
    handIn("Ben.ipynb", wrong, slow);
    handIn("Chen.ipynb", wrong);
    handIn("Dilip.ipynb", wrong);
    const { rows, same, guessed, unread } = await grade({ folder: both, course, walls, seed: 7 });
    assert.equal(unread, []);
    const row = rows.find(({ learner, exercise }) => learner === "Ada" && exercise === name);
    assert.is(row?.file, "Ada/1.ipynb");
    assert.match(row?.note ?? "", /does not come to an end; .*Ada\/1.ipynb, Ada\/2.ipynb$/);
    assert.equal(
      guessed.map(({ said }) => said),
      ["b"],
    );
    assert.equal(
      same.map(({ learners }) => learners),
      [["Ben", "Chen", "Dilip"]],
    );
  } finally {
    rmSync(both, { recursive: true, force: true });
  }
});

test.run();
