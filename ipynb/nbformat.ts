/** A notebook: its shape, as Jupyter's format 4 has it. */
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
  attachments?: Record<string, Record<string, Text>>;
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

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what ANSI codes begin with
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** Without colours for terminals. */
export const withoutColours = (text: string): string => text.replace(ANSI, "");

/** The value of a JSON; undefined for what is none. */
export function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
