/**
 * Which lines of which cells an error came through. A cell is compiled twice, by tslab to JavaScript and then to a function
 * of CommonJS: the two source maps lead back from what V8 says to what the reader wrote.
 */
import { SourceMap } from "node:module";
import { basename } from "node:path";
import type { Place } from "./place.js";

export interface Frame extends Place {
  /** The function, where it has a name. */
  name?: string;
  /** The code of its cell. */
  code: string;
  /** Its file, where it is none of a cell. */
  file?: string;
}

interface Compiled {
  id: number;
  maps: string[];
}

const compiled = new Map<string, Compiled>();
const byId: Compiled[] = [];

// The last such line is the compiler's: a cell may hold one of its own.
const COMMENT =
  /^\/\/# sourceMappingURL=data:application\/json;base64,(.*)\s*$(?![\s\S]*sourceMappingURL=)/m;

/** The JavaScript without its source map, and the map. */
export function splitSourceMap(javascript: string): { text: string; map: string } {
  const [comment, url = ""] = COMMENT.exec(javascript) ?? [""];
  return { text: javascript.replace(comment, ""), map: Buffer.from(url, "base64").toString() };
}

/**
 * Names JavaScript, so that a stack tells from which cell a line is.
 *
 * @param maps of what it was made from, the last step first
 */
export function withSourceUrl(javascript: string, maps: string[]): string {
  let known = compiled.get(javascript);
  if (!known) {
    known = { id: byId.length, maps };
    compiled.set(javascript, known);
    byId.push(known);
  }
  return `${javascript}\n//# sourceURL=cell-${known.id}`;
}

/** The lines of cells in a stack, the innermost first. */
export function framesOf(stack: string): Frame[] {
  return stack.split("\n").flatMap((line) => {
    const found = /^\s*at (?:async )?(?:(.*) \()?cell-(\d+):(\d+):(\d+)\)?$/.exec(line);
    if (!found) return [];
    const [, name, id, row, column] = found;
    const frame = origin(byId[Number(id)], Number(row) - 1, Number(column) - 1);
    return frame ? [{ ...frame, name: functionName(name) }] : [];
  });
}

function origin(cell: Compiled | undefined, row: number, column: number): Frame | undefined {
  let place = { line: row, column };
  let source = { name: "", code: "" };
  for (const text of cell?.maps ?? []) {
    const map = JSON.parse(text);
    const entry = new SourceMap(map).findEntry(place.line, place.column);
    // The head and the end of the function into which tslab puts a cell are nowhere in it.
    if (!("originalLine" in entry) || entry.generatedLine !== place.line) return undefined;
    // Both times a line was put before the code.
    place = { line: entry.originalLine - 1, column: entry.originalColumn };
    source = { name: basename(map.sources[0]), code: map.sourcesContent?.[0] ?? "" };
  }
  const { name, code } = source;
  if (!name.startsWith("__tslab__")) return { ...place, line: place.line + 1, code, file: name };
  const lines = code.split("\n").slice(1);
  if (/^export \{.*\}$/.test(lines[lines.length - 1])) lines.pop(); // tslab's, as the first
  return place.line < lines.length ? { ...place, code: lines.join("\n") } : undefined;
}

/** `Object.f`, `exports.f` and `new Model` are f and Model to the reader; `<anonymous>` is no name. */
function functionName(name: string | undefined): string | undefined {
  const last = name
    ?.replace(/ \[as .*\]$/, "")
    .split(/[. ]/)
    .pop();
  return last && /^[\w$]+$/.test(last) ? last : undefined;
}
