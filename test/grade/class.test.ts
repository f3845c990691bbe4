/** A class of more than 200, whose true marks are known: right, wrong in each known way, and hostile. */
// time limit: 600 s
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCourse } from "../../grade/course.js";
import { grade } from "../../grade/grade.js";
import type { Grades } from "../../grade/gradebook.js";
import { Roster, readRoster } from "../../grade/roster.js";
import { findSandbox } from "../../grade/sandbox.js";
import { writeReport } from "../../grade/write.js";
import { type ExerciseName, exercises } from "../../src/exercises/index.js";
import { cache, dist, root } from "../../tools/paths.mjs";
import { code, target, unreadable } from "../support/attacks.js";
import { answered, classOf, ipynb, put } from "../support/class.js";

const course = readCourse(path.join(root, "notebooks"));
const sandbox = findSandbox(path.join(dist, "sandboxed-runner.cjs"));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "class "));
test.after(() => rmSync(folder, { recursive: true, force: true }));

const { gate, slope, cells } = target(course);
const broken = unreadable(course);
/** The learner who hands in code[i]. */
const attacker = (i: number) => `Attack ${i}`;
/** Each notebook so often that each known kind of answer is given: every mistake, the right answer, a constant, none. */
const kinds =
  3 + Math.max(...Object.values(exercises).map(({ mistakes }) => Object.keys(mistakes).length));
const honest = [...classOf(course, kinds * course.notebooks.length)];
let grades: Grades;
test.before(async () => {
  for (const { file, bytes } of honest) put(folder, file, bytes);
  for (const [i, [, cell]] of code.entries())
    put(folder, `${attacker(i)}/${gate.name}.ipynb`, ipynb(cells(cell)));
  for (const [file, bytes] of broken) put(folder, file, bytes);
  grades = await grade({ folder, course, sandbox, seed: 7 });
});

test("each of a class of more than 200 gets the marks that it deserves, and its mistakes their names", () => {
  const { rows, ungraded } = grades;
  const given = new Map(rows.map((row) => [`${row.learner} ${row.exercise}`, row]));
  const seen = new Set<string>();
  for (const { learner, truth } of honest)
    for (const [exercise, { points, mistake }] of Object.entries(truth)) {
      const row = given.get(`${learner} ${exercise}`);
      const marks = { points: row?.points, ...(mistake && { mistake: row?.mistake }) };
      const told = `${learner} ${exercise}: ${row?.message}`;
      assert.equal(marks, { points, ...(mistake && { mistake }) }, told);
      seen.add(`${exercise} ${mistake}`);
    }
  const known = Object.entries(exercises).flatMap(([name, { mistakes }]) =>
    [...Object.keys(mistakes), ""].map((mistake) => `${name} ${mistake}`),
  );
  assert.equal(
    known.filter((kind) => !seen.has(kind)),
    [],
    "kinds of answers that nobody gave",
  );
  assert.is(
    rows.length,
    honest.reduce((sum, { truth }) => sum + Object.keys(truth).length, 0) +
      code.length * gate.exercises.length,
  );
  const isBroken = ({ file }: { file: string }) => broken.some(([name]) => file.startsWith(name));
  assert.equal(
    ungraded.filter((each) => !isBroken(each)),
    [],
  );
});

code.forEach(([what, , says, points = 0], i) => {
  test(`${what} gets what it deserves, and the answer beside it what that deserves`, () => {
    const rowOf = (name: string) => {
      const row = grades.rows.find((row) => row.learner === attacker(i) && row.exercise === name);
      assert.ok(row, `no row for ${attacker(i)} ${name}`);
      return row;
    };
    const { message, note, points: given } = rowOf(slope);
    assert.match(`${message}\n${note}`, new RegExp(says, "m"));
    assert.is(given, points);
    assert.is(rowOf("04-a").points, 1);
    for (const name of gate.exercises.filter((name) => name !== slope && name !== "04-a"))
      assert.is(rowOf(name).points, 0);
  });
});

for (const [file, , says] of broken)
  test(`${file} has a row that says why nothing of it was graded`, () => {
    const found = grades.ungraded.filter((each) => each.file.startsWith(file));
    assert.match(found.map(({ reason }) => reason).join("\n"), says);
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
    const { rows, guesses, ungraded } = await grade({ folder: twice, course, sandbox, seed: 7 });
    assert.equal(ungraded, []);
    assert.equal([...new Set(rows.map(({ learner }) => learner))], ["Ada Example"]);
    assert.equal(
      guesses.map(({ learner }) => learner),
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
    const { rows, identical, guesses, ungraded } = await grade({
      folder: both,
      course,
      sandbox,
      seed: 7,
    });
    assert.equal(ungraded, []);
    const row = rows.find(({ learner, exercise }) => learner === "Ada" && exercise === name);
    assert.is(row?.file, "Ada/1.ipynb");
    assert.match(row?.note ?? "", /does not come to an end; .*Ada\/1.ipynb, Ada\/2.ipynb$/);
    assert.equal(
      guesses.map(({ guessed }) => guessed),
      ["b"],
    );
    assert.equal(
      identical.map(({ learners }) => learners),
      [["Ben", "Chen", "Dilip"]],
    );
  } finally {
    rmSync(both, { recursive: true, force: true });
  }
});

test("with a list of learners, it is known who handed in nothing, and who is not on the list", async () => {
  const listed = mkdtempSync(path.join(cache, "listed "));
  const to = path.join(listed, "..", `${path.basename(listed)} grades`);
  const bytes = (name: string) => {
    const notebook = course.notebooks.find((each) => each.name === name);
    assert.ok(notebook);
    return ipynb(notebook.cells);
  };
  try {
    const names = ["Ada Lovelace", "Béla  Example", "Chen Example", "Dilip =Example", ""];
    put(listed, "learners.txt", Buffer.from(`\ufeff${names.join("\r\n")}`));
    put(listed, "lovelaceada_12_34_05-or-gate.ipynb", bytes("05-or-gate")); // Canvas
    put(listed, "béla example.ipynb", Buffer.from("{"));
    put(listed, "Eva Example.ipynb", bytes("05-or-gate"));
    mkdirSync(path.join(listed, "Chen Example"));
    const roster = readRoster(listed);
    const task = { folder: listed, course, sandbox, seed: 7 };
    const grades = await grade({ ...task, roster });
    assert.equal(grades.roster, {
      absent: ["Chen Example", "Dilip =Example"],
      unlisted: ["Eva Example"],
    });
    assert.equal(
      [...new Set(grades.rows.map(({ learner }) => learner))],
      ["Ada Lovelace", "Eva Example"],
    );
    writeReport(to, grades, course, sandbox, false);
    const table = readFileSync(path.join(to, "grades.csv"), "utf8");
    assert.match(table, "Chen Example,,,0,,,handed in nothing,");
    const html = readFileSync(path.join(to, "index.html"), "utf8");
    assert.match(html, /nothing at all<\/th><td class="text">Chen Example, Dilip =Example<\/td>/);
    assert.match(html, /Not on the list.*Eva Example/s);
    const unlisted = await grade(task);
    writeReport(to, unlisted, course, sandbox, false);
    assert.match(readFileSync(path.join(to, "index.html"), "utf8"), "without a list: learners.txt");
  } finally {
    for (const each of [listed, to]) rmSync(each, { recursive: true, force: true });
  }
});

test("a list of learners that can't be one is refused with a sentence", () => {
  const refused: [string, RegExp][] = [
    ["\n \r\n", /^learners.txt holds no name: it should have one on each line$/],
    ["Ada A\nBen B\nada a", /^line 3 of learners.txt has a name for the second time: ada a$/],
    [`Ada A\n${"x".repeat(81)}`, /^line 2 of learners.txt should be a name; it has 81 characters$/],
  ];
  for (const [text, says] of refused)
    assert.throws(
      () => new Roster(text),
      (error: Error) => says.test(error.message),
    );
  const latin = mkdtempSync(path.join(cache, "latin "));
  try {
    put(latin, "learners.txt", Buffer.from("B\xe9la", "latin1"));
    assert.throws(() => readRoster(latin), /can't be read as UTF-8 text/);
  } finally {
    rmSync(latin, { recursive: true, force: true });
  }
});

test.run();
