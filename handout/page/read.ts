/**
 * Takes the place of src/read.ts in a handout. danfojs would be twice as large as all the rest of a handout: the file
 * is cut into cells by Papa Parse, which danfojs uses too, and checked by the same `parseTable`.
 */
import Papa from "papaparse";
import { fail, raise } from "../../src/check.js";
import { delimiterOf, parseTable, quoteRow, splitTarget } from "../../src/csv.js";
import type { FileDataset } from "../../src/read.js";
import { send } from "./port.js";

export type { FileDataset, Frame } from "../../src/read.js";

const mostBytes = 100_000_000;
const files = new Map<string, string>();
const asked = new Map<string, (bytes: ArrayBuffer | null) => void>();

/** Files that the page holds, by the path that cells give. */
export function keep(texts: Record<string, string>): void {
  for (const [path, text] of Object.entries(texts)) files.set(path, text);
}

/** The reader's answer to a question for a file; null for none. */
export function answer(path: string, bytes: ArrayBuffer | null): void {
  asked.get(path)?.(bytes);
  asked.delete(path);
}

export async function readDataset(path: string, options: { target: string }): Promise<FileDataset> {
  if (typeof path !== "string" || path.trim() === "")
    fail(TypeError, "path", "the name of a CSV file", path);
  if (typeof options?.target !== "string")
    fail(TypeError, "options.target", "the name of a column", options?.target);
  if (/^(https?|ftp):/i.test(path))
    raise(RangeError, `path must be a file on this computer; ${path} is on another`);
  const text = files.get(path) ?? (await chosen(path));
  const delimiter = delimiterOf(text.slice(0, 65_536));
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const wrong = errors.find(({ type }) => type === "Quotes");
  if (wrong) {
    const row = quoteRow(text, delimiter);
    const place = row > 0 ? `${path}: row ${row}` : path;
    raise(RangeError, `${place} must have a closing quote where a cell ends; ${wrong.message}`);
  }
  const { names, numbers } = parseTable(path, data, options.target);
  return {
    ...splitTarget(path, names, numbers, options.target),
    frame: { columns: names, values: numbers, shape: [numbers.length, names.length] },
  };
}

async function chosen(path: string): Promise<string> {
  const bytes = await new Promise<ArrayBuffer | null>((resolve) => {
    asked.set(path, resolve);
    send({ type: "file", path });
  });
  if (!bytes) raise(RangeError, `path must be a file; none was chosen for ${path}`);
  if (bytes.byteLength === 0) raise(RangeError, `${path} must be a table; the file is empty`);
  if (bytes.byteLength > mostBytes) {
    const size = Math.round(bytes.byteLength / 1e6);
    raise(RangeError, `${path} must be at most 100 MB; it has ${size} MB`);
  }
  const text = decoded(bytes);
  if (text === undefined)
    raise(RangeError, `${path} must be text in UTF-8: in a spreadsheet, save it as “CSV UTF-8”`);
  files.set(path, text);
  return text;
}

function decoded(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
