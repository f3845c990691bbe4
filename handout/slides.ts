/** The handout as slides, for reveal.js. */
import type { Element } from "hast";
import { h } from "hastscript";
import { citation } from "./course.js";
import { deck, type Slide } from "./deck.js";
import type { Document } from "./document.js";
import { embedded } from "./embedded.js";
import { changes, html, smallPrint, spaced } from "./html.js";

export function slides(document: Document): string {
  const made = deck(document);
  if (!document.hasTitle)
    made.unshift({ heading: h("h1", document.title), blocks: [], figure: undefined, notes: [] });
  const sections = made.map((each, i) => slide(each, i === 0 ? signature(document) : []));
  return html(document, embedded("slides", document.plotly), [
    h(
      "main",
      { style: "display: contents" },
      h("div", { class: "reveal" }, h("div", { class: "slides" }, spaced(sections))),
    ),
  ]);
}

function slide({ heading, blocks, figure, isAnswer, notes }: Slide, below: Element[]): Element {
  const isTitle = heading?.tagName === "h1";
  const kind = isTitle ? "title" : figure && blocks.length > 0 ? "beside" : figure ? "alone" : "";
  return h("section", [
    h("div", { class: ["content", kind] }, [
      ...(heading ? [heading] : []),
      ...(blocks.length > 0 ? [h("div", { class: "words" }, blocks)] : []),
      ...(figure ? [h("div", { class: "shown" }, isAnswer ? next(figure) : figure)] : []),
      ...below,
    ]),
    h("aside", { class: "notes" }, notes.length > 0 ? notes : [h("p", NO_NOTES)]),
  ]);
}

const NO_NOTES = "No notes: all that the notebook says here is on the slide.";

/** An answer comes with the next key. */
const next = (answer: Element): Element => h("div", { class: "fragment" }, answer);

const signature = (document: Document): Element[] => [
  ...changes(document),
  h("div", { class: "small" }, [
    h("p", `${citation().authors}. Arrow keys turn the slides; S opens the notes.`),
    ...smallPrint(document),
  ]),
];
