/** Where in a cell something went wrong, as the reader sees it: the line, and a mark below. */
export interface Place {
  /** From 0, as all numbers here. */
  line: number;
  column: number;
  /** How many characters are meant; one without it, or the word that begins there. */
  length?: number;
}

const WIDTH = 90;

/** Three lines: where this is, the line of the code, and the mark. */
export function pointAt(code: string, place: Place, where = `line ${place.line + 1}`): string[] {
  const line = code.split(/\r?\n/)[place.line] ?? "";
  const column = Math.min(place.column, line.length);
  const [word = ""] = /^[\w$]+/.exec(line.slice(column)) ?? [];
  const wanted = place.length ?? word.length;
  const length = Math.max(1, Math.min(wanted, line.length - column));
  // Of a long line the part around the mark.
  const indent = line.length - line.trimStart().length;
  const from = column - indent + length > WIDTH ? Math.max(indent, column - 40) : indent;
  const shown = line.slice(from, from + WIDTH);
  const before = line.slice(from, column).replace(/[^\t]/g, " ");
  const [left, right] = [from > indent ? "…" : "", from + WIDTH < line.length ? "…" : ""];
  return [
    `${where}:`,
    `    ${left}${shown}${right}`,
    `    ${left && " "}${before}${"^".repeat(Math.min(length, WIDTH - before.length))}`,
  ];
}

/** Where a character of the code stands. */
export function placeOf(code: string, offset: number, length?: number): Place {
  const lines = code.slice(0, offset).split("\n");
  return { line: lines.length - 1, column: lines[lines.length - 1].length, length };
}
