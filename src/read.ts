// Reads a table for the notebooks. danfojs-node takes more than a second to load: it waits for the first call.
import { open, readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fail, raise } from "./check.js";
import { delimiterOf, parseTable, quoteRow, splitTarget } from "./csv.js";
import type { Dataset } from "./datasets.js";

/** What this course needs of a danfojs DataFrame: `table` shows it. */
export interface Frame {
  columns: string[];
  /** n rows */
  values: number[][];
  /** rows and columns */
  shape: [number, number];
}

/** A dataset from a file, and the same numbers as a danfojs DataFrame. */
export interface FileDataset extends Dataset {
  frame: Frame;
}

const mostBytes = 100_000_000;

/**
 * Reads a dataset from a CSV file: a first row of column names, then a row of numbers for each example.
 * One column is the target, 0 or 1; all others, any number of them, are the features, in their order.
 * Commas, semicolons and tabs all separate cells; cells may be quoted; empty rows are passed over.
 * The file is only read, never written.
 *
 * @param path from the notebook's folder, or absolute
 * @param options `target`, the name of the target column
 * @returns the dataset with its numbers exactly as float64 reads them, and a danfojs DataFrame to show.
 *   danfojs makes each column a property of its DataFrame: there, and only there, a column called like one of its
 *   own properties ("size") has an underscore added.
 * @throws TypeError, RangeError with the row and the column, counted as a spreadsheet does: names are row 1
 * @example const data = await readDataset("data/virus.csv", { target: "positive" });
 * @see the article, section 12, figure 106
 */
export async function readDataset(path: string, options: { target: string }): Promise<FileDataset> {
  if (typeof path !== "string" || path.trim() === "")
    fail(TypeError, "path", "the name of a CSV file", path);
  if (typeof options?.target !== "string")
    fail(TypeError, "options.target", "the name of a column", options?.target);
  const file = resolve(path);
  const delimiter = delimiterOf(await startOf(path, file));
  /* c8 ignore next -- tsx puts code of its own into an import */
  const { readCSV, DataFrame } = await import("danfojs-node");
  // The rows as they stand, as text. Asked for names and numbers, danfojs says what is wrong without saying where,
  // puts columns with names like "1" first, and fails on a column called "shape".
  const raw: object = { header: false, dynamicTyping: false, skipEmptyLines: false, delimiter };
  const rows = await readCSV(file, raw).then(
    (frame) => frame.values as string[][],
    (error: Error) => refuse(path, file, delimiter, error),
  );
  const { names, numbers } = parseTable(path, rows, options.target);
  const own = new DataFrame([[0]], { columns: [" "] });
  const columns = names.map((name) => (name in own ? `${name}_` : name));
  return {
    ...splitTarget(path, names, numbers, options.target),
    frame: new DataFrame(numbers, { columns }) as unknown as Frame,
  };
}

/** The first part of the file, once it is certain that it is a file of text. */
async function startOf(path: string, file: string): Promise<string> {
  if (/^(https?|ftp):/i.test(path))
    raise(RangeError, `path must be a file on this computer; ${path} is on another`);
  const found = await stat(file).catch(() =>
    raise(RangeError, `path must be a file; there is no ${file}`),
  );
  const kind = found.isDirectory() ? "a folder" : "a device";
  if (!found.isFile()) raise(RangeError, `${path} must be a file; it is ${kind}`);
  if (found.size === 0) raise(RangeError, `${path} must be a table; the file is empty`);
  if (found.size > mostBytes)
    raise(RangeError, `${path} must be at most 100 MB; it has ${Math.round(found.size / 1e6)} MB`);
  const handle = await open(file).catch(({ code }) =>
    /* c8 ignore next -- test/unit/read.test.ts tries it, but root may read everything */
    raise(RangeError, `${path} must be a file that you may read; opening it fails with ${code}`),
  );
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(buffer.subarray(0, bytesRead), {
      stream: true,
    });
    if (!text.includes("\0")) return text;
  } catch {
  } finally {
    await handle.close();
  }
  raise(RangeError, `${path} must be text in UTF-8: in a spreadsheet, save it as “CSV UTF-8”`);
}

/** danfojs could not split the file into cells: only quotes do that. It doesn't say in which row. */
async function refuse(path: string, file: string, delimiter: string, error: Error): Promise<never> {
  const row = quoteRow(await readFile(file, "utf8"), delimiter);
  /* c8 ignore next -- no other cause has been seen; its message would come through, without a row */
  const place = row > 0 ? `${path}: row ${row}` : path;
  raise(
    RangeError,
    `${place} must have a closing quote where a cell ends; the reader of danfojs says: ${error.message}`,
  );
}
