/** Instructions for a page that runs scripts: text browsers, previews and pages without scripts never show them. */
import type { Element, Nodes } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { SKIP, visit } from "unist-util-visit";

/** Would end a script element, or begin a comment in it. */
const UNSAFE = /<\/script|<!--/i;

/** Moves them into data elements, which page/contents.ts replaces by their contents. */
export function replaceForScripts(tree: Nodes): void {
  visit(tree, "element", (node: Element, index, parent) => {
    if (![node.properties.className].flat().includes("handling")) return undefined;
    const html = toHtml(node.children);
    if (!parent || index === undefined || UNSAFE.test(html)) return undefined;
    parent.children[index] = h("script", { type: "text/html" }, html);
    return SKIP;
  });
}
