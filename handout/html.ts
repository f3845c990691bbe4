/** What a page and slides have in common: a head, the scripts that they carry, and what is said about their making. */
import type { Element, ElementContent, Nodes } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { Carried } from "./carried.js";
import type { Document } from "./document.js";
import { jsonScript } from "./render/figure.js";

export function html({ title, program }: Document, page: Carried, body: ElementContent[]): string {
  const head = h("head", [
    h("meta", { charSet: "utf-8" }),
    h("meta", { httpEquiv: "Content-Security-Policy", content: page.policy }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("title", title),
    h("style", page.style),
  ]);
  const scripts = [
    ...Object.entries(page.packed).map(([id, text]) =>
      h("script", { type: "text/plain", id }, text),
    ),
    ...(program && page.packed["run-tools"]
      ? [h("script", { type: "application/json", id: "program" }, jsonScript(program))]
      : []),
    ...page.scripts.map((text) => h("script", text)),
  ];
  const licences = { type: "comment", value: `\n${page.licences}\n` } as const;
  const root: Nodes = {
    type: "root",
    children: [
      { type: "doctype" },
      h("html", { lang: "en" }, [head, h("body", [...body, ...spaced(scripts), licences])]),
    ],
  };
  return toHtml(root);
}

/** Each on a line of its own. */
export const spaced = (elements: ElementContent[]): ElementContent[] =>
  elements.flatMap((element): ElementContent[] => [{ type: "text", value: "\n" }, element]);

export const made = ({ edition, name, version }: Document): string =>
  `${edition === "instructor" ? "Instructor" : "Student"} edition of ${name}. Made from version ${version}.`;

/** The parameters that are not the published ones. */
export const changes = ({ parameters }: Document): Element[] =>
  parameters.length === 0
    ? []
    : [
        h("div", { class: "changed" }, [
          h("p", "Made with other parameters than the published ones:"),
          h(
            "ul",
            parameters.map(({ notebook, name, value, committed }) =>
              h("li", [
                notebook ? `${notebook}: ` : "",
                h("code", `${name} = ${value}`),
                " instead of ",
                h("code", committed),
              ]),
            ),
          ),
        ]),
      ];

/** A cell's code, the numbers to change marked as such. */
export function code({ role, code }: { role: string; code?: Element }, hint = ""): Element[] {
  if (!code) return [];
  if (role !== "parameters") return [h("div", { class: "code" }, code)];
  const label = h("p", { class: "label" }, "Parameters: the numbers to change");
  return [
    h("div", { class: ["code", "parameters"] }, [
      label,
      code,
      ...(hint ? [h("p", { class: "hint" }, hint)] : []),
    ]),
  ];
}
