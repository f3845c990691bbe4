/** Code, coloured as in the page's editor: opened there, it looks the same. */
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { numbersIn } from "../numbers.js";

/** Classes for what has a colour, and for nothing else. */
export const colours = tagHighlighter([
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.keyword, tags.bool], class: "tok-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "tok-string" },
  { tag: tags.number, class: "tok-number" },
  { tag: [tags.typeName, tags.className], class: "tok-type" },
]);

export const codeBlock = (code: string): Element => h("pre", { tabIndex: 0 }, coloured(code));

export function coloured(code: string): ElementContent[] {
  const pieces: ElementContent[] = [];
  const numbers = new Map(numbersIn(code).map(({ to, label }) => [to, label]));
  let at = 0;
  let plain = "";
  const end = () => {
    if (plain) pieces.push({ type: "text", value: plain });
    plain = "";
  };
  const put = (text: string, classes: string) => {
    at += text.length;
    if (!classes) {
      plain += text;
      return;
    }
    end();
    const dataNumber = classes === "tok-number" ? numbers.get(at) : undefined; // it can be dragged
    pieces.push(h("span", { class: classes, dataNumber }, text));
  };
  const tree = typescriptLanguage.parser.parse(code);
  highlightCode(code, tree, colours, put, () => put("\n", ""));
  end();
  return pieces;
}
