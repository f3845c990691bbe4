/** The handout as slides, for reveal.js. */
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { carried } from "./carried.js";
import { deck, type Slide } from "./deck.js";
import type { Document } from "./document.js";
import { changes, html, smallPrint, spaced } from "./html.js";

export function slides(document: Document): string {
  const sections = deck(document).map((section) => h("section", section.map(slide)));
  const title = document.hasTitle ? [] : [alone(h("h1", document.title))];
  return html(document, carried("slides", document.plotly), [
    h("main", { class: "reveal" }, [
      h("div", { class: "slides" }, spaced([...title, ...sections, alone(...about(document))])),
    ]),
  ]);
}

const slide = ({ blocks, notes }: Slide): Element =>
  h("section", [
    h("div", { class: "content", tabIndex: 0 }, blocks),
    ...(notes.length > 0 ? [h("aside", { class: "notes" }, notes)] : []),
  ]);

/** A section of one slide. */
const alone = (...blocks: ElementContent[]): Element => h("section", slide({ blocks, notes: [] }));

const about = (document: Document): Element[] => [
  h("h2", "About these slides"),
  ...smallPrint(document),
  ...changes(document),
  h(
    "p",
    "Arrow keys and space move through them, Esc shows them all, F fills the screen, S opens the speaker's notes.",
  ),
];
