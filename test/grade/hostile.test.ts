/** What is handed in to cheat, to break in or to break down: each ends with a row that says what it tried. */
// time limit: 300 s
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCourse } from "../../grade/course.js";
import { type Grades, grade } from "../../grade/grade.js";
import { findWalls } from "../../grade/walls.js";
import { write } from "../../grade/write.js";
import { type Work, workElement } from "../../handout/work.js";
import { type ExerciseName, exercises } from "../../src/exercises/index.js";
import { outcome } from "../../src/judge.js";
import { cache, dist, root } from "../../tools/paths.mjs";
import { answered, ipynb, page, put } from "../support/class.js";
import { needs } from "../support/skip.js";
import { zip } from "../support/zip.js";

const course = readCourse(path.join(root, "notebooks"));
const gate = course.notebooks.find(({ name }) => name === "04-one-step-by-hand");
if (!gate) throw new Error("there is no notebook 04");
const walls = findWalls(path.join(dist, "answers.cjs"));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "hostile "));
const to = mkdtempSync(path.join(cache, "grades "));
test.after(() => {
  for (const each of [folder, to]) rmSync(each, { recursive: true, force: true });
});

const right = "(out: number) => 1 - out * out";
/** "04-x" below: the slope of tanh, whichever letter it has. */
const slope = course.notebooks
  .flatMap(({ exercises }) => exercises as ExerciseName[])
  .find(
    (name) => name[1] === "4" && outcome(exercises[name].answer, [[0.5]]).results?.[0][0] === 0.75,
  );
if (!slope) throw new Error("no exercise asks for the slope of tanh");
const first = exercises["04-a"].answer;
/** A notebook of which one answer is hostile, and another one right. */
const cells = (hostile: string) =>
  answered(gate, {
    "04-a": `exercise("04-a", ${JSON.stringify(first)});`,
    [slope]: hostile.replaceAll("04-x", slope),
  });

/** What a cell does instead of an answer; what its row or its message says; its points, where they are not 0. */
const code: [what: string, cell: string, says: RegExp, points?: number][] = [
  ["an endless loop", `exercise("04-x", () => { for (;;); });`, /does not come to an end/],
  [
    "an endless loop in a cell",
    `for (;;);\nexercise("04-x", ${right});`,
    /does not come to an end/,
  ],
  [
    "a wait for nothing",
    `await new Promise(() => {});\nexercise("04-x", ${right});`,
    /waits for something that never comes/,
  ],
  [
    "a memory bomb",
    `const all: unknown[] = [];\nfor (;;) all.push({ more: [all.length] });\nexercise("04-x", 1);`,
    /more memory than there is/,
  ],
  [
    "a memory bomb beside the heap",
    `exercise("04-x", () => { const all = []; for (;;) all.push(new Float64Array(1e7).fill(1)); });`,
    /allocation failed|more memory/,
  ],
  ["endless depth", `const f = (): number => f() + 1;\nexercise("04-x", f);`, /call stack/],
  ["a flood", `for (;;) exercise("04-x", () => 1);`, /a million characters/],
  ["process.exit", `process.exit(0);\nexercise("04-x", ${right});`, /asked for process/],
  ["the environment", `exercise("04-x", () => Number(process.env.HOME));`, /asked for process/],
  [
    "a file",
    `const { readFileSync } = await import("node:fs");\nexercise("04-x", () => readFileSync("/etc/passwd").length);`,
    /asked for import "node:fs"/,
  ],
  [
    "the network",
    `const reply = await fetch("http://127.0.0.1/");\nexercise("04-x", () => reply.status);`,
    /asked for fetch/,
  ],
  [
    "another program",
    `import * as child from "child_process";\nexercise("04-x", () => child.execSync("id").length);`,
    /asked for import "child_process"/,
  ],
  ["code from text", `exercise("04-x", eval("1"));`, /Code generation from strings/],
  [
    "code from text, by the way of a function",
    `exercise("04-x", (setTimeout(() => {}, 0) as any).constructor.constructor("return process")());`,
    /Code generation from strings/,
  ],
  [
    "reading the checker",
    `const all: any = await import("perceptron");\nexercise("04-x", all.exercises["04-x"].answer);`,
    /Cannot read properties of undefined/,
  ],
  [
    "another exercise()",
    `const exercise = (name: string, _: unknown) => console.log("✓ " + name + ": right");\nexercise("04-x", 1);`,
    /exercise\(\) was called, and no answer came/,
  ],
  [
    "Array.prototype",
    `Array.prototype.map = () => [] as any;\nexercise("04-x", () => 1);`,
    /read only property 'map'/,
  ],
  [
    "JSON.stringify",
    `JSON.stringify = () => '{"right":true}';\nexercise("04-x", () => 1);`,
    /read only property 'stringify'/,
  ],
  ["Object.is", `Object.is = () => true;\nexercise("04-x", () => 1);`, /read only property 'is'/],
  [
    "Object.prototype.toJSON",
    `(Object.prototype as any).toJSON = () => 1;\nexercise("04-x", () => 1);`,
    /not extensible/,
  ],
  [
    "a number that is near everything",
    `exercise("04-x", () => ({ valueOf: () => Math.random() }) as any);`,
    /an object, which is no number/,
  ],
  [
    "an answer that grows",
    `exercise("04-x", () => Array(1e6).fill(1) as any);`,
    /a million characters|there should be 1 number/,
  ],
  [
    "the cells' calls by heart",
    `exercise("04-x", (out: number) => ({ "0": 1, "0.5": 0.75, "-0.8": 0.36, "0.99": 0.0199 })[out] ?? 0);`,
    /^not yet/,
  ],
  ["a constant", `exercise("04-x", () => 0.75);`, /^not yet/],
  ["a word for a mark", `exercise("04-x", "✓ right");`, /should be a function/],
  ["what is no TypeScript", `exercise("04-x", (out => ;`, /SyntaxError/],
  [
    "a right answer, and a look at process",
    `try { process.exit(1) } catch {}\nexercise("04-x", ${right});`,
    /asked for process/,
    1,
  ],
];
for (const [i, [, cell]] of code.entries()) put(folder, `code ${i}.ipynb`, ipynb(cells(cell)));

const good = cells(`exercise("04-x", ${right});`);
const zeros = Buffer.alloc(30e6);
/** Files of which nothing can be graded; what is said about each. */
const files: [file: string, bytes: Buffer, says: RegExp][] = [
  ["broken.ipynb", Buffer.from('{"cells": ['), /JSON is broken/],
  ["deep.ipynb", Buffer.from("[".repeat(2e6)), /JSON is broken|call stack/],
  ["no cells.ipynb", Buffer.from('{"cells": 7}'), /it has no cells/],
  [
    "odd cells.ipynb",
    Buffer.from('{"cells": [null, 7, {"cell_type": "code", "source": 9}]}'),
    /no cells/,
  ],
  ["other.ipynb", ipynb([{ id: "x", source: "const a = 1;" }]), /no notebook of this course/],
  ["long.ipynb", ipynb([{ id: "x", source: "1;".repeat(1e6) }]), /too many/],
  [
    "endless to read.ipynb",
    ipynb([...good, { id: "x", source: `${"a ? (b) : c => ".repeat(40)}1` }]),
    /can't be read: that does not come to an end/,
  ],
  [
    "too much to read.ipynb",
    ipynb([...good, { id: "x", source: "a;".repeat(240_000) }]),
    /can't be read: .*memory/,
  ],
  ["empty.html", Buffer.alloc(0), /no work in this file/],
  [
    "twice.html",
    Buffer.concat([
      page("A", "04-one-step-by-hand", good, "1"),
      page("A", "04-one-step-by-hand", good, "1"),
    ]),
    /damaged/,
  ],
  ["many starts.html", Buffer.from("<script id=".repeat(1e6)), /no work in this file/],
  ["essay.pdf", Buffer.from("%PDF-1.4"), /no handout, notebook or zip/],
  ["not.zip", Buffer.from("PK and then nothing"), /no zip that can be read/],
  [
    "cut.zip",
    zip({ name: "04-one-step-by-hand.ipynb", bytes: ipynb(good) }).subarray(0, 400),
    /no zip that can be read/,
  ],
  ["bomb.zip", zip({ name: "a.ipynb", bytes: zeros.subarray(0, 20e6) }), /zip bomb/],
  [
    "liar.zip",
    zip({ name: "a.ipynb", bytes: zeros.subarray(0, 20e6), size: 100 }),
    /can't be unpacked/,
  ],
  [
    "overlap.zip",
    zip(
      { name: "a.ipynb", bytes: ipynb(good) },
      ...Array.from({ length: 40 }, (_, i) => ({
        name: `${i}.ipynb`,
        bytes: ipynb(good),
        overlaps: true,
      })),
    ),
    /overlap: it is a zip bomb/,
  ],
  ["out.zip", zip({ name: "../../../out.ipynb", bytes: ipynb(good) }), /leads out of the zip/],
  ["root.zip", zip({ name: "/etc/out.ipynb", bytes: ipynb(good) }), /leads out of the zip/],
  [
    "russian.zip",
    zip({
      name: "a.zip",
      bytes: zip({ name: "b.zip", bytes: zip({ name: "c.ipynb", bytes: ipynb(good) }) }),
    }),
    /zip in a zip in a zip/,
  ],
];
for (const [file, bytes] of files) put(folder, file, bytes);
writeFileSync(path.join(folder, "large.html"), "");
truncateSync(path.join(folder, "large.html"), 100e6);
mkdirSync(path.join(folder, "Nobody Example_9_assignsubmission_file_"));
const unix = process.platform !== "win32";
if (unix) symlinkSync("/etc/passwd", path.join(folder, "link.ipynb"));

const next = course.notebooks.find(({ name }) => name.startsWith("05"));
if (!next) throw new Error("there is no notebook 05");
const [asked] = next.exercises;
const two: Work = {
  format: 1,
  id: "1",
  learner: "Two",
  version: course.version,
  handout: "all",
  edition: "student",
  saved: "2026-11-25T09:00:00Z",
  notebooks: [
    { name: gate.name, cells: good },
    { name: next.name, cells: answered(next, { [asked]: "process.exit(1); for (;;);" }) },
    { name: next.name, cells: answered(next, { [asked]: `for (;;);\nexercise("${asked}", 0);` }) },
    { name: gate.name, cells: cells(`for (;;) exercise("04-x", () => 1);`) },
  ].map(({ name, cells }) => ({ name, cells: cells.map((cell) => ({ ...cell, changed: true })) })),
};
put(folder, "two.html", Buffer.from(`<!doctype html><title>two</title>${workElement(two)}`));

put(folder, "lie.html", page("Liar", "02-one-weight-by-hand", good, "99.9.9 <b>"));
put(
  folder,
  "formula.html",
  page(`=cmd|' /C calc'!A0`, "04-one-step-by-hand", good, course.version),
);
put(
  folder,
  "markup.html",
  page("</th><script>alert(1)</script>\u202e", "04-one-step-by-hand", good, course.version),
);
put(
  folder,
  "unsaved.html",
  Buffer.from(
    `<p>05</p><script type="application/json" id="program">{"cells":[{"notebook":"04-one-step-by-hand"}]}</script>`,
  ),
);
const marks = ipynb(
  good.map((cell) =>
    cell.source.includes(slope)
      ? { ...cell, source: gate.cells.find(({ id }) => id === cell.id)?.source ?? "" }
      : cell,
  ),
);
put(
  folder,
  "marks.ipynb",
  Buffer.from(
    marks
      .toString()
      .replaceAll(
        '"outputs":[]',
        `"outputs":[{"output_type":"display_data","data":{"text/plain":"✓ **${slope}**: right."}}]`,
      ),
  ),
);

let grades: Grades;
test.before(async () => {
  grades = await grade({ folder, course, walls, seed: 1 });
});
const rowOf = (learner: string, exercise: string) => {
  const name = exercise === "04-x" ? slope : exercise;
  const row = grades.rows.find((row) => row.learner === learner && row.exercise === name);
  assert.ok(row, `no row for ${learner} ${exercise}`);
  return row;
};

code.forEach(([what, , says, points = 0], i) => {
  test(`${what} gets what it deserves, and the answer beside it what that deserves`, () => {
    const { message, note, points: given } = rowOf(`code ${i}`, "04-x");
    assert.match(`${message}\n${note}`, new RegExp(says, "m"));
    assert.is(given, points);
    assert.is(rowOf(`code ${i}`, "04-a").points, 1);
  });
});

for (const [file, , says] of files)
  test(`${file} has a row that says why nothing of it was graded`, () => {
    const found = grades.unread.filter((each) => each.file.startsWith(file));
    assert.match(found.map(({ why }) => why).join("\n"), says);
  });

test("100 MB, a link and an empty folder have their rows", () => {
  const why = (file: string) => grades.unread.find((each) => each.file.startsWith(file))?.why ?? "";
  assert.match(why("large.html"), "it has 100 MB");
  assert.match(why("Nobody Example"), "the folder is empty");
  if (unix) assert.match(why("link.ipynb"), "it is a link");
});

test("a page that lies about its version and its notebook is graded for what it is", () => {
  const row = rowOf("Liar", "04-x");
  assert.is(row.points, 1);
  assert.match(row.note, "made from version 99.9.9 <b>");
  assert.match(row.note, "calls itself 02-one-weight-by-hand, and holds 04-one-step-by-hand");
});

test("what one notebook of a file does costs another nothing", () => {
  const { points, note } = rowOf("Two", "04-x");
  assert.is(points, 1);
  assert.match(note, "says more than a million characters");
  assert.is(rowOf("Two", "04-a").points, 1);
  const { message } = rowOf("Two", asked);
  assert.match(message, "does not come to an end");
});

test("a handout that was not saved, and a typed-in ✓, have no points", () => {
  assert.match(rowOf("unsaved", "04-a").note, "was not saved");
  assert.is(rowOf("unsaved", "04-a").answered, false);
  assert.is(rowOf("marks", "04-x").points, 0);
});

test("nothing of a name or a message acts in the reports", () => {
  rmSync(to, { recursive: true });
  write(to, grades, course, walls, true);
  const table = readFileSync(path.join(to, "grades.csv"), "utf8");
  assert.match(table, `"'=cmd|' /C calc'!A0"`);
  assert.not.match(table, /^[=+@-]/m);
  const pages = readdirSync(path.join(to, "learners")).map((name) => path.join("learners", name));
  assert.ok(pages.length > 25);
  for (const name of ["index.html", ...pages]) {
    const html = readFileSync(path.join(to, name), "utf8");
    assert.not.match(html, /<script|\u202e/);
    assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src /i);
  }
  assert.ok(!existsSync(path.join(cache, "..", "out.ipynb")));
});

const server = createServer((socket) => socket.destroy());
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
test.after(() => void server.close());

/** A script that a stranger's code would be, had it got out of the language. */
const escaped = path.join(cache, "escaped.cjs");
writeFileSync(
  escaped,
  `const tried = {};
const attempt = (name, act) => { try { tried[name] = String(act()); } catch (error) { tried[name] = "refused"; } };
attempt("read", () => require("fs").readFileSync("/etc/passwd", "utf8").length);
attempt("write", () => require("fs").writeFileSync(${JSON.stringify(path.join(cache, "escaped.txt"))}, "x"));
attempt("run", () => require("child_process").spawnSync("id").pid || (() => { throw 1; })());
attempt("thread", () => new (require("worker_threads").Worker)("1", { eval: true }).threadId);
tried.environment = Object.keys(process.env).filter((name) => name !== "PWD").length;
const socket = require("net").connect(${port}, "127.0.0.1");
socket.on("error", ({ code }) => { tried.network = code; console.log(JSON.stringify(tried)); });
socket.on("connect", () => { tried.network = "open"; console.log(JSON.stringify(tried)); socket.destroy(); });`,
);
test.after(() => rmSync(escaped, { force: true }));

for (const bubblewrap of [true, false]) {
  const { command, user, has, lacks } = findWalls(escaped, { bubblewrap });
  const isBoxed = has.some((wall) => wall.startsWith("bubblewrap"));
  const wallTest = needs(
    test,
    isBoxed === bubblewrap,
    "bubblewrap is not here, or may not be used",
  );
  wallTest(
    `walls hold for code that has got out, ${bubblewrap ? "with" : "without"} bubblewrap`,
    () => {
      const [program, ...args] = command;
      const ids = user === undefined ? {} : { uid: user, gid: user };
      const { stdout, stderr } = spawnSync(program, args, {
        env: {},
        cwd: "/",
        encoding: "utf8",
        ...ids,
      });
      assert.ok(stdout, stderr);
      const { network, ...tried } = JSON.parse(stdout);
      const no = "refused";
      assert.equal(tried, { read: no, write: no, run: no, thread: no, environment: 0 });
      if (!lacks.some((lack) => lack.startsWith("use the network"))) assert.is.not(network, "open");
    },
  );
}

test.run();
