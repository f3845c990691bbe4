/** What a reader is told when a cell fails: what, where, and what to do; never a line of the kernel. */
import type { Diagnostic } from "tslab/dist/converter.js";
import { throws } from "./declarations.js";
import { type Described, INTERRUPTED } from "./error-content.js";
import { diagnosed } from "./diagnostics.js";
import { headingOf } from "./notebook-of-cell.js";
import type { Known } from "./missing-names.js";
import { placeOf, point } from "./place.js";
import { type Frame, framesOf } from "./stack.js";
import { describeThrown, type Thrown } from "./thrown.js";

/** What TypeScript says of the cell, what the cell has thrown, or where it was interrupted, as far as that is known. */
export type Problem = { diagnostics: Diagnostic[] } | { thrown: unknown } | { interrupted: string };

export function describeError(problem: Problem, known: Known): Described {
  if ("diagnostics" in problem) return refused(problem.diagnostics, known);
  if ("thrown" in problem) return failed(describeThrown(problem.thrown), known);
  return failed({ ...INTERRUPTED, stack: problem.interrupted }, known);
}

function refused(diagnostics: Diagnostic[], known: Known): Described {
  const { sentence, place, file } = diagnosed(diagnostics, known);
  const where = file ? [`${file}, line ${place.line + 1}`] : point(known.code, place);
  return { ename: "TypeScriptError", evalue: sentence, traceback: [sentence, ...where] };
}

/** So many lines of a stack help: the innermost ones, and the one of the cell itself. */
const PLACES = 3;

function failed({ ename, evalue, stack }: Thrown, known: Known): Described {
  const places = new Map<string, string>(); // one of each line: a function that calls itself has hundreds
  for (const frame of stack ? framesOf(stack) : onlyThrow(known.code)) {
    const name = frame.name ? `, in \`${frame.name}\`` : "";
    const where = `line ${frame.line + 1}${cellOf(frame, known)}${name}`;
    if (!places.has(where)) places.set(where, point(frame.code, frame, where).join("\n"));
  }
  const shown = [...places.values()];
  if (shown.length > PLACES) shown.splice(PLACES - 1, shown.length - PLACES, "…");
  return { ename, evalue, traceback: [`${ename}: ${evalue}`, ...shown] };
}

/** What is no Error does not tell where it was thrown; a cell's only `throw` does. */
function onlyThrow(code: string): Frame[] {
  const [offset, ...others] = throws(code);
  return offset === undefined || others.length > 0 ? [] : [{ code, ...placeOf(code, offset) }];
}

/** Which code it is, unless it is the cell's own. */
function cellOf({ code, file }: { code: string; file?: string }, known: Known): string {
  if (file) return ` of ${file}`;
  if (code === known.code) return "";
  const { notebook } = known;
  const index = notebook?.cells.findIndex(({ source }) => source === code) ?? -1;
  const heading = notebook && index >= 0 ? headingOf(notebook, index) : undefined;
  return heading ? ` of the cell under “${heading}”` : " of an earlier cell";
}
