/** Slides for a notebook that has no authored ones: one for each heading. */
import type { Element } from "hast";
import { hasOnlyImports, type PageCell, taskOf } from "../cells.js";
import {
  blocksOf,
  codeBox,
  type DraftSlide,
  isFigureOrTable,
  type Part,
  shortened,
} from "./slide.js";

type Draft = DraftSlide & { code?: Element };

/** Each slide has the first words below its heading and the first figure or table, else the first code. */
export function automaticSlides(cells: PageCell[], depth: number): DraftSlide[] {
  const slides: Draft[] = [];
  const begin = (start: number, heading?: Element) => {
    const isTitle = heading?.tagName === `h${1 + depth}`;
    slides.push({ start, heading, isTitle, parts: [{ words: [], shown: [] }] });
  };
  for (const [i, cell] of cells.entries()) {
    if (cell.role) continue;
    if (slides.length === 0) begin(i);
    for (const node of blocksOf(cell.text))
      if (/^h[1-6]$/.test(node.tagName)) begin(i, node);
      else addFirst(slides[slides.length - 1], node);
    const slide = slides[slides.length - 1];
    if (taskOf(cell.source)) continue;
    if (cell.code && !hasOnlyImports(cell.source)) addFirst(slide, cell.code);
    for (const output of cell.outputs.filter(isFigureOrTable))
      addFirst(slide, output, cell.isHidden);
  }
  for (const slide of slides) addCodeIfAlone(slide);
  const isEmpty = ({ words, shown }: Part) => words.length + shown.length === 0;
  return slides.filter(({ isTitle, parts }) => isTitle || !parts.every(isEmpty));
}

/** @param isAnswer it comes with the next key: it would answer what the text asks */
function addFirst(slide: Draft, node: Element, isAnswer = false): void {
  const [{ words, shown }] = slide.parts;
  if (node.tagName === "pre") slide.code ??= node;
  else if (!isFigureOrTable(node) && words.length === 0) words.push(node);
  if (!isFigureOrTable(node) || slide.parts.some((part) => part.shown.length > 0)) return;
  if (isAnswer) slide.parts.push({ words: [], shown: [shortened(node)] });
  else shown.push(shortened(node));
}

function addCodeIfAlone({ code, parts, isTitle }: Draft): void {
  if (code && !isTitle && parts.every(({ shown }) => shown.length === 0))
    parts[0].words.push(codeBox(code));
}
