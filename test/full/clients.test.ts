/** Programs of others that run notebooks: what fails fails there, too, and the course's notebooks pass. */
// time limit: 1500 s
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Cell, join, readNotebook, writeNotebook } from "../../tools/notebook.js";
import { select } from "../../tools/notebooks.js";
import { cache, notebooks, root } from "../../tools/paths.mjs";
import { answered, assignment, step } from "../support/assignment.js";
import { getClients } from "../support/clients.js";
import { needs } from "../support/skip.js";

const { clients, reason } = await getClients();
const clientTest = needs(test, clients, reason);
test.after(() => clients?.clean());

/** Runs one of the programs. */
function client(cwd: string, module: string, args: string[], input = "") {
  const options = { cwd, env: clients?.env, input, encoding: "utf8", timeout: 600_000 } as const;
  const ran = spawnSync(clients?.python ?? "", ["-m", module, ...args], options);
  return { status: ran.status, output: `${ran.stdout}${ran.stderr}` };
}

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "clients test "));
const below = (...names: string[]) => path.join(folder, ...names);
cpSync(notebooks, below("course"), { recursive: true });
test.after(() => rmSync(folder, { recursive: true, force: true }));

const metadata = {
  kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
  language_info: { name: "typescript" },
};
let count = 0;
const code = (source: string, more: object = {}): Cell => ({
  id: `cell-${++count}`,
  cell_type: "code",
  metadata: { ...more },
  execution_count: null,
  outputs: [],
  source,
});
const write = (file: string, ...cells: Cell[]) =>
  writeNotebook(file, { cells, metadata, nbformat: 4, nbformat_minor: 5 });

mkdirSync(below("wrong"));
write(below("wrong", "throws.ipynb"), code("const x = 1;"), code('throw new Error("on purpose");'));
write(below("wrong", "compiles not.ipynb"), code('const x: number = "1";'));

for (const options of [["--nbmake"], ["--nbval"], ["--nbval-lax"]]) {
  const pytest = (what: string) =>
    client(folder, "pytest", ["-p", "no:cacheprovider", ...options, what]);

  clientTest(`pytest ${options} passes the course`, () => {
    const { status, output } = pytest("course");
    assert.is(status, 0, output.slice(-3000));
    assert.match(output, options[0] === "--nbmake" ? "9 passed" : /\d\d\d passed/);
  });

  clientTest(`pytest ${options} fails a notebook that throws and one that does not compile`, () => {
    const { status, output } = pytest("wrong");
    assert.is(status, 1, output.slice(-3000));
    assert.match(output, /\b2 failed/);
    assert.match(output, "on purpose");
    assert.match(output, "a number is wanted here, not text");
  });
}

clientTest("papermill runs a notebook, and says that it can set no parameters", () => {
  const [source] = select(["02"]).map((entry) => path.basename(entry.path));
  const run = (...args: string[]) =>
    client(below("course"), "papermill", [source, below("out.ipynb"), ...args]);
  const { status, output } = run();
  assert.is(status, 0, output.slice(-3000));
  const set = run("-p", "learningRate", "0.1");
  assert.is(set.status, 1);
  assert.match(set.output, "No parameter translator functions specified for kernel 'tslab'");
});

clientTest("papermill stops at a cell that throws", () => {
  const { status, output } = client(below("wrong"), "papermill", [
    "throws.ipynb",
    below("o.ipynb"),
  ]);
  assert.is(status, 1);
  assert.match(output, "Error: on purpose");
});

clientTest("jupyter console goes on after an error", () => {
  const input = 'throw new Error("on purpose");\nconsole.log(6 * 7);\n';
  const args = ["console", "--kernel", "tslab", "--simple-prompt"];
  const { output } = client(folder, "jupyter", args, input);
  assert.match(output, "Error: on purpose");
  assert.match(output, "42");
  assert.not.match(output, "KeyError");
});

clientTest(
  "nbgrader generates an assignment, collects right, wrong and empty copies, and grades them",
  () => {
    const teacher = below("teacher");
    cpSync(
      path.join(root, "jupyter", "nbgrader_config.py"),
      path.join(teacher, "nbgrader_config.py"),
    );
    const nbgrader = (...args: string[]) => {
      const { status, output } = client(teacher, "nbgrader", args);
      assert.is(status, 0, output.slice(-4000));
    };
    mkdirSync(path.join(teacher, "source", "or"), { recursive: true });
    writeNotebook(path.join(teacher, "source", "or", "or.ipynb"), assignment());
    nbgrader("generate_assignment", "or", "--create");

    const released = readNotebook(path.join(teacher, "release", "or", "or.ipynb"));
    const text = released.cells.map((cell) => join(cell.source)).join("\n");
    assert.match(text, 'throw new Error("nothing is written here yet");');
    assert.not.match(text, "BEGIN SOLUTION");
    assert.not.match(text, "// Solution");

    const answers: Record<string, string | undefined> = {
      right: step,
      wrong: "return [0, 0, 0];",
      empty: undefined,
    };
    for (const [learner, answer] of Object.entries(answers)) {
      const file = `${learner}_123_assignsubmission_file_or.ipynb`; // as Moodle names it
      mkdirSync(path.join(teacher, "downloaded", "or", "archive"), { recursive: true });
      writeNotebook(
        path.join(teacher, "downloaded", "or", "archive", file),
        answered(released, answer),
      );
    }
    nbgrader("zip_collect", "or");
    nbgrader("autograde", "or", "--create");
    nbgrader("export");
    const [names, ...rows] = readFileSync(path.join(teacher, "grades.csv"), "utf8")
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(","));
    const scores = rows.map((row) => [
      row[names.indexOf("student_id")],
      Number(row[names.indexOf("raw_score")]),
      Number(row[names.indexOf("max_score")]),
    ]);
    assert.equal(Object.fromEntries(scores.map(([name, ...score]) => [name, score])), {
      right: [2, 2],
      wrong: [0, 2],
      empty: [0, 2],
    });
  },
);

test.run();
