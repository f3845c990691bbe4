/** Code, coloured as in the page's editor: opened there, it looks the same. */
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";

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
  let plain = "";
  const end = () => {
    if (plain) pieces.push({ type: "text", value: plain });
    plain = "";
  };
  const put = (text: string, classes: string) => {
    if (!classes) {
      plain += text;
      return;
    }
    end();
    pieces.push(h("span", { class: classes }, text));
  };
  const tree = typescriptLanguage.parser.parse(code);
  highlightCode(code, tree, colours, put, () => put("\n", ""));
  end();
  return pieces;
}
