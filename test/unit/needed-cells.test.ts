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

test.run();
