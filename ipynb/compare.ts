/** What is wrong with a committed notebook, and where its outputs differ from a fresh run. */
import { isDeepStrictEqual } from "node:util";
import {
  type Cell,
  FIGURE,
  hasTag,
  isRun,
  join,
  type Notebook,
  type Output,
  PICTURE,
  type Text,
} from "./nbformat.js";
import { serialize, sorted } from "./notebook-file.js";

const NOTEBOOK_LIMIT = 500_000;
export const FIGURE_LIMIT = 60_000;

/** The rules that need no run. Cells are counted from 1, all of them, as a person counts in JupyterLab. */
export function problems(notebook: Notebook): string[] {
  const found: string[] = [];
  const size = Buffer.byteLength(serialize(notebook));
  if (size > NOTEBOOK_LIMIT)
    found.push(`${kilobytes(size)}; the limit is ${kilobytes(NOTEBOOK_LIMIT)}`);
  if (!notebook.cells.some((cell) => hasTag(cell, "parameters")))
    found.push("no cell is tagged parameters");
  for (const [index, cell] of notebook.cells.entries())
    for (const problem of cellProblems(cell)) found.push(`cell ${index + 1}: ${problem}`);
  return found;
}

function cellProblems(cell: Cell): string[] {
  const found: string[] = [];
  if (isRun(cell) && cell.execution_count == null) found.push("not executed");
  for (const output of cell.outputs ?? []) {
    if (output.output_type === "error") found.push("its output is an error");
    if (output.name === "stderr") found.push(`wrote to stderr: ${excerpt(join(output.text))}`);
    const about = output.metadata?.[PICTURE] as { alt?: string } | undefined;
    if (output.data?.[PICTURE] && !about?.alt)
      found.push("a picture without its text alternative: npm run notebooks writes it");
    const figure = output.data?.[FIGURE];
    const size = figure ? Buffer.byteLength(JSON.stringify(figure)) : 0;
    if (size > FIGURE_LIMIT)
      found.push(`a figure of ${kilobytes(size)}; the limit is ${kilobytes(FIGURE_LIMIT)}`);
  }
  return found;
}

/** Where the outputs differ, one readable line or block each. Pictures are not compared. */
export function differences(committed: Notebook, fresh: Notebook): string[] {
  return committed.cells.flatMap((cell, index) => {
    const old = (cell.outputs ?? []).flatMap(outputParts);
    const now = (fresh.cells[index]?.outputs ?? []).flatMap(outputParts);
    const count = Math.max(old.length, now.length);
    for (let i = 0; i < count; i++) {
      const difference = compare(old[i], now[i]);
      // The first in a cell is enough: what follows often only moved.
      if (difference) return [`cell ${index + 1}, ${difference}`];
    }
    return [];
  });
}

interface Part {
  kind: string;
  value: unknown;
}

/** An output as what it shows: a stream's text, or one part for each MIME type. */
function outputParts(output: Output): Part[] {
  if (!output.data) return [{ kind: output.name ?? output.output_type, value: join(output.text) }];
  return Object.entries(sorted(output.data))
    .filter(([mime]) => mime !== PICTURE)
    .map(([kind, value]) => ({
      kind,
      value: kind.startsWith("text/") ? join(value as Text) : value,
    }));
}

function compare(old: Part | undefined, now: Part | undefined): string | undefined {
  if (!old) return `${now?.kind}: only in the new run`;
  if (!now) return `${old.kind}: only in the committed notebook`;
  if (old.kind !== now.kind) return `${old.kind} became ${now.kind}`;
  const difference = firstDifference(old.value, now.value);
  if (!difference) return undefined;
  return `${old.kind}${difference.at}:\n  committed: ${excerpt(difference.old)}\n  now:       ${excerpt(difference.now)}`;
}

interface Difference {
  at: string;
  old: unknown;
  now: unknown;
}

function firstDifference(old: unknown, now: unknown, at = ""): Difference | undefined {
  if (isDeepStrictEqual(old, now)) return undefined;
  if (typeof old === "string" && typeof now === "string") {
    const [a, b] = [old.split("\n"), now.split("\n")];
    const line = a.findIndex((text, i) => text !== b[i]);
    const i = line < 0 ? a.length : line;
    return { at: `${at}, line ${i + 1}`, old: a[i], now: b[i] };
  }
  if (isObject(old) && isObject(now) && Array.isArray(old) === Array.isArray(now))
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const place = firstDifference(
        old[key],
        now[key],
        Array.isArray(old) ? `${at}[${key}]` : `${at} ${key}`,
      );
      if (place) return place;
    }
  return { at, old, now };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

function excerpt(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "(nothing)");
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)} KB`;
