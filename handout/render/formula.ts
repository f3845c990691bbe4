/** TeX as MathML, with Temml. What is no TeX is shown as it was written, in an element of the class temml-error. */
import type { Element, ElementContent } from "hast";
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
