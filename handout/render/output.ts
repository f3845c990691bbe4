/** What a cell shows: a MIME bundle, a stream of text, an error. */
import type { Element, Root, RootContent } from "hast";
import { h } from "hastscript";
import { visit } from "unist-util-visit";
import { FIGURE, join, type Output, type Text, withoutColours } from "../../ipynb/nbformat.js";
import { figure } from "./figure.js";
import { finish } from "./finish.js";
import { markdown } from "./markdown.js";
import { parseHtml, safe } from "./safe.js";

/** @param id of the caption, should it be a figure */
export function output(given: Output, id: string): Element {
  if (given.output_type === "stream")
    return h("div", { class: "output", dataStream: given.name }, plain(join(given.text)));
  if (given.output_type === "error")
    return h("div", { class: "output error" }, plain(tracebackOf(given)));
  return mimeBundle(given.data ?? {}, id);
}

/** The first kind that a bundle has is the one shown. */
function mimeBundle(data: Record<string, unknown>, id: string): Element {
  const text = (kind: string) => join(data[kind] as Text);
  const alt = text("text/plain");
  const plot = data[FIGURE];
  if (typeof plot === "object" && plot !== null)
    return figure(plot, alt, onlyBase64(text("image/png")), id);
  const box = (...children: RootContent[]) => h("div", { class: "output" }, children as Element[]);
  if ("text/html" in data) return box(...html(text("text/html")).children);
  if ("text/markdown" in data)
    return box(...withoutHeadings(markdown(text("text/markdown"))).children);
  const kind = ["image/svg+xml", "image/png", "image/jpeg"].find((known) => known in data);
  if (kind) {
    // As a picture, in which no script runs.
    const isSvg = kind === "image/svg+xml";
    const base64 = isSvg ? base64Of(text(kind)) : onlyBase64(text(kind));
    return box(h("img", { alt, src: `data:${kind};base64,${base64}` }));
  }
  if ("text/plain" in data) return box(plain(alt));
  return box(plain("[an output of a kind that handouts do not show]"));
}

const html = (source: string): Root => withoutHeadings(finish(safe(parseHtml(source))));

function tracebackOf({ traceback, ename, evalue }: Output): string {
  const lines = Array.isArray(traceback) ? traceback.join("\n") : "";
  return lines || `${ename}: ${evalue}`;
}

const plain = (text: string): Element => h("pre", { tabIndex: 0 }, withoutColours(text));

/** What an output calls a heading is none of the document's. */
function withoutHeadings(tree: Root): Root {
  visit(tree, "element", (node) => {
    if (/^h[1-6]$/.test(node.tagName)) node.tagName = "p";
  });
  return tree;
}

const onlyBase64 = (text: string): string => text.replace(/[^A-Za-z0-9+/=]/g, "");

const base64Of = (text: string): string =>
  btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
