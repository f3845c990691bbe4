/** What a page adds to safe HTML: formulas, colours of code, boxes around tables, numbers flush right. */
import type { Element, ElementContent, Root, RootContent, Text } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { SKIP, visit } from "unist-util-visit";
import { coloured } from "./code.js";
import { formula } from "./formula.js";

export function finish(tree: Root): Root {
  visit(tree, "element", (node, index, parent) => {
    const change = transforms[node.tagName];
    if (!change || !parent || index === undefined) return;
    const others = change(node, parent.children[index + 1]);
    if (!others) return;
    parent.children.splice(index, 1, ...(others as never[]));
    return [SKIP, index + others.length];
  });
  visit(tree, "text", (node, index, parent) => {
    if (!parent || index === undefined || !("tagName" in parent)) return;
    if (!/^(p|li|t[dh]|em|strong|\w*caption)$/.test(parent.tagName)) return;
    node.value = node.value.replace(/ ([=≈<>]) (?=[−\d]|$)/g, "\u00a0$1\u00a0");
    const pieces = node.value.split(NO_BREAK);
    if (pieces.length === 1) return;
    const parts = pieces.map((value, i) => {
      if (i % 2 === 0) return { type: "text", value } as Text;
      return value.length === 1 ? h("i", value) : h("span", { class: "together" }, value);
    });
    const filled = parts.filter((part) => textOf(part));
    parent.children.splice(index, 1, ...(filled as never[]));
    return [SKIP, index + filled.length];
  });
  return tree;
}

/**
 * A point of the plane, as in (0, −1) or [0, −1], stays on its line; so does the name of an exercise or a guess. An error E and a
 * weight W slope as in formulas.
 */
const NO_BREAK = /([([][-−]?[\d.]+, [-−]?[\d.]+[)\]]|\b\d\d-[a-z]\d?\b|\b[EW]\b)/;

type Transform = (node: Element, next: RootContent | undefined) => RootContent[] | undefined;

/** By the name of an element: changes it, or says what takes its place. */
const transforms: Record<string, Transform> = {
  table(node) {
    alignNumbers(node);
    markRowHeaders(node);
    unheadEmptyCells(node);
    const ariaLabel = tableName(node);
    const inner = finish({ type: "root", children: node.children as RootContent[] });
    node.children = inner.children as Element["children"];
    const box = { className: ["scroll"], role: "group", ariaLabel };
    return [h("div", box, node)];
  },
  img({ properties: { src, alt } }) {
    if (src) return undefined;
    // It was on another computer: this file loads nothing.
    return [{ type: "text", value: `[picture left out: ${alt || "no description"}]` }];
  },
  a({ properties }) {
    // The other notebook's handout, beside this one.
    const [, name] = /^([\w.-]+)\.ipynb$/.exec(String(properties.href ?? "")) ?? [];
    if (name) properties.href = `${name}.html`;
    return undefined;
  },
  pre({ properties }) {
    properties.tabIndex = 0;
    return undefined;
  },
  code(node, next) {
    const names = [node.properties.className ?? []].flat().map(String);
    if (names.includes("math-inline")) return withPunctuation(formula(textOf(node), false), next);
    if (names.includes("math-display")) return formula(textOf(node), true);
    if (names.some((name) => /^language-(ts|typescript|js|javascript)$/.test(name)))
      node.children = coloured(textOf(node));
    return undefined;
  },
};

/** No line begins with the full stop after a formula. */
function withPunctuation(math: ElementContent[], next: RootContent | undefined): ElementContent[] {
  const [mark] = next?.type === "text" ? (/^[.,;:?!)]+/.exec(next.value) ?? []) : [];
  if (mark === undefined) return math;
  const text = next as Text;
  text.value = text.value.slice(mark.length);
  return [h("span", { class: "together" }, [...math, mark])];
}

/** The caption of a table or of a figure. */
export const captionOf = (node: Element): Element =>
  (node.children as Element[]).find(({ tagName }) => /caption$/.test(tagName)) ?? h("caption");

function rowsOf(table: Element): Element[][] {
  const rows: Element[][] = [];
  visit(table, "element", (node) => {
    if (node.tagName !== "tr") return;
    rows.push((node.children as Element[]).filter(({ tagName }) => /^t[hd]$/.test(tagName)));
  });
  return rows;
}

const number = /^([-−+]?\d[\d,.]*(e[-+]?\d+|(\s×\s10)?[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|NaN|[-−]?Infinity)?$/;

/** Columns of numbers are marked, to be set flush right. */
function alignNumbers(table: Element): void {
  const rows = rowsOf(table);
  const width = rows.length > 0 ? Math.min(...rows.map((row) => row.length)) : 0;
  for (let i = 0; i < width; i++) {
    const column = rows.map((row) => row[i]);
    const texts = column
      .filter(({ tagName }) => tagName === "td")
      .map((cell) => textOf(cell).trim());
    if (texts.some(Boolean) && texts.every((text) => number.test(text)))
      for (const cell of column) cell.properties.className = ["number"];
  }
}

/** Its caption, or what its columns are called. */
function tableName(table: Element): string {
  const caption = textOf(captionOf(table)).trim();
  if (caption) return caption;
  const [head = []] = rowsOf(table);
  const names = head.filter(({ tagName }) => tagName === "th").map((cell) => textOf(cell).trim());
  return names.some(Boolean) ? `table: ${names.filter(Boolean).join(", ")}` : "table";
}

/** A heading of a table without words labels nothing: it becomes a cell. */
function unheadEmptyCells(table: Element): void {
  for (const cell of rowsOf(table).flat())
    if (cell.tagName === "th" && !textOf(cell).trim()) {
      cell.tagName = "td";
      delete cell.properties.scope;
    }
}

/** Where the first column holds names, each its own, they are the headings of their rows. */
function markRowHeaders(table: Element): void {
  const first = rowsOf(table)
    .filter((row) => row.length > 1)
    .map(([cell]) => cell)
    .filter(({ tagName }) => tagName === "td");
  const names = first.map((cell) => textOf(cell).trim());
  if (new Set(names).size < names.length || names.some((name) => number.test(name))) return;
  for (const cell of first) {
    cell.tagName = "th";
    cell.properties.scope = "row";
  }
}
