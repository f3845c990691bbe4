/** The entries of the course's glossary that a handout uses. */
import type { Element, Root } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { visit } from "unist-util-visit";
import { hasTag, join } from "../ipynb/nbformat.js";
import { memoized } from "../src/memoized.js";
import type { PageCell } from "./cells.js";
import { chapters } from "./course.js";
import { markdown } from "./render/markdown.js";

/** For a document that does not hold the glossary itself: the rows whose word its text uses. */
export function glossary(cells: PageCell[]): Element | undefined {
  if (cells.some(({ role }) => role === "glossary")) return undefined;
  const text = cells.map((cell) => `${textOf(cell.text)} ${cell.outputs.map(textOf).join(" ")}`);
  const whole = text.join(" ").toLowerCase();
  const found = entries().filter(({ words }) => words.some((word) => uses(whole, word)));
  if (found.length === 0) return undefined;
  const rows = found.map(({ term, meaning }) => [
    h("dt", structuredClone(term)),
    h("dd", structuredClone(meaning)),
  ]);
  return h("details", { class: "glossary" }, [
    h("summary", "Words used here"),
    h("dl", rows.flat()),
  ]);
}

const uses = (text: string, word: string): boolean =>
  new RegExp(`(?<![a-z])${word.replace(/[^a-z0-9 -]/g, ".")}(?:e?s)?(?![a-z])`).test(text);

/** The entries of the cell tagged `glossary`: rows of its table. */
const entries = memoized(() => {
  for (const { cells } of chapters()) {
    const cell = cells.find((each) => hasTag(each, "glossary"));
    if (cell) return entriesOf(markdown(join(cell.source)));
  }
  return [];
});

function entriesOf(tree: Root) {
  const found: { words: string[]; term: Element["children"]; meaning: Element["children"] }[] = [];
  visit(tree, "element", (node) => {
    if (node.tagName !== "tr") return;
    const cells = node.children.filter(({ type }) => type === "element") as Element[];
    const [term, meaning] = cells;
    if (!meaning || cells.every(({ tagName }) => tagName === "th")) return; // the head
    const words = textOf(term)
      .toLowerCase()
      .split(/, | or |[()]/);
    found.push({
      words: words.map((word) => word.trim()).filter((word) => word.length > 2),
      term: term.children,
      meaning: meaning.children,
    });
  });
  return found;
}
