/** A notebook as slides: those that are written for it (slides/), else cut from it by a few rules. */
import type { Element, ElementContent, Root } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { visit } from "unist-util-visit";
import { plural } from "../src/plural.js";
import { hasOnlyImports, type PageCell, taskOf } from "./cells.js";
import type { Document, Edition } from "./document.js";
import { captionOf } from "./render/finish.js";
import { markdown } from "./render/markdown.js";

export interface Slide {
  heading: Element | undefined;
  isTitle: boolean;
  /** they come one after the other */
  parts: Part[];
  /** for the speaker */
  notes: ElementContent[];
}

/** A slide, the place of the cell where it begins, and what its writer tells the speaker. */
type Begun = Omit<Slide, "notes"> & { at: number; tells?: Element[] };

interface Part {
  words: ElementContent[];
  /** figures and tables */
  shown: Element[];
  /** to which position the slider of the figure on the slide moves */
  moves?: number;
}

/** As many rows of a table as a slide has room for. */
const ROWS = 12;

export function deck(document: Document): Slide[] {
  const { names, slides, depth, edition } = document;
  return names.flatMap((name, i) => {
    const cells = document.cells.filter(({ notebook }) => notebook === name);
    const begun = slides[i].length > 0 ? written(name, cells, document) : cut(cells, depth);
    return begun.map(({ at, tells = [], ...slide }) => {
      const end = begun.find((each) => each.at > at)?.at;
      const said = spoken(cells.slice(at, end), edition);
      return { ...slide, notes: tells.length > 0 ? [...tells, folded(said, edition)] : said };
    });
  });
}

/** @throws RangeError for a cell that is not there, or does not show what the slide is to show */
function written(
  name: string,
  cells: PageCell[],
  { names, depth, ...document }: Document,
): Begun[] {
  const slides = document.slides[names.indexOf(name)];
  const no = (what: string) => new RangeError(`handout/slides/${name}.md: no ${what}`);
  const cellOf = (id: string): PageCell => {
    const cell = cells.find((each) => each.id === id);
    if (!cell) throw no(`cell of the notebook has the id ${id}`);
    return cell;
  };
  /** @throws also for a figure that has no such position; with other parameters it stays where it is */
  const stepOf = (figure: Element, position: string): number | undefined => {
    const [script] = found(figure, "script");
    const { slider } = JSON.parse(script ? textOf(script) : "{}") as { slider?: Slider | null };
    const { steps = [], currentvalue } = slider ?? {};
    const said = (label: string) => [label, `${currentvalue?.prefix ?? ""}${label}`];
    const step = steps.findIndex(({ label }) => said(label).includes(position));
    if (step < 0 && document.parameters.length === 0)
      throw no(
        `position “${position}” of the slider, only ${steps.map((each) => each.label).join(", ")}`,
      );
    return step < 0 ? undefined : step;
  };
  let isOnSlide = new Set<Element>();
  const times = new Map<Element, number>();
  const timesOf = (output: Element): number => {
    times.set(output, (times.get(output) ?? 0) + 1);
    return times.get(output) as number;
  };
  const part = (text: string, i: number): Part => {
    const part: Part = { words: [], shown: [] };
    const put = (typed: string) => {
      for (const block of blocks(markdown(typed)))
        (isSmallTable(block) ? part.shown : part.words).push(block);
    };
    const [first, ...others] = text.split(REFERENCE);
    put(first);
    for (let k = 0; k < others.length; k += 4) {
      const [which, id, position, after] = others.slice(k, k + 4);
      const cell = cellOf(id);
      const seen = cell.outputs.filter(isShown);
      const outputs = which === "code" ? code(cell) : seen.length > 0 ? seen : cell.outputs;
      const output = outputs[Number(which) > 0 ? Number(which) - 1 : 0];
      // With other parameters a cell may have less to say.
      if (!output && document.parameters.length === 0)
        throw no(`![${which}](#${id}): the cell has ${outputs.length} of these`);
      const [, given, unit] = GIVEN.exec(position ?? "") ?? [];
      if (output && given) {
        const asked = asking(shortened(output), Number(given), unit, i + 1);
        if (!asked && document.parameters.length === 0)
          throw no(`cell of ![${which}](#${id}) that waits beside ${position}`);
        part.shown.push(whole(asked ?? output));
      } else if (output && position && isOnSlide.has(output)) part.moves = stepOf(output, position);
      else if (output && isShown(output)) {
        isOnSlide.add(output);
        const shown = position ? opened(output, stepOf(output, position)) : shortened(output);
        part.shown.push(again(whole(shown), timesOf(output)));
      } else if (output) part.words.push(output);
      put(after);
    }
    return part;
  };
  let before = 0;
  return slides.map(({ id, heading, text }, i) => {
    if (!heading) throw no(`heading of the slide for the cell ${id}`);
    const at = id ? placeOf(cells, cellOf(id)) : 0;
    if (at < before) throw no(`slide may go back in the notebook, as “${heading}” does`);
    before = at;
    const isTitle = i === 0;
    const [{ children }] = blocks(markdown(heading));
    isOnSlide = new Set();
    const parts = text
      .replace(TOLD, (all, fence) => (fence ? all : ""))
      .replace(DIVIDER, (all, fence) => (fence ? all : "\f"))
      .split("\f")
      .map(part);
    const lines = [...text.matchAll(TOLD)].map(([, , line]) => line ?? "");
    const tells = blocks(markdown(lines.join("\n\n")));
    return { at, isTitle, heading: h(`h${(isTitle ? 1 : 2) + depth}`, children), parts, tells };
  });
}

/** A line with `![](#id)`, `![2](#id)`, `![code](#id)` or, for the position of a slider, `![](#id "b = 0.3")`. */
const REFERENCE = /^!\[(code|\d?)\]\(#([\w-]+)(?: "([^"]+)")?\)[ \t]*$/m;

/** Of a table, what is given: `"2 columns"`, `"1 row"`. The rest comes with the next key. */
const GIVEN = /^(\d) (column|row)s?$/;

/** A line for the speaker; in a program or a formula a line that begins with > is none. */
const TOLD = /^(```|\$\$)[\s\S]*?\1|^>[ \t]*(.*)$/gm;

/** The line between two parts; in a program or a formula such a line is none. */
const DIVIDER = /^(```|\$\$)[\s\S]*?\1|^-{3,}[ \t]*$/gm;

interface Slider {
  steps: { label: string }[];
  currentvalue?: { prefix?: string };
}

const opened = (figure: Element, step: number | undefined): Element => ({
  ...figure,
  properties: { ...figure.properties, dataOpens: step },
});

/** The table with a question mark in each cell that waits for a key; undefined where none does. */
function asking(table: Element, given: number, unit: string, key: number): Element | undefined {
  const copy = structuredClone(table);
  const rows = found(copy, "tbody").flatMap((body) => found(body, "tr"));
  const cells = rows.map(({ children }) => children.filter((each) => each.type === "element"));
  const later = unit === "row" ? cells.slice(given) : cells.map((row) => row.slice(given));
  for (const cell of later.flat()) {
    cell.properties.className = [...((cell.properties.className as string[]) ?? []), "asked"];
    cell.children = [h("span", { class: "fragment", dataFragmentIndex: key }, cell.children)];
  }
  return later.flat().length > 0 ? copy : undefined;
}

/** A product in the head of a table is in one line. */
function whole(node: Element): Element {
  if (found(node, "th").length === 0) return node;
  const copy = structuredClone(node);
  for (const head of found(copy, "th"))
    visit(head, "text", (text) => {
      text.value = text.value.replaceAll(" · ", "\u00A0·\u00A0");
    });
  return copy;
}

/** On its second slide a figure has another id. */
function again(node: Element, time: number): Element {
  if (time === 1) return node;
  const copy = structuredClone(node);
  visit(copy, "element", ({ properties }) => {
    for (const name of ["id", "ariaDescribedBy"])
      if (properties[name]) properties[name] = `${properties[name]}-${time}`;
  });
  return copy;
}

/** A note for the instructor stands above its cell. */
function placeOf(cells: PageCell[], cell: PageCell): number {
  const at = cells.indexOf(cell);
  return cells[at - 1]?.role === "notes" ? at - 1 : at;
}

const code = ({ code }: PageCell): Element[] => (code ? [h("div", { class: "code" }, code)] : []);

/** A slide for a heading: the first words, and the first figure or table, else the first code. */
function cut(cells: PageCell[], depth: number): Begun[] {
  const all: (Begun & { code?: Element })[] = [];
  const begin = (at: number, heading?: Element) => {
    const isTitle = heading?.tagName === `h${1 + depth}`;
    all.push({ at, heading, isTitle, parts: [{ words: [], shown: [] }] });
  };
  const put = (node: Element, isLater = false) => {
    const slide = all[all.length - 1];
    const [{ words, shown }] = slide.parts;
    if (node.tagName === "pre") slide.code ??= node;
    else if (!isShown(node) && words.length === 0) words.push(node);
    if (!isShown(node) || slide.parts.some((part) => part.shown.length > 0)) return;
    if (isLater) slide.parts.push({ words: [], shown: [shortened(node)] });
    else shown.push(shortened(node));
  };
  for (const [at, cell] of cells.entries()) {
    if (cell.role) continue;
    if (all.length === 0) begin(at);
    for (const node of blocks(cell.text))
      if (/^h[1-6]$/.test(node.tagName)) begin(at, node);
      else put(node);
    if (taskOf(cell.source)) continue;
    if (cell.code && !hasOnlyImports(cell.source)) put(cell.code);
    for (const output of cell.outputs.filter(isShown)) put(output, cell.isHidden);
  }
  for (const { code, parts, isTitle } of all)
    if (code && !isTitle && parts.every(({ shown }) => shown.length === 0))
      parts[0].words.push(h("div", { class: "code" }, code));
  const isWorth = ({ words, shown }: Part) => words.length + shown.length > 0;
  return all.filter(({ isTitle, parts }) => isTitle || parts.some(isWorth));
}

/** What the notebook says, for a speaker who wants more than the lines that were written for the slide. */
const folded = (said: ElementContent[], edition: Edition): Element =>
  h("details", { open: edition === "instructor" }, h("summary", "The notebook says here"), said);

/** What is said: text, tables and what figures show. */
const spoken = (cells: PageCell[], edition: Edition): ElementContent[] =>
  cells.flatMap(({ role, text, source, code, outputs }) => {
    const isSolution = role === "solution";
    if (isSolution && edition !== "instructor") return [];
    const words = blocks(text).map((node) =>
      /^h\d$/.test(node.tagName) ? h("p", h("strong", node.children)) : node,
    );
    const said = outputs.map((output) =>
      output.tagName === "figure" ? h("p", textOf(captionOf(output))) : output,
    );
    return [
      ...words,
      ...(isSolution ? [h("p", h("strong", "Solution")), ...(code ? [code] : [])] : []),
      ...(taskOf(source) ? [] : said),
    ];
  });

/** The table with the rows that a slide has room for, and the sign that there are more. */
function shortened(output: Element): Element {
  const copy = structuredClone(output);
  const extra = found(copy, "tr").slice(ROWS + 1);
  if (extra.length === 0) return output;
  visit(copy, "element", (each) => {
    each.children = each.children.filter((child) => !extra.includes(child as Element));
  });
  copy.children.push(h("p", { class: "more" }, `… and ${plural(extra.length, "more row")}`));
  return copy;
}

const blocks = ({ children }: Root): Element[] =>
  children.filter((child): child is Element => child.type === "element");

const isShown = (node: Element): boolean =>
  node.tagName === "figure" || found(node, "table").length > 0;

/** A table that has room beside its words. */
const isSmallTable = (node: Element): boolean => {
  const rows = found(node, "tr");
  const isNarrow = (row: Element) => textOf(row).replace(/\s+/g, "").length <= 44;
  const isShort = (row: Element) => [...found(row, "th"), ...found(row, "td")].length <= 8;
  return rows.length > 0 && rows.every((row) => isNarrow(row) && isShort(row));
};

function found(node: Element, name: string): Element[] {
  const elements: Element[] = [];
  visit(node, "element", (each) => {
    if (each.tagName === name) elements.push(each);
  });
  return elements;
}
