/** Notebooks for tests: cells with ids of their own, and what they show. */
import type { Cell, Notebook, Output } from "../../ipynb/nbformat.js";

let count = 0;

const cell = (cell_type: string, source: string, tags: string[]): Cell => ({
  id: `${cell_type}-${++count}`,
  cell_type,
  metadata: tags.length > 0 ? { tags } : {},
  source,
});

export const markdown = (source: string, ...tags: string[]): Cell => cell("markdown", source, tags);

/** @param more its outputs, and its tags */
export function code(source: string, ...more: (Output | string)[]): Cell {
  const outputs = more.filter((each): each is Output => typeof each !== "string");
  const tags = more.filter((each): each is string => typeof each === "string");
  return { ...cell("code", source, tags), execution_count: outputs.length > 0 ? 1 : null, outputs };
}

export const notebook = (...cells: Cell[]): Notebook => ({
  cells,
  metadata: { language_info: { name: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
});

export const shown = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});

export const printed = (text: string, name = "stdout"): Output => ({
  output_type: "stream",
  name,
  text,
});
