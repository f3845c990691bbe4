/** kernel/typescript.ts and kernel/converter.ts: the kernel's TypeScript says of cells what tslab's own says. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { join, readNotebook } from "../../tools/notebook.js";
import { cache, kernelOptions, notebooks, root } from "../../tools/paths.mjs";

const execute = promisify(execFile);
const require = createRequire(import.meta.url);
const kernel = path.join(root, "dist", "kernel", "compile.cjs");
const plain = require.resolve("tslab/dist/converter.js");

/** What a converter is asked to do, one after the other. */
type Request =
  | { cell: string }
  | { file: string; text: string }
  | { module: string; text: string }
  | { tab: string };

// In a file: after `node -e` the modules of Node would be global names.
const folder = mkdtempSync(path.join(cache, "typescript-"));
const script = path.join(folder, "answer.cjs");
writeFileSync(
  script,
  `const { createConverter } = require(process.argv[3]);
  const { writeFileSync } = require("fs");
  const converter = createConverter({});
  const said = (all) => all.map(({ messageText }) => messageText.messageText ?? messageText).join("; ");
  let declared = "";
  const answer = ({ cell, file, module, tab, text }) => {
    if (tab) return converter.complete(declared, tab, tab.length).candidates;
    if (module) return said(converter.addModule(module, text));
    if (file) return writeFileSync(file, text);
    const { declOutput, diagnostics, output } = converter.convert(declared, cell);
    declared = declOutput ?? declared;
    if (declOutput === undefined) return said(diagnostics);
    const named = /\\n\\/\\/# sourceURL=cell-\\d+$/; // the kernel's own, see kernel/errors/stack.ts
    const plain = named.test(output) ? output.replace(named, "").replace(/^\\n/m, "") : output;
    return (plain + declOutput).replaceAll('/// <reference types="node" />\\n', "");
  };
  const requests = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
  console.log(JSON.stringify(requests.map(answer)));
  process.exit();`,
);

/** The answers of the converter that a file exports. */
async function answers(requests: Request[], converter: string): Promise<unknown[]> {
  const file = path.join(folder, `${process.hrtime.bigint()}.json`);
  writeFileSync(file, JSON.stringify(requests));
  const { stdout } = await execute(process.execPath, [script, file, converter], {
    cwd: folder,
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout);
}

const inKernel = (requests: Request[]) => answers(requests, kernel);

/** The kernel's converter must answer as tslab's own does. */
async function same(...requests: Request[]): Promise<unknown[]> {
  const [ours, stock] = await Promise.all([inKernel(requests), answers(requests, plain)]);
  assert.equal(ours, stock);
  return ours;
}

function codeCells(name: string): string[] {
  const { cells } = readNotebook(path.join(notebooks, `${name}.ipynb`));
  return cells.filter((cell) => cell.cell_type === "code").map((cell) => join(cell.source));
}

test.after(() => rmSync(folder, { recursive: true, force: true }));

test("the build has compiled TypeScript, and this Node takes it, as a kernel is started", async () => {
  const script = `require(${JSON.stringify(kernel)}).isCompiled`;
  const { stdout } = await execute(process.execPath, [...kernelOptions, "-p", script]);
  assert.is(stdout.trim(), "true");
});

test("a notebook's cells become what they become without all this", async () => {
  const cells = await same(...codeCells("05-or-gate").map((cell) => ({ cell })));
  assert.ok(cells.length > 20 && cells.join("").length > 10_000);
});

// The first cell that needs Node's types, each in a kernel of its own.
for (const cell of [
  'console.dir(1, { depth: 1 }); const n: number = console.log("a");',
  "const cwd: number = process.cwd();",
  'process.stdout.write("a"); setTimeout(() => 1, 5); structuredClone(new URL("a:b").href);',
  'const e: BufferEncoding = "utf8"; const n: number = Buffer.from("a", e).toString();',
  "Error.captureStackTrace({}); import.meta.url;",
  "const { status } = await fetch('a:b'); const s: string = status;",
  'import { readFileSync } from "fs"; const n: number = readFileSync("a", "utf8");',
  "const os = await import(`os`); const n: string = os.cpus();",
  "nothing + process.pid;",
])
  test(`the types of Node are there for: ${cell}`, async () => {
    await same({ cell: "const x = [1];" }, { cell }, { cell: "x.map(String);" });
  });

test("a file of the reader's own, and what it says later, stops only the cells that import it", async () => {
  const good = "export const rows: number[] = [process.pid];";
  const use = 'import { rows } from "./rows"; rows;';
  const said = await same(
    { file: "rows.ts", text: good },
    { cell: use },
    { cell: "const w = 1;" },
    { module: "broken", text: 'export const y: number = "a";' },
    { cell: "w + 1;" },
  );
  assert.match(String(said[3]), "not assignable");
  assert.not.match(String(said[4]), "not assignable");
});

test("a module may use Node", async () => {
  await same(
    { module: "mine", text: "export const pid: number = process.pid;" },
    { cell: 'import { pid } from "./mine"; pid;' },
  );
});

test("Tab offers the names of Node", async () => {
  const [names] = (await inKernel([{ tab: "proc" }])) as string[][];
  assert.ok(names.includes("process"), String(names));
});

test.run();
