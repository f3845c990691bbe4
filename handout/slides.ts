/** The handout as slides, for reveal.js. */
import type { Element, ElementContent } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { authorsInSentence, citation } from "./course.js";
import type { Slide } from "./deck/slide.js";
import { deck } from "./deck.js";
import type { Document } from "./document.js";
import { embedded } from "./embedded.js";
import { changedParametersNotice, documentHtml, onOwnLines } from "./html.js";

export function slides(document: Document): string {
  const slideList = deck(document);
  if (!document.hasTitle) slideList.unshift(titleSlide(document.title, slideList));
  const sections = slideList.map((each, i) => slideElement(each, i === 0 ? credits(document) : []));
  return documentHtml(document, embedded("slides", document.plotly), [
    h(
      "main",
      { style: "display: contents" },
      h("div", { class: "reveal" }, h("div", { class: "slides" }, onOwnLines(sections))),
    ),
  ]);
}

/** The first slide where no notebook's title is that: from it a key or a click leads to the notebooks. */
function titleSlide(title: string, slideList: Slide[]): Slide {
  const links = slideList.flatMap(({ isTitle, heading }, i) =>
    isTitle && heading ? [h("li", h("a", { href: `#/${i + 1}` }, heading.children))] : [],
  );
  const words = links.length > 1 ? [h("ul", { class: "notebooks" }, links)] : [];
  return { heading: h("h1", title), isTitle: true, parts: [{ words, shown: [] }], notes: [] };
}

function slideElement({ heading, isTitle, parts, notes }: Slide, below: Element[]): Element {
  // Beside a figure a table stands with the words.
  const hasFigure = parts.some(({ shown }) => shown.some(isFigure));
  const isBeside = (node: Element) => !hasFigure || isFigure(node);
  const words = parts.map(({ words, shown }) => [
    ...words,
    ...shown.filter((each) => !isBeside(each)),
  ]);
  const shown = parts.map(({ shown }) => shown.filter(isBeside).map(withLayout));
  const [hasWords, isShowing] = [words, shown].map((lists) => lists.some(({ length }) => length));
  const layout = !isShowing ? (isTitle ? "title" : "") : hasWords ? "beside" : "alone";
  return h("section", [
    h("div", { class: ["content", layout] }, [
      ...(heading ? [heading] : []),
      ...(hasWords ? [h("div", { class: "words" }, asFragments(words))] : []),
      ...(isShowing
        ? [h("div", { class: shownClasses(shown) }, asFragments(shown), parts.map(sliderMove))]
        : []),
      ...below,
    ]),
    h("aside", { class: "notes" }, notes.length > 0 ? notes : [h("p", NO_NOTES)]),
  ]);
}

/** With the key of its part the slider moves: see page/slides.ts. */
const sliderMove = ({ sliderStep }: Slide["parts"][number], i: number) =>
  sliderStep === undefined
    ? undefined
    : h("span", { class: "fragment moves", dataFragmentIndex: i, dataTo: sliderStep });

/** Two plots in one figure leave its letters less room, a drawing without axes more: see style/slides.css. */
function withLayout(node: Element): Element {
  const script = node.children.find((each) => each.type === "element" && each.tagName === "script");
  if (!isFigure(node) || !script) return node;
  const { plot } = JSON.parse(textOf(script)) as { plot: { layout: Record<string, Panel> } };
  const { xaxis, xaxis2, yaxis2 } = plot.layout;
  const [[, end], [begin]] = [xaxis, xaxis2].map(domainOf);
  const isOne = !xaxis2 && !yaxis2;
  if (isOne && xaxis?.visible !== false) return node;
  const plots = isOne ? "drawing" : end < begin ? "beside" : "stacked";
  return { ...node, properties: { ...node.properties, dataPlots: plots } };
}

type Panel = { domain?: unknown; visible?: boolean } | undefined;

/** From where to where an axis goes; of the whole width unless it says so with two numbers. */
const domainOf = (axis: Panel): number[] => (Array.isArray(axis?.domain) ? axis.domain : [0, 1]);

const isFigure = ({ tagName }: Element): boolean => tagName === "figure";
const shownClasses = ([first]: Element[][]) => ["shown", first.length === 0 ? "later" : ""];

const NO_NOTES = "No notes: all that the notebook says here is on the slide.";

/** Each part after the first comes with the next key. */
const asFragments = (parts: ElementContent[][]): Element[] =>
  parts.flatMap((part, i) => {
    if (part.length === 0) return [];
    return [h("div", i > 0 ? { class: "fragment", dataFragmentIndex: i } : {}, part)];
  });

function credits(document: Document): Element[] {
  const { licence, article } = citation();
  const after = `after ${article.authors} (${article.year})`;
  return [
    ...changedParametersNotice(document),
    h(
      "p",
      { class: "small" },
      `By ${authorsInSentence()} (${licence}), ${after}. Version ${document.version}.`,
    ),
  ];
}
