/** The sandbox, and files that lie: what a hostile file does to the reports, to others and to this computer. Attacks on marks are in class.test.ts. */
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
import { availableParallelism } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCourse } from "../../grade/course.js";
import { grade } from "../../grade/grade.js";
import type { Grades } from "../../grade/gradebook.js";
import { gradesCsv } from "../../grade/grades-csv.js";
import { planOf } from "../../grade/plan.js";
import { runSubmission } from "../../grade/run.js";
import { findSandbox, limits } from "../../grade/sandbox.js";
import { writeReport } from "../../grade/write.js";
import { type Work, workElement } from "../../handout/saved-work.js";
import { type ExerciseName, exercises } from "../../src/exercises/index.js";
import { cache, dist, root } from "../../tools/paths.mjs";
import { target } from "../support/attacks.js";
import { answered, ipynb, page, put } from "../support/class.js";
import { needs } from "../support/skip.js";
import { zip } from "../support/zip.js";

const course = readCourse(path.join(root, "notebooks"));
const { gate, slope, cells, good } = target(course);
const sandbox = findSandbox(path.join(dist, "sandboxed-runner.cjs"));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "hostile "));
const to = mkdtempSync(path.join(cache, "grades "));
test.after(() => {
  for (const each of [folder, to]) rmSync(each, { recursive: true, force: true });
});

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
const long = page(`Long ${"(1)".repeat(1e6)}x`, gate.name, good, course.version);
put(folder, "long.html", long);
put(
  folder,
  "turned.ipynb",
  Buffer.concat([
    Buffer.from("\ufeff"), // as some editors save
    ipynb([
      ...cells(`throw new Error("\u202eright");\nexercise("04-x", 1);`),
      { id: "guess", source: `guess("04-p1", "\u202e${"y".repeat(400_000)}");` },
    ]),
  ]),
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
  grades = await grade({ folder, course, sandbox, seed: 1 });
});
const rowOf = (learner: string, exercise: string) => {
  const name = exercise === "04-x" ? slope : exercise;
  const row = grades.rows.find((row) => row.learner === learner && row.exercise === name);
  assert.ok(row, `no row for ${learner} ${exercise}`);
  return row;
};

test("100 MB, a link and an empty folder have their rows", () => {
  const why = (file: string) =>
    grades.ungraded.find((each) => each.file.startsWith(file))?.reason ?? "";
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

test("a name of millions of letters is cut, and a mark before the text is no letter", () => {
  assert.is(rowOf("Long", "04-x").points, 1);
  assert.is(rowOf("turned", "04-a").points, 1);
  assert.match(rowOf("turned", "04-x").message, "stopped with “Error: \u202eright”");
});

for (const [what, [many, ...others]] of [
  [
    "the files of a zip share the time of one learner, whatever their names are",
    ["many.zip", "beside.ipynb"],
  ],
  ["in a zip that is all there is, it is each learner's own", ["class.zip"]],
] as const)
  test(what, async () => {
    const folder = mkdtempSync(path.join(cache, "shares "));
    const { learnerSeconds } = limits;
    limits.learnerSeconds = 1;
    try {
      // As many as begin before the first has ended, and some more.
      const names = Array.from({ length: availableParallelism() + 3 }, (_, i) => `name ${i}.ipynb`);
      const bytes = ipynb(cells(`for (;;);\nexercise("04-x", 0);`));
      put(folder, many, zip(...names.map((name) => ({ name, bytes }))));
      for (const name of others) put(folder, name, bytes);
      const { ungraded } = await grade({ folder, course, sandbox, seed: 1 });
      const refused = ungraded.filter(({ reason }) => reason.startsWith("it was not run"));
      const files = refused.map(({ file }) => file);
      assert.is(files.includes(`${many}/${names.at(-1)}`), others.length > 0, files.join());
      assert.ok(files.every((file) => file.startsWith(many)));
    } finally {
      limits.learnerSeconds = learnerSeconds;
      rmSync(folder, { recursive: true, force: true });
    }
  });

test("who sleeps and speaks by turns comes to an end, and keeps what was right by then", async () => {
  const drip = `for (;;) { await new Promise((done) => setTimeout(done, 100)); exercise("04-x", NaN); }`;
  const calls = Object.fromEntries(
    gate.exercises.map((name) => [name, exercises[name as ExerciseName].calls ?? []]),
  );
  const [{ answers, notes }] = await runSubmission(
    [{ plan: planOf(cells(drip)), calls }],
    {},
    sandbox,
    4,
  );
  assert.equal([...notes], ["takes longer than all that a learner hands in may take"]);
  assert.equal(answers.get("04-a")?.results?.flat().length, 1);
});

test("a process that is no longer ours can only give wrong answers", async () => {
  const odd = `{"valueOf":1,"toString":1}`;
  const lines = [
    `{"exercise":"${slope}","outcome":{"kind":"a function","results":[[${odd}],${"[".repeat(1e5)}${"]".repeat(1e5)}]}}`,
    `{"exercise":${odd},"outcome":${odd},"failedCell":${odd}}`,
    `{"failedCell":1,"exercises":${odd},"message":${odd}}`,
    `{"notebook":-1}`,
    `{"notebook":1e9}`,
    `{"cell":-1}`,
    `{"attempted":"${"x".repeat(1e5)}"}`,
    "null",
    "[",
    `{"done":true}`,
  ];
  const script = path.join(cache, "lies.cjs");
  writeFileSync(script, `process.stdout.write(${JSON.stringify(`${lines.join("\n")}\n`)});`);
  try {
    const calls = { [slope]: exercises[slope].calls ?? [] };
    const lying = findSandbox(script);
    const [{ answers, notes }] = await runSubmission(
      [{ plan: planOf(good), calls }],
      {},
      lying,
      60,
    );
    assert.equal(answers.get(slope)?.results, [[Number.NaN], [Number.NaN]]);
    assert.is([...notes].join("").length, 90);
  } finally {
    rmSync(script);
  }
});

test("a handout that was not saved, and a typed-in ✓, have no points", () => {
  assert.match(rowOf("unsaved", "04-a").note, "was not saved");
  assert.is(rowOf("unsaved", "04-a").answered, false);
  assert.is(rowOf("marks", "04-x").points, 0);
});

test("nothing of a name or a message acts in the reports", () => {
  rmSync(to, { recursive: true });
  writeReport(to, grades, course, sandbox, true);
  const table = readFileSync(path.join(to, "grades.csv"), "utf8");
  assert.match(table, `"'=cmd|' /C calc'!A0"`);
  assert.not.match(table, /^[=+@-]|\u202e/m);
  const pages = readdirSync(path.join(to, "learners")).map((name) => path.join("learners", name));
  assert.ok(pages.length > 4);
  for (const name of ["index.html", ...pages]) {
    const html = readFileSync(path.join(to, name), "utf8");
    assert.not.match(html, /<script|\u202e/);
    assert.ok(html.length < 100_000, `${name} has ${html.length} characters`);
    assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src /i);
  }
  assert.ok(!existsSync(path.join(cache, "..", "out.ipynb")));
});

test("no field of the table begins a formula, also when what hides its sign is taken away", () => {
  const ungraded = [{ learner: "\u200e=1", file: "\u202e\u200e@2.html", reason: "\u061c-3" }];
  const [, line] = gradesCsv({ seed: 1, files: 1, rows: [], ungraded } as unknown as Grades).split(
    "\r\n",
  );
  assert.is(line, `"'=1",,,,,,"'-3","'@2.html"`);
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
  const { command, user, protections, gaps } = findSandbox(escaped, { bubblewrap });
  const isBoxed = protections.some((name) => name.startsWith("bubblewrap"));
  const sandboxTest = needs(
    test,
    isBoxed === bubblewrap,
    "bubblewrap is not here, or may not be used",
  );
  sandboxTest(
    `the sandbox holds for code that has got out, ${bubblewrap ? "with" : "without"} bubblewrap`,
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
      if (!gaps.some((gap) => gap.startsWith("use the network"))) assert.is.not(network, "open");
    },
  );
}

test.run();
