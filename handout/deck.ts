/**
 * A notebook as slides: one idea on each, under a heading. A figure has a slide of its own, with the first words of its
 * section beside it; without one, a section shows its table, its formula, or its code where that is all there is. What
 * does not fit is for the speaker to say, and stands in the notes.
 */
import type { Element, ElementContent } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { visit } from "unist-util-visit";
import type { PageCell } from "./cells.js";
import type { Document } from "./document.js";
import { askedIn, isImports } from "./html.js";
import { sentences, withoutHandling } from "./render/medium.js";

export interface Slide {
  heading: Element | undefined;
  /** words, formulas, code */
  blocks: Element[];
  /** or a table */
  figure: Element | undefined;
  /** for the speaker */
  notes: ElementContent[];
}

/** What stands below a heading. */
interface Section {
  heading: Element | undefined;
  words: Element[];
  figures: Element[];
  tables: Element[];
  code: Element[];
  /** what the class guesses before it is shown: figures and tables */
  answers: Element[];
  notes: ElementContent[];
}

const WIDE = 11.5; // lines of text on a slide
const NARROW = 14; // and beside a figure
const LETTERS = { wide: 74, narrow: 34 };
const CODE = 100; // letters in a line
const FEW = 260; // letters: so few are said, not shown

export function deck(document: Document): Slide[] {
  const slides: Slide[] = [];
  for (const section of sections(document)) {
    if (/^(Next|Citation|Glossary)$/.test(textOf(section.heading ?? h("p")))) continue; // for readers
    const made = compose(section, Number(section.heading?.tagName[1]) <= 1 + document.depth);
    // Where nothing is to be seen, the speaker has it on the slide before.
    if (made.length === 0) slides.at(-1)?.notes.push(...section.notes);
    slides.push(...made);
  }
  return slides;
}

function sections({ cells, edition }: Document): Section[] {
  const all: Section[] = [];
  const begin = (heading?: Element): Section => {
    const section: Section = {
      heading,
      words: [],
      figures: [],
      tables: [],
      code: [],
      answers: [],
      notes: [],
    };
    all.push(section);
    return section;
  };
  let waiting: ElementContent[] = []; // a note stands above what it is about
  for (const cell of cells) {
    if (cell.role === "notes") waiting.push(...(cell.text.children as ElementContent[]));
    if (cell.role === "solution" && edition === "instructor")
      (all.at(-1) ?? begin()).notes.push(...solution(cell));
    if (cell.role === "notes" || cell.role === "solution") continue;
    for (const node of cell.text.children) {
      if (node.type !== "element") continue;
      if (/^h[1-6]$/.test(node.tagName)) begin(node);
      else sort(node, all.at(-1) ?? begin());
    }
    const section = all.at(-1) ?? begin();
    section.notes.push(...waiting);
    waiting = [];
    const asks = askedIn(cell.source);
    if (cell.code && cell.role !== "parameters" && !asks && !isImports(cell.source))
      section.code.push(cell.code);
    if (asks) continue;
    for (const output of cell.outputs)
      if (!cell.isHidden) sort(output, section);
      else if (isSeen(output)) section.answers.push(output);
      else section.notes.push(output);
  }
  return all;
}

const isSeen = (node: Element): boolean => node.tagName === "figure" || has(node, "table");

function sort(node: Element, section: Section): void {
  if (node.tagName === "figure") section.figures.push(node);
  else if (has(node, "table")) section.tables.push(node);
  else if (has(node, "pre")) section.code.push(node);
  else {
    const copy = structuredClone(node);
    withoutHandling(copy);
    if (textOf(copy).trim() || has(copy, "img")) section.words.push(copy);
  }
}

function compose(section: Section, isTitle: boolean): Slide[] {
  const { heading, words, figures, tables, code, answers, notes } = section;
  if (isTitle) return titles(section);
  const [first, ...others] = figures;
  const whole = first ? undefined : tables[0];
  const beside = whole && shortened(whole, 64);
  // A wide table has the slide for itself, and the words are said.
  const alone = whole && shortened(whole, 105);
  const isAlone = beside && alone && found(alone, "tr").length > found(beside, "tr").length;
  const figure = first ?? (isAlone ? alone : beside);
  const room = isAlone ? 0 : figure ? NARROW : WIDE;
  const { shown, left } = fill(words, room, figure ? "narrow" : "wide");
  const blocks = [...shown];
  const isAboutCode = !figure && answers.length === 0 && !shown.some((each) => has(each, "math"));
  const point = isAboutCode ? code.find((each) => isShort(each, WIDE - lines(shown))) : undefined;
  if (point) blocks.push(h("div", { class: "code" }, point));
  const drawn = answers.filter(({ tagName }) => tagName === "figure");
  const seen = drawn.length > 0 ? drawn : answers;
  const later = [
    ...others,
    ...seen.map((each) => (each.tagName === "figure" ? each : shortened(each, 105))),
  ];
  const isWorth =
    later.length > 0 ||
    figure ||
    point ||
    shown.some((each) => has(each, "li") || isDisplayed(each));
  if (!isWorth && sum(words.map((each) => textOf(each).length)) < FEW) {
    notes.push(...words);
    return [];
  }
  const more = later.map(
    (each): Slide => ({ heading: again(heading), blocks: [], figure: each, notes: [] }),
  );
  const spoken = [...notes, ...left, ...answers.filter((each) => !seen.includes(each))];
  if (blocks.length > 0 || figure) more.unshift({ heading, blocks, figure, notes: spoken });
  else more[0].notes.push(...spoken);
  return more;
}

/** A title with the question that begins it. */
function titles({ heading, words, figures, notes }: Section): Slide[] {
  const spoken = [...notes, ...words.slice(1)];
  const slides: Slide[] = [
    { heading, blocks: words.slice(0, 1), figure: undefined, notes: spoken },
  ];
  for (const figure of figures)
    slides.push({ heading: again(heading), blocks: [], figure, notes: [] });
  return slides;
}

const again = (heading: Element | undefined): Element | undefined =>
  heading && h("h2", structuredClone(heading.children) as Element[]);

/** As many of the words, in order, as so many lines hold; of the first, as many sentences. */
function fill(words: Element[], capacity: number, width: keyof typeof LETTERS) {
  const shown: Element[] = [];
  let free = capacity;
  for (const node of words) {
    const need = lines([node], width);
    const isFirst = shown.length === 0;
    if (need <= free) shown.push(node);
    else if (isFirst && free > 2) shown.push(...beginning(node, free, width));
    if (need > free) break;
    free -= need;
  }
  const left = words.filter((node) => !shown.includes(node));
  return { shown, left };
}

/** The first sentences of a paragraph; nothing of a list. */
function beginning(node: Element, free: number, width: keyof typeof LETTERS): Element[] {
  if (node.tagName !== "p") return [];
  const all = sentences(structuredClone(node.children));
  for (let count = all.length - 1; count > 0; count--) {
    const part = h("p", all.slice(0, count).flat());
    if (lines([part], width) <= free) return [part];
  }
  return [];
}

/** About how many lines of text something takes. */
function lines(nodes: Element[], width: keyof typeof LETTERS = "wide"): number {
  const letters = LETTERS[width];
  return nodes
    .map((node) => {
      if (isDisplayed(node)) return 3;
      const items = found(node, "li");
      const texts = items.length > 0 ? items : [node];
      return 0.6 + sum(texts.map((each) => Math.ceil(textOf(each).trim().length / letters)));
    })
    .reduce((a, b) => a + b, 0);
}

const isDisplayed = (node: Element): boolean =>
  [node, ...found(node, "math")].some(({ properties }) => properties.display === "block");

const isShort = (node: Element, free: number): boolean => {
  const text = textOf(node).trimEnd().split("\n");
  return text.length * 0.64 + 1 <= free && text.every((line) => line.length <= CODE);
};

/** A table with the rows that fit when so many letters stand beside each other, and the sign that there are more. */
function shortened(node: Element, letters: number): Element {
  const copy = structuredClone(node);
  const all = found(copy, "tr");
  let free = 540 - 40 * found(copy, "caption").length; // pixels
  const extra = all.filter((row) => {
    const cells = row.children.filter(({ type }) => type === "element") as Element[];
    const width = letters / Math.max(1, cells.length) - 2;
    const lines = Math.max(...cells.map((cell) => Math.ceil(textOf(cell).trim().length / width)));
    free -= 13 + 31 * lines;
    return free < 0;
  });
  if (extra.length === 0) return copy;
  visit(copy, "element", (each) => {
    each.children = each.children.filter((child) => !extra.includes(child as Element));
  });
  copy.children.push(h("p", { class: "more" }, `… and ${extra.length} more rows`));
  return copy;
}

function solution({ text, code, outputs }: PageCell): ElementContent[] {
  const said = outputs.map((output) =>
    output.tagName === "figure" ? h("p", textOf(captionOf(output))) : output,
  );
  const words = text.children as ElementContent[];
  return [h("p", h("strong", "Solution")), ...words, ...(code ? [code] : []), ...said];
}

const captionOf = (figure: Element): Element =>
  (figure.children as Element[]).find(({ tagName }) => tagName === "figcaption") ?? h("p");

function found(node: Element, name: string): Element[] {
  const elements: Element[] = [];
  visit(node, "element", (each) => {
    if (each.tagName === name) elements.push(each);
  });
  return elements;
}

const has = (node: Element, name: string): boolean => found(node, name).length > 0;
const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
