/** The cells of a notebook, rendered for a page. */
import type { Element, Root } from "hast";
import { type Cell, FIGURE, hasTag, join, type Text } from "../ipynb/nbformat.js";
import { codeBlock } from "./render/code.js";
import { markdown } from "./render/markdown.js";
import { output } from "./render/output.js";

type Role = "solution" | "notes" | "parameters" | "glossary" | "";
const roles: Role[] = ["solution", "notes", "parameters", "glossary"];

export interface PageCell {
  id: string;
  /** the notebook that it comes from */
  notebook: string;
  role: Role;
  text: Root;
  /** its code, also where the page does not show that */
  source: string;
  code: Element | undefined;
  outputs: Element[];
  /** as the notebook has them */
  figures: object[];
  /** of its first heading */
  level?: number;
  /** its outputs answer a guess: they are folded until the cell is run */
  isHidden: boolean;
}

/** @param number of the cell on its page, for the ids of its figures */
export function pageCell(cell: Cell, notebook: string, number: number): PageCell {
  const source = cell.cell_type === "code" && join(cell.source).trim() ? join(cell.source) : "";
  const outputs = cell.cell_type === "code" ? (cell.outputs ?? []) : [];
  const isText = cell.cell_type === "markdown";
  return {
    id: (cell.id ?? "").replace(/[^\w-]/g, ""),
    notebook,
    role: roles.find((role) => hasTag(cell, role)) ?? "",
    text: isText
      ? markdown(join(cell.source as Text), cell.attachments, !hasTag(cell, "notes"))
      : { type: "root", children: [] },
    source,
    code: source && !hasTag(cell, "prose") ? codeBlock(source) : undefined,
    outputs: outputs.map((each, i) => output(each, `figure-${number}-${i + 1}`)),
    figures: outputs.flatMap(({ data }) => {
      const figure = data?.[FIGURE];
      return typeof figure === "object" && figure !== null ? [figure] : [];
    }),
    isHidden: isHidden(cell),
  };
}

export const isHidden = ({ metadata }: Cell): boolean =>
  (metadata.jupyter as { outputs_hidden?: boolean } | undefined)?.outputs_hidden === true;

export const isEmpty = ({ text, source, outputs }: PageCell): boolean =>
  text.children.length === 0 && outputs.length === 0 && !source;

/** The task that a cell sets its reader. */
export const taskOf = (source: string): "exercise" | "guess" | undefined =>
  /^\s*(exercise|guess)\(/m.exec(source)?.[1] as "exercise" | "guess" | undefined;

export const hasOnlyImports = (source: string): boolean => /^\s*(import\s[^;]*;\s*)+$/.test(source);
