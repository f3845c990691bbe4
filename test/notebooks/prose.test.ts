/** No number in static Markdown that the code could compute: it would stay when a parameter changes. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { join, type Notebook } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { markdown, notebook } from "../support/notebook.js";

interface Allowed {
  what: RegExp;
  why: string;
  /** the notebook, "03"; without it all */
  only?: string;
}

const list = String.raw`\d+(?:\.\d+)*(?:(?:,| and| to| or|, and) \d+(?:\.\d+)*)*`;

/** Taken out of the text in this order; a digit that is left is an error. */
const allowed: Allowed[] = [
  { what: /\$\$[^$]+\$\$|\$[^$\n]+(?:\n[^$\n]+)?\$/g, why: "a formula is a definition" },
  { what: /```.*?```|`[^`]*`/gs, why: "code, as it stands in a cell or a file name" },
  { what: /^# \d\d/gm, why: "the number of a notebook" },
  { what: /\b\d\d-[a-z]\b/g, why: "the name of an exercise" },
  { what: /^\d\. |^\| \d \|/gm, why: "the number in a list, or of a row" },
  { what: RegExp(`\\b(notebook|section|figure)s? ${list}`, "gi"), why: "a place to look" },
  { what: /^\*Source: .*\*\s*$/ms, why: "title and year of the article" },
  { what: /\bfloat64\b|\bUTF-8\b/g, why: "a name" },
  { what: /\([01](, [01])+\)/g, why: "a row of yes and no, by its definition" },
  { what: /\b\d×\d\b/g, why: "the shape of a matrix, by the definition of gate or table" },
  {
    what: /(?<![\d.,−-]|\d )[01½](?![\d×]|[.,]\d)/g,
    why: "no, yes and undecided: what outputs mean",
  },
  { what: /\b6, or −340, or 0\.02\b/, why: "examples of “any number”", only: "03" },
  { what: /\b0\.000…01\b/, why: "any small number, written out", only: "03" },
  { what: /\bages up to 90\b/, why: "an example of a column that is not in the data", only: "07" },
  { what: /^\*\*\d\.\*\*|^\[\d\] /gm, why: "the number of a departure or reference", only: "09" },
  { what: /\brows? \d\b/g, why: "a row of the article's table", only: "09" },
  { what: /\bW = [234]\b/g, why: "what the article's text says of its data", only: "02" },
  { what: /\b1958\b/, why: "a publication", only: "01" },
  {
    what: /\b19(58|62|65|69)\b|\bReview 65\b|\bComputers 14\b/g,
    why: "a publication",
    only: "08",
  },
  {
    what: /\b1986\b|\b1999\b|\b2020\b|\bNature 323\b|\b2-2-1 XOR\b|\bIntelligence 25\b/g,
    why: "a publication",
    only: "09",
  },
  { what: /\| \d\d(, \d\d)* \|$/gm, why: "the notebook of a word or of a row" },
];

/** The static Markdown, without the prompts of exercises: their numbers are fixed on purpose. */
function prose(notebook: Notebook): { cell: number; text: string }[] {
  let exercises = false;
  return notebook.cells.flatMap((cell, i) => {
    if (cell.cell_type !== "markdown") return [];
    const text = join(cell.source);
    const isStart = /^## Exercises$/m.test(text);
    if (isStart) exercises = true;
    else if (/^## /m.test(text)) exercises = false;
    if (exercises && !isStart) return [];
    return [{ cell: i + 1, text: isStart ? text.split(/^\*\*\d\d-[a-z]\.\*\*/m)[0] : text }];
  });
}

const used = new Set<Allowed>();

/** The lines with a number that no entry of the list allows. */
function numbers(name: string, notebook: Notebook): string[] {
  return prose(notebook).flatMap(({ cell, text }) => {
    let rest = text;
    for (const entry of allowed) {
      if (entry.only && !name.startsWith(entry.only)) continue;
      // The same number of lines, so that a complaint can show its line.
      const without = rest.replace(entry.what, (found) => found.replace(/[^\n]+/g, " "));
      if (without !== rest) used.add(entry);
      rest = without;
    }
    const lines = text.split("\n");
    return rest.split("\n").flatMap((line, i) => {
      const found = /[\d½⅓⅔¼¾⅕⅛]+/.exec(line);
      return found ? [`${name}, cell ${cell}: ${found[0]} in “${lines[i]}”`] : [];
    });
  });
}

for (const { name, path } of courseNotebooks())
  test(`${name} has no number typed by hand in its prose`, () =>
    assert.is(numbers(name, readNotebook(path)).join("\n"), ""));

/** The lines with a `|` that begin no table: a row that an empty line has cut off shows as text. */
const cutOff = (text: string) =>
  [...text.matchAll(/(?:^|\n[ \t]*\n)(\|[^\n]*)(?=\n|$)(?!\n\|[ \t]*:?-)/g)].map(
    ([, line]) => line,
  );

for (const { name, path } of courseNotebooks())
  test(`${name} has no row outside of its table`, () => {
    for (const { cell_type, source } of readNotebook(path).cells)
      if (cell_type === "markdown") assert.equal(cutOff(join(source)), []);
  });

test("a row that an empty line has cut off its table is found", () => {
  const table = "| a | b |\n|:--|:--|\n| 1 | 2 |";
  assert.equal(cutOff(`${table}\n\n| 3 | 4 |\n| 5 | 6 |`), ["| 3 | 4 |"]);
  assert.equal(cutOff(`Words.\n\n${table}\n \n| 3 | 4 |`), ["| 3 | 4 |"]);
  assert.equal(cutOff(`Words.\n\n${table}\n\n${table}\n\nMore.`), []);
});

test("every entry of the list is needed", () => {
  assert.equal(
    allowed.filter((entry) => !used.has(entry)).map(({ why }) => why),
    [],
  );
});

const said = (...texts: string[]) => notebook(...texts.map((text) => markdown(text)));

test("numbers that the code computes are found, with cell and line", () => {
  const bad = [
    "The error is 7.",
    "It ends at 0.5, near ¾.",
    "After 10,000 epochs\n1 of 12 is right",
  ];
  assert.equal(numbers("99", said("# 99 · A", ...bad)), [
    "99, cell 2: 7 in “The error is 7.”",
    "99, cell 3: 0 in “It ends at 0.5, near ¾.”",
    "99, cell 4: 10 in “After 10,000 epochs”",
    "99, cell 4: 12 in “1 of 12 is right”",
  ]);
  for (const text of ["W = −1", "E = 1.5", "10", "-1", "1,5", "01", "0.1"])
    assert.is(numbers("99", said(text)).length, 1, text);
});

test("definitions, places, rows and prompts of exercises are no such numbers", () => {
  const good = [
    "# 99 · A\n## Inputs\nSee notebooks 02 and 05, figures 1 to 3, section 10.7, Figure 9.",
    "$E = 7$, `x = 3`, an output from 0 to 1, above ½, (1, 0), 4×2, and 1.",
    "## Exercises\n\nPredict.\n\n**99-a.** What is 7 + 5?",
    "**99-b.** And 12 + 4?",
    "## Next\n\nNotebook 03.",
  ];
  assert.equal(numbers("99", said(...good)), []);
  assert.is(numbers("99", said(good[2], "## Next\n\nIn 7 days.")).length, 1);
});

test.run();
