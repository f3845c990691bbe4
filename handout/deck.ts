/** A notebook as slides: the authored ones (slides/*.md), else automatic ones. Each has the notebook's text as speaker notes. */
import type { Element, ElementContent } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { type PageCell, taskOf } from "./cells.js";
import { authoredSlides } from "./deck/authored.js";
import { automaticSlides } from "./deck/automatic.js";
import { blocksOf, type Slide } from "./deck/slide.js";
import type { Document, Edition } from "./document.js";
import { captionOf } from "./render/finish.js";

export function deck(document: Document): Slide[] {
  const { names, slides, depth, edition } = document;
  return names.flatMap((name, i) => {
    const cells = document.cells.filter(({ notebook }) => notebook === name);
    const isAuthored = slides[i].length > 0;
    const drafts = isAuthored
      ? authoredSlides(name, cells, document)
      : automaticSlides(cells, depth);
    return drafts.map(({ start, authorNotes = [], ...slide }) => {
      const end = drafts.find((each) => each.start > start)?.start;
      const text = notebookText(cells.slice(start, end), edition);
      const notes = authorNotes.length > 0 ? [...authorNotes, folded(text, edition)] : text;
      return { ...slide, notes };
    });
  });
}

const folded = (text: ElementContent[], edition: Edition): Element =>
  h("details", { open: edition === "instructor" }, h("summary", "The notebook says here"), text);

/** The notebook's text and tables, and what its figures show, in words. */
const notebookText = (cells: PageCell[], edition: Edition): ElementContent[] =>
  cells.flatMap(({ role, text, source, code, outputs }) => {
    const isSolution = role === "solution";
    if (isSolution && edition !== "instructor") return [];
    const words = blocksOf(text).map((node) =>
      /^h\d$/.test(node.tagName) ? h("p", h("strong", node.children)) : node,
    );
    const results = outputs.map((output) =>
      output.tagName === "figure" ? h("p", textOf(captionOf(output))) : output,
    );
    return [
      ...words,
      ...(isSolution ? [h("p", h("strong", "Solution")), ...(code ? [code] : [])] : []),
      ...(taskOf(source) ? [] : results),
    ];
  });
