/** Cuts a notebook into slides: a section for each heading, as many slides in it as its contents need. */
import type { Element, ElementContent } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { EXIT, visit } from "unist-util-visit";
import type { PageCell } from "./cells.js";
import type { Document } from "./document.js";

export interface Slide {
  blocks: ElementContent[];
  /** for the speaker */
  notes: ElementContent[];
}

const CAPACITY = 17; // lines of text on a slide
const FIGURE = 15; // a figure and its slider are about as high as so many lines

/** The slides of each section. */
export function deck({ cells, edition, depth }: Document): Slide[][] {
  const made = new Deck(2 + depth);
  for (const cell of cells) {
    if (cell.role === "notes" || (cell.role === "solution" && edition === "instructor"))
      made.note(cell);
    else if (cell.role !== "solution") made.add(cell);
  }
  return made.sections;
}

class Deck {
  readonly sections: Slide[][] = [];
  private free = 0;

  /** @param level headings of this level and above begin a section */
  constructor(private level: number) {}

  add({ text, code, role, outputs }: PageCell): void {
    for (const node of text.children) {
      if (node.type === "element" && /^h[1-4]$/.test(node.tagName)) this.heading(node);
      else if (node.type === "element") this.block(node, weight(node));
      else if (node.type === "text" && node.value.trim()) this.block(node, lines(node.value));
    }
    const kind = role === "parameters" ? ["code", "parameters"] : ["code"];
    if (code) this.block(h("div", { class: kind }, code), weight(code));
    for (const output of outputs)
      this.block(output, output.tagName === "figure" ? FIGURE : weight(output));
  }

  note({ text, code, role, outputs }: PageCell): void {
    const slide = this.sections.at(-1)?.at(-1) ?? this.begin(true);
    if (role === "solution") slide.notes.push(h("p", h("strong", "Solution")));
    slide.notes.push(...(text.children as ElementContent[]), ...(code ? [code] : []));
    for (const output of outputs)
      slide.notes.push(output.tagName === "figure" ? h("p", textOf(captionOf(output))) : output);
  }

  private heading(node: Element): void {
    const isUpper = Number(node.tagName[1]) <= this.level;
    this.begin(isUpper || this.sections.length === 0).blocks.push(node);
    this.free -= 2;
  }

  private block(node: ElementContent, weight: number): void {
    let slide = this.sections.at(-1)?.at(-1) ?? this.begin(true);
    if (weight > this.free && this.free < CAPACITY) slide = this.begin(false);
    slide.blocks.push(node);
    this.free -= weight;
  }

  private begin(section: boolean): Slide {
    const slide = { blocks: [], notes: [] };
    if (section) this.sections.push([]);
    this.sections.at(-1)?.push(slide);
    this.free = CAPACITY;
    return slide;
  }
}

const captionOf = (figure: Element): Element =>
  (figure.children as Element[]).find(({ tagName }) => tagName === "figcaption") ?? h("p");

/** About how many lines of text something takes. */
function weight(node: Element): number {
  if (found(node, "pre").length > 0) {
    const long = (line: string) => 0.75 * (1 + Math.floor(line.length / 95));
    return 1 + sum(textOf(node).trimEnd().split("\n").map(long));
  }
  const rows = found(node, "tr").length;
  if (rows > 0) return 1.5 + 1.15 * rows;
  const items = found(node, "li");
  if (items.length > 0) return sum(items.map((item) => lines(textOf(item)))) + 0.5;
  if (found(node, "math").some(({ properties }) => properties.display === "block")) return 3;
  return lines(textOf(node)) + 0.5;
}

function found(node: Element, name: string): Element[] {
  const elements: Element[] = [];
  visit(node, "element", (each) => {
    if (each.tagName === name) elements.push(each);
    return name === "pre" && elements.length > 0 ? EXIT : undefined;
  });
  return elements;
}

const lines = (text: string): number => 1 + Math.floor(text.replace(/\s+/g, " ").length / 88);

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
