import { test } from "uvu";
import * as assert from "uvu/assert";
import { namesIn } from "../../ipynb/language/cell-names.js";

test("a cell declares what stands at its top: constants, patterns, functions, classes, enumerations, imports", () => {
  const { declares } = namesIn(`import { train, show as draw } from "perceptron";
const a = (inner: number) => inner, [b, { c: d, ...e }] = f;
let g: number = 1;
for (let h = 0; h < 3; h++) { const i = 1; }
{ const j = 2; }
function k(l: number) { const m = 1; }
class N<O> {}
export enum Side { Left, Right }
// const o = 1
"const p = 1";`);
  assert.equal(declares, ["train", "draw", "a", "b", "d", "e", "g", "k", "N", "Side"]);
});

test("a cell uses names in expressions, templates and short properties, and no words in text", () => {
  const { uses } = namesIn("f(a, { b, c: d.e }, `$" + "{g}`); // h\n'i';");
  for (const name of ["f", "a", "b", "d", "g"]) assert.ok(uses.includes(name), name);
  for (const name of ["e", "h", "i"]) assert.not.ok(uses.includes(name), name);
});

test("a cell changes what it assigns, counts or tells to change, but for its own", () => {
  const changes = (code: string) => namesIn(code).changes;
  assert.equal(changes("a = 1; b[0] += 2; c.d.e++; --f; delete g.h;"), ["a", "b", "c", "f", "g"]);
  assert.equal(changes("a.push(1); b.c.sort(); d.map((x) => x); e(f);"), ["a", "b"]);
  assert.equal(changes("[a, b] = [b, a];"), ["a", "b"]);
  assert.equal(changes("let a = 1; a++; const b = []; b.push(a);"), []);
});

test.run();
