/** tools/typescript.cjs: the kernel's TypeScript knows the types of Node as soon as a cell needs them. */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { join, readNotebook } from "../tools/notebook.js";
import { dist, notebooks, root } from "../tools/paths.mjs";

const execute = promisify(execFile);
const require = createRequire(import.meta.url);
process.chdir(notebooks); // where tslab looks for packages
const { isCompiled, namesNode } = require("../tools/typescript.cjs");
const ts: typeof import("@tslab/typescript-for-tslab") = require("@tslab/typescript-for-tslab");
const { createConverter } = require("tslab/dist/converter.js");

/** What the kernel says of cells, run one after the other: "" or the messages. */
function answers(...cells: string[]): string[] {
  const converter = createConverter({});
  let declared = "";
  try {
    return cells.map((cell) => {
      const { declOutput, diagnostics } = converter.convert(declared, cell);
      declared = declOutput ?? declared;
      return diagnostics.map((d: { messageText: string }) => d.messageText).join("\n");
    });
  } finally {
    converter.close();
  }
}

function codeCells(name: string): string[] {
  const { cells } = readNotebook(path.join(notebooks, `${name}.ipynb`));
  return cells.filter((cell) => cell.cell_type === "code").map((cell) => join(cell.source));
}

/** The values that the types of Node declare for every cell. */
function declaredByNode(): string[] {
  const folder = path.join(dist, "types");
  const options = { target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts"], types: ["node"] };
  const file = path.join(root, "src", "sigmoid.ts");
  const program = ts.createProgram([file], { ...options, typeRoots: [folder] });
  const source = program.getSourceFile(file);
  assert.ok(source);
  const values = program.getTypeChecker().getSymbolsInScope(source, ts.SymbolFlags.Value);
  const inNode = ({ valueDeclaration }: import("@tslab/typescript-for-tslab").Symbol) =>
    path.normalize(valueDeclaration?.getSourceFile().fileName ?? "").startsWith(folder);
  return values.filter(inNode).map(({ name }) => name);
}

test("the build has compiled TypeScript, and this Node takes it", () => {
  assert.ok(isCompiled);
});

test("each name that the types of Node declare makes the kernel read them", () => {
  const names = declaredByNode().filter((name) => name !== "console");
  assert.ok(names.length > 50 && names.includes("process"), String(names));
  // What no newer Node has, a cell can't use either.
  const unknown = names.filter((name) => !namesNode(`f(${name})`) && name in globalThis);
  assert.equal(unknown, []);
});

test("a file of the reader's own does too, for it may have such names", () => {
  assert.ok(namesNode('import { rows } from "./rows";'));
});

test("console has its types from the start, and the same ones with Node's", () => {
  const [before, , after] = answers(
    "console.dir(1, { depth: 1 }); const n: number = console.log(1);",
    "process.pid;",
    "console.dir(1, { depth: 1 }); const n: number = console.log(1);",
  );
  assert.is(before, "Type 'void' is not assignable to type 'number'.");
  assert.is(after, before);
});

test("a cell of mathematics does not", () => {
  for (const cell of ["console.log(Math.exp(1))", "const processed = [1, 2]", 'const s = "a path"'])
    assert.not(namesNode(cell), cell);
});

test("names of Node have their types, from the first cell that has one", () => {
  const [, ...checked] = answers(
    "const x = 1;",
    "const cwd: number = process.cwd();",
    'const text: number = Buffer.from("a").toString("base64");',
    'process.stdout.write("a"); setTimeout(() => x, 5); new URL("a:b").href; structuredClone(x);',
    "const { status } = await fetch('a:b'); const s: string = status;",
  );
  assert.equal(checked, [
    "Type 'string' is not assignable to type 'number'.",
    "Type 'string' is not assignable to type 'number'.",
    "",
    "Type 'number' is not assignable to type 'string'.",
  ]);
});

test("modules of Node have their types", () => {
  const cells = [
    'import { readFileSync } from "fs"; const n: number = readFileSync("a", "utf8");',
    'import { join } from "node:path"; const n: number = join("a", "b");',
    'const os = await import("os"); const n: string = os.cpus();',
  ];
  for (const cell of cells) assert.match(answers(cell)[0], /is not assignable to type/, cell);
});

test("a name that nothing declares is still an error", () => {
  assert.equal(answers("process.pid; nothing;"), ["Cannot find name 'nothing'."]);
});

test("a notebook's cells become the JavaScript that they become without all this", async () => {
  const compile = `
    const { createConverter } = require("tslab/dist/converter.js");
    const converter = createConverter({});
    let declared = "";
    for (const cell of JSON.parse(process.argv[1])) {
      const { declOutput, output } = converter.convert(declared, cell);
      declared = declOutput;
      console.log(output + declared);
    }
    process.exit();`;
  const cells = codeCells("05-or-gate");
  const how = (...options: string[]) =>
    execute(process.execPath, [...options, "-e", compile, JSON.stringify(cells)], {
      cwd: notebooks,
      maxBuffer: 1e7,
    });
  const kernel = path.join(root, "tools", "kernel.cjs");
  const [plain, ours] = await Promise.all([how(), how("--require", kernel)]);
  assert.ok(plain.stdout.length > 10_000, plain.stderr);
  assert.is(ours.stdout, plain.stdout);
});

test.run();
