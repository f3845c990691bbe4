/** The handout as one page. */
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { carried } from "./carried.js";
import type { PageCell } from "./cells.js";
import type { Document } from "./document.js";
import { changes, code, html, made, spaced } from "./html.js";

const HINT =
  "▶ Run, or Shift+Enter in the code, also runs what depends on these numbers further down. In JupyterLab that is Run → Run Selected Cell and All Below.";

export function webpage(document: Document): string {
  const { title, course, hasTitle, cells, program, plotly } = document;
  return html(document, carried(program ? "running" : "page", plotly), [
    h("a", { class: "skip", href: "#main" }, "Skip to the text"),
    h("header", [
      h("p", { class: "course" }, course),
      h("p", made(document)),
      ...changes(document),
    ]),
    contents(document),
    h("main", { id: "main" }, [
      ...(hasTitle ? [] : [h("h1", title)]),
      ...spaced(cells.map((cell) => place(cell, document))),
    ]),
  ]);
}

function contents({ contents }: Document): Element {
  const link = (id: string, text: string) => h("a", { href: `#${id}` }, text);
  const entries = contents.map(({ id, text, below }) => {
    if (below.length === 0) return h("li", link(id, text));
    const inner = below.map((entry) => h("li", link(entry.id, entry.text)));
    const all = h("ul", [h("li", link(id, "Beginning")), ...inner]);
    return h("li", h("details", [h("summary", text), all]));
  });
  const label = h("p", { class: "label" }, "Contents");
  return h("nav", { ariaLabel: "Contents" }, [label, h("ul", entries)]);
}

function place(cell: PageCell, { edition, depth, program }: Document): Element {
  const { role, id, level } = cell;
  const inside = parts(cell, program ? HINT : "");
  const dataCell = id || undefined;
  if (role === "solution" && edition === "student") {
    const summary = h("summary", "Solution");
    return h("details", { class: ["cell", "solution"], dataCell }, [summary, ...inside]);
  }
  if (role === "solution" || role === "notes") {
    const label = role === "solution" ? [h("p", { class: "label" }, "Solution")] : [];
    return h("div", { class: ["cell", role], dataCell }, [...label, ...inside]);
  }
  const begins = depth > 0 && level === 2 ? ["notebook"] : [];
  return h("div", { class: ["cell", ...begins], dataCell }, inside);
}

const parts = (cell: PageCell, hint: string): ElementContent[] => [
  ...(cell.text.children.length > 0 ? [h("div", { class: "text" }, cell.text)] : []),
  ...code(cell, hint),
  ...cell.outputs,
];
