/** A notebook file: its shape, how it is read, tidied and written. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";

export const FIGURE = "application/vnd.plotly.v1+json";
export const PICTURE = "image/png";

export type Text = string | string[];

export interface Output {
  output_type: string;
  /** "stdout" or "stderr", in a stream. */
  name?: string;
  text?: Text;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  [other: string]: unknown;
}

export interface Cell {
  id?: string;
  cell_type: string;
  source: Text;
  metadata: Record<string, unknown> & { tags?: string[] };
  execution_count?: number | null;
  outputs?: Output[];
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** Text in a notebook is one string or a list of lines. */
export const join = (text: Text | undefined): string =>
  Array.isArray(text) ? text.join("") : (text ?? "");

/** The list of lines, each with its line break, as Jupyter writes it. */
export const lines = (text: Text | undefined): string[] => join(text).match(/.*\n|.+$/g) ?? [];

export const hasTag = (cell: Cell, tag: string): boolean =>
  cell.metadata.tags?.includes(tag) ?? false;

/** A code cell that says nothing is not executed, and has no number. */
export const isRun = (cell: Cell): boolean =>
  cell.cell_type === "code" && join(cell.source).trim() !== "";

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
  const aside = `${path}.${process.pid}.tmp`;
  writeFileSync(aside, serialize(notebook));
  renameSync(aside, path);
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
      // What the kernel replies, to the letter: otherwise JupyterLab marks the notebook as changed on opening.
      language_info: {
        codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
        file_extension: ".ts",
        mimetype: "text/typescript",
        name: "typescript",
        version: "5.0.4",
      },
    },
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what ANSI codes begin with
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

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
    if (output.output_type === "stream") output.text = lines(join(output.text).replace(ANSI, ""));
  return tidied;
}

function tidyData(output: Output): Partial<Output> {
  if (!output.data) return {};
  const data = Object.entries(output.data).map(([mime, value]) => [
    mime,
    mime.startsWith("text/") ? lines(join(value as Text).replace(ANSI, "")) : value,
  ]);
  return { data: Object.fromEntries(data), metadata: output.metadata ?? {} };
}
