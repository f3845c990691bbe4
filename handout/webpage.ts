/** The handout as one page. */
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { visit } from "unist-util-visit";
import { type PageCell, taskOf } from "./cells.js";
import { authorsInSentence, COURSE, chapters } from "./course.js";
import type { Document } from "./document.js";
import { embedded } from "./embedded.js";
import { changedParametersNotice, code, documentHtml, imprint, onOwnLines } from "./html.js";
import type { Entry } from "./outline.js";
import { replaceForScripts } from "./scripted.js";

/** Up to so many sections a print needs no contents. */
const MAX_SECTIONS_WITHOUT_CONTENTS = 4;

/** For touch screens: without what needs a keyboard. */
const keyboardOnly = (words: string) => h("span", { class: "keys" }, words);
const EDITING_HINT = h("span", { class: "handling" }, [
  "Drag a number",
  keyboardOnly(", or go to it with Tab and press ↑ or ↓"),
  ". ",
  h("span", { class: "sign" }, "▶"),
  " Run",
  keyboardOnly(", or Shift+Enter in the code,"),
  " also runs what depends on it below.",
]);
const NO_SCRIPTS_NOTICE =
  "This browser runs no JavaScript: everything can be read here, but the code does not run and the figures do not move.";

export function webpage(document: Document): string {
  const { title, hasTitle, cells, program, plotly, glossary, names } = document;
  const isBook = names.length > 1;
  const titleContents =
    !isBook && document.contents.length > MAX_SECTIONS_WITHOUT_CONTENTS ? [printedContents()] : [];
  const heading = hasTitle ? [] : [h("h1", title), byline(), ...titleContents];
  const body = cells.map((cell, i) => cellElement(cell, document, titleContents, cells[i - 1]));
  for (const cell of body) replaceForScripts(cell);
  const end = glossary ? [glossary] : [];
  const page = embedded(program ? "running" : "page", plotly);
  return documentHtml(document, { ...page, style: page.style + pageFooters(document) }, [
    h("a", { class: "skip", href: "#main" }, "Skip to the text"),
    h("header", [
      h("p", { class: "course" }, h("a", { href: "index.html" }, COURSE)),
      ...chapterLinks(names, "Other notebooks", (title) => title.slice(0, 2), []),
      ...(program ? [h("noscript", h("p", NO_SCRIPTS_NOTICE))] : []),
      ...changedParametersNotice(document),
    ]),
    contents(document),
    h("main", { id: "main" }, [
      ...(isBook ? [cover(document), printedContents()] : []),
      ...heading,
      ...onOwnLines([...body, ...end]),
    ]),
    h("footer", [
      ...chapterLinks(names, "Next and previous", (title) => title, [
        h("a", { href: `index.html#${names[0]}` }, "Slides, PDF"),
      ]),
      ...imprint(document),
    ]),
  ]);
}

const byline = (): Element => h("p", { class: "byline" }, `By ${authorsInSentence()}`);

/** The running footer of printed pages: the title of the document or chapter. */
function pageFooters({ title, contents, names }: Document): string {
  const foot = (page: string, text: string) =>
    `@page ${page}{ @bottom-left { content: ${JSON.stringify(text.replace(/[<>\\]/g, ""))}; } }`;
  const chapters = names.length > 1 ? contents.slice(0, names.length) : [];
  return [
    foot("", title),
    ...chapters.map(({ text }, i) => foot(`chapter-${i + 1} `, text)),
    "@page cover { @bottom-left { content: none; } }",
  ].join("\n");
}

/** The first page of the course on paper. */
const cover = (document: Document): Element =>
  h("div", { class: ["cover", "paper-only"], hidden: true }, [
    h("p", { class: "title", role: "heading", ariaLevel: 1 }, document.title),
    byline(),
    h("div", { class: "small" }, [...imprint(document), ...changedParametersNotice(document)]),
  ]);

/** Contents on paper: contents.ts brings them, as a browser of text shows what is hidden, and the printer writes the numbers of the pages. */
const printedContents = (): Element => h("div", { class: ["toc", "paper-only"], hidden: true });

/** Links to the previous and next notebook, and to the index. */
function chapterLinks(
  names: string[],
  label: string,
  words: (title: string) => string,
  between: Element[],
): Element[] {
  const all = chapters();
  const at = all.findIndex(({ name }) => name === names[0]);
  if (at < 0 || names.length > 1) return [];
  const link = (step: number, rel: string) => {
    const chapter = all[at + step];
    if (!chapter) return [];
    const text = words(chapter.title);
    const textWithArrow = step < 0 ? `← ${text}` : `${text} →`;
    return [h("a", { href: `${chapter.name}.html`, rel, title: chapter.title }, textWithArrow)];
  };
  return [
    h("div", { class: "turn", role: "navigation", ariaLabel: label }, [
      ...link(-1, "prev"),
      " ", // for a browser of text
      ...between,
      " ",
      ...link(1, "next"),
    ]),
  ];
}

/** At the side of a wide window; folded in a narrow one. */
const contents = (document: Document): Element =>
  h("nav", { ariaLabel: "Contents" }, [
    h("details", [h("summary", "Contents"), contentsList(document)]),
  ]);

function contentsList({ contents }: Document): Element {
  const link = ({ id, text }: Entry) => h("a", { href: `#${id}` }, text);
  const list = (below: Entry[]) =>
    h(
      "ul",
      { class: "below" },
      below.map((entry) => h("li", link(entry))),
    );
  return h(
    "ul",
    contents.map((entry) =>
      h("li", [link(entry), ...(entry.below.length > 0 ? [list(entry.below)] : [])]),
    ),
  );
}

function cellElement(
  cell: PageCell,
  document: Document,
  inShort: Element[],
  before: PageCell | undefined,
): Element {
  const { edition, depth, program, names } = document;
  const { role, id, level } = cell;
  if (level === 1) addByline(cell, inShort);
  const inside = cellContents(cell, program ? [structuredClone(EDITING_HINT)] : [], before);
  // Named pages: in print a cell of another chapter begins a page.
  const chapter = depth > 0 ? `page: chapter-${names.indexOf(cell.notebook) + 1}` : undefined;
  const own = { dataCell: id || undefined, style: chapter };
  if (role === "solution" && edition === "student") {
    const summary = h("summary", "Solution");
    return h("details", { class: ["cell", "solution"], ...own }, [summary, ...inside]);
  }
  if (role === "solution" || role === "notes") {
    const label = role === "solution" ? [h("p", { class: "label" }, "Solution")] : [];
    return h("div", { class: ["cell", role], ...own }, [...label, ...inside]);
  }
  const classes = [
    ...(depth > 0 && level === 2 ? ["notebook"] : []),
    ...(cell.code && taskOf(cell.source) ? ["task"] : []),
    ...(continuesFold(cell, before) ? ["more"] : []),
  ];
  return h("div", { class: ["cell", ...classes], ...own }, inside);
}

/** Adds the byline and the contents of a long print below the title. */
function addByline({ text }: PageCell, inShort: Element[]): void {
  const at = text.children.findIndex((node) => node.type === "element" && node.tagName === "h1");
  text.children.splice(at + 1, 0, byline(), ...inShort);
}

const cellContents = (
  cell: PageCell,
  hint: (string | Element)[],
  before: PageCell | undefined,
): ElementContent[] => [
  ...(cell.text.children.length > 0 ? [h("div", { class: "text" }, cell.text)] : []),
  ...code(cell, hint),
  ...answerLines(cell),
  ...foldedOutputs(cell, before),
];

/** Folds the outputs that answer a guess. */
function foldedOutputs(cell: PageCell, before: PageCell | undefined): ElementContent[] {
  const { outputs } = cell;
  if (!isFolded(cell) || continuesFold(cell, before)) return outputs;
  return [h("details", { class: "outcome" }, [h("summary", foldLabel(cell)), ...outputs])];
}

/** Whether a cell's outputs continue the fold of the cell before: they show when that fold is open. */
const continuesFold = (cell: PageCell, before: PageCell | undefined): boolean =>
  before !== undefined &&
  isFolded(before) &&
  isFolded(cell) &&
  !cell.code &&
  outputKind(cell) === "";

const isFolded = ({ outputs, isHidden, role }: PageCell): boolean =>
  isHidden && role !== "solution" && outputs.length > 0;

/** The label of a fold. */
function foldLabel(cell: PageCell): string {
  if (cell.code) return "See what came";
  return `See ${outputKind(cell) || "what this shows"}`;
}

function outputKind({ outputs }: PageCell): string {
  const tags = new Set<string>();
  for (const output of outputs) visit(output, "element", ({ tagName }) => void tags.add(tagName));
  return tags.has("figure") ? "the figure" : tags.has("table") ? "the table" : "";
}

/** In print: lines to write on below an exercise or a guess. */
function answerLines({ source, role, code }: PageCell): Element[] {
  const kind = taskOf(source);
  if (!kind || !code || role === "solution") return [];
  return [h("div", { class: ["answer", kind], ariaHidden: "true" })];
}
