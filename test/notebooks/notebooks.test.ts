/** `npm run notebooks`: parameters, tidy files, failures, all through the real kernel where it matters. */
// time limit: 900 s
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { differences, problems } from "../../ipynb/compare.js";
import { type Cell, FIGURE, join, PICTURE } from "../../ipynb/nbformat.js";
import { readNotebook, serialize, tidy, writeNotebook } from "../../ipynb/notebook-file.js";
import { parametersOf } from "../../ipynb/parameters.js";
import { cache, loader, root } from "../../tools/paths.mjs";
import { setParameters } from "../../tools/set-parameters.js";
import { figureOutputs, StillPictures } from "../../tools/still-pictures.js";
import { run } from "../../tools/suite.js";
import { usage } from "../../tools/usage.mjs";
import { code, markdown, notebook, printed, shown } from "../support/notebook.js";
import { waitFor } from "../support/wait-for.js";

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "notebooks test ")); // a path with spaces
test.after(() => rmSync(folder, { recursive: true, force: true }));

const parameters = (source: string) => code(source, "parameters");

const typed =
  "// how far\nconst rate: number = 0.05; // small\nconst steps = [1, 2],\n  name = `a`;\n";

test("parametersOf finds names and values, with type annotations or without", () => {
  const found = parametersOf(notebook(code("const other = 1;"), parameters(typed)));
  assert.equal(
    found.map(({ name, text }) => [name, text]),
    [
      ["rate", "0.05"],
      ["steps", "[1, 2]"],
      ["name", "`a`"],
    ],
  );
  assert.equal(parametersOf(notebook(code("const other = 1;"))), []);
});

test("setParameters changes the value and keeps the rest, comments too", () => {
  const before = notebook(parameters(typed));
  const after = setParameters(before, { rate: "-1", steps: "[ 3 ]" });
  const expected = typed.replace("0.05", "-1").replace("[1, 2]", "[ 3 ]");
  assert.is(join(after.cells[0]?.source), expected);
  assert.is(join(before.cells[0]?.source), typed, "the notebook given is not changed");
});

for (const value of ["NaN", "-1", "1e400", "[1, [2]]", '"a, b"', "{ a: 1 }", "() => 2", "2 // two"])
  test(`--set takes ${value}`, () => {
    const after = setParameters(notebook(parameters("const a = 0, b = 1;")), { a: value });
    const kept = value.replace(" // two", "");
    assert.is(join(after.cells[0]?.source), `const a = ${kept}, b = 1;`);
  });

for (const value of ["", "1, 2", "1; 2", "1) + (2", "const", "1 2", "[1"])
  test(`--set refuses ${value || "nothing"}`, () =>
    assert.throws(
      () => setParameters(notebook(parameters("const a = 0;")), { a: value }),
      /--set a=… must be one TypeScript expression; got/,
    ));

test("a name that is no parameter is refused, with the names there are", () => {
  assert.throws(
    () => setParameters(notebook(parameters(typed)), { speed: "1" }),
    /no parameter "speed"; this notebook has: rate, steps, name/,
  );
  assert.throws(() => setParameters(notebook(code("1")), { speed: "1" }), /has: none/);
});

test("tidy joins what one stream wrote, drops colours and timings, and counts the cells from 1", () => {
  const cell = code("a", printed("\u001b[31mone\u001b[39m\n"), printed("two\n"));
  cell.execution_count = 7;
  cell.metadata = { execution: { "iopub.status.busy": "2024" } };
  const tidied = tidy({ ...notebook(cell, code("")), metadata: { widgets: {} } });
  const [first, second] = tidied.cells;
  assert.equal(first?.outputs, [{ ...printed(""), text: ["one\n", "two\n"] }]);
  assert.is(first?.execution_count, 1);
  assert.equal(first?.metadata, {});
  assert.is(second?.execution_count, null);
  assert.equal(Object.keys(tidied.metadata), ["kernelspec", "language_info"]);
  assert.is(serialize(tidy(tidied)), serialize(tidied), "tidy twice is tidy once");
});

test("a different output is shown with its cell, its kind and both values", () => {
  const before = notebook(code("a"), code("b", printed("one\ntwo\n")));
  const after = notebook(code("a"), code("b", printed("one\n2\n")));
  assert.equal(differences(before, before), []);
  assert.equal(differences(before, after), [
    "cell 2, stdout, line 2:\n  committed: two\n  now:       2",
  ]);
  const point = (y: number) => notebook(code("c", shown({ [FIGURE]: { data: [{ y: [1, y] }] } })));
  assert.equal(differences(point(2), point(3)), [
    `cell 1, ${FIGURE} data[0] y[1]:\n  committed: 2\n  now:       3`,
  ]);
  assert.equal(differences(before, notebook(code("a"), code("b"))), [
    "cell 2, stdout: only in the committed notebook",
  ]);
});

test("a picture has the figure's text alternative in its metadata, where nbconvert reads it", async () => {
  const drawn = shown({
    [FIGURE]: { data: [] },
    "text/plain": ["A line\n", "rises."],
    [PICTURE]: "p",
  });
  const plain = shown({ [FIGURE]: { data: [] }, "text/plain": ["A line\n", "rises."] });
  const fresh = notebook(parameters(""), { ...code("a", plain), execution_count: 1 });
  assert.is(await new StillPictures().add(fresh, notebook(code("a", drawn))), 0);
  const [made] = figureOutputs(fresh);
  assert.is(made.data?.[PICTURE], "p");
  assert.equal(made.metadata, { [PICTURE]: { alt: "A line\nrises." } });
  const without = notebook(parameters(""), { ...code("a", drawn), execution_count: 1 });
  const problem = "cell 2: a picture without its text alternative: npm run notebooks writes it";
  assert.ok(problems(without).includes(problem));
  assert.not(problems(fresh).includes(problem));
});

test("pictures are not compared", () => {
  const picture = (png: string) =>
    notebook(code("a", shown({ "text/plain": "a", [PICTURE]: png })));
  assert.equal(differences(picture("one"), picture("two")), []);
});

test("check finds what must not be committed", () => {
  const big = shown({ [FIGURE]: { data: [{ x: "1".repeat(60_001) }] } });
  const bad = notebook(code("a"), code("b", printed("oh", "stderr")), code("c", big));
  assert.equal(problems(bad), [
    "no cell is tagged parameters",
    "cell 1: not executed",
    "cell 2: wrote to stderr: oh",
    "cell 3: a figure of 61 KB; the limit is 60 KB",
  ]);
  const error = code("a", { output_type: "error", ename: "E", evalue: "e", traceback: [] });
  const heavy = code("b", printed("1".repeat(500_000)));
  assert.equal(problems(notebook(parameters(""), error, heavy)), [
    "501 KB; the limit is 500 KB",
    "cell 2: its output is an error",
  ]);
});

const script = path.join(root, "tools", "notebooks.ts");
const runTool = (...args: string[]) =>
  run(process.execPath, [path.join(root, "tools", "run.mjs"), "notebooks", ...args], 300);

function write(name: string, ...list: Cell[]): string {
  const file = path.join(folder, `${name}.ipynb`);
  writeNotebook(file, notebook(markdown("# A"), ...list));
  return file;
}

const failing = [
  write(
    "throws",
    code("const x = 1;"),
    code('const y = 2;\nthrow new RangeError("x must be 2; got 1");'),
    code("x"),
  ),
  write("types", parameters('const rate: number = "a";')),
  write("stderr", code('console.error("hm");'), code("1")),
  write("late", code("for (;;) {}")),
  write("ends", code("process.exit(0)")),
  write("dies", code('process.kill(process.pid, "SIGKILL")')),
];
const before = failing.map((file) => readFileSync(file, "utf8"));
// Beside the tests above, which do not wait for 20 seconds.
const stopped = runTool("--timeout", "20", ...failing);

const figure = `import { show, figure } from "perceptron";
show(figure([{ x: [1], y: [rate] }], { title: "A", alt: "A dot.", x: "x", y: "y" }));`;

test("a good notebook is executed in place, twice with the same bytes; --set goes into a copy; --check sees a change", async () => {
  const file = write(
    "good",
    parameters("const rate = 0.5; // small"),
    code("rate * 2"),
    code(figure),
  );
  const first = await runTool(file);
  assert.is(first.status, "0", first.output);
  assert.match(first.output, /^good … 3 cells, \d+\.\d s$/m);
  const bytes = readFileSync(file, "utf8");
  const [, , product, plot] = readNotebook(file).cells;
  assert.equal(product?.outputs?.[0]?.data?.["text/plain"], ["1"]);
  assert.is(product?.execution_count, 2);
  assert.equal(plot?.outputs?.[0]?.data?.["text/plain"], ["A dot."]);

  const again = await runTool(file);
  assert.is(again.status, "0", again.output);
  assert.is(readFileSync(file, "utf8"), bytes);

  const copy = path.join(cache, "notebooks", "good.ipynb");
  rmSync(copy, { force: true });
  const set = await runTool(file, "--set", "rate=-2");
  assert.is(set.status, "0", set.output);
  assert.match(set.output, path.join(".cache", "notebooks", "good.ipynb"));
  assert.equal(readNotebook(copy).cells[2]?.outputs?.[0]?.data?.["text/plain"], ["-4"]);
  assert.is(readFileSync(file, "utf8"), bytes);

  const changed = readNotebook(file);
  const output = changed.cells[2]?.outputs?.[0];
  if (output) output.data = { "text/plain": ["3"] };
  writeNotebook(file, changed);
  const checked = await runTool(file, "--check");
  assert.is(checked.status, "1", checked.output);
  assert.match(checked.output, /cell 3, text\/plain, line 1:\n +committed: 3\n +now: +1/);
  rmSync(copy, { force: true });
});

test("no output is lost among many, which zeromq does not send at once", async () => {
  const cell = `import { md } from "perceptron";\nfor (let i = 0; i < 600; i++) md\`\${i}\`;`;
  const file = write("many", parameters("const a = 1;"), code(cell), code("a"));
  const { status, output } = await runTool(file);
  assert.is(status, "0", output);
  const outputs = readNotebook(file).cells[2]?.outputs ?? [];
  assert.equal(
    outputs.map(({ data }) => join(data?.["text/plain"] as string[])),
    Array.from({ length: 600 }, (_, i) => String(i)),
  );
});

test("a kernel goes on when packages change under it", async () => {
  const added = path.join(root, "node_modules", "perceptron-test");
  const touched = path.join(root, "package.json");
  const file = write(
    "packages",
    parameters('import { sigmoid } from "perceptron";'),
    code(`require("fs").mkdirSync(${JSON.stringify(added)}, { recursive: true });`),
    code(`require("fs").writeFileSync(${JSON.stringify(path.join(added, "index.d.ts"))}, "");`),
    code(`require("fs").utimesSync(${JSON.stringify(touched)}, new Date(), new Date());`),
    code("await new Promise((resolve) => setTimeout(resolve, 1000));"),
    code("console.log(sigmoid(0));"),
  );
  try {
    const { status, output } = await runTool(file);
    assert.is(status, "0", output);
  } finally {
    rmSync(added, { recursive: true, force: true });
  }
});

for (const signal of ["SIGKILL", "SIGINT"] as const)
  test(`when the tool gets ${signal}, no kernel stays behind`, async () => {
    const pidFile = path.join(folder, `pid ${signal}`);
    const source = `require("fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); for (;;) {}`;
    const file = write("killed", code(source));
    const TMPDIR = path.join(folder, `temporary ${signal}`);
    mkdirSync(TMPDIR);
    const env = { ...process.env, TMPDIR };
    const tool = spawn(process.execPath, ["--import", loader, script, file], { cwd: root, env });
    const hasPid = () => existsSync(pidFile) && readFileSync(pidFile, "utf8") !== "";
    await waitFor(hasPid, "the cell runs", 60);
    const pid = Number(readFileSync(pidFile, "utf8"));
    tool.kill(signal);
    const gone = () => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    };
    await waitFor(gone, `the kernel ${pid} has ended`, 60);
    if (signal === "SIGKILL" || process.platform === "win32") return; // then nobody cleans up
    const left = () => readdirSync(TMPDIR).filter((name) => name.startsWith("perceptron-"));
    await waitFor(() => left().length === 0, "its temporary files are gone", 60);
  });

for (const [title, args, message] of [
  ["an unknown notebook", ["77"], /no notebook "77"; there are: /],
  ["an unknown option", ["--chekc"], /no option --chekc; did you mean --check\?/],
  ["--set without a value", ["--set", "rate"], /--set must be name=value; got rate/],
  ["--set with --check", ["--check", "--set", "a=1"], /do not go together/],
  ["a time limit that is no time", ["--timeout", "soon"], /--timeout must be a positive number/],
] as const)
  test(`${title}: a message, the usage, exit 2`, async () => {
    const { status, output } = await runTool(...args);
    assert.is(status, "2");
    assert.match(output, message);
    assert.match(output, usage.notebooks);
  });

test("a failing cell stops its notebook: place, source, message, exit 1, and the file is untouched", async () => {
  const { status, output } = await stopped;
  assert.is(status, "1", output);
  const part = (name: string) =>
    output.slice(output.indexOf(`${name} … `)).split("The notebook file was not changed")[0] ?? "";
  assert.match(
    part("throws"),
    /stopped at cell 3 \(code cell 2\):\n\n {8}const y = 2;\n {8}throw new/,
  );
  assert.match(part("throws"), "RangeError: x must be 2; got 1");
  assert.not.match(part("throws"), "node_modules");
  assert.match(part("types"), /stopped at cell 2 \(code cell 1\)/);
  assert.match(part("types"), "a number is wanted here, not text\n");
  assert.match(part("stderr"), /stopped at cell 2 \(code cell 1\)[\s\S]*hm/);
  assert.match(part("late"), "still running after 20 s");
  assert.match(part("ends"), "process.exit would end the kernel");
  assert.match(part("dies"), "the kernel died");
  assert.equal(
    failing.map((file) => readFileSync(file, "utf8")),
    before,
  );
});

test("no temporary file stays beside a notebook", () => {
  const left = readdirSync(folder).filter((name) => name.endsWith(".tmp"));
  assert.equal(left, []);
});

test.run();
