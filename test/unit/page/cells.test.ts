/** What runs the cells of a handout, without a browser: compiler, limits of memory, what is sent to the page, what depends on what. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { confine } from "../../../handout/page/confine.js";
import {
  Dependencies,
  type DependentCell,
  type Reach,
} from "../../../handout/page/dependencies.js";
import { checkMemory, MemoryFull } from "../../../handout/page/memory.js";
import type { FromWorker } from "../../../handout/page/messages.js";
import { namesIn } from "../../../ipynb/language/cell-names.js";
import {
  bound,
  CellError,
  compile,
  declared,
  parsedScript,
} from "../../../ipynb/language/compile.js";
import { exp } from "../../../ipynb/language/exp.js";

// The worker's output keeps the way to the page that is there when it is loaded.
const sent: FromWorker[] = [];
Object.assign(globalThis, { postMessage: (message: FromWorker) => sent.push(message) });
const output = await import("../../../handout/page/worker-output.js");
const files = await import("../../../handout/page/files.js");
const page = await import("../../../handout/page/display.js");

/** What was sent since the last time. */
const news = () => sent.splice(0);

const compiled = (source: string) => compile(source, ["train", "gate"], "cell-7.ts");

/** Runs cells as the worker does and gives the value of the last one's last expression. */
async function run(...sources: string[]): Promise<unknown> {
  const scope: object = Object.create(null);
  let value: unknown;
  for (const source of sources) {
    const declare = (name: string, get: () => unknown, set: (value: unknown) => void) =>
      Object.defineProperty(scope, name, { get, set, configurable: true });
    const module = (name: string) => `perceptron's ${name}`;
    const load = async (name: string) => `loaded ${name}`;
    const last = (given: unknown) => {
      value = given;
    };
    value = undefined;
    let cell: ((...given: unknown[]) => () => Promise<void>) | undefined;
    new Function("__cell", compiled(source))((given: typeof cell) => {
      cell = given;
    });
    await cell?.(scope, declare, module, load, last, () => 1e9)();
  }
  return value;
}

test("a cell is a script: its types are gone, its lines keep their numbers", async () => {
  const source = "interface A { x: number }\nconst a: A = { x: 1 };\n\nlet b = a.x as number;";
  const lines = compiled(source).split("\n");
  assert.match(lines[1], /^const a *= \{ x: 1 \};/);
  assert.match(lines[3], /^let b = a\.x *;/);
  assert.match(compiled(source), /\/\/# sourceURL=cell-7\.ts\n$/);
  assert.is(await run("const f = (x: number): number => x + 1;\nf(2)"), 3);
});

test("names of a cell are there for the next, with their changes, and can be declared again", async () => {
  assert.is(
    await run("let n = 1;\nconst { a, b: [c = 5], ...rest } = { a: 2, b: [], d: 4 };", "n += a; n"),
    3,
  );
  assert.is(await run("const n = 1;", "const n = 2;", "n"), 2);
  assert.is(await run("for (var i = 0; i < 3; i++) {}", "i"), 3);
  assert.is(await run("export const x = 1;\nexport function g() { return x; }", "g()"), 1);
  assert.is(await run("class A { y = 6; }", "new A().y"), 6);
});

test("the module is imported by name, as a whole, and by a call; a type of it is nothing", async () => {
  const from = 'from "perceptron"';
  assert.is(await run(`import { train as learn, Training } ${from};\nlearn`), "perceptron's train");
  assert.is(await run(`import * as all ${from};\nall`), "perceptron's *");
  assert.is(await run(`import { "gate" as door } ${from};\ndoor`), "perceptron's gate");
  assert.is(await run(`await import("perceptron")`), "loaded perceptron");
  assert.not.match(compiled(`import all, { Training } ${from};`), '__import("');
});

test("what a cell cannot be is an error with its line", () => {
  const cases: [source: string, message: RegExp, line: number][] = [
    ["const a = 1;\nconst b = (;", /^Unexpected token/, 2],
    ["let x = 1;\nlet x = 2;", /^Identifier 'x' has already been declared$/, 2],
    [
      'import { x } from "node:fs";',
      /^a page has no “node:fs”: open the notebook in JupyterLab for it$/,
      1,
    ],
    ["const a = 1;\nexport { a };", /^a cell cannot export that$/, 2],
    ["export default 1;", /^a cell cannot export that$/, 1],
  ];
  for (const [source, message, line] of cases)
    try {
      compiled(source);
      assert.unreachable(source);
    } catch (error) {
      assert.instance(error, CellError);
      assert.match((error as CellError).message, message);
      assert.is((error as CellError).line, line, source);
    }
});

test("every loop and every function with a body asks for room, and tells the names at hand", () => {
  const asks = (source: string) =>
    [...compiled(source).matchAll(/__room\(\[(.*?)\]\)/g)].map(([, names]) => names);
  assert.equal(asks("const a = 1;\nfor (const b of [a]) b;"), [""]);
  assert.equal(asks("function f({ x }, [y] = [], ...z) { const w = 1; while (x) { w; } }"), [
    "x, y, z",
    "x, y, z, w",
  ]);
  assert.equal(asks("do x(); while (true)"), [""]);
  assert.equal(asks("const f = (x) => x + 1;"), []);
  assert.match(compiled("while (x) y();"), /while \(x\) \{ if \(--__left < 0\) .*? y\(\); \}/);
});

test("declared and bound names", () => {
  const names = (code: string) =>
    parsedScript(code).body.flatMap((statement) => declared(statement));
  assert.equal(names("if (1) { var a; let b; function c() { var d; } }"), ["a"]);
  assert.equal(names("const [a, , { b: c }] = d, e = () => { var f; };"), ["a", "c", "e"]);
  assert.equal(bound(null), []);
});

test("memory: what is small runs on, what is too large ends with a sentence", () => {
  const { now } = performance;
  let time = 0;
  performance.now = () => time;
  const ask = (...values: unknown[]) => {
    time += 150;
    return checkMemory(
      {
        get later() {
          throw new ReferenceError("later");
        },
      },
      values,
    );
  };
  try {
    assert.is(ask("text", 1, null, new Map([[1, [2]]]), new Set(["a"]), new Float64Array(8)), 1);
    const one = new Float64Array(50e6); // 400 MB
    assert.is(ask(one, one, [one]), 1, "what is held twice is there once");
    for (const value of [
      [one, new Float64Array(30e6)],
      { a: { b: [one.buffer, new ArrayBuffer(250e6)] } },
      Array.from({ length: 500 }, () => "x".repeat(1e6)),
      new Map(Array.from({ length: 90 }, (_, i) => [i, new Uint8Array(8e6)])),
      new Set(Array.from({ length: 400 }, () => new Uint8Array(2e6))),
    ])
      try {
        ask(value);
        assert.unreachable();
      } catch (error) {
        assert.instance(error, MemoryFull);
        assert.match(
          String(error),
          /^RangeError: this code fills the memory: it holds \d+ million bytes, and a page has room for 600 million$/,
        );
      }
    // Quick rounds are asked for ever more rarely, up to a limit.
    const paces = Array.from({ length: 12 }, () => checkMemory({}, []));
    assert.equal(paces.slice(0, 3), [2, 4, 8]);
    assert.is(paces.at(-1), 1000);
  } finally {
    performance.now = now;
  }
});

test("what a worker may not do is said in a sentence", async () => {
  // biome-ignore lint/suspicious/noExplicitAny: a worker's global object
  const worker: Record<string, any> = {};
  confine(worker);
  const told = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  assert.match(
    told(() => worker.close()),
    /^a cell cannot end what runs it/,
  );
  for (const name of ["XMLHttpRequest", "WebSocket", "EventSource", "WebTransport"])
    assert.match(
      told(() => new worker[name]()),
      /^a page has no network/,
    );
  assert.match(
    await worker.fetch("data.csv").catch((error: Error) => error.message),
    /^a page has no network/,
  );
});

test("e to the power of x: ends, middle, and what no number is", () => {
  for (const x of [-745, -708.5, -1, -0.4, -1e-9, 0, 0.3, 0.5, 1, 2, 40, 709.7])
    assert.ok(Math.abs(exp(x) / Math.exp(x) - 1) < 4e-16 || exp(x) === Math.exp(x), String(x));
  assert.equal([-746, 710, Infinity, -Infinity].map(exp), [0, Infinity, Infinity, 0]);
  assert.ok(Number.isNaN(exp(Number.NaN)));
});

test("what is printed is sent by its run and stream, and cut when it is too much", () => {
  output.beginRun(3);
  news();
  output.print("stdout", "a\n");
  output.print("stdout", "b\n");
  output.print("stderr", "c\n");
  output.endRun(true);
  const texts = news();
  assert.equal(texts.pop(), { type: "done", ok: true });
  const said = (stream: string) =>
    texts.map((each) => ("stream" in each && each.stream === stream ? each.text : "")).join("");
  assert.is(said("stdout"), "a\nb\n");
  assert.is(said("stderr"), "c\n");
  assert.ok(texts.every((each) => "run" in each && each.run === 3));

  output.print("stdout", "x".repeat(200_001));
  assert.is(output.canPrint(), false);
  output.print("stdout", "more");
  const [long, ...rest] = news();
  assert.equal(rest, []);
  assert.match(
    "text" in long ? long.text : "",
    /^x{1000}\n… and more: that is too much to show\n$/,
  );
  output.showValue("y".repeat(200_001));
  assert.match(JSON.stringify(news()), /y{1000}\\n… and more: that is too much to show"/);
  output.beginRun(4);
  assert.is(output.canPrint(), true);
});

test("of too many outputs the rest is left out, with a sentence", () => {
  output.beginRun(5);
  for (let i = 0; i < 305; i++) page.display({ "text/plain": String(i) });
  const all = news();
  assert.is(all.length, 301);
  assert.equal(all[300], {
    run: 5,
    type: "text",
    stream: "stderr",
    text: "… and more: only 300 outputs are shown\n",
  });
});

test("what a timer of an earlier run does is that run's, also when it fails", () => {
  output.beginRun(6);
  assert.throws(() =>
    output.withRun(2, () => {
      output.print("stdout", "late");
      assert.is(output.currentRun(), 2);
      throw new Error("fails");
    }),
  );
  assert.is(output.currentRun(), 6);
  assert.equal(news(), [{ run: 2, type: "text", stream: "stdout", text: "late" }]);
});

test("files: those of the page, one that the reader gives, none, an empty one", async () => {
  files.storeFiles({ "data/a.csv": "1,2\n" });
  assert.is(new TextDecoder().decode(await files.bytesOf("data/a.csv")), "1,2\n");
  const ask = (bytes: ArrayBuffer | null) => {
    const reading = files.bytesOf("b.csv").catch((error: Error) => error.message);
    files.resolveFile("b.csv", bytes);
    return reading;
  };
  assert.is(await ask(null), "path must be a file; none was chosen for b.csv");
  assert.is(await ask(new ArrayBuffer(0)), "b.csv must be a table; the file is empty");
  news();
  assert.equal(await ask(new Uint8Array([51]).buffer), new Uint8Array([51]));
  assert.equal(
    news().map((each) => "path" in each && each.path),
    ["b.csv"],
  );
  assert.equal(await files.bytesOf("b.csv"), new Uint8Array([51]), "it is asked for once");
  assert.equal(news(), []);
  assert.equal((await files.frameOf(["x"], [[1], [2]])).shape, [2, 1]);
});

const cells = (...sources: string[]): DependentCell[] =>
  sources.map((code) => ({
    code,
    names: namesIn(code),
    isInSight: true,
    outputFingerprint: 0,
    ranFingerprint: undefined,
  }));

test("a run plans what must run: what is needed above, the cell, what shows something older below", () => {
  const all = cells(
    "const a = 1;",
    "const list = [a];",
    "const other = 2;",
    "list.push(3);",
    "list",
    "other",
  );
  const dependencies = new Dependencies(all);
  const plan = (target: number, reach: Reach) =>
    dependencies.cellsToRun(all[target], reach).map((cell) => all.indexOf(cell));
  const settle = () => {
    for (const [i, fingerprint] of dependencies.fingerprints().entries())
      Object.assign(all[i], { ranFingerprint: fingerprint, outputFingerprint: fingerprint });
  };
  assert.equal(plan(4, "cell"), [0, 1, 2, 3, 4, 5], "nothing has run");
  settle();
  assert.equal(plan(2, "cell"), [2]);
  assert.equal(plan(2, "below"), [2, 3, 4, 5]);
  all[0].code = "const a = 5;";
  dependencies.forget();
  assert.equal(plan(0, "cell"), [0, 1, 3, 4], "list is changed by the cell that pushes");
  Object.assign(all[4], { isInSight: false });
  assert.equal(plan(0, "sight"), [0, 1, 3]);
  settle();
  all[2].ranFingerprint = undefined;
  assert.equal(plan(5, "sight"), [2, 5], "what it needs, also above");
});

test("a fingerprint is of the code that an output is made from, and of no other", () => {
  const fingerprints = (...sources: string[]) => new Dependencies(cells(...sources)).fingerprints();
  const before = fingerprints("const a = 1;", "a", "'apart'");
  const after = fingerprints("const a = 2;", "a", "'apart'");
  assert.equal(
    before.map((fingerprint, i) => fingerprint === after[i]),
    [false, false, true],
  );
  const [first, second] = fingerprints("1", "1");
  assert.is.not(first, second, "the place counts");
});

test.run();
