import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "../../handout/assets.js";
import { addTeaching, slidesFor, withNotes } from "../../handout/teaching.js";
import { code, notebook as notebookOf, markdown as prose } from "../support/notebook.js";

const cell = (id: string) => ({ ...code("1"), id });
const cells = Object.freeze([cell("a"), cell("b")]) as ReturnType<typeof cell>[];
const notebook = notebookOf(...cells);
Object.freeze(notebook);
const sources = (markdown: string) =>
  withNotes(notebook, markdown).cells.map(({ id, source }) => [id, source]);

test("a note becomes a cell of its own, above the cell that its heading names", () => {
  const joined = withNotes(
    notebook,
    "# 05 · Title\n\n## b · One pass\n\nFive minutes.\n\n- *Ask:* why?\n",
  );
  assert.equal(joined, {
    ...notebook,
    cells: [
      cell("a"),
      {
        id: "note-b",
        cell_type: "markdown",
        metadata: { tags: ["notes"] },
        source: "**For the instructor.** Five minutes.\n\n- *Ask:* why?",
      },
      cell("b"),
    ],
  });
});

test("the order of the notes is the notebook's, whatever the file's; a heading needs no words, lines may end as on Windows", () => {
  const order = sources("## b\r\n\r\nTwo.\r\n\r\nMore.\r\n\r\n## a\r\nOne.");
  assert.equal(order, [
    ["note-a", "**For the instructor.** One."],
    ["a", "1"],
    ["note-b", "**For the instructor.** Two.\n\nMore."],
    ["b", "1"],
  ]);
});

test("without notes the notebook is what it was", () => {
  assert.equal(withNotes(notebook, ""), notebook);
  assert.equal(withNotes(notebook, "# Only a title\n"), notebook);
});

for (const [what, markdown, message] of [
  [
    "for a cell that is not there",
    "## a\nOne.\n## c · gone\nThree.",
    /note is for the cell c, and no/,
  ],
  ["without an id", "## \nOne.", /note is for the cell , and no/],
  [
    "above every heading",
    "# Title\n\nFive minutes.\n\n## a\nOne.",
    /below a heading; got “Five minutes\.”/,
  ],
  ["that is the second for its cell", "## a\nOne.\n## a · again\nTwo.", /cell a has two notes/],
] as const)
  test(`a note ${what} is refused, not lost`, () => {
    try {
      withNotes(notebook, markdown);
    } catch (error) {
      assert.instance(error, RangeError);
      assert.match((error as Error).message, message);
      return;
    }
    assert.unreachable();
  });

test("slides: the title with the words above the first, then each with its cell, its heading and its words", () => {
  const titled = { ...notebook, cells: [prose("# 05 · The OR gate"), ...cells] };
  const markdown = "# 05\n\nWhy?\n\n## b · One · two\r\n\r\nA.\n\n---\n\nB.\n\n## a · Three\n";
  assert.equal(slidesFor(titled, markdown), [
    { id: "", heading: "05 · The OR gate", text: "Why?" },
    { id: "b", heading: "One · two", text: "A.\n\n---\n\nB." },
    { id: "a", heading: "Three", text: "" },
  ]);
  assert.equal(slidesFor(notebook, ""), []);
  assert.is(slidesFor(notebook, "Why?")[0].heading, "");
});

test("a notebook of the course gets its notes and slides, another of that name does not; a lost note names its file", () => {
  const file = path.join(root, "notebooks", "05-or-gate.ipynb");
  const own = JSON.parse(readFileSync(file, "utf8"));
  const source = addTeaching(file, own);
  assert.is(source.name, "05-or-gate");
  assert.ok(source.notebook.cells.length > own.cells.length);
  assert.ok((source.slides ?? []).length > 5);
  for (const other of ["05-or-gate.ipynb", path.join(root, "notebooks", "99.ipynb")]) {
    const { notebook, slides } = addTeaching(other, own);
    assert.equal({ notebook, slides }, { notebook: own, slides: [] });
  }
  assert.throws(
    () => addTeaching(file, { ...own, cells: [] }),
    /05-or-gate\.md: a note is for the cell/,
  );
});

test.run();
