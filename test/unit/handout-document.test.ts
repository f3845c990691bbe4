/** A notebook as a document: its headings and contents, what it carries, what it says of itself, its slides. */
import type { Element } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { deck } from "../../handout/deck.js";
import { type About, document, type Edition } from "../../handout/document.js";
import { handout } from "../../handout/handout.js";
import type { Cell, Notebook, Output } from "../../handout/nbformat.js";
import { CARTESIAN, plotlyPackage, WHOLE } from "../../handout/plotly.js";
import { changed, changedParameters, version } from "../../handout/version.js";

let count = 0;
const text = (source: string, ...tags: string[]): Cell => ({
  id: `t<${++count}>`,
  cell_type: "markdown",
  metadata: { tags },
  source,
});
const code = (source: string, outputs: Output[] = [], ...tags: string[]): Cell => ({
  id: `c${++count}`,
  cell_type: "code",
  metadata: { tags },
  outputs,
  source,
});
const notebook = (...cells: Cell[]): Notebook => ({
  cells,
  metadata: { language_info: { name: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
});
const about = (edition: Edition = "student"): About => ({ name: "01-a", edition, parameters: [] });
const source = (...cells: Cell[]) => ({ name: "01-a", notebook: notebook(...cells) });
const contents = (...sources: { name: string; notebook: Notebook }[]) =>
  document(sources, about()).contents.map(({ text, id, below }) =>
    [text, id, ...below.map((inner) => inner.id)].join(" "),
  );

test("headings: one title, no level skipped, ids that differ, and contents of two levels", () => {
  const cells = ["# A", "## B\n\n#### C", "# D", "## B", "### !"].map((each) => text(each));
  const made = document([source(...cells)], about());
  assert.is(made.title, "A");
  assert.equal(contents(source(...cells)), ["B s-b", "D s-d", "B s-b-2"]);
  const html = handout("html", [source(...cells)], about());
  assert.match(html, '<h3 id="s-c">C</h3>');
  assert.match(html, '<h2 id="s-d">D</h2>');
  assert.match(html, '<h3 id="s-">!</h3>');
});

test("in a document of several notebooks each begins one level down, with ids of its own", () => {
  const second = { name: "02-b", notebook: notebook(text("# E"), text("## B")) };
  assert.equal(contents(source(text("# A"), text("## B")), second), [
    "A s-01-a s-01-b",
    "E s-02-e s-02-b",
  ]);
  const html = handout("html", [source(text("# A")), second], { ...about(), title: "All" });
  assert.match(html, "<h1>All</h1>");
  assert.match(html, /<div class="cell notebook" data-cell="t\d+" style="page: chapter-2">/);
  assert.match(html, '<a href="#s-02-e">E</a><ul class="below"><li><a href="#s-02-b">B</a>');
});

test("contents may begin below a missing level, and a document without a title has its name", () => {
  assert.is(document([source(text("### A"))], about()).title, "A");
  assert.match(handout("html", [source(text("A"))], about()), "<h1>01-a</h1>");
  assert.match(handout("slides", [source(text("A"))], about()), "<h1>01-a</h1>");
});

test("a student sees no notes, a solution folded, and no cell that only speaks", () => {
  const cells = [
    text("note", "notes"),
    code("solved", [], "solution"),
    code("spoken", [{ output_type: "stream", name: "stdout", text: "said" }], "prose"),
    code("  "),
    { ...text(""), cell_type: "raw" },
  ];
  const student = handout("html", [source(...cells)], about());
  assert.match(
    student,
    /<details class="cell solution" data-cell="c\d+"><summary>Solution<\/summary>/,
  );
  assert.not.match(student, "note</p>");
  assert.match(student, "said");
  assert.not.match(student, '<pre tabindex="0">spoken');
  const instructor = handout("html", [source(...cells)], about("instructor"));
  const hint = handout("html", [source(code("1", [], "parameters"))], about());
  assert.match(hint, '<p class="hint">Drag a number');
  assert.match(instructor, /<div class="cell notes" data-cell="t\d+"><div class="text"><p>note/);
  assert.match(instructor, /<div class="cell solution"[^>]*><p class="label">Solution<\/p>/);
  assert.is(document([source(...cells)], about("instructor")).cells.length, 3);
});

test("what runs in the page, with the data that it reads; nothing of a notebook in another language", () => {
  const cells = [
    text("a"),
    code('read("data/virus.csv"); read("data/none.csv")', [], "parameters"),
  ];
  const { program } = document([source(...cells)], about());
  const told = program?.cells.map(({ notebook, source, role, at }) => ({
    notebook,
    source,
    role,
    at,
  }));
  assert.equal(told, [{ notebook: "01-a", source: cells[1].source, role: "parameters", at: 1 }]);
  assert.equal(Object.keys(program?.files ?? {}), ["data/virus.csv"]);
  assert.is(document([source(text("a"))], about()).program, undefined);
  const python = source(code("print(1)"));
  python.notebook.metadata = {};
  const html = handout("html", [python], about());
  assert.not.match(html, /id="program"|run-on-demand|blob:|class="hint"/);
});

test("the policy allows the page's own scripts by their hashes, and nothing from elsewhere", () => {
  const page = handout("html", [source(code("1"))], about());
  const [, policy] =
    /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page.replaceAll("&#x27;", "'")) ??
    [];
  assert.match(policy, /^default-src 'none'; script-src ('sha256-[\w+/]{43}=' ){6}blob:; /);
  assert.not.match(policy, /unsafe-eval|http/);
  assert.match(policy, "worker-src blob:");
});

test("changed parameters, also of several lines", () => {
  const before = notebook(
    code("const a = {  // x\n  b: 1,\n};\nlet c: number[] = [1];", [], "parameters"),
  );
  const after = notebook(
    code("const a = {\n  b: 2,\n};\nlet c: number[] = [1];\nconst d = 1;", [], "parameters"),
  );
  assert.equal(changed(after, before, "n"), [
    { name: "a", value: "{\n  b: 2,\n}", committed: "{  // x\n  b: 1,\n}", notebook: "n" },
  ]);
  assert.equal(changed(before, before), []);
  assert.equal(changedParameters("99-none", after), []);
  assert.match(version(), /^\d+\.\d+\.\d+/);
  const parameters = changed(after, before, "02-b");
  for (const form of ["html", "slides"] as const)
    assert.match(
      handout(form, [source(text("a"))], { ...about(), parameters }),
      "<li>02-b: <code>a = {\n  b: 2,\n}</code> instead of <code>",
    );
});

test("the smaller plotly.js where it draws everything", () => {
  assert.is(plotlyPackage([]), CARTESIAN);
  assert.is(
    plotlyPackage([{ data: [{}, null], frames: [{ data: [{ type: "bar" }] }, 1] }]),
    CARTESIAN,
  );
  const slider = (method: string) => ({ layout: { sliders: [{ steps: [{ method }] }] } });
  assert.is(plotlyPackage([slider("animate")]), CARTESIAN);
  for (const figure of [
    { data: [{ type: "surface" }] },
    { frames: [{ data: [{ type: "surface" }] }] },
    slider("restyle"),
    { layout: { updatemenus: [] } },
    { layout: { sliders: [{}] } },
  ])
    assert.is(plotlyPackage([{}, figure]), WHOLE, JSON.stringify(figure));
});

/** Each slide as its heading, how many blocks it has, whether a figure, whether it comes later, and how many notes. */
const slides = (edition: Edition, ...cells: Cell[]) =>
  deck(document([source(...cells)], about(edition))).map(
    ({ heading, blocks, figure, isAnswer, notes }) =>
      [
        textOf(heading ?? { type: "root", children: [] }),
        blocks.length,
        ...(figure ? ["figure"] : []),
        ...(isAnswer ? ["later"] : []),
        `+${notes.length}`,
      ].join(" "),
  );
const figureOf = (layout: object): Output[] => [
  {
    output_type: "display_data",
    data: { "application/vnd.plotly.v1+json": { layout }, "text/plain": "alt" },
  },
];
const drawn = figureOf({});
const words = Array(40).fill("word").join(" ");
const hidden = (source: string, ...outputs: Output[]): Cell => {
  const cell = code(source, outputs);
  cell.metadata.jupyter = { outputs_hidden: true };
  return cell;
};

test("slides: a title, and one for a section: its first figure beside its first words", () => {
  const cells = [text(`# A\n\nHook.\n\nMore.\n\n## B\n\n${words}`), code("1", drawn)];
  assert.equal(slides("student", ...cells), ["A 1 +1", "B 1 figure +1"]);
  assert.equal(slides("student", text("## Next\n\n- a")), []);
});

test("slides: a further figure goes on under its title where that is new; else its words are said", () => {
  const cells = [text(`# A\n\n## B\n\n${words}`), code("1", drawn), code("2", drawn)];
  assert.equal(slides("student", ...cells).slice(1), ["B 1 figure +2"]);
  const [c, d] = ["C", "D"].map((title) => code(title, figureOf({ title: { text: title } })));
  assert.equal(slides("student", ...cells, c, c, d).slice(1), [
    "B 1 figure +2",
    "C 0 figure +2",
    "D 0 figure +1",
  ]);
  const led = deck(document([source(...cells, text("To C."), c, text("On C."))], about()));
  assert.equal(led[2].blocks.map(textOf), ["To C.", "On C."], "with the words that lead to it");
  assert.equal(slides("student", text("# A"), c), ["A 0 +0", "C 0 figure +1"]);
  const [, first] = deck(document([source(text("# A"), c)], about()));
  assert.ok(
    first.figure?.children.every((each) => textOf(each) !== "C"),
    "no title as well",
  );
});

test("slides: a section of words takes in those below it that have no figure", () => {
  const below = "### C\n\n| a |\n|---|\n| 1 |\n\n### D\n\n| b |\n|---|\n| 2 |\n\n### E";
  const cells = [text(`# A\n\n## B\n\n${words}\n\n${below}`), code("1", drawn)];
  assert.equal(slides("student", ...cells), ["A 0 +0", "B 1 figure +1", "E 0 figure +1"]);
});

test("slides: exercises and the reader's own tries are for the speaker to say", () => {
  const own = ["$$a$$", "**01-a.** Derive $b$.", "Find a weight of your own.", "| yours |\n|---|"];
  const after = text("## Exercises\n\n- a\n\n## Your own table\n\n- b\n\n## Next\n\n- c");
  const cells = [text(`# A\n\n## B\n\n${own.join("\n\n")}`), after];
  assert.equal(slides("student", ...cells), ["A 0 +0", "B 1 +6"]);
});

test("slides: words alone are said on the slide before, as is a line of code", () => {
  const cells = [text(`# A\n\n## B\n\n- ${words}\n\n## C\n\n${words}\n\n${words}`)];
  assert.equal(slides("student", ...cells), ["A 0 +0", "B 1 +2"]);
  assert.equal(slides("student", ...cells, code("1")), ["A 0 +0", "B 1 +3"]);
});

test("slides: what does not fit goes to the notes, of a paragraph the last sentences, of a table the last rows", () => {
  const long = ["$$a$$", ...Array(12).fill(words)].join("\n\n");
  assert.equal(slides("student", text(`# A\n\n## B\n\n${long}`)), ["A 0 +0", "B 3 +10"]);
  const paragraph = Array(12).fill(`${words}.`).join(" ");
  const [, slide] = deck(
    document([source(text(`# A\n\n## B\n\n${paragraph}\n\n$$a$$`), code("1", drawn))], about()),
  );
  assert.match(textOf(slide.blocks[0]), /^word[^.]*\.\s?$/);
  assert.is(slide.notes.length, 3);
  const table = `| a |\n|---|\n${"| 1 |\n".repeat(24)}`;
  const [, shown] = deck(document([source(text(`# A\n\n## B\n\n${table}`))], about()));
  assert.match(textOf(shown.figure as Element), /… and \d more rows/);
});

test("slides: words that lead to a formula are shown with it, or not at all", () => {
  const whole = `# A\n\n## B\n\n${words}. It is\n\n$$a$$`;
  const sentence = (...cells: Cell[]) =>
    textOf(deck(document([source(...cells)], about()))[1].blocks[0]).trim();
  assert.match(sentence(text(whole)), /It is$/);
  const table = text("| a |\n|---|\n| 1 |");
  const crowded = text(whole.replace("$$a$$", `$$a$$\n\n$$b$$\n\n$$c$$`));
  assert.match(sentence(crowded, table), /It is$/);
  const long = text(whole.replace("It is", `${words}. ${words}. It is`));
  assert.match(sentence(long, table), /word\.$/);
  // The sentence that leads to it comes along, where it says enough by itself.
  const told = `${words}. ${words}. The formula of the squared error of all rows is`;
  const [, { blocks }] = deck(
    document([source(text(whole.replace("It is", told)), table)], about()),
  );
  assert.match(blocks.map((block) => textOf(block).trim()).join("\n"), /^The formula.* is\na$/m);
  const list = `- ${words}\n`.repeat(12);
  assert.is(sentence(text(`# A\n\n## B\n\nSo far. They are\n\n${list}`), table), "So far.");
});

test("slides: words of cells and of places on the page are left out, and of a list, too", () => {
  const told =
    "Stay. The cell below says more. With the data that stood at the top at first, it is so.\n\n- One. Exercise 09-e asks.\n- Two.";
  const [, slide] = deck(document([source(text(`# A\n\n## B\n\n${told}`))], about()));
  assert.equal(
    slide.blocks.map((block) =>
      textOf(block)
        .trim()
        .split(/\s*\n\s*/),
    ),
    [["Stay. With the data of this course, it is so."], ["One.", "Two."]],
  );
});

test("slides: a guess keeps its numbers, and what the reader has set is drawn elsewhere", () => {
  const asked = text("# A\n\n## B\n\n**Guess first.** How many?");
  const guess = code('// the weight 3\nguess("01-p1", undefined);  // a number');
  const [, slide] = deck(document([source(asked, guess, hidden("1", ...drawn))], about()));
  assert.is(textOf(slide.blocks[0]), "Guess first. How many? (the weight 3)");
  assert.ok(slide.isAnswer);
  const [, plain] = deck(document([source(asked, code("guess(1)"), code("1", drawn))], about()));
  assert.equal([plain.blocks.length, plain.isAnswer], [0, false], "it is asked of nobody");
  const own = code("show(plot(yours));", drawn);
  assert.equal(slides("student", text(`# A\n\n## B\n\n- a`), own).slice(1), ["B 2 +1"]);
});

test("slides: a table of many words shows five rows", () => {
  const row = `| ${"abcd ".repeat(24)} | ${"abcd ".repeat(24)} | a |\n`;
  const table = `| a | b | c |\n|---|---|---|\n${row.repeat(9)}`;
  const [, slide] = deck(document([source(text(`# A\n\n## B\n\nSaid.\n\n${table}`))], about()));
  assert.equal(slide.blocks, []);
  assert.match(textOf(slide.figure as Element), /… and 4 more rows/);
});

test("slides: rows of a table that wrap in a crowded column take their place", () => {
  const table = (letters: number) => {
    const cell = "abcd ".repeat(letters / 5);
    const [, slide] = deck(
      document(
        [source(text(`# A\n\n## B\n\n| a | b |\n|---|---|\n${`| ${cell} | 1 |\n`.repeat(16)}`))],
        about(),
      ),
    );
    return /\d+ more/.exec(textOf(slide.figure as Element))?.[0];
  };
  assert.equal([50, 150].map(table), [undefined, "7 more"]);
});

test("slides: code only where it is the point", () => {
  const cells = [text("# A"), text("## B"), code("const a = 1;\na;")];
  assert.equal(slides("student", ...cells).slice(1), ["B 1 +0"]);
  assert.equal(slides("student", ...cells, code("1", drawn)).slice(1), ["B 0 figure +1"]);
  for (const cell of [
    code("1\n2", [], "parameters"),
    code('import { a } from "b";\nimport { c } from "d";'),
    code('exercise("a",\n2);'),
  ])
    assert.equal(slides("student", text("# A"), text("## B"), cell).slice(1), []);
});

test("slides: what the class is to guess comes with the next key, and no word that follows it before", () => {
  const cells = [
    text(`# A\n\n## B\n\n${words}\n\n${words}\n\n${words}\n\nWhich?\n\nGuess.`),
    hidden("1", ...drawn),
    text("So."),
  ];
  assert.equal(slides("student", ...cells), ["A 0 +0", "B 2 figure later +5"]);
  const made = deck(document([source(...cells)], about()));
  assert.equal(made[1].blocks.map(textOf), [words, "Which?"]);
  const html = handout("slides", [source(...cells)], about());
  assert.match(html, /<div class="shown"><div class="fragment"><figure/);
});

test("slides: what is printed to be guessed is said; without a question the answer is there at once", () => {
  const cell = hidden("1", { output_type: "stream", name: "stdout", text: "said" }, ...drawn);
  assert.equal(slides("student", text("# A"), text("## B"), cell), ["A 0 +0", "B 0 figure +2"]);
});

test("slides: nothing tells how to handle a page", () => {
  const cells = [text(`# A\n\n## B\n\n${words}. Move the slider.`), code("1", drawn)];
  const made = deck(document([source(...cells)], about()));
  assert.is(textOf(made[1].blocks[0]), `${words}. `);
  const cell = text(`# A\n\n## B\n\n${words}\n\nChange a and run the cell: it is b.`);
  assert.equal(slides("student", cell, code("1", drawn)).slice(1), ["B 1 figure +1"]);
  const only = source(text("# A\n\n## B\n\nMove the slider."));
  assert.is(deck(document([only], about())).length, 1);
});

test("slides: a figure stands beside words or alone, and without headings a slide has none", () => {
  const kinds = (...cells: Cell[]) =>
    [
      ...handout("slides", [source(...cells)], about()).matchAll(/class="content ?(\w*)">(<\w+)/g),
    ].map(([, kind, first]) => `${kind}${first}`);
  const titled = code("3", figureOf({ title: { text: "C" } }));
  assert.equal(kinds(text(`# A\n\n## B\n\n${words}`), code("1", drawn), titled), [
    "title<h1",
    "beside<h2",
    "alone<h2",
  ]);
  assert.equal(kinds(text(`- ${words}`)), ["title<h1", "<div"]);
});

test("slides: notes and solutions are the speaker's; a slide without notes says why", () => {
  const solved = [text("# A"), text("note", "notes"), text("b"), code("1", drawn, "solution")];
  assert.equal(slides("student", ...solved), ["A 1 +0"]);
  assert.equal(slides("instructor", ...solved), ["A 1 +4"]);
  const html = handout("slides", [source(...solved)], about("instructor"));
  assert.match(html, "<strong>Solution</strong>");
  assert.match(html, "<p>note</p>");
  assert.match(handout("slides", [source(...solved)], about()), /<aside[^>]*><p>No notes: all/);
});

test.run();
