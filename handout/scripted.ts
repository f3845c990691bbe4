/** Words that tell how to handle the page: a browser of text, a preview and whoever refuses scripts never see them. */
import type { Element, Nodes } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { SKIP, visit } from "unist-util-visit";

/** What would end a script element, or begin a comment in it. */
const UNSAFE = /<\/script|<!--/i;

/** They become data, which page/contents.ts puts in their place. */
export function keepForScripts(tree: Nodes): void {
  visit(tree, "element", (node: Element, index, parent) => {
    if (![node.properties.className].flat().includes("handling")) return undefined;
    const html = toHtml(node.children);
    if (!parent || index === undefined || UNSAFE.test(html)) return undefined;
    parent.children[index] = h("script", { type: "text/html" }, html);
    return SKIP;
  });
}
