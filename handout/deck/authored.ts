/** Slides that are written for a notebook, in handout/slides/*.md; a line `![](#id)` shows the outputs of one of its cells. */
import type { Element } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { visit } from "unist-util-visit";
import type { PageCell } from "../cells.js";
import type { Document } from "../document.js";
import { markdown } from "../render/markdown.js";
import type { Section } from "../teaching.js";
import {
  blocksOf,
  codeBox,
  type DraftSlide,
  findAll,
  isFigureOrTable,
  type Part,
  shortened,
} from "./slide.js";

/** `![](#id)`, `![2](#id)` for the second output, `![code](#id)`; in quotes a slider's position or what a table gives. */
const REFERENCE = /^!\[(code|\d?)\]\(#([\w-]+)(?: "([^"]+)")?\)[ \t]*$/m;

/** `"2 columns"`, `"1 row"`: the rest of a table comes with the next key. */
const GIVEN = /^(\d) (column|row)s?$/;

/** A line `> …` is for the speaker, except in a program or a formula. */
const SPEAKER_LINE = /^(```|\$\$)[\s\S]*?\1|^>[ \t]*(.*)$/gm;

/** A line `---` divides parts, except in a program or a formula. */
const DIVIDER = /^(```|\$\$)[\s\S]*?\1|^-{3,}[ \t]*$/gm;

interface Reference {
  /** "code", the number of an output, or "" */
  which: string;
  id: string;
  /** the words in quotes */
  position: string | undefined;
}

interface Slider {
  steps: { label: string }[];
  currentvalue?: { prefix?: string };
}

/** @throws RangeError for a cell that is not there, or does not show what the slide is to show */
export function authoredSlides(name: string, cells: PageCell[], document: Document): DraftSlide[] {
  const author = new SlideAuthor(name, cells, document);
  return document.slides[document.names.indexOf(name)].map((section, i) =>
    author.slide(section, i === 0),
  );
}

class SlideAuthor {
  /** index of the cell where the last slide began */
  private previousStart = 0;
  private onSlide = new Set<Element>();
  /** on how many slides an output has been */
  private uses = new Map<Element, number>();
  /** with other parameters than the published ones a cell may show less */
  private mayShowLess: boolean;
  private depth: number;

  constructor(
    private name: string,
    private cells: PageCell[],
    { parameters, depth }: Document,
  ) {
    this.mayShowLess = parameters.length > 0;
    this.depth = depth;
  }

  slide({ id, heading, text }: Section, isTitle: boolean): DraftSlide {
    if (!heading) throw this.missing(`heading of the slide for the cell ${id}`);
    const start = id ? this.startAt(id, heading) : 0;
    const [{ children }] = blocksOf(markdown(heading));
    this.onSlide = new Set();
    const parts = text
      .replace(SPEAKER_LINE, (all, fence) => (fence ? all : ""))
      .replace(DIVIDER, (all, fence) => (fence ? all : "\f"))
      .split("\f")
      .map((part, i) => this.part(part, i));
    const lines = [...text.matchAll(SPEAKER_LINE)].map(([, , line]) => line ?? "");
    const authorNotes = blocksOf(markdown(lines.join("\n\n")));
    const level = (isTitle ? 1 : 2) + this.depth;
    return { start, isTitle, heading: h(`h${level}`, children), parts, authorNotes };
  }

  private missing(what: string): RangeError {
    return new RangeError(`handout/slides/${this.name}.md: no ${what}`);
  }

  private cell(id: string): PageCell {
    const cell = this.cells.find((each) => each.id === id);
    if (!cell) throw this.missing(`cell of the notebook has the id ${id}`);
    return cell;
  }

  /** A note for the instructor, which belongs to the slide, stands above its cell. */
  private startAt(id: string, heading: string): number {
    const index = this.cells.indexOf(this.cell(id));
    const start = this.cells[index - 1]?.role === "notes" ? index - 1 : index;
    if (start < this.previousStart)
      throw this.missing(`slide may go back in the notebook, as “${heading}” does`);
    this.previousStart = start;
    return start;
  }

  private part(text: string, i: number): Part {
    const part: Part = { words: [], shown: [] };
    const [first, ...others] = text.split(REFERENCE);
    addMarkdown(part, first);
    for (let k = 0; k < others.length; k += 4) {
      const [which, id, position, after] = others.slice(k, k + 4);
      this.addReference(part, { which, id, position }, i + 1);
      addMarkdown(part, after);
    }
    return part;
  }

  /** @param nextKey which key press shows what the part leaves open */
  private addReference(part: Part, reference: Reference, nextKey: number): void {
    const output = this.output(reference);
    if (!output) return;
    const { position } = reference;
    const [, given] = GIVEN.exec(position ?? "") ?? [];
    if (given) part.shown.push(this.withQuestions(output, reference, nextKey));
    else if (position && this.onSlide.has(output)) part.sliderStep = this.step(output, position);
    else if (isFigureOrTable(output)) {
      this.onSlide.add(output);
      const shown = position ? opened(output, this.step(output, position)) : shortened(output);
      part.shown.push(withOwnIds(withUnbrokenProducts(shown), this.countUse(output)));
    } else part.words.push(output);
  }

  private output({ which, id }: Reference): Element | undefined {
    const { code, outputs } = this.cell(id);
    const seen = outputs.filter(isFigureOrTable);
    const choices =
      which === "code" ? (code ? [codeBox(code)] : []) : seen.length > 0 ? seen : outputs;
    const output = choices[Number(which) > 0 ? Number(which) - 1 : 0];
    if (!output && !this.mayShowLess)
      throw this.missing(`![${which}](#${id}): the cell has ${choices.length} of these`);
    return output;
  }

  private withQuestions(table: Element, reference: Reference, nextKey: number): Element {
    const { which, id, position = "" } = reference;
    const [, given, unit] = GIVEN.exec(position) ?? [];
    const asking = askingTable(shortened(table), Number(given), unit, nextKey);
    if (!asking && !this.mayShowLess)
      throw this.missing(`cell of ![${which}](#${id}) that waits beside ${position}`);
    return withUnbrokenProducts(asking ?? table);
  }

  /** Which step of a figure's slider has a label; with other parameters it may have none. */
  private step(figure: Element, position: string): number | undefined {
    const [script] = findAll(figure, "script");
    const { slider } = JSON.parse(script ? textOf(script) : "{}") as { slider?: Slider | null };
    const { steps = [], currentvalue } = slider ?? {};
    const names = (label: string) => [label, `${currentvalue?.prefix ?? ""}${label}`];
    const step = steps.findIndex(({ label }) => names(label).includes(position));
    if (step >= 0) return step;
    if (this.mayShowLess) return undefined;
    const labels = steps.map(({ label }) => label).join(", ");
    throw this.missing(`position “${position}” of the slider, only ${labels}`);
  }

  private countUse(output: Element): number {
    const count = (this.uses.get(output) ?? 0) + 1;
    this.uses.set(output, count);
    return count;
  }
}

function addMarkdown(part: Part, text: string): void {
  for (const block of blocksOf(markdown(text)))
    (isSmallTable(block) ? part.shown : part.words).push(block);
}

const opened = (figure: Element, step: number | undefined): Element => ({
  ...figure,
  properties: { ...figure.properties, dataOpens: step },
});

/** The table with question marks in place of what is not given, each until the key; undefined where all is given. */
function askingTable(table: Element, given: number, unit: string, key: number) {
  const copy = structuredClone(table);
  const rows = findAll(copy, "tbody").flatMap((body) => findAll(body, "tr"));
  const cells = rows.map(({ children }) => children.filter((each) => each.type === "element"));
  const later = unit === "row" ? cells.slice(given) : cells.map((row) => row.slice(given));
  for (const cell of later.flat()) {
    cell.properties.className = [...((cell.properties.className as string[]) ?? []), "asked"];
    cell.children = [h("span", { class: "fragment", dataFragmentIndex: key }, cell.children)];
  }
  return later.flat().length > 0 ? copy : undefined;
}

/** Keeps a product in the head of a table on one line. */
function withUnbrokenProducts(node: Element): Element {
  if (findAll(node, "th").length === 0) return node;
  const copy = structuredClone(node);
  for (const head of findAll(copy, "th"))
    visit(head, "text", (text) => {
      text.value = text.value.replaceAll(" · ", "\u00A0·\u00A0");
    });
  return copy;
}

/** An output that is on a second slide gets ids of its own there. */
function withOwnIds(node: Element, use: number): Element {
  if (use === 1) return node;
  const copy = structuredClone(node);
  visit(copy, "element", ({ properties }) => {
    for (const name of ["id", "ariaDescribedBy"])
      if (properties[name]) properties[name] = `${properties[name]}-${use}`;
  });
  return copy;
}

/** Whether a table has room beside its words. */
const isSmallTable = (node: Element): boolean => {
  const rows = findAll(node, "tr");
  const isNarrow = (row: Element) => textOf(row).replace(/\s+/g, "").length <= 44;
  const isShort = (row: Element) => [...findAll(row, "th"), ...findAll(row, "td")].length <= 8;
  return rows.length > 0 && rows.every((row) => isNarrow(row) && isShort(row));
};
