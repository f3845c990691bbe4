/** grade/needed-cells.ts: which cells an answer needs, so that grading runs no others. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cellNames, neededCells } from "../../grade/needed-cells.js";

const needs = (...cells: string[]) => neededCells(cells.map(cellNames), cells.length - 1);

test("what is declared above, and what changes it", () => {
  assert.equal(needs("const x = [2, 1];", "let other = 3;", "x.sort();", "x[0]"), [0, 2, 3]);
  assert.equal(needs("const x = { y: [2, 1] };", "x.y.push(3);", "x"), [0, 1, 2]);
});

test("who sorts a new list changes nothing that it was made of", () => {
  const list = "const list = [-2, 1];";
  for (const made of ["list.map(Math.abs).sort()", "[...list].reverse()", "list.slice().sort()"])
    assert.equal(needs(list, `const sorted = ${made};`, "Math.max(...list)"), [0, 2], made);
});

test("an inner name that hides one of another cell needs nothing of that cell", () => {
  const other = "const x = train();";
  for (const source of [
    "const f = (x: number) => x + 1; f(1)",
    "function g(n: number) { const x = 2 * n; return x; } g(1)",
    "{ let x = 1; x; }",
    "for (let x = 0; x < 3; x++) x;",
    "for (const x of [1, 2]) x;",
    "const h = ({ x, y: [z] }: Point) => x + z; h(p)",
    "const o = { x: 1 }; o.x",
  ])
    assert.equal(needs(other, source), [1], source);
});

test("a name that is used beside, or before, an inner one of that name is needed", () => {
  const other = "const x = [1];";
  for (const source of [
    "const f = (x: number) => x + 1; f(x[0])",
    "for (const y of x) y;",
    "for (const [i, y] of x.entries()) y;",
    "const o = { x }; o",
    "const o = { [x[0]]: 1 }; o",
    "const f = (y = x) => y; f()",
  ])
    assert.equal(needs(other, source), [0, 1], source);
});

test("each name of a pattern is declared, and each one that a pattern assigns is changed", () => {
  const pattern = "const { a, b: [c, ...d], e = 1 } = all;";
  for (const name of ["a", "c", "d", "e"]) assert.equal(needs(pattern, name), [0, 1], name);
  assert.equal(needs(pattern, "b"), [1]);
  assert.equal(needs("let a = 1; let b = 2;", "[a, b] = [b, a];", "b"), [0, 1, 2]);
});

test("a function may use what is declared between it and its call", () => {
  assert.equal(needs("const f = () => later;", "const later = 1;", "f()"), [0, 1, 2]);
  assert.equal(needs("function f() { return later; }", "const later = 1;", "f()"), [0, 1, 2]);
  assert.equal(needs("const f = () => x;", "const x = 1;", "const y = 2;", "f()"), [0, 1, 3]);
});

test("exercises and guesses are found by their names, a guess with its value", () => {
  const { exercises, guesses } = cellNames(
    'exercise("05-a", 1); guess("x", -1); guess("y", "up"); guess("z", undefined); if (ok) exercise("05-b", f);',
  );
  assert.equal(exercises, ["05-a", "05-b"]);
  assert.equal(guesses, { x: -1, y: "up" });
});

test.run();
