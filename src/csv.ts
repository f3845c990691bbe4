// What a table of examples must look like, and where it does not: rows and columns as a spreadsheet counts them.
import Papa from "papaparse";
import { describe, fail, raise } from "./check.js";
import type { Dataset } from "./datasets.js";

/** Refuses a file that is empty or too large, before it is read. */
export function checkSize(path: string, bytes: number): void {
  if (bytes === 0) raise(RangeError, `${path} must be a table; the file is empty`);
  if (bytes > 100_000_000)
    raise(RangeError, `${path} must be at most 100 MB; it has ${Math.round(bytes / 1e6)} MB`);
}

/** The column as a spreadsheet calls it: 0 is A, 25 is Z, 26 is AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** The cells of a file, as text. What separates them is guessed: a comma, a semicolon, a tab or a bar. */
export function cellsOf(path: string, text: string): string[][] {
  const guess = { delimitersToGuess: [",", ";", "\t", "|"], preview: 10, skipEmptyLines: true };
  const { delimiter } = Papa.parse(text, guess).meta;
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const wrong = errors.find(({ type }) => type === "Quotes");
  if (!wrong) return data;
  const place = `${path}: row ${wrong.row + 1}`;
  raise(RangeError, `${place} must have a closing quote where a cell ends; ${wrong.message}`);
}

/**
 * Checks the rows of a file, as text, and makes numbers of them. Empty rows are passed over.
 *
 * @param path what messages call the file
 * @param rows n+1 rows: names, then numbers
 * @param target the name of the column that holds only 0 and 1
 * @throws RangeError with row and column for the first cell that does not fit
 */
export function parseTable(path: string, rows: string[][], target: string) {
  const isFull = (row: string[]) => row.some((text) => text.trim() !== "");
  const first = rows.findIndex(isFull);
  if (first < 0) raise(RangeError, `${path} must be a table; the file is empty`);
  const names = rows[first].map((name) => name.replace(/^\uFEFF/, "").trim());
  const place = (row: number, column?: number) =>
    `${path}: row ${row + 1}${column === undefined ? "" : `, column ${columnLetters(column)}${names[column] && row > first ? ` (${names[column]})` : ""}`}`;
  for (const [j, name] of names.entries()) {
    if (name === "") fail(RangeError, place(first, j), "a name", name);
    if (names.indexOf(name) < j) fail(RangeError, place(first, j), "a name of its own", name);
  }
  const listed = names.slice(0, 9).map(describe).join(", ") + (names.length > 9 ? ", …" : "");
  const at = names.indexOf(target);
  if (at < 0 || names.length < 2)
    raise(
      RangeError,
      `${place(first)} must name the column ${describe(target)} and at least one other; got ${listed}`,
    );
  const numbers: number[][] = [];
  for (let i = first + 1; i < rows.length; i++) {
    const row = rows[i];
    if (!isFull(row)) continue;
    if (row.length !== names.length)
      raise(
        RangeError,
        `${place(i)} must have ${names.length} cells, as row ${first + 1} has; got ${row.length}`,
      );
    numbers.push(row.map((text, j) => numberIn(text, () => place(i, j), j === at)));
  }
  if (numbers.length === 0)
    raise(RangeError, `${path} must have a row of numbers below the names; got names only`);
  return { names, numbers };
}

/** The dataset of a checked table: the target column on one side, all others on the other. */
export function splitTarget(
  path: string,
  names: string[],
  numbers: number[][],
  target: string,
): Dataset {
  const at = names.indexOf(target);
  const others = <T>(row: T[]) => row.filter((_, j) => j !== at);
  return {
    name: path.replace(/^.*[\\/]/, "").replace(/\.csv$/i, ""),
    features: others(names),
    target,
    inputs: numbers.map(others),
    targets: numbers.map((row) => row[at]),
  };
}

function numberIn(text: string, place: () => string, isTarget: boolean): number {
  const value = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)
    ? Number(text)
    : Number.NaN;
  if (isTarget && value !== 0 && value !== 1) fail(RangeError, place(), "0 or 1", text);
  const point = /^\s*[+-]?\d*,\d+\s*$/.test(text) ? ", with a point before its decimals" : "";
  if (Number.isNaN(value)) fail(RangeError, place(), `a number${point}`, text);
  // Sums and differences of larger ones leave what a number can hold.
  if (Math.abs(value) > 1e300) fail(RangeError, place(), "a number from -1e300 to 1e300", text);
  return value;
}
