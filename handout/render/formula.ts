/**
 * TeX as MathML, with Temml, or as text where it is no more than letters, numbers and signs beside each other. What is no TeX is
 * shown as it was written, in an element of the class temml-error.
 */
import type { Element, ElementContent, Nodes } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import temml from "temml";
import { visit } from "unist-util-visit";
import { parseHtml } from "./safe.js";

const options = {
  throwOnError: false,
  trust: false,
  maxSize: [20, 20] as [number, number],
  maxExpand: 1000,
};

export function formula(tex: string, displayMode: boolean): ElementContent[] {
  const tree = parseHtml(temml.renderToString(tex, { ...options, displayMode }));
  const line = displayMode ? undefined : inText(tree);
  if (line) return line.length === 1 ? line : [h("span.math", line)];
  visit(tree, { tagName: "mfrac" }, (fraction: Element) => {
    const [above, below] = fraction.children;
    if (above && below)
      fraction.children = [
        h("mrow", [...inLine(above), unstyled("/")]),
        h("mrow", [...inLine(below), unstyled(" ")]),
      ];
  });
  visit(tree, [{ tagName: "msup" }, { tagName: "msubsup" }], (base) => {
    const { children } = base as Element;
    const power = children.at(-1) as Element;
    if (!/^′+$/.test(textOf(power)))
      children.splice(-1, 1, h("mrow", [unstyled("^"), ...inLine(power)]));
  });
  visit(tree, { tagName: "mtable" }, ({ children: rows }: Element) => {
    for (const row of rows.slice(0, -1))
      if (row.type === "element") row.children.push(h("mtd", { class: "unstyled" }, "; "));
  });
  return tree.children as ElementContent[];
}

/** Seen only where there is no style, as in a text browser, which puts the parts of a formula right after one another. */
const unstyled = (text: string): Element => h("mtext", { class: "unstyled" }, text);

function inLine(part: ElementContent): ElementContent[] {
  let isSum = false;
  visit(part, { tagName: "mo" }, () => {
    isSum = true;
  });
  return isSum ? [unstyled("("), part, unstyled(")")] : [part];
}

const isLetter = (node: ElementContent): boolean =>
  node.type === "element" && node.tagName === "var";

/** Browsers of text and previews of mail know no MathML. */
function inText(node: Nodes): ElementContent[] | undefined {
  if (node.type === "root") return joined(node.children.map((child) => inText(child)));
  if (node.type !== "element") return undefined;
  const { tagName, properties, children } = node;
  const text = textOf(node);
  switch (tagName) {
    case "math":
    case "mrow":
    case "mstyle":
      return joined(children.map(inText));
    case "mi":
      if (Object.keys(properties).length > 0 || text.length > 1) return undefined;
      return [/[\p{L}∂]/u.test(text) ? h("var", text) : { type: "text", value: text }];
    case "mn":
    case "mtext":
      return [{ type: "text", value: text }];
    case "mspace":
      return [{ type: "text", value: "\u00a0" }];
    case "mo":
      return spacedSign(text, properties.form !== undefined);
    case "msub":
      return withIndex(children as Element[]);
    case "msup":
      return withPower(children as Element[]);
    case "mfrac":
      return withSign(children as Element[]);
    default:
      return undefined;
  }
}

function joined(parts: (ElementContent[] | undefined)[]): ElementContent[] | undefined {
  const all: ElementContent[] = [];
  for (const part of parts) {
    if (!part) return undefined;
    for (const node of part) {
      const last = all.at(-1);
      if (last?.type === "text" && node.type === "text") last.value += node.value;
      else all.push(node);
    }
  }
  return all;
}

/** No line ends at a sign. */
function spacedSign(sign: string, isAttached: boolean): ElementContent[] | undefined {
  if (sign === ",") return [{ type: "text", value: ",\u00a0" }];
  if (isAttached || /^[/…()]$/.test(sign)) return [{ type: "text", value: sign }];
  if (!/^[-+−·⋅×∘±=≠<>≤≥≈∈→←]$/.test(sign)) return undefined;
  return [{ type: "text", value: `\u00a0${sign}\u00a0` }];
}

function withIndex([base, index]: Element[]): ElementContent[] | undefined {
  const [letter, ...others] = inText(base) ?? [];
  const isShort = /^m(i|n|text)$/.test(index.tagName);
  if (!letter || others.length > 0 || !isLetter(letter) || !isShort) return undefined;
  return [h("var", textOf(base), h("sub", textOf(index)))];
}

/** A square, a cube and a derivative have signs of their own, which are spoken as such; other powers than “transposed” stay MathML. */
function withPower([base, power]: Element[]): ElementContent[] | undefined {
  const word = textOf(power);
  const sign = { "2": "²", "3": "³", "′": "′", "′′": "″" }[word];
  const letters = base.tagName === "mfrac" ? undefined : inText(base);
  if (letters && word === "T") return [...letters, h("sup", word)];
  return sign && letters ? joined([letters, [{ type: "text", value: sign }]]) : undefined;
}

/** Fractions with a sign of their own; others stay MathML. */
const FRACTIONS: Record<string, string | undefined> = {
  "1/2": "½",
  "1/4": "¼",
  "3/4": "¾",
  "1/8": "⅛",
};

function withSign([above, below]: Element[]): ElementContent[] | undefined {
  const value = FRACTIONS[`${textOf(above)}/${textOf(below)}`];
  return value === undefined ? undefined : [{ type: "text", value }];
}
