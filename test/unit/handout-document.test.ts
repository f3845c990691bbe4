/** A notebook as a document: its headings and contents, what it carries, what it says of itself. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type About, document, type Edition } from "../../handout/document.js";
import { handout } from "../../handout/handout.js";
import { CARTESIAN, plotlyPackage, WHOLE } from "../../handout/plotly.js";
import { changedSinceCommit, version } from "../../handout/version.js";
import type { Cell, Notebook } from "../../ipynb/nbformat.js";
import { changedParameters } from "../../ipynb/parameters.js";
import { code, markdown, notebook, printed } from "../support/notebook.js";

let count = 0;
const text = (source: string, ...tags: string[]): Cell => ({
  ...markdown(source, ...tags),
  id: `t<${++count}>`,
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
    code("solved", "solution"),
    code("spoken", printed("said"), "prose"),
    code("  "),
    { ...text(""), cell_type: "raw" },
  ];
  const student = handout("html", [source(...cells)], about());
  assert.match(
    student,
    /<details class="cell solution" data-cell="code-\d+"><summary>Solution<\/summary>/,
  );
  assert.not.match(student, "note</p>");
  assert.match(student, "said");
  assert.not.match(student, '<pre tabindex="0">spoken');
  const instructor = handout("html", [source(...cells)], about("instructor"));
  const hint = handout("html", [source(code("1", "parameters"))], about());
  // It is data for a script: a browser that runs none shows nothing of it.
  assert.match(hint, '<p class="hint"><script type="text/html">Drag a number');
  const words = (link: string) =>
    handout("html", [source(text(`See ${link}. Move the slider, ${link}.`))], about());
  assert.match(
    words("[a](https://b.example)"),
    '. <script type="text/html">Move the slider, <a href="https://b.example">a</a>.</script></p>',
  );
  assert.match(
    words('[a](https://b.example "</script>")'),
    '. <span class="handling">Move the slider, <a ',
  );
  assert.match(instructor, /<div class="cell notes" data-cell="t\d+"><div class="text"><p>note/);
  assert.match(instructor, /<div class="cell solution"[^>]*><p class="label">Solution<\/p>/);
  assert.is(document([source(...cells)], about("instructor")).cells.length, 3);
});

test("what runs in the page, with the data that it reads; nothing of a notebook in another language", () => {
  const cells = [text("a"), code('read("data/virus.csv"); read("data/none.csv")', "parameters")];
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
  assert.match(policy, /^default-src 'none'; script-src ('sha256-[\w+/]{43}=' ){7}blob:; /);
  assert.not.match(policy, /unsafe-eval|http/);
  assert.match(policy, "worker-src blob:");
});

test("changed parameters, also of several lines", () => {
  const before = notebook(
    code("const a = {  // x\n  b: 1,\n};\nlet c: number[] = [1];", "parameters"),
  );
  const after = notebook(
    code("const a = {\n  b: 2,\n};\nlet c: number[] = [1];\nconst d = 1;", "parameters"),
  );
  assert.equal(changedParameters(after, before, "n"), [
    { name: "a", value: "{\n  b: 2,\n}", committed: "{  // x\n  b: 1,\n}", notebook: "n" },
  ]);
  assert.equal(changedParameters(before, before), []);
  assert.equal(changedSinceCommit("99-none", after), []);
  assert.match(version(), /^\d+\.\d+\.\d+/);
  const parameters = changedParameters(after, before, "02-b");
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

test.run();
