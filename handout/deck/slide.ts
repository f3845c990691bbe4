/** A slide, and what authored and automatic slides do alike with a notebook's elements. */
import type { Element, ElementContent, Root } from "hast";
import { h } from "hastscript";
import { visit } from "unist-util-visit";
import { plural } from "../../src/plural.js";

export interface Slide {
  heading: Element | undefined;
  isTitle: boolean;
  /** they appear one after the other */
  parts: Part[];
  /** for the speaker */
  notes: ElementContent[];
}

export interface Part {
  words: ElementContent[];
  /** figures and tables */
  shown: Element[];
  /** the step that the slider of the slide's figure moves to */
  sliderStep?: number;
}

/** A slide without the notebook's words for the speaker. */
export interface DraftSlide extends Omit<Slide, "notes"> {
  /** index of the cell where it begins */
  start: number;
  /** what its author tells the speaker */
  authorNotes?: Element[];
}

const MAX_TABLE_ROWS = 12;

export const blocksOf = ({ children }: Root): Element[] =>
  children.filter((child): child is Element => child.type === "element");

export function findAll(node: Element, tagName: string): Element[] {
  const elements: Element[] = [];
  visit(node, "element", (each) => {
    if (each.tagName === tagName) elements.push(each);
  });
  return elements;
}

export const isFigureOrTable = (node: Element): boolean =>
  node.tagName === "figure" || findAll(node, "table").length > 0;

export const codeBox = (code: Element): Element => h("div", { class: "code" }, code);

/** A long table cut to the rows that a slide has room for, with a line that says how many are missing. */
export function shortened(output: Element): Element {
  const copy = structuredClone(output);
  const extra = findAll(copy, "tr").slice(MAX_TABLE_ROWS + 1);
  if (extra.length === 0) return output;
  visit(copy, "element", (each) => {
    each.children = each.children.filter((child) => !extra.includes(child as Element));
  });
  copy.children.push(h("p", { class: "more" }, `… and ${plural(extra.length, "more row")}`));
  return copy;
}
