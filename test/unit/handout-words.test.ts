/** What a handout says: to readers on a screen and on paper, of other notebooks, of itself, and its typefaces. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { toString as textOf } from "hast-util-to-string";
import { visit } from "unist-util-visit";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { hasOnlyImports } from "../../handout/cells.js";
import { chapters, citation } from "../../handout/course.js";
import { type About, document, preview } from "../../handout/document.js";
import { LETTERS } from "../../handout/fonts.mjs";
import { handout } from "../../handout/handout.js";
import { linkNotebooks } from "../../handout/links.js";
import { markdown } from "../../handout/render/markdown.js";
import { site } from "../../handout/site.js";
import type { Cell } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { root } from "../../tools/paths.mjs";
import { code, notebook as notebookOf, markdown as text } from "../support/notebook.js";

const html = (source: string) => toHtml(markdown(source)).trim();
const about: About = { name: "05-or-gate", edition: "student", parameters: [] };
const page = (...cells: Partial<Cell>[]) => {
  const notebook = notebookOf(...cells.map((cell) => ({ ...text(""), ...cell })));
  return document([{ name: "05-or-gate", notebook }], about);
};

test("a sentence that tells how to handle the page is marked, and no other", () => {
  const marked = (text: string) => `<span class="handling">${text}</span>`;
  assert.is(html("Look. Move the slider. Why?"), `<p>Look. ${marked("Move the slider. ")}Why?</p>`);
  assert.is(
    html("**Move the slider.** What changes?"),
    `<p>${marked("<strong>Move the slider.</strong> ")}What changes?</p>`,
  );
  assert.is(
    html("Run with **Shift+Enter**. A ✓ holds."),
    `<p>${marked("Run with <strong>Shift+Enter</strong>. ")}A ✓ holds.</p>`,
  );
  assert.is(
    html("Write `2`, then run the cell; it answers. Why 2?"),
    `<p>${marked("Write <code>2</code>, then run the cell; it answers. ")}Why 2?</p>`,
  );
  assert.is(
    html("Where? Think first, then **run the next cell**."),
    `<p>Where? ${marked("Think first, then <strong>run the next cell</strong>.")}</p>`,
  );
  assert.is(
    html("**Move the bias**, alone. Who is right? And watch E while you move."),
    `<p>${marked("<strong>Move the bias</strong>, alone. ")}Who is right? ${marked("And watch E while you move.")}</p>`,
  );
  assert.is(html("It runs from here to there."), "<p>It runs from here to there.</p>");
});

test("a notebook that the text names is linked, but not itself, and not in code", () => {
  const linked = (source: string) => {
    const tree = markdown(source) as Root;
    linkNotebooks(tree, (name) => (name.startsWith("05") ? undefined : `${name}.html`));
    return toHtml(tree);
  };
  assert.match(linked("See notebook 04."), '<a href="04-one-step-by-hand.html">notebook 04</a>.');
  assert.match(
    linked("Notebooks 02 and 03"),
    'Notebooks <a href="02-one-weight-by-hand.html">02</a> and <a href="03-sigmoid.html">03</a>',
  );
  for (const text of ["notebook 05", "notebook 42", "`notebook 04`", "# Notebook 04"])
    assert.not.match(linked(text), "<a");
});

test("a link to a notebook leads into the document that holds it, or to its beginning", () => {
  const tree = markdown("[a](04-one-step-by-hand.ipynb) [b](05-or-gate.ipynb) [c](99-own.ipynb)");
  linkNotebooks(tree, (name) => (name.startsWith("04") ? "#s-04" : undefined));
  const links = [...toHtml(tree).matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  assert.equal(links, ["#s-04", "#main", "99-own.html"]);
});

test("another notebook is a file beside a page, and a place in the document of several", () => {
  const source = "See notebooks 04 and 05.";
  const [cell] = page({ source }).cells;
  assert.match(toHtml(cell.text), 'notebooks <a href="04-one-step-by-hand.html">04</a> and 05.');
  const notebook = (source: string) => ({ ...empty, cells: [text(source)] });
  const both = document(
    [
      { name: "04-one-step-by-hand", notebook: notebook("# One step") },
      { name: "05-or-gate", notebook: notebook(source) },
    ],
    about,
  );
  assert.match(toHtml(both.cells[1].text), 'notebooks <a href="#s-04-one-step">04</a> and 05.');
});

test("below a document are the words of the glossary that it uses, where it has no glossary", () => {
  const source = "After two epochs the biased coin lands.";
  const { glossary } = page({ source });
  assert.match(
    toHtml(glossary ?? []),
    "<dl><dt>epoch</dt><dd>one pass over all rows</dd></dl></details>",
  );
  assert.match(
    handout("html", [{ name: "a", notebook: { ...empty, cells: [text(source)] } }], about),
    /<dt>epoch<\/dt>.*<\/main>/s,
  );
  const own = { source: "| word | meaning |\n|---|---|\n| epoch | round |" };
  assert.is(page({ source }, { ...own, metadata: { tags: ["glossary"] } }).glossary, undefined);
});

test("the foot says who wrote it, the licence, the article with its link, and the version", () => {
  const { authors, licence, article } = citation();
  assert.is(authors, "The perceptron contributors");
  assert.is(licence, "MIT");
  assert.is(article.authors, "Pratik Shukla and Roberto Iriondo");
  const text = handout("html", [{ name: "05-or-gate", notebook: empty }], about);
  const [foot] = /<footer>.*<\/footer>/s.exec(text) ?? [""];
  const by = `by ${authors.replace("The", "the")}. `;
  for (const part of [by, licence, article.authors, `href="${article.url}"`, "Version "])
    assert.match(foot, part);
  assert.match(foot, 'href="04-one-step-by-hand.html" rel="prev"');
  assert.match(foot, 'href="06-why-a-bias.html" rel="next"');
  assert.match(text, '"@type":"LearningResource"');
});

const empty = notebookOf(text("# A\n\nWords."));

test("the course knows its notebooks by their titles", () => {
  assert.is(chapters().length, 9);
  const { name, title } = chapters()[4];
  assert.equal({ name, title }, { name: "05-or-gate", title: "05 · The OR gate" });
});

test("the site leads to the files that are there, has pictures beside it, and loads nothing", () => {
  const png = Buffer.alloc(24, "png"); // so wide and so high
  png.writeUInt32BE(300, 16);
  png.writeUInt32BE(200, 20);
  const picture = png.toString("base64");
  const shown = (more: object) => ({
    output_type: "display_data",
    data: { "application/vnd.plotly.v1+json": more, "image/png": picture },
  });
  const drawn = code("1", shown({}));
  const notebook = { ...empty, cells: [...empty.cells, drawn] };
  const there = ["05-or-gate.html", "05-or-gate-a4.pdf"];
  const files = site([{ name: "05-or-gate", notebook }], "student", (name) => there.includes(name));
  assert.equal([...files.keys()], ["pictures/05-or-gate.png", "pictures/course.png", "index.html"]);
  assert.equal(files.get("pictures/05-or-gate.png"), png);
  const text = String(files.get("index.html"));
  const links = [...text.matchAll(/href="([^"#]*)"/g)].map(([, href]) => href);
  const local = links.filter((href) => !/^(https|data):/.test(href));
  assert.equal([...new Set(local)], there);
  assert.match(text, "<p>Words.</p>");
  assert.match(
    text,
    '<svg viewBox="0 0 300 200" aria-hidden="true"><svg viewBox="0 0 300 200"><image',
  );
  assert.match(text, '"@type":"LearningResource"');
  assert.not.match(text, "og:image");
  const published = citation();
  published.url = "https://a.example/course/";
  const again = site([{ name: "05-or-gate", notebook }], "student", () => false);
  published.url = "";
  assert.match(
    String(again.get("index.html")),
    '<meta property="og:image" content="https://a.example/course/pictures/05-or-gate.png">',
  );
  assert.not.match(text, /<script(?! type="application\/ld)/);
  assert.not.match(text, "The whole course");
  const whole = site([{ name: "05-or-gate", notebook: empty }], "student", (name) =>
    /^course(-slides)?.html$/.test(name),
  );
  assert.equal([...whole.keys()], ["index.html"], "without a figure there is no picture");
  assert.match(
    String(whole.get("index.html")),
    /All in one file: <span class="formats"><a href="course.html" [^>]*>page<\/a> · <a href="course-slides.html" [^>]*>slides<\/a><\/span>/,
  );
});

test("a card shows what no card before it shows, and nothing that the text asks to guess", () => {
  const drawn = (title: string, metadata = {}, more = {}) => ({
    cell_type: "code",
    metadata,
    source: "1",
    outputs: [
      {
        output_type: "display_data",
        data: {
          "application/vnd.plotly.v1+json": { data: [], layout: { title, height: 400 }, ...more },
          "image/png": title,
        },
      },
    ],
  });
  const hidden = { jupyter: { outputs_hidden: true } };
  const cells = [drawn("still"), drawn("answer", hidden), drawn("moves", {}, { frames: [] })];
  const chosen = (...shown: string[]) => preview({ ...empty, cells }, shown).figure;
  assert.is(chosen(), "moves");
  assert.is(chosen("moves"), "still");
  assert.is(chosen("moves", "still"), "moves");
  assert.equal(preview({ ...empty, cells }).edges, { head: 0.1, foot: 0, left: 0 });
});

test("imports are small print; code that does more is not", () => {
  assert.ok(hasOnlyImports('import { a } from "b";\nimport c from "d";\n'));
  assert.not(hasOnlyImports('import { a } from "b";\na();'));
  assert.not(hasOnlyImports(""));
});

test("an output that the text asks to guess is folded, and a solution's only once", () => {
  const cell = { cell_type: "code", source: "1", metadata: { jupyter: { outputs_hidden: true } } };
  const output = { output_type: "stream", name: "stdout", text: "said" };
  const { cells } = page({ ...cell, outputs: [output] });
  assert.ok(cells[0].isHidden);
  const notebook = { ...empty, cells: [{ ...cell, outputs: [output] }] };
  const text = handout("html", [{ name: "05-or-gate", notebook }], about);
  assert.match(
    text,
    /<details class="outcome"><summary>See what came<\/summary><div class="output"/,
  );
  const spoken = { ...cell, metadata: { ...cell.metadata, tags: ["prose"] }, outputs: [output] };
  const twice = { ...empty, cells: [{ ...cell, outputs: [output] }, spoken, spoken] };
  const more = handout("html", [{ name: "05-or-gate", notebook: twice }], about);
  assert.is(
    more.match(/<details class="outcome">/g)?.length,
    1,
    "what is said of it is in its fold",
  );
  assert.is(more.match(/<div class="cell more"[^>]*><div class="output"/g)?.length, 2);
  const alone = { ...empty, cells: [spoken] };
  assert.match(
    handout("html", [{ name: "05-or-gate", notebook: alone }], about),
    "<summary>See what this shows</summary>",
  );
});

test("paper has lines below an exercise, and none below its solution", () => {
  const exercise = code('exercise("05-a", undefined);');
  const lines = (metadata: Cell["metadata"]) => {
    const notebook = { ...empty, cells: [{ ...exercise, metadata }] };
    return handout("html", [{ name: "05-or-gate", notebook }], about).includes("answer exercise");
  };
  assert.is(lines({}), true);
  assert.is(lines({ tags: ["solution"] }), false);
});

test("on paper no notebook asks to move anything", () => {
  for (const { name } of chapters()) {
    const { cells } = readNotebook(path.join(root, "notebooks", `${name}.ipynb`));
    for (const { cell_type, source } of cells) {
      if (cell_type !== "markdown") continue;
      const tree = markdown([source].flat().join(""));
      visit(tree, "element", (node) => {
        if ([node.properties.className].flat().includes("handling")) node.children = [];
      });
      assert.not.match(
        textOf(tree),
        /\b[Mm]ove the (?:slider|bias|weight)\b|while you move|[Rr]un the next/,
        name,
      );
    }
  }
});

test("the typefaces have every letter of the notebooks and slides", () => {
  const missing = new Set<string>();
  for (const { name } of chapters()) {
    const { cells } = JSON.parse(
      readFileSync(path.join(root, "notebooks", `${name}.ipynb`), "utf8"),
    ) as { cells: Cell[] };
    const slides = readFileSync(path.join(root, "handout", "slides", `${name}.md`), "utf8");
    for (const text of [...cells.map(({ source }) => [source].flat().join("")), slides])
      for (const letter of text.replace(/\s/g, ""))
        if (!LETTERS.includes(letter)) missing.add(letter);
  }
  assert.equal([...missing], []);
});

test.run();
