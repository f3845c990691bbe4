/** Code, coloured as in the page's editor: opened there, it looks the same. */
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { numbersIn } from "../../ipynb/language/numbers.js";

/** Classes for what has a colour, and for nothing else. */
export const colours = tagHighlighter([
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.keyword, tags.bool], class: "tok-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "tok-string" },
  { tag: tags.number, class: "tok-number" },
  { tag: [tags.typeName, tags.className], class: "tok-type" },
]);

export const codeBlock = (code: string): Element => h("pre", { tabIndex: 0 }, coloured(code));

/** A line as long as a phone is wide may go on in a second line. */
const NARROW = 30;

export function coloured(code: string): ElementContent[] {
  const lines: ElementContent[][] = [[]];
  const numbers = new Map(numbersIn(code).map(({ to, label }) => [to, label]));
  let at = 0;
  let plain = "";
  const end = () => {
    if (plain) lines.at(-1)?.push({ type: "text", value: plain });
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
    lines.at(-1)?.push(h("span", { class: classes, dataNumber }, text));
  };
  const putBreak = () => {
    at++;
    end();
    lines.push([]);
  };
  const tree = typescriptLanguage.parser.parse(code);
  highlightCode(code, tree, colours, put, putBreak);
  end();
  const texts = code.split("\n");
  return lines.flatMap((line, i): ElementContent[] => [
    ...(i > 0 ? [newline] : []),
    ...(texts[i].length > NARROW ? indented(line, indentOf(texts[i])) : line),
  ]);
}

const newline: ElementContent = { type: "text", value: "\n" };

/** How many spaces a line begins with. */
export const indentOf = (line: string): number => line.length - line.trimStart().length;

/** A hanging indent: a wrapped line goes on to the right of its own indentation. */
const indented = (line: ElementContent[], by: number): ElementContent[] =>
  by === 0 ? line : [h("span", { class: "line", style: `--by: ${by}` }, line)];
