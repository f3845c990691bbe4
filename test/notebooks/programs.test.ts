/** The whole programs that notebooks print: short, alone in the world, and alike where they can be. */
import { format } from "node:util";
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { join } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { isProgram } from "../support/program.js";

const LINES = 30; // what can be seen at once

const programs = new Map(
  courseNotebooks().flatMap(({ name, path }) =>
    readNotebook(path)
      .cells.filter(isProgram)
      .map((cell) => [name.slice(0, 2), cell] as const),
  ),
);

test("there is one in each of the notebooks 05, 06, 07 and 09", () =>
  assert.equal([...programs.keys()], ["05", "06", "07", "09"]));

for (const [number, cell] of programs) {
  const source = join(cell.source);

  test(`${number}: no more than ${LINES} lines`, () =>
    assert.ok(source.trim().split("\n").length <= LINES));

  test(`${number}: it needs nothing but Math and console, and prints what the notebook shows`, () => {
    const printed: string[] = [];
    const log = (...values: unknown[]) => printed.push(`${format(...values)}\n`);
    runInNewContext(source, { console: { log } });
    const saved = (cell.outputs ?? []).map(({ text = "" }) => join(text)).join("");
    assert.is(printed.join(""), saved);
  });
}

const linesOf = (number: string) => join(programs.get(number)?.source ?? "").split("\n");

for (const number of ["06", "07"])
  test(`${number}: an arrow marks each line that notebook 05's program does not have, and no other`, () => {
    const known = linesOf("05");
    for (const line of linesOf(number)) assert.is(line.includes("←"), !known.includes(line), line);
  });

test.run();
