/** Programs of others that run notebooks: what fails fails there, too, and the course's notebooks pass. */
// time limit: 1500 s
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Cell, join } from "../../ipynb/nbformat.js";
import { readNotebook, writeNotebook } from "../../ipynb/notebook-file.js";
import { select } from "../../tools/course-notebooks.js";
import { cache, notebooks, root } from "../../tools/paths.mjs";
import { answered, assignment, step } from "../support/assignment.js";
import { getClients } from "../support/clients.js";
import { code, notebook } from "../support/notebook.js";
import { needs } from "../support/skip.js";

const { clients, reason } = await getClients();
const clientTest = needs(test, clients, reason);
test.after(() => clients?.clean());

/** Runs one of the programs. */
async function client(cwd: string, module: string, args: string[], input = "") {
  const options = { cwd, env: clients?.env, timeout: 600_000, maxBuffer: 1e8 };
  const running = promisify(execFile)(clients?.python ?? "", ["-m", module, ...args], options);
  running.child.stdin?.end(input);
  const { stdout, stderr, code = 0 } = await running.catch((error) => error);
  return { status: code as number, output: `${stdout}${stderr}` };
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
const write = (file: string, ...cells: Cell[]) =>
  writeNotebook(file, { ...notebook(...cells), metadata });

mkdirSync(below("wrong"));
write(below("wrong", "throws.ipynb"), code("const x = 1;"), code('throw new Error("on purpose");'));
write(below("wrong", "compiles not.ipynb"), code('const x: number = "1";'));

// What passes where every output is compared passes where none is: one notebook is enough for --nbval-lax.
for (const [option, what, passes] of [
  ["--nbmake", "course", "9 passed"],
  ["--nbval", "course", /\d\d\d passed/],
  ["--nbval-lax", path.join("course", "05-or-gate.ipynb"), /\d\d passed/],
] as const) {
  const pytest = (what: string) =>
    client(folder, "pytest", ["-p", "no:cacheprovider", option, what]);
  const running = clients ? pytest(what) : undefined; // the three side by side

  clientTest(`pytest ${option} passes ${what}`, async () => {
    const { status, output } = await (running ?? pytest(what));
    assert.is(status, 0, output.slice(-3000));
    assert.match(output, passes);
  });

  clientTest(
    `pytest ${option} fails a notebook that throws and one that does not compile`,
    async () => {
      const { status, output } = await pytest("wrong");
      assert.is(status, 1, output.slice(-3000));
      assert.match(output, /\b2 failed/);
      assert.match(output, "on purpose");
      assert.match(output, "a number is wanted here, not text");
    },
  );
}

clientTest("papermill runs a notebook, and says that it can set no parameters", async () => {
  const [source] = select(["02"]).map((entry) => path.basename(entry.path));
  const run = (...args: string[]) =>
    client(below("course"), "papermill", [source, below("out.ipynb"), ...args]);
  const { status, output } = await run();
  assert.is(status, 0, output.slice(-3000));
  const set = await run("-p", "learningRate", "0.1");
  assert.is(set.status, 1);
  assert.match(set.output, "No parameter translator functions specified for kernel 'tslab'");
});

clientTest("papermill stops at a cell that throws", async () => {
  const { status, output } = await client(below("wrong"), "papermill", [
    "throws.ipynb",
    below("o.ipynb"),
  ]);
  assert.is(status, 1);
  assert.match(output, "Error: on purpose");
});

clientTest("jupyter console goes on after an error", async () => {
  const input = 'throw new Error("on purpose");\nconsole.log(6 * 7);\n';
  const args = ["console", "--kernel", "tslab", "--simple-prompt"];
  const { output } = await client(folder, "jupyter", args, input);
  assert.match(output, "Error: on purpose");
  assert.match(output, "42");
  assert.not.match(output, "KeyError");
});

clientTest(
  "nbgrader generates an assignment, collects right, wrong and empty copies, and grades them",
  async () => {
    const teacher = below("teacher");
    cpSync(
      path.join(root, "jupyter", "nbgrader_config.py"),
      path.join(teacher, "nbgrader_config.py"),
    );
    const nbgrader = async (...args: string[]) => {
      const { status, output } = await client(teacher, "nbgrader", args);
      assert.is(status, 0, output.slice(-4000));
    };
    mkdirSync(path.join(teacher, "source", "or"), { recursive: true });
    writeNotebook(path.join(teacher, "source", "or", "or.ipynb"), assignment());
    await nbgrader("generate_assignment", "or", "--create");

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
    await nbgrader("zip_collect", "or");
    await nbgrader("autograde", "or", "--create");
    await nbgrader("export");
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
