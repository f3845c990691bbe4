import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Diagnostic } from "tslab/dist/converter.js";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findUnclosed } from "../../kernel/errors/brackets.js";
import { describeError } from "../../kernel/errors/describe.js";
import { type Context, explainMissing } from "../../kernel/errors/missing-names.js";
import { findNotebook, headingOf, type Notebook } from "../../kernel/errors/notebook-of-cell.js";
import { pointAt } from "../../kernel/errors/place.js";
import { explainMessage } from "../../kernel/errors/runtime-messages.js";
import { describeThrown } from "../../kernel/errors/thrown.js";

const code = (source: string, id?: string) => ({ id, isCode: true, source });
const text = (source: string) => ({ isCode: false, source });

const cells: Notebook["cells"] = [
  text("# 05 · The OR gate"),
  code('import { show, train } from "perceptron";', "imports"),
  text("## The numbers to play with\n\nChange them."),
  code("const rate = 0.1, epochs = 10;\nconst [w1, { b }] = pair;", "numbers"),
  code("show(rate);", "current"),
  text("## *Later*"),
  code("function later() {}", "later"),
];
const context = (more: Partial<Context> = {}): Context => ({
  code: "show(rate);",
  earlierCells: [],
  notebook: { cells, current: 4 },
  exports: ["show", "train", "gate"],
  ...more,
});

test("a name of a cell above that has not run: its heading, and the command", () => {
  assert.is(
    explainMissing(["rate"], context()),
    "`rate` is defined by a cell above that has not run, the one under “The numbers to play with”: choose Run → Run All Above Selected Cell",
  );
  assert.match(explainMissing(["b", "w1"], context()), "`b` and `w1` are defined by a cell above");
  assert.is(
    explainMissing(["show", "rate"], context()),
    "`show` and `rate` are defined by cells above that have not run: choose Run → Run All Above Selected Cell",
  );
});

test("of many names three are told", () => {
  assert.match(
    explainMissing(["show", "rate", "epochs", "w1", "b"], context()),
    /^`show`, `rate`, `epochs` and 2 more names are defined/,
  );
});

test("a name that only a cell below defines", () => {
  assert.is(
    explainMissing(["later"], context()),
    "`later` is defined further down, by the cell under “Later”: run that cell first",
  );
});

test("a cell that is not in the file yet stands below all others", () => {
  const notebook = { cells, current: -1 };
  assert.match(
    explainMissing(["later"], context({ notebook })),
    "`later` is defined by a cell above",
  );
});

test("a name of a cell that ran and stopped", () => {
  assert.match(
    explainMissing(["rate"], context({ earlierCells: [cells[3].source] })),
    "`rate` comes from a cell that stopped with an error",
  );
});

test("without the notebook's file the sentence has an if", () => {
  const alone = context({ notebook: undefined });
  assert.is(
    explainMissing(["rate"], alone),
    "`rate` is not defined: if a cell above defines it, choose Run → Run All Above Selected Cell; if none does, look at its spelling",
  );
  assert.is(
    explainMissing(["train", "gate", "rate"], alone),
    '`train` and `gate` are not imported: if a cell above imports them, choose Run → Run All Above Selected Cell; if none does, write import { train, gate } from "perceptron"',
  );
});

test("the names that are meant are those of the notebook and the module, no others", () => {
  assert.is(explainMissing(["rte"], context()), "`rte` is not defined: did you mean `rate`?");
  assert.is(explainMissing(["trian"], context()), "`trian` is not defined: did you mean `train`?");
  assert.is(
    explainMissing(["FormDat"], context()),
    "`FormDat` is not defined in this notebook: look at its spelling, or define it first",
  );
});

test("a name that is declared between braces", () => {
  const inner = context({ code: "if (true) {\n  const x = 1;\n}\nx;" });
  assert.match(explainMissing(["x"], inner), "the braces { } in which line 2 declares it");
});

const diagnostic = (code: number, messageText: string, line = 0): Diagnostic => {
  const at = (character: number) => ({ line, character, offset: 100 * line + character });
  return { code, messageText, category: 1, start: at(0), end: at(4) };
};

test("what TypeScript says: the first cause, and none of its echoes", () => {
  const about = (...diagnostics: Diagnostic[]) =>
    describeError({ diagnostics }, context({ code: "a(b);\nc(d;" })).evalue;
  const unknown = diagnostic(2304, "Cannot find name 'rate'.");
  const number = diagnostic(2322, "Type 'string' is not assignable to type 'number'.");
  assert.match(about(number, unknown), "`rate` is defined by a cell above");
  assert.is(about(unknown, diagnostic(1005, "')' expected.", 1)), about(diagnostic(1005, "", 1)));
  assert.is(about(number), "a number is wanted here, not text");
  assert.is(about(diagnostic(9999, "Odd 'thing' here.")), "Odd `thing` here");
});

test("a mistake in an imported file is said of that file", () => {
  const problem = { diagnostics: [{ ...diagnostic(2304, "Odd."), fileName: "helper.ts" }] };
  assert.equal(describeError(problem, context()).traceback, ["Odd", "helper.ts, line 1"]);
});

test("a bracket that is not closed, or closes nothing", () => {
  const offset = (code: string) => findUnclosed(code)?.offset;
  assert.is(offset("f(1, g(2);"), 1);
  assert.is(offset("f([1, 2);"), 2);
  assert.is(offset("}"), 0);
  assert.is(offset("`a $" + "{f(1} b`"), 6);
  assert.is(offset("`a $" + "{{ b: 1 }.b} c`; f(/[(]/, ')', 4 / 2);"), undefined);
});

test("names that every object has are no brackets and not Python's", () => {
  assert.is(findUnclosed("const a = (5).toString() + ;"), undefined);
  assert.is(findUnclosed("class A { constructor() {} }"), undefined);
  const { evalue } = describeError(
    { diagnostics: [diagnostic(2304, "Cannot find name 'toString'.")] },
    context(),
  );
  assert.not.match(evalue, "Python");
});

test("whatever is thrown is told in words", () => {
  const told = (thrown: unknown) => {
    const { ename, evalue } = describeThrown(thrown);
    return `${ename}: ${evalue}`;
  };
  assert.is(told(new RangeError("epochs must be 1")), "RangeError: epochs must be 1");
  assert.is(told("no data"), "Thrown: 'no data'");
  assert.is(told(null), "Thrown: null");
  assert.is(told(undefined), "Thrown: undefined");
  assert.is(told(Object.freeze({ a: 1 })), "Thrown: { a: 1 }");
  assert.is(told(Object.freeze(new TypeError("odd"))), "TypeError: odd");
  const hostile = new Error("odd");
  for (const key of ["stack", "message", "name"])
    Object.defineProperty(hostile, key, {
      get() {
        throw new Error("never");
      },
    });
  assert.is(told(hostile), "Error: ");
  const trap = () => {
    throw new Error("never");
  };
  const proxy = new Proxy({}, { get: trap, getPrototypeOf: trap, ownKeys: trap });
  assert.match(told(proxy), /^Thrown: /);
  assert.ok(told(new Error("x".repeat(5000))).length < 1100);
});

test("V8's messages are told for beginners, and without what tslab adds", () => {
  const told = (message: string) => describeThrown(new TypeError(message)).evalue;
  assert.match(told("Cannot read properties of undefined (reading '0')"), "undefined has no `0`:");
  assert.match(told("exports.f is not a function"), /^`f` is no function/);
  assert.match(told("(0 , perceptron_1.trian) is not a function"), /^`trian` is no function/);
  assert.is(describeThrown(new Error("exports.f is odd")).evalue, "exports.f is odd");
});

test("Firefox's and WebKit's messages mean the same", () => {
  const none = "there is no `a.b`: what stands before";
  for (const [name, message, sentence] of [
    ["TypeError", `can't access property "b", a is undefined`, "there is no `b`: what stands"],
    ["TypeError", "can't access property 0, a[1] is undefined", "there is no `0`: what stands"],
    ["TypeError", "undefined is not an object (evaluating 'a.b')", none],
    ["InternalError", "too much recursion", "a function calls itself"],
    ["RangeError", "Maximum call stack size exceeded.", "a function calls itself"],
    ["ReferenceError", "Cannot access 'a' before initialization.", "`a` is used before the line"],
    ["ReferenceError", "can't access lexical declaration 'a' before initialization", "`a` is used"],
    ["ReferenceError", "Can't find variable: a", "`a` is not defined"],
    ["TypeError", "a is not a function. (In 'a(1)', 'a' is 5)", "`a` is no function, so ( )"],
    ["TypeError", "invalid assignment to const 'a'", "a constant can't be changed"],
    ["RangeError", "invalid array length", "the length of a list"],
  ])
    assert.match(explainMessage(name, message), sentence);
  assert.is(explainMessage("TypeError", "x must be a list; got 1"), "x must be a list; got 1");
  assert.is(explainMessage("Error", "a is not defined"), "a is not defined");
});

test("the only throw of a cell is its place when no Error was thrown", () => {
  const problem = { thrown: "no" };
  const { traceback } = describeError(problem, context({ code: 'if (1) {\n  throw "no";\n}' }));
  assert.equal(traceback, ["Thrown: 'no'", 'line 2:\n    throw "no";\n    ^^^^^']);
  const twice = context({ code: "if (1) throw 1;\nthrow 2;" });
  assert.equal(describeError(problem, twice).traceback, ["Thrown: 'no'"]);
});

test("the mark stands below what it marks", () => {
  assert.equal(pointAt("a;\n  const x = wrong + 1;", { line: 1, column: 12 }), [
    "line 2:",
    "    const x = wrong + 1;",
    "              ^^^^^",
  ]);
  assert.equal(pointAt("\tf(\tx);", { line: 0, column: 4, length: 1 }).slice(1), [
    "    f(\tx);",
    "      \t^",
  ]);
  assert.equal(pointAt("f(", { line: 0, column: 99 }).slice(1), ["    f(", "      ^"]);
  const long = `const x = "${"a".repeat(200)}" + wrong + "${"b".repeat(200)}";`;
  const [, line, mark] = pointAt(long, { line: 0, column: long.indexOf("wrong") });
  assert.is(line.slice(mark.indexOf("^"), mark.lastIndexOf("^") + 1), "wrong");
  assert.ok(line.length < 100 && line.trim().startsWith("…") && line.endsWith("…"));
});

test("the notebook is found by the cell's id, else by its code, else by what started the kernel", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "notebook "));
  try {
    const write = (name: string, id: string, source: string) => {
      const file = path.join(folder, name);
      const cells = [
        { cell_type: "markdown", source: ["# Title\n", "text"] },
        { cell_type: "code", id, source: [source] },
      ];
      writeFileSync(file, JSON.stringify({ cells }));
      return file;
    };
    write("a.ipynb", "a", "1;");
    const own = write("b.ipynb", "b", "2;");
    writeFileSync(path.join(folder, "c.ipynb"), "{");
    const found = (clues: object) => {
      const notebook = findNotebook({ code: "3;", folder, ...clues });
      return notebook && [notebook.cells[1].id, notebook.current];
    };
    assert.equal(found({ cellId: "a" }), ["a", 1]);
    assert.equal(found({ code: "2;" }), ["b", 1]);
    assert.equal(found({ session: own }), ["b", -1]);
    assert.equal(found({ session: own, cellId: "a" }), ["a", 1]);
    assert.is(found({}), undefined);
    assert.is(found({ folder: path.join(folder, "gone"), session: "x.ipynb" }), undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a cell stands below the last heading before it", () => {
  assert.is(headingOf({ cells, current: 0 }, 1), "05 · The OR gate");
  assert.is(headingOf({ cells, current: 0 }, 6), "Later");
});

test.run();
