/** What the pages of a report have in common: one file each, no script, and text that stays text whatever is in it. */
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { read } from "../../handout/assets.js";
import { htmlPage } from "../../handout/html.js";
import type { Row } from "../gradebook.js";

export type Content = (ElementContent | string)[];

const style = `${read("handout", "style", "common.css")}\n${read("grade", "report", "report.css")}`;

export function page(title: string, body: Content): string {
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return htmlPage({ title, policy, style }, [], [h("main", [h("h1", title), ...body])]);
}

/** A section, or nothing where it has nothing to say. */
export const section = (title: string, ...body: Content): Element[] =>
  body.length === 0 ? [] : [h("section", [h("h2", title), ...body])];

/**
 * A table, or nothing where it has no rows.
 *
 * @param names of the columns; one that begins with "#" holds numbers, one with "¶" texts, one with "…" what a phone leaves out
 */
export function table(names: string[], rows: Content[][]): Element[] {
  if (rows.length === 0) return [];
  const kinds: Record<string, string> = { "#": "number", "¶": "text", "…": "spare" };
  const kind = (i: number) => ({ class: kinds[names[i][0]] });
  const head = names.map((name, i) =>
    h("th", { scope: "col", ...kind(i) }, name.replace(/^[#¶…]/, "")),
  );
  const body = rows.map((row) =>
    h(
      "tr",
      row.map((cell, i) =>
        i === 0 ? h("th", { scope: "row", ...kind(i) }, cell) : h("td", kind(i), cell),
      ),
    ),
  );
  const whole = h("table", [h("thead", h("tr", head)), h("tbody", body)]);
  return [h("div", { class: "scroll", tabIndex: 0 }, whole)];
}

export const standings = ["right", "partly right", "wrong", "not answered"] as const;
export type Standing = (typeof standings)[number];

export const standingOf = ({ points, answered }: Row): Standing =>
  points === 1 ? "right" : points > 0 ? "partly right" : answered ? "wrong" : "not answered";

/** Shares of a whole, side by side. */
export function bar(counts: Partial<Record<Standing, number>>, whole: number): Element {
  const shown = standings.filter((standing) => counts[standing]);
  return h(
    "div",
    {
      class: "bar",
      role: "img",
      ariaLabel: shown.map((name) => `${counts[name]} ${name}`).join(", "),
    },
    shown.map((name) =>
      h("span", {
        class: name.replace(" ", "-"),
        style: `width:${(100 * (counts[name] ?? 0)) / whole}%`,
      }),
    ),
  );
}

/** A word with its colour. */
export const mark = (standing: Standing): Element =>
  h("span", { class: ["mark", standing.replace(" ", "-")] }, standing);

/** Points, without zeros that say nothing. */
export const number = (value: number): string => String(Math.round(value * 100) / 100);
