/** kernel/typescript.ts, converter.ts and patches/: the kernel's TypeScript says of cells what tslab's own says, but for what the patches mend. */
// time limit: 300 s
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { join } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { cache, kernelOptions, notebooks, root } from "../../tools/paths.mjs";

const execute = promisify(execFile);
const require = createRequire(import.meta.url);
const kernel = path.join(root, "dist", "kernel", "cache-typescript.cjs");
const plain = require.resolve("tslab/dist/converter.js");

/** What a converter is asked to do, one after the other. */
type Request =
  | { cell: string }
  | { file: string; text: string }
  | { module: string; text: string }
  | { tab: string }
  | { inspect: string };

// In a file: after `node -e` the modules of Node would be global names.
const folder = mkdtempSync(path.join(cache, "typescript-"));
const script = path.join(folder, "answer.cjs");
writeFileSync(
  script,
  `const { createConverter } = require(process.argv[3]);
  const { writeFileSync } = require("fs");
  const said = (all) => all.map(({ messageText }) => messageText.messageText ?? messageText).join("; ");
  let converter;
  let declared;
  const answer = ({ cell, file, module, tab, inspect, text }) => {
    if (inspect) return converter.inspect(declared, inspect, inspect.length)?.displayParts ?? null;
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
  const lists = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
  const answers = lists.map((requests) => {
    converter = createConverter({});
    declared = "";
    const answers = requests.map(answer);
    converter.close();
    return answers;
  });
  console.log(JSON.stringify(answers));
  process.exit();`,
);

/** For each list of requests, the answers of a fresh converter of those that a file exports. */
async function answers(lists: Request[][], converter: string): Promise<unknown[][]> {
  const file = path.join(folder, `${process.hrtime.bigint()}.json`);
  writeFileSync(file, JSON.stringify(lists));
  const { stdout } = await execute(process.execPath, [...kernelOptions, script, file, converter], {
    cwd: folder,
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout);
}

async function inKernel(requests: Request[]): Promise<unknown[]> {
  const [said] = await answers([requests], kernel);
  return said;
}

const compared: Request[][] = [];
let stock: Promise<unknown[][]> | undefined;

/** The kernel's converter, in a process of its own, must answer as tslab's own does, which answers everything in one. */
function same(title: string, requests: Request[], more?: (said: unknown[]) => void): void {
  const i = compared.push(requests) - 1;
  test(title, async () => {
    stock ??= answers(compared, plain);
    const [ours, theirs] = await Promise.all([inKernel(requests), stock]);
    assert.equal(ours, theirs[i]);
    more?.(ours);
  });
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

same(
  "a notebook's cells become what they become without all this",
  codeCells("05-or-gate").map((cell) => ({ cell })),
  (cells) => assert.ok(cells.length > 20 && cells.join("").length > 10_000),
);

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
  same(`the types of Node are there for: ${cell}`, [
    { cell: "const x = [1];" },
    { cell },
    { cell: "x.map(String);" },
  ]);

same(
  "a file of the reader's own, and what it says later, stops only the cells that import it",
  [
    { file: "rows.ts", text: "export const rows: number[] = [process.pid];" },
    { cell: 'import { rows } from "./rows"; rows;' },
    { cell: "const w = 1;" },
    { module: "broken", text: 'export const y: number = "a";' },
    { cell: "w + 1;" },
  ],
  (said) => {
    assert.match(String(said[3]), "not assignable");
    assert.not.match(String(said[4]), "not assignable");
  },
);

same("a module may use Node", [
  { module: "mine", text: "export const pid: number = process.pid;" },
  { cell: 'import { pid } from "./mine"; pid;' },
]);

/** A test that fails says that a patch is no longer needed: stock tslab has mended the fault. */
const stillWrong: [patch: string, cell: string, request: Request, stock: RegExp, ours: RegExp][] = [
  [
    "property-names.ts: { x } with an x of an earlier cell",
    "const x = 1;",
    { cell: "const made = { x };" },
    /made = \{ x \}/,
    /made = \{ x: exports\.x \}/,
  ],
  [
    "property-names.ts: { x: y } with a property x of an earlier cell's object",
    "const made = { x: 1 };",
    { cell: "const { x: y } = made;" },
    /\{ exports, x: y \}/,
    /\{ x: y \}/,
  ],
  [
    "quick-info.ts: information about a function within the brackets of its call",
    "const f = (first: number) => first;",
    { inspect: "f(1, " },
    /^null$/,
    /first/,
  ],
];

for (const [patch, cell, request, wrong, right] of stillWrong)
  test(`stock tslab still needs patches/${patch}`, async () => {
    const requests = [{ cell }, request];
    const [[[, theirs]], [, ours]] = await Promise.all([
      answers([requests], plain),
      inKernel(requests),
    ]);
    assert.match(typeof theirs === "string" ? theirs : JSON.stringify(theirs), wrong);
    assert.match(typeof ours === "string" ? ours : JSON.stringify(ours), right);
  });

test("Tab offers the names of Node", async () => {
  const [names] = (await inKernel([{ tab: "proc" }])) as string[][];
  assert.ok(names.includes("process"), String(names));
});

test("the types that cells see are those that the whole of TypeScript writes, with all packages read", async () => {
  const whole = path.join(folder, "types");
  const compiler = require.resolve("@tslab/typescript-for-tslab/lib/tsc.js");
  await execute(process.execPath, [compiler, "-p", path.join(root, "src"), "--outDir", whole]);
  const names = readdirSync(whole, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".d.ts"),
  );
  assert.ok(names.includes("index.d.ts"));
  const text = (...file: string[]) => readFileSync(path.join(...file), "utf8");
  for (const name of names)
    assert.fixture(
      text(root, "dist", name),
      text(whole, name),
      `${name}: what it exports says its type itself`,
    );
});

test.run();
