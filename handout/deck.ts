/**
 * A notebook as slides: one for a section, under its heading. It shows the section's first figure, or its table where it
 * has none, beside the first words; else formulas, a list, or code where that is all there is. What the class is to guess
 * comes with the next key. A further figure whose title is new has a slide under it, with the words that lead to it. The
 * rest of the words, figures and tables is for the speaker to say, and stands in the notes.
 */
import type { Element, ElementContent } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { visit } from "unist-util-visit";
import type { PageCell } from "./cells.js";
import type { Document } from "./document.js";
import { askedIn, isImports } from "./html.js";
import { captionOf } from "./render/finish.js";
import { sentences, withoutHandling } from "./render/screen-only.js";

export interface Slide {
  heading: Element | undefined;
  /** words, formulas, code */
  blocks: Element[];
  /** or a table */
  figure: Element | undefined;
  /** whether the class guesses first what the figure shows */
  isAnswer?: boolean;
  /** for the speaker */
  notes: ElementContent[];
}

/** What stands below a heading. */
interface Section {
  heading: Element | undefined;
  /** of the heading */
  level: number;
  /** of the document or of a chapter */
  isTitle: boolean;
  words: Element[];
  figures: Element[];
  tables: Element[];
  code: Element[];
  notes: ElementContent[];
  /** what the class guesses first: figures and tables of those above */
  answers: Element[];
  /** the words before the first of them, or before the first figure or table */
  question: Element[];
  /** how many words stand before the last figure or table */
  told: number;
}

const WIDE = 11.5; // lines of text on a slide
const NARROW = 13; // and beside a figure or a table
const FORMULA = 3; // a line of a formula, and what is above and below it
const LETTERS = { wide: 74, table: 34, figure: 31 };
const CODE = 84; // letters in a line
const WORD = 12; // a column of so many letters does not wrap

export function deck(document: Document): Slide[] {
  const slides: Slide[] = [];
  for (const section of folded(sections(document))) {
    const { heading, figures, tables, isTitle } = section;
    const slide = isTitle ? titleSlide(section) : compose(section);
    const isForReaders = heading && FOR_READERS.test(textOf(heading));
    if (!isForReaders && (isTitle || isWorth(slide))) slides.push(slide);
    // Where nothing is to be seen, and for readers only, the speaker has it on the slide before.
    else slides.at(-1)?.notes.push(...new Set([...slide.blocks, ...tables, ...slide.notes]));
    slides.at(-1)?.notes.push(...figures.map((figure) => h("p", textOf(captionOf(figure)))));
  }
  return slides;
}

function sections({ cells, edition, depth }: Document): Section[] {
  const all: Section[] = [];
  const begin = (heading?: Element): Section => {
    const [words, figures, tables, code, answers, question]: Element[][] = [[], [], [], [], [], []];
    const level = Number(heading?.tagName[1] ?? 6);
    const lists = { words, figures, tables, code, answers, question, notes: [] };
    all.push({ heading, level, isTitle: level <= 1 + depth, told: 0, ...lists });
    return all[all.length - 1];
  };
  const last = () => all.at(-1) ?? begin();
  const titles = new Set<string>();
  /** A further figure goes on under its own title, with the words that lead to it. */
  const goOn = (figure: Element): Element => {
    const before = last();
    const isLedTo = before.answers.length > 0 && before.told < before.words.length;
    const isFurther = before.isTitle || before.figures.length > 0 || isLedTo;
    const title = figure.children.find((each) => isTitleOf(each)) as Element | undefined;
    if (!isFurther || !title || titles.has(textOf(title))) return figure;
    titles.add(textOf(title));
    begin(h(`h${Math.max(2, before.level)}`, textOf(title)));
    if (!before.isTitle) last().words.push(...before.words.splice(before.told));
    return without(figure, title);
  };
  let waiting: ElementContent[] = []; // a note stands above what it is about
  for (const cell of cells) {
    if (cell.role === "notes") waiting.push(...(cell.text.children as ElementContent[]));
    if (cell.role === "solution" && edition === "instructor") last().notes.push(...solution(cell));
    if (cell.role === "notes" || cell.role === "solution") continue;
    for (const node of cell.text.children) {
      if (node.type !== "element") continue;
      if (/^h[1-6]$/.test(node.tagName)) {
        // The same heading again goes on with its section.
        if (textOf(node) !== textOf(all.at(-1)?.heading ?? h("p"))) begin(node);
        titles.add(textOf(node));
      } else sort(node, last());
    }
    last().notes.push(...waiting);
    waiting = [];
    if (askedIn(cell.source)) {
      const given = GIVEN.exec(cell.source)?.[1];
      const question = last().words.at(-1);
      if (given && question && isGuess(question)) question.children.push(h("em", ` (${given})`));
      continue;
    }
    if (cell.code && cell.role !== "parameters" && !isImports(cell.source))
      last().code.push(cell.code);
    for (const output of cell.outputs) {
      if (OWN_FIGURE.test(cell.source)) {
        last().notes.push(output.tagName === "figure" ? h("p", textOf(captionOf(output))) : output);
        continue;
      }
      const isFigure = output.tagName === "figure";
      if (!cell.isHidden) sort(isFigure ? goOn(output) : output, last());
      else if (isFigure || has(output, "table")) {
        const answer = isFigure ? goOn(output) : output;
        const section = last();
        const isFirst = section.answers.length === 0;
        sort(answer, section);
        if (isFirst) section.question = [...section.words];
        section.answers.push(answer);
      } else last().notes.push(output);
    }
  }
  return all;
}

/** A section of nothing but words takes in those below it that have no figure. */
function folded(all: Section[]): Section[] {
  const kept: Section[] = [];
  let isOpen = false;
  for (const section of all) {
    const above = kept.at(-1);
    if (isOpen && above && section.level > above.level && section.figures.length === 0) {
      for (const list of ["words", "tables", "code", "notes", "answers"] as const)
        (above[list] as ElementContent[]).push(...section[list]);
      continue;
    }
    kept.push(section);
    const { isTitle, words, figures, tables, code } = section;
    const isSeen = words.some((each) => isDisplayed(each) || isList(each));
    isOpen = !isTitle && !isSeen && [figures, tables, code].every(({ length }) => length === 0);
  }
  return kept;
}

/** For somebody with the notebook open: sections, and an exercise or the reader's own tries within others. */
const FOR_READERS =
  /^(Appendix|Citation|Exercises|Glossary|Next|Summary|TypeScript|Your)\b|^For the curious$/;
const OF_READERS = /^\d\d-[a-z]\b|\byour(s|self)?\b|\bwhole program\b/i;

/** What the reader has set is drawn in the reader's notebook. */
const OWN_FIGURE = /\bshow\([^;]*\byours\b/;

/** With what numbers somebody guesses: a comment above the guess. */
const GIVEN = /^\/\/ (.*)\n\s*guess\(/;

/** What a talk has not got: cells, and places on a page. */
const ON_A_PAGE =
  /\b[Aa]rrows\smark\b|\bprogram(?:\sis|:)\snotebook\b|\bcells?\s(?:above|below)\b|\bin\sthe\scell\b|\b(?:at|from)\sthe\stop\b|\blast\scolumn\b|\bExercise\s\d\d/;
const AT_FIRST = /\sthat\sstood\sat\sthe\stop\sat\sfirst\b/g;

function sort(node: Element, section: Section): void {
  const said = structuredClone(node);
  withoutHandling(said);
  const isOfReader = [said, ...found(said, "th")].some((e) => OF_READERS.test(textOf(e).trim()));
  visit(said, "text", (each) => {
    each.value = each.value.replace(AT_FIRST, " of this course");
  });
  for (const each of [said, ...found(said, "p"), ...found(said, "li")])
    if (ON_A_PAGE.test(textOf(each)) && each.children.every((child) => !isBlock(child)))
      each.children = sentences(each.children)
        .filter((sentence) => !ON_A_PAGE.test(textOf(h("p", sentence))))
        .flat();
  const isShown = node.tagName === "figure" || has(node, "table");
  const isFirst = section.figures.length + section.tables.length === 0;
  if (isShown && isFirst) section.question = [...section.words];
  if (node.tagName === "figure") section.figures.push(node);
  else if (isOfReader) section.notes.push(node);
  else if (has(node, "table")) section.tables.push(node);
  else if (has(node, "pre")) section.code.push(node);
  else if (textOf(said).trim() || has(said, "img")) section.words.push(said);
  if (isShown) section.told = section.words.length;
}

function compose({ heading, words, tables, code, notes, ...section }: Section): Slide {
  const shown = section.figures.at(0) ?? tables.at(0);
  const isAnswer = shown !== undefined && section.answers.includes(shown);
  const figure = shown && shortened(shown, 80);
  // A wide table has the slide for itself, and the words are said. Nobody reads many rows of words from a seat.
  const alone = shown && shortened(shown, 125);
  const isAlone = alone && figure && found(alone, "tr").length > found(figure, "tr").length;
  const width = !shown ? "wide" : shown.tagName === "figure" ? "figure" : "table";
  const asked = section.question.filter((each) => isAnswer || !isGuess(each));
  // What is said after the question leads to the answer.
  const question = asked.filter(asks).at(-1);
  const end = question ? asked.indexOf(question) + 1 : asked.length;
  const told = isAnswer ? asked.slice(0, end) : words.filter((each) => !isGuess(each));
  const blocks = isAlone ? [] : fill(told, width, asked);
  const left = words.filter((each) => !blocks.includes(each));
  const short = code.find((each) => isShort(each, WIDE - lines(blocks)));
  if (short && !shown && !blocks.some(isDisplayed)) blocks.push(h("div", { class: "code" }, short));
  const others = tables.filter((each) => each !== shown);
  return {
    heading,
    blocks,
    figure: isAlone ? shortened(shown, 125, 5) : figure,
    isAnswer: isAnswer && blocks.some(asks),
    notes: [...notes, ...left, ...others],
  };
}

/** A title with the question that begins it. */
const titleSlide = ({ heading, words, tables, notes }: Section): Slide => ({
  heading,
  blocks: words.slice(0, 1),
  figure: undefined,
  notes: [...notes, ...words.slice(1), ...tables],
});

/** Words alone are said, and so is a line of code. */
const isWorth = ({ blocks, figure }: Slide): boolean =>
  figure !== undefined || blocks.some((each) => isDisplayed(each) || isList(each) || isLong(each));

const isBlock = (node: ElementContent): boolean =>
  node.type === "element" && /^(p|ul|ol|li|div|pre|table)$/.test(node.tagName);
const isList = (node: Element): boolean => has(node, "li") || has(node, "img");
const isLong = (node: Element): boolean => has(node, "pre") && textOf(node).trim().includes("\n");

const isGuess = (node: Element): boolean => /^(Guess|Say) first/.test(textOf(node).trim());
const asks = (node: Element): boolean => /\?( \(.*)?\)?$/s.test(textOf(node).trim());

/**
 * As many of the words, in order, as there is room for; of the first, as many sentences. Beside a picture the last question
 * in any case. What leads on to a formula or a list stands with it, or not at all.
 */
function fill(words: Element[], width: keyof typeof LETTERS, before: Element[]): Element[] {
  const isWide = width === "wide";
  const question = isWide ? undefined : questionOf(before);
  const shown: Element[] = [];
  let isWhole = true;
  let free = (isWide ? WIDE : NARROW) - lines(question ? [question.asked] : [], width);
  for (const group of groups(words)) {
    const [first] = group;
    if (first === question?.of) {
      const left = shown.length === 0 ? free : 0;
      shown.push(...beginning(first, left, width, question.asked), question.asked);
      continue;
    }
    const need = lines(group, width);
    const room: number = free + (isWhole && group.some(isDisplayed) ? FORMULA : 0);
    const end = [lastOf(first), ...group.slice(1)];
    const left = room - lines(end, width);
    const begun = shown.length > 0 ? [] : beginning(first, Math.max(left, 0), width);
    const isClear = begun.length > 0 || textOf(end[0]).length > 40;
    if (need <= room) shown.push(...group);
    else if (group.length > 1 && left >= 0 && isClear) shown.push(...begun, ...end);
    else if (shown.length === 0 && free > 2) shown.push(...beginning(first, free, width));
    isWhole &&= need <= room;
    free -= need;
  }
  return shown;
}

/** The last paragraph that ends with a question; where it is long, its last sentence. */
function questionOf(words: Element[]): { of: Element; asked: Element } | undefined {
  const of = words.filter((each) => each.tagName === "p" && asks(each)).at(-1);
  if (!of) return undefined;
  return { of, asked: isGuess(of) || textOf(of).length < 200 ? of : lastOf(of) };
}

/** Words that break off before a formula or a list, and those. */
function groups(words: Element[]): Element[][] {
  const all: Element[][] = [];
  let isOpen = false;
  for (const node of words) {
    const isShown = isDisplayed(node) || isList(node);
    const last = all.at(-1);
    if (isOpen && isShown && last) last.push(node);
    else all.push([node]);
    isOpen = /[:,]$/.test(textOf(node).trim()) || (isOpen && isShown) || leadsOn(node);
  }
  return all;
}

const leadsOn = (node: Element): boolean =>
  node.tagName === "p" && !isDisplayed(node) && !/[.!?]\)?$/.test(textOf(node).trim());

const lastOf = (node: Element): Element =>
  h("p", sentences(structuredClone(node.children)).slice(-1).flat());

/** Bold words that lead into a paragraph are nothing without it. */
const isLabel = ({ children }: Element): boolean =>
  children.every((each) => !textOf(each).trim() || (each as Element).tagName === "strong");

/** The first sentences of a paragraph, without its last or what is shown already; nothing of a list. */
function beginning(
  node: Element,
  free: number,
  width: keyof typeof LETTERS,
  shown?: Element,
): Element[] {
  if (node.tagName !== "p" || node === shown) return [];
  const all = sentences(structuredClone(node.children));
  for (let count = all.length - 1; count > 0; count--) {
    const part = h("p", all.slice(0, count).flat());
    if (lines([part], width) <= free) return isLabel(part) ? [] : [part];
  }
  return [];
}

/** About how many lines of text something takes. */
function lines(nodes: Element[], width: keyof typeof LETTERS = "wide"): number {
  const letters = LETTERS[width];
  return nodes
    .map((node) => {
      if (isDisplayed(node)) return FORMULA;
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

/** A table with the rows that fit where so many letters stand beside each other, and the sign that there are more. */
function shortened(node: Element, letters: number, most = Infinity): Element {
  if (node.tagName === "figure") return node;
  const copy = structuredClone(node);
  const extra = extraRows(copy, letters, most);
  if (extra.length === 0) return copy;
  visit(copy, "element", (each) => {
    each.children = each.children.filter((child) => !extra.includes(child as Element));
  });
  const more = `… and ${extra.length} more ${extra.length === 1 ? "row" : "rows"}`;
  copy.children.push(h("p", { class: "more" }, more));
  return copy;
}

/** The rows of a table that are below the slide's lower edge when its letters are smallest. */
function extraRows(table: Element, letters: number, most: number): Element[] {
  const rows = found(table, "tr");
  const lengths = rows.map(({ children }) =>
    children.filter(({ type }) => type === "element").map((cell) => textOf(cell).trim().length),
  );
  const longest = (lengths[0] ?? []).map((_, i) => Math.max(...lengths.map((row) => row[i] ?? 0)));
  const shrink = Math.max(1, sum(longest) / (letters - 2 * longest.length));
  let free = 566 - 36 * found(table, "caption").length; // pixels
  return rows.filter((row, i) => {
    const lines = lengths[i].map((length, j) =>
      Math.ceil((length * shrink) / Math.max(longest[j], WORD)),
    );
    free -= 5 + 26 * Math.max(has(row, "mfrac") ? 1.7 : 1, ...lines);
    return free < 0 || i > most;
  });
}

function solution({ text, code, outputs }: PageCell): ElementContent[] {
  const said = outputs.map((output) =>
    output.tagName === "figure" ? h("p", textOf(captionOf(output))) : output,
  );
  const words = text.children as ElementContent[];
  return [h("p", h("strong", "Solution")), ...words, ...(code ? [code] : []), ...said];
}

const isTitleOf = (node: ElementContent): boolean =>
  node.type === "element" && node.tagName === "p";
const without = (node: Element, child: ElementContent): Element => ({
  ...node,
  children: node.children.filter((each) => each !== child),
});

function found(node: Element, name: string): Element[] {
  const elements: Element[] = [];
  visit(node, "element", (each) => {
    if (each.tagName === name) elements.push(each);
  });
  return elements;
}

const has = (node: Element, name: string): boolean => found(node, name).length > 0;
const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
