/** A notebook file: how it is read, tidied and written. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { languageInfo } from "../kernel/language-info.js";
import {
  type Cell,
  isRun,
  join,
  lines,
  type Notebook,
  type Output,
  type Text,
  withoutColours,
} from "./nbformat.js";

export function readNotebook(path: string): Notebook {
  const text = readFileSync(path, "utf8");
  let notebook: Notebook;
  try {
    notebook = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not a notebook: ${(error as Error).message}`);
  }
  if (!Array.isArray(notebook?.cells))
    throw new Error(`${path} is not a notebook: it has no cells`);
  return notebook;
}

/** Written aside, then renamed: an interrupted write leaves the old file whole. */
export function writeNotebook(path: string, notebook: Notebook): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, serialize(notebook));
  renameSync(unfinished, path);
}

/** The bytes Jupyter itself would write, so that saving in JupyterLab changes as little as can be. */
export const serialize = (notebook: Notebook): string =>
  `${JSON.stringify(sorted(notebook), null, 1)}\n`;

/** The same value with the keys of every object in order. */
export function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted) as T;
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)])) as T;
}

/** A copy without what changes from run to run: timings, kernel versions, colours for terminals. */
export function tidy(notebook: Notebook): Notebook {
  const { kernelspec, language_info, widgets, ...metadata } = notebook.metadata;
  let count = 0;
  const cells = notebook.cells.map((cell): Cell => {
    const { execution, ...cellMetadata } = cell.metadata;
    const tidied = { ...cell, metadata: cellMetadata, source: lines(cell.source) };
    if (cell.cell_type !== "code") return tidied;
    const done = isRun(cell) && cell.execution_count != null;
    return {
      ...tidied,
      execution_count: done ? ++count : null,
      outputs: tidyOutputs(cell.outputs),
    };
  });
  return {
    ...notebook,
    cells,
    metadata: {
      ...metadata,
      kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
      language_info: languageInfo("5.0.4"),
    },
  };
}

/** Consecutive writes to one stream become one output. */
function tidyOutputs(outputs: Output[] = []): Output[] {
  const tidied: Output[] = [];
  for (const output of outputs) {
    const last = tidied.at(-1);
    if (output.output_type !== "stream") tidied.push({ ...output, ...tidyData(output) });
    else if (last?.output_type === "stream" && last.name === output.name)
      last.text = join(last.text) + join(output.text);
    else tidied.push({ ...output, text: join(output.text) });
  }
  for (const output of tidied)
    if (output.output_type === "stream") output.text = lines(withoutColours(join(output.text)));
  return tidied;
}

function tidyData(output: Output): Partial<Output> {
  if (!output.data) return {};
  const data = Object.entries(output.data).map(([mime, value]) => [
    mime,
    mime.startsWith("text/") ? lines(withoutColours(join(value as Text))) : value,
  ]);
  return { data: Object.fromEntries(data), metadata: output.metadata ?? {} };
}
