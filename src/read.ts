import { bytesOf, frameOf } from "#files";
import { checkOptions, fail, raise } from "./check.js";
import { cellsOf, parseTable, splitTarget } from "./csv.js";
import type { Dataset } from "./datasets.js";
import type { Frame } from "./frame.js";

/** A dataset from a file, and the same numbers as a danfojs DataFrame. */
export interface FileDataset extends Dataset {
  /** the table as it stands in the file, the target among its columns */
  frame: Frame;
}

/** How a file becomes a dataset. */
export interface ReadOptions {
  /** the name of the target column */
  target: string;
}

/**
 * Reads a dataset from a CSV file: a first row of column names, then a row of numbers for each example.
 * One column is the target, 0 or 1; all others, any number of them, are the features, in their order.
 * Commas, semicolons, tabs and bars all separate cells; cells may be quoted; empty rows are passed over.
 * The file is only read, never written.
 *
 * @param path from the notebook's folder, or absolute
 * @param options `target`, the name of the target column
 * @returns the dataset with its numbers exactly as float64 reads them, and a danfojs DataFrame to show.
 *   danfojs makes each column a property of its DataFrame: there, and only there, a column called like one of its
 *   own properties ("size") has an underscore added.
 * @throws TypeError, RangeError for a path that is no file of at most 100 MB of text in UTF-8, or an unknown option;
 *   RangeError with the row and the column of what does not fit, counted as a spreadsheet does: names are row 1
 * @example const data = await readDataset("data/virus.csv", { target: "positive" });
 * @see the article, section 12, figure 106
 */
export async function readDataset(path: string, options: ReadOptions): Promise<FileDataset> {
  if (typeof path !== "string" || path.trim() === "")
    fail(TypeError, "path", "the name of a CSV file", path);
  checkOptions(options, ["target"]);
  const { target } = options;
  if (typeof target !== "string") fail(TypeError, "options.target", "the name of a column", target);
  if (/^(https?|ftp):/i.test(path))
    raise(RangeError, `path must be a file on this computer; ${path} is on another`);
  const { names, numbers } = parseTable(
    path,
    cellsOf(path, textIn(path, await bytesOf(path))),
    target,
  );
  return { ...splitTarget(path, names, numbers, target), frame: await frameOf(names, numbers) };
}

/** The text of a file, once it is certain that it is one. */
function textIn(path: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {}
  raise(RangeError, `${path} must be text in UTF-8: in a spreadsheet, save it as “CSV UTF-8”`);
}
