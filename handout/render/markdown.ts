/** Markdown as JupyterLab reads it: CommonMark with tables, struck-out text, links, HTML and TeX. */
import type { Element, Root } from "hast";
import { raw } from "hast-util-raw";
import { h } from "hastscript";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { mathFromMarkdown } from "mdast-util-math";
import { type Handlers, toHast } from "mdast-util-to-hast";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { math } from "micromark-extension-math";
import { visit } from "unist-util-visit";
import { join, type Text } from "../../ipynb/nbformat.js";
import { finish } from "./finish.js";
import { safe } from "./safe.js";
import { markInstructions } from "./screen-only.js";

type Attachments = Record<string, Record<string, Text>>;

const syntax = {
  extensions: [gfmAutolinkLiteral(), gfmStrikethrough({ singleTilde: false }), gfmTable(), math()],
  mdastExtensions: [
    // Without its search of the finished text, which makes a link also of what was escaped.
    { ...gfmAutolinkLiteralFromMarkdown(), transforms: [] },
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    mathFromMarkdown(),
  ],
};

/** @param marks whether sentences that tell how to handle the page are marked */
export function markdown(source: string, attachments: Attachments = {}, marks = true): Root {
  const text = withBlocksOfMath(source);
  const inText = (from = 0) => text.startsWith("$$", from);
  // Code of these classes becomes a formula once everything is safe.
  const handlers: Handlers = {
    math: (_, { value }) => mathCode("display", value),
    inlineMath: (_, { value, position }) =>
      mathCode(inText(position?.start.offset) ? "display" : "inline", value),
  };
  const tree = toHast(fromMarkdown(text, syntax), { allowDangerousHtml: true, handlers });
  const whole = raw(tree) as Root;
  attach(whole, attachments);
  const clean = safe(whole);
  if (marks) markInstructions(clean);
  return finish(clean);
}

const mathCode = (kind: "display" | "inline", tex: string): Element =>
  h("code", { class: `math-${kind}` }, tex);

const block =
  /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))|^ {0,3}(?:\$\$((?:(?!\$\$)[\s\S])+?)\$\$|(\\begin\{(\w+\*?)\}[\s\S]+?\\end\{\4\}))[ \t]*$/gm;

/** A paragraph of TeX gets lines `$$` around it: then nothing in it is Markdown. Fenced code stays as it is. */
const withBlocksOfMath = (source: string): string =>
  source.replace(block, (all, fence, display, environment) =>
    fence ? all : `\n$$$$\n${(display ?? environment).trim()}\n$$$$\n`,
  );

/** Names of attachments may hold a % that encodes nothing. */
function decoded(name: string): string {
  try {
    return decodeURI(name);
  } catch {
    return name;
  }
}

/** Pictures that lie in the notebook itself. */
function attach(tree: Root, attachments: Attachments): void {
  visit(tree, "element", ({ tagName, properties }) => {
    const [, name] = /^attachment:(.*)$/s.exec(String(properties.src ?? "")) ?? [];
    if (tagName !== "img" || name === undefined) return;
    const [kind, data] = Object.entries(attachments[decoded(name)] ?? {})[0] ?? [];
    if (kind) properties.src = `data:${kind};base64,${join(data)}`;
  });
}
