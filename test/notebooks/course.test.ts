/** What every notebook of the course has in common, read from the committed files. */
import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { addTeaching } from "../../handout/teaching.js";
import { notebooksIn } from "../../ipynb/list.mjs";
import { type Cell, hasTag, join } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { exercises } from "../../src/exercises/index.js";
import { guesses } from "../../src/guesses/index.js";
import { root } from "../../tools/paths.mjs";

const folder = joinPath(root, "notebooks");
const notebooks = notebooksIn(folder).map((name) => ({
  name,
  number: name.slice(0, 2),
  cells: readNotebook(joinPath(folder, name)).cells,
}));

const markdown = (cells: Cell[]) =>
  cells
    .filter((cell) => cell.cell_type === "markdown")
    .map((cell) => join(cell.source))
    .join("\n\n");

/** The numbers in "figures 9 to 19" or "figure 120, 121" of a source line. */
function figures(text: string): number[] {
  const source = /figures? (\d+)(?: (?:to|and) (\d+))?/.exec(
    text.slice(text.lastIndexOf("*Source")),
  );
  if (!source) return [];
  const [from, to] = [Number(source[1]), Number(source[2] ?? source[1])];
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** What the cell printed, of all its outputs that are Markdown. */
const printed = (cell: Cell): string[] =>
  (cell.outputs ?? []).flatMap((output) => {
    const text = output.data?.["text/markdown"];
    return text === undefined ? [] : [join(text as string | string[])];
  });

test("there are nine notebooks, numbered in order", () => {
  assert.equal(
    notebooks.map(({ number }) => number),
    ["01", "02", "03", "04", "05", "06", "07", "08", "09"],
  );
});

test("every figure of the article, 1 to 120, has its place in exactly one notebook", () => {
  const claimed = notebooks.flatMap(({ cells }) => figures(markdown(cells))).sort((a, b) => a - b);
  assert.equal(
    claimed,
    Array.from({ length: 120 }, (_, i) => i + 1),
  );
});

test("the README's table gives the figures that the notebooks claim", () => {
  const rows = readFileSync(joinPath(root, "README.md"), "utf8").split("\n");
  for (const { name, number, cells } of notebooks) {
    const row = rows.find((line) => line.includes(`](notebooks/${name})`)) ?? "";
    const claimed = figures(markdown(cells));
    const shown = claimed.length > 0 ? `${claimed[0]} to ${claimed.at(-1)}` : "none";
    assert.match(row, `| ${shown} |`, `notebook ${number}: ${row}`);
  }
});

for (const { name, number, cells } of notebooks) {
  test(`${name} has one parameters cell, right before the cell that checks it`, () => {
    const at = cells.flatMap((cell, i) => (hasTag(cell, "parameters") ? [i] : []));
    assert.is(at.length, 1);
    const next = cells[at[0] + 1];
    assert.ok(hasTag(next, "prose"));
    assert.match(join(next.source), /check(Finite|Matrix|OneOf|Positive|Vector|Whole)\(/);
  });

  test(`${name} ends with what we saw, exercises, what comes next and the source`, () => {
    const headings = [...markdown(cells).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    const ending = ["Exercises", "Next"];
    assert.equal(
      headings.filter((heading) => ending.includes(heading)),
      ending,
    );
    assert.is(headings.at(-1), "Next");
    // What we saw, in a few points, below a heading that says it in its own words.
    const [before] = markdown(cells).split(/^## Exercises$/m);
    const seen = before.slice(before.lastIndexOf("\n## ")).match(/^- /gm) ?? [];
    assert.ok(seen.length >= 3 && seen.length <= 6, `${seen.length} points`);
    // A section is found by its words: the article's numbers, and ours, would contradict each other.
    for (const heading of headings) assert.not.match(heading, /^(\d|[a-z]\.)/);
    assert.match(
      markdown(cells),
      /\*Source: P\. Shukla and R\. Iriondo, “Neural Networks from Scratch[\s\S]*figures/,
    );
  });

  test(`${name} hides the input of cells that only speak, and all of its solutions`, () => {
    // What it says may be hidden as well, until it is run.
    for (const cell of cells.filter((c) => hasTag(c, "prose")))
      assert.is(
        (cell.metadata.jupyter as { source_hidden?: boolean } | undefined)?.source_hidden,
        true,
        join(cell.source),
      );
    for (const cell of cells.filter((c) => hasTag(c, "solution"))) {
      assert.equal(cell.metadata.jupyter, { outputs_hidden: true, source_hidden: true });
      // A folded cell shows its first line, in JupyterLab, Notebook and VS Code.
      assert.is(join(cell.source).split("\n")[0], "// Solution");
    }
  });

  test(`${name} has notes for the instructor, which say so, and how long it takes`, () => {
    assert.not(
      cells.some((cell) => hasTag(cell, "notes")),
      "a learner's notebook has no notes",
    );
    const file = joinPath(folder, name);
    const joined = addTeaching(file, readNotebook(file)).notebook.cells;
    const notes = joined.filter((cell) => hasTag(cell, "notes"));
    assert.ok(notes.length >= 2 && notes.length <= 4, `${notes.length} notes`);
    for (const cell of notes) {
      assert.is(cell.cell_type, "markdown");
      const text = join(cell.source);
      assert.match(text, /^\*\*For the instructor\.\*\* [^\n]*minutes/);
      assert.not.match(text, /^#/m, "a heading would begin a section of the table of contents");
    }
  });

  test(`${name} claims nothing that its own numbers refute`, () => {
    const sentences = cells.flatMap(printed);
    assert.ok(sentences.some((sentence) => sentence.startsWith("✓")));
    assert.equal(
      sentences.filter((sentence) => sentence.startsWith("✗")),
      [],
    );
  });

  test(`${name} says how many digits of an answer are wanted, where it has more than three`, () => {
    for (const [exercise, { answer }] of Object.entries(exercises)) {
      if (!exercise.startsWith(`${number}-`) || typeof answer === "function") continue;
      const exact = [answer].flat().every((value) => Number(value.toPrecision(3)) === value);
      const [, prompt = ""] = markdown(cells).split(`**${exercise}.**`);
      const said = prompt.split("\n\n")[0].includes("to three digits");
      assert.is(said, !exact, exercise);
    }
  });

  test(`${name} asks for its two to five guesses before their answers are in sight`, () => {
    const own = Object.keys(guesses).filter((guess) => guess.startsWith(`${number}-`));
    assert.ok(own.length >= 2 && own.length <= 5, `${own.length} guesses`);
    for (const guess of own) {
      const asking = cells.filter((cell) => join(cell.source).includes(`guess("${guess}"`));
      assert.is(asking.length, 1, guess);
      assert.match(printed(asking[0]).at(-1) ?? "", /^◻/);
      const next = cells
        .slice(cells.indexOf(asking[0]) + 1)
        .find((cell) => cell.outputs?.length && !join(cell.source).includes("exercise("));
      const { outputs_hidden } = (next?.metadata.jupyter ?? {}) as { outputs_hidden?: boolean };
      assert.is(outputs_hidden, true, `the output below ${guess}`);
    }
  });

  test(`${name} has three exercises or more, each with a stub and a solution that passes`, () => {
    const own = Object.keys(exercises).filter((exercise) => exercise.startsWith(`${number}-`));
    assert.ok(own.length >= 3, `${own.length} exercises`);
    for (const exercise of own) {
      const asking = cells.filter((cell) => join(cell.source).includes(`exercise("${exercise}"`));
      const [stub, solution, ...more] = asking;
      assert.equal(more, []);
      assert.not.ok(hasTag(stub, "solution"));
      assert.match(printed(stub).at(-1) ?? "", /^◻/);
      assert.ok(hasTag(solution, "solution"));
      assert.match(printed(solution).at(-1) ?? "", /^✓/);
    }
  });
}

test.run();
