/** A notebook as slides: those written for it, and the rules for one that has none. */
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Slide } from "../../handout/deck/slide.js";
import { deck } from "../../handout/deck.js";
import { document, type Edition } from "../../handout/document.js";
import { handout } from "../../handout/handout.js";
import { slidesFor } from "../../handout/teaching.js";
import type { Cell, Output } from "../../ipynb/nbformat.js";
import { code as codeCell, markdown, notebook as notebookOf, shown } from "../support/notebook.js";

const text = (source: string, id = "t", ...tags: string[]) => ({
  ...markdown(source, ...tags),
  id,
});
const code = (source: string, outputs: Output[] = [], id = "c", ...tags: string[]) => ({
  ...codeCell(source, ...outputs, ...tags),
  id,
});
const hidden = (cell: Cell): Cell => ({
  ...cell,
  metadata: { jupyter: { outputs_hidden: true } },
});
const figure = (title = "F") =>
  shown({
    "application/vnd.plotly.v1+json": { layout: { title: { text: title } } },
    "text/plain": `alt ${title}`,
  });
const sentence = (words: string) => shown({ "text/markdown": words });
const table = (rows = 1) =>
  shown({ "text/html": `<table><tr><th>a</th></tr>${"<tr><td>1</td></tr>".repeat(rows)}</table>` });

const about = (edition: Edition = "student") => ({ name: "01-a", edition, parameters: [] });
const source = (cells: Cell[], markdown = "", name = "01-a") => {
  const notebook = notebookOf(...cells);
  return { name, notebook, slides: slidesFor(notebook, markdown) };
};
const slides = (cells: Cell[], markdown = "", edition: Edition = "student") =>
  deck(document([source(cells, markdown)], about(edition)));

const said = (nodes: Slide["notes"]) => nodes.map((node) => textOf(node).trim()).filter(Boolean);
/** The heading, then the parts, each with its words and what it shows. */
const told = ({ heading, parts }: Slide) => [
  textOf(heading ?? h("p")),
  ...parts.map(({ words, shown }) =>
    [...said(words), ...shown.map((node) => node.tagName)].join(" | "),
  ),
];
const notes = (slide: Slide) => said(slide.notes).join(" | ");

const cells = [
  text("# A\n\nHook.", "t1"),
  text("## B\n\nBody.", "t2"),
  code("const a = 1;", [figure("F"), table(), figure("G")], "c1"),
  code("2", [sentence("It is."), sentence("✓ So.")], "c2"),
];

test("written slides: the title, then words, figures, tables, sentences and code, part by part", () => {
  const made = slides(
    cells,
    "# A\n\nWhy?\n\n## t2 · One $x$\n\nWords.\n\n![](#c1)\n![2](#c1)\n\nMore.\n\n---\n\n![](#c2)\n\n---\n![2](#c2)\n\n## c1 · Two\n\n![code](#c1)",
  );
  assert.equal(made.map(told), [
    ["A", "Why?"],
    ["One x", "Words. | More. | figure | div", "It is.", "✓ So."],
    ["Two", "const a = 1;"],
  ]);
  assert.equal(
    made.map(({ isTitle, heading }) => [isTitle, heading?.tagName]),
    [
      [true, "h1"],
      [false, "h2"],
      [false, "h2"],
    ],
  );
});

const sliding = shown({
  "application/vnd.plotly.v1+json": {
    layout: {
      title: { text: "S" },
      sliders: [
        {
          currentvalue: { prefix: "b = " },
          steps: ["0", "1.5"].map((label) => ({ label, method: "skip" })),
        },
      ],
    },
  },
  "text/plain": "alt S",
});

test("a figure's slider begins where the slide says, and moves with the next key", () => {
  const moving = [cells[0], code("1", [sliding], "m")];
  const [, slide] = slides(moving, '## m · One\n\n![](#m "0")\n\n---\n\n![](#m "b = 1.5")');
  assert.equal(told(slide), ["One", "figure", ""]);
  assert.equal(
    slide.parts.map(({ shown, sliderStep }) => [shown[0]?.properties.dataOpens, sliderStep]),
    [
      [0, undefined],
      [undefined, 1],
    ],
  );
  const html = handout(
    "slides",
    [source(moving, '## m · One\n\n![](#m "0")\n\n---\n\n![](#m "1.5")')],
    about(),
  );
  assert.match(html, /<figure [^>]*data-opens="0"/);
  assert.match(html, /<span class="fragment moves" data-fragment-index="1" data-to="1">/);
  const wrong = '## m · One\n\n![](#m "2")';
  assert.throws(() => slides(moving, wrong), /no position “2” of the slider, only 0, 1\.5$/);
  const parameters = [{ name: "a", value: "2", committed: "1", notebook: "" }];
  const [, other] = deck(document([source(moving, wrong)], { ...about(), parameters }));
  assert.is(other.parts[0].shown[0].properties.dataOpens, undefined, "it stays where it is");
});

test("of a table as much is given as the slide says, and the rest waits for the next key", () => {
  const grid = shown({
    "text/html":
      "<table><thead><tr><td></td><th>a</th></tr></thead><tbody><tr><th>x</th><td>1</td></tr><tr><th>y</th><td>2</td></tr></tbody></table>",
  });
  const asking = [cells[0], code("1", [grid], "g")];
  const waiting = (given: string) => {
    const typed = `## g · One\n\nWords.\n\n![](#g "${given}")\n\n---\n\nSo.`;
    const html = handout("slides", [source(asking, typed)], about());
    return [
      ...html.matchAll(/class="([^"]*)"><span class="fragment" data-fragment-index="1">(\w+)</g),
    ].map(([, kind, value]) => `${value}: ${kind}`);
  };
  assert.equal(waiting("1 column"), ["1: number asked", "2: number asked"]);
  assert.equal(waiting("1 row"), ["y: asked", "2: number asked"]);
  const typed = '## g · One\n\n![](#g "2 columns")';
  assert.throws(() => slides(asking, typed), /no cell of !\[\]\(#g\) that waits beside 2 columns$/);
  const parameters = [{ name: "a", value: "2", committed: "1", notebook: "" }];
  const [, other] = deck(document([source(asking, typed)], { ...about(), parameters }));
  assert.is(textOf(other.parts[0].shown[0]), "ax1y2", "all of it");
});

test("the speaker has what the notebook says from where a slide begins to where another does", () => {
  const more = [
    text("Ask.", "note-t2", "notes"),
    ...cells.slice(1),
    code('exercise("01-a", 1);', [sentence("not yet")], "e"),
    code("3", [], "s", "solution"),
  ];
  const markdown = "## t2 · One\n\n## t2 · Two\n\n## c2 · Three";
  const made = (edition: Edition) => slides([cells[0], ...more], markdown, edition).map(notes);
  const student = ["A | Hook.", "B | Body. | alt F | a1 | alt G"];
  assert.equal(made("student"), [...student, student[1], "It is. | ✓ So."]);
  const [, one, two, three] = made("instructor");
  assert.equal([one, two], [`Ask. | ${student[1]}`, `Ask. | ${student[1]}`]);
  assert.is(three, "It is. | ✓ So. | Solution | 3");
});

test("lines for the speaker are on no slide; what the notebook says is folded below them", () => {
  const markdown = "## t2 · One\n\n> Ask.\n> Wait for *it*.\n\nWords.\n\n---\n\nSo.";
  for (const edition of ["student", "instructor"] as const) {
    const [, slide] = slides(cells, markdown, edition);
    assert.equal(told(slide), ["One", "Words.", "So."]);
    assert.equal(said(slide.notes).slice(0, 2), ["Ask.", "Wait for it."]);
    const folded = slide.notes[2];
    assert.ok(folded.type === "element" && folded.tagName === "details");
    assert.is(folded.properties.open, edition === "instructor");
    assert.match(textOf(folded), /^The notebook says here.*Body\./s);
  }
});

test("in a program and in a formula a line that begins with > is not the speaker's", () => {
  const [, slide] = slides(
    cells,
    "## t2 · One\n\n> Ask.\n\n```\n> a\n```\n\n$$\nb\n> c\n$$\n\n> Wait.",
  );
  assert.match(told(slide)[1], /^> a \| .*b>c/);
  assert.equal(said(slide.notes).slice(0, 2), ["Ask.", "Wait."]);
});

test("in a program and in a formula a line of hyphens does not divide the slide", () => {
  const [, slide] = slides(
    cells,
    "## t2 · One\n\n```\na\n---\nb\n```\n\n$$\nc\n---\nd\n$$\n\n---\n\nSo.",
  );
  const [, first, ...others] = told(slide);
  assert.match(first, /^a\n---\nb \| c.*d/s);
  assert.equal(others, ["So."]);
});

test("several notebooks: the first slide leads to each of them", () => {
  const sources = [source(cells, "Why?"), source(cells, "", "02-b")];
  const [, first] = handout("slides", sources, { ...about(), title: "All" }).split("<section>");
  assert.match(first, /<h1>All<\/h1>.*<a href="#\/1">A<\/a>.*<a href="#\/2">A<\/a>/s);
  assert.match(first, />By the perceptron contributors \(MIT\), after /);
});

for (const [what, markdown, message] of [
  ["begins at a cell that is not there", "## x · One", /slides\/01-a\.md: .*has the id x$/],
  ["shows a cell that is not there", "## t2 · One\n\n![](#x)", /has the id x$/],
  ["shows what a cell has not", "## t2 · One\n\n![4](#c1)", /!\[4\]\(#c1\): the cell has 3 of/],
  ["shows nothing", "## t2 · One\n\n![](#t1)", /!\[\]\(#t1\): the cell has 0 of/],
  ["shows no code", "## t2 · One\n\n![code](#t1)", /!\[code\]\(#t1\): the cell has 0 of/],
  [
    "goes back",
    "## c1 · One\n\n## t2 · Two",
    /no slide may go back in the notebook, as “Two” does/,
  ],
  ["has no heading", "## t2\n\nWords.", /no heading of the slide for the cell t2/],
] as const)
  test(`a slide that ${what} is refused`, () => {
    try {
      slides(cells, markdown);
    } catch (error) {
      assert.instance(error, RangeError);
      assert.match((error as Error).message, message);
      return;
    }
    assert.unreachable();
  });

test("with other parameters a slide does without what its cell no longer shows", () => {
  const parameters = [{ name: "a", value: "2", committed: "1", notebook: "" }];
  const markdown = "## t2 · One\n\n![4](#c1)\n\nWords.";
  const made = deck(document([source(cells, markdown)], { ...about(), parameters }));
  assert.equal(told(made[1]), ["One", "Words."]);
});

test("pages know nothing of slides", () => {
  const markdown = "Secret.\n\n## t2 · Secret\n\nSecret.";
  assert.not.match(handout("html", [source(cells, markdown)], about()), "Secret");
});

test("several notebooks: each begins with its title, one level down, written or not", () => {
  const sources = [source(cells, "Why?"), source(cells, "", "02-b")];
  const made = deck(document(sources, { ...about(), title: "All" }));
  const headings = made.map(({ heading, isTitle }) => [heading?.tagName, isTitle]);
  assert.equal(headings, [
    ["h2", true],
    ["h2", true],
    ["h3", false],
  ]);
  assert.equal(made.map(told).slice(0, 2), [
    ["A", "Why?"],
    ["A", "Hook."],
  ]);
});

test("without slides: for a heading its first words, and its first figure or table, else its code", () => {
  const own = [
    text("# A\n\nHook.\n\nMore.\n\n## B\n\nFirst.\n\nSecond."),
    code('import { a } from "a";'),
    code("b", [sentence("Said."), figure(), table()]),
    text("## C\n\n| t |\n|---|\n| 1 |\n\n- item"),
    text("## D\n\nWords.\n\n```\nx\n```"),
    code("y"),
    text("## E"),
    code('guess("01-p1", 1);', [sentence("not yet")]),
    text("## F\n\nWhich?"),
    hidden(code("c", [table()])),
    text("note", "n", "notes"),
    text("## G"),
  ];
  const made = slides(own, "", "instructor");
  assert.equal(made.map(told), [
    ["A", "Hook."],
    ["B", "First. | figure"],
    ["C", "item | div"],
    ["D", "Words. | x"],
    ["F", "Which?", "div"],
  ]);
  assert.match(notes(made[4]), /^F \| Which\? \| a1 \| note/);
});

test("without slides and headings: a title slide with the name, and what there is", () => {
  assert.equal(slides([text("- a")]).map(told), [["", "a"]]);
  const html = handout("slides", [source([text("- a")])], about());
  const layouts = [...html.matchAll(/class="content ?(\w*)">(<\w+)/g)];
  assert.equal(
    layouts.map(([, layout, first]) => layout + first),
    ["title<h1", "<div"],
  );
});

test("a long table has the rows that a slide has room for, and says so", () => {
  const [, slide] = slides([...cells, code("3", [table(20)], "c3")], "## c3 · T\n\n![](#c3)");
  assert.match(textOf(slide.parts[0].shown[0]), /^a(1){12}… and 8 more rows$/);
  const [, other] = slides([...cells, code("3", [table(13)], "c3")], "## c3 · T\n\n![](#c3)");
  assert.match(textOf(other.parts[0].shown[0]), /… and 1 more row$/);
});

test("in the head of a table a product is in one line", () => {
  const html = "<table><tr><th>w: delta · x</th></tr><tr><td>1 · 2</td></tr></table>";
  const more = [...cells, code("3", [shown({ "text/html": html })], "c3")];
  const [, slide] = slides(more, "## c3 · T\n\n![](#c3)");
  assert.is(textOf(slide.parts[0].shown[0]), "w: delta\u00A0·\u00A0x1 · 2");
});

const layout = (markdown: string) => {
  const [, , content] = handout("slides", [source(cells, markdown)], about()).split("<section>");
  return content
    .replace(/<figure.*?<\/figure>/gs, "F")
    .replace(/<div class="scroll.*?<\/table><\/div>/gs, "T");
};

test("words stand beside a figure or a table, which has a slide for itself without; a table beside a figure is words", () => {
  assert.match(layout("## c1 · One\n\n![](#c1)"), /class="content alone"><h2>/);
  assert.match(layout("## c1 · One\n\nWords."), /class="content"><h2>/);
  const beside = layout("## c1 · One\n\nWords.\n\n![](#c1)\n\n---\n\n![2](#c1)");
  assert.match(beside, /class="content beside"><h2>/);
  assert.match(
    beside,
    /<div class="words"><div><p>Words.<\/p><\/div><div class="fragment" data-fragment-index="1"><div class="output">T/,
  );
  assert.match(beside, /<div class="shown"><div>F<\/div><\/div>/);
});

test("a small table stands beside the words that are typed around it, a large one among them", () => {
  const small = layout("## t2 · One\n\nWords.\n\n| a |\n|---|\n| 1 |\n\nMore.");
  assert.match(small, /class="content beside">.*<p>Words.<\/p><p>More.<\/p>.*<div class="shown">/s);
  for (const row of [
    `| ${"long ".repeat(13)}|\n|---|`,
    `${"| 1 ".repeat(9)}|\n${"|---".repeat(9)}|`,
  ])
    assert.match(layout(`## t2 · One\n\nWords.\n\n${row}`), /class="content"><h2>/);
});

test("a figure on two slides has an id on each, and is described by its own caption", () => {
  const html = handout(
    "slides",
    [source(cells, "## c1 · One\n\n![](#c1)\n\n## c1 · Two\n\n![](#c1)")],
    about(),
  );
  const captions = [...html.matchAll(/<figcaption id="([^"]+)"/g)].map(([, id]) => id);
  assert.is(new Set(captions).size, 2);
  const described = [...html.matchAll(/aria-describedby="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(described, captions);
});

test("a figure of two plots says how they stand: its letters have less room", () => {
  const of = (axes: object) => {
    const plot = { layout: { title: { text: "P" }, ...axes } };
    const cell = code("1", [shown({ "application/vnd.plotly.v1+json": plot, "text/plain": "P" })]);
    const html = handout("slides", [source([cells[0], cell], "## c · One\n\n![](#c)")], about());
    return /<figure[^>]*data-plots="(\w+)"/.exec(html)?.[1];
  };
  const right = { xaxis: { domain: [0, 0.4] }, xaxis2: { domain: [0.6, 1] } };
  assert.equal([of({}), of(right), of({ yaxis2: {} })], [undefined, "beside", "stacked"]);
  assert.is(of({ xaxis: { visible: false } }), "drawing", "no axes");
  assert.is(of({ xaxis: { domain: 1 }, xaxis2: { domain: null } }), "stacked", "no list");
});

test("what comes later is hidden until its key; a figure takes the place of the one before", () => {
  const later = layout("## c1 · One\n\nWords.\n\n---\n\n![2](#c1)");
  assert.match(
    later,
    /<div class="shown later"><div class="fragment" data-fragment-index="1"><div class="output">T/,
  );
  const both = layout("## c1 · One\n\n![](#c1)\n\n---\n\n![3](#c1)");
  assert.match(
    both,
    /<div class="shown"><div>F<\/div><div class="fragment" data-fragment-index="1">F/,
  );
});

test("a slide without notes says why", () => {
  const html = handout("slides", [source([text("Words.")])], about());
  assert.match(html, /<aside class="notes"><p>No notes: all/);
});

test.run();
