/** What a reader is told when a cell fails: what, where, and what to do; never a line of the kernel. */
import type { Diagnostic } from "tslab/dist/converter.js";
import { throwOffsets } from "./declarations.js";
import { explainDiagnostics } from "./diagnostics.js";
import { type ErrorContent, INTERRUPTED } from "./error-content.js";
import type { Context } from "./missing-names.js";
import { headingOf } from "./notebook-of-cell.js";
import { placeOf, pointAt } from "./place.js";
import { type Frame, framesOf } from "./stack.js";
import { describeThrown, type Thrown } from "./thrown.js";

/** What TypeScript says of the cell, what the cell has thrown, or where it was interrupted, as far as that is known. */
export type Problem = { diagnostics: Diagnostic[] } | { thrown: unknown } | { interrupted: string };

export function describeError(problem: Problem, context: Context): ErrorContent {
  if ("diagnostics" in problem) return describeDiagnostics(problem.diagnostics, context);
  if ("thrown" in problem) return describeFailure(describeThrown(problem.thrown), context);
  return describeFailure({ ...INTERRUPTED, stack: problem.interrupted }, context);
}

function describeDiagnostics(diagnostics: Diagnostic[], context: Context): ErrorContent {
  const { sentence, place, file } = explainDiagnostics(diagnostics, context);
  const where = file ? [`${file}, line ${place.line + 1}`] : pointAt(context.code, place);
  return { ename: "TypeScriptError", evalue: sentence, traceback: [sentence, ...where] };
}

/** So many lines of a stack help: the innermost ones, and the one of the cell itself. */
const MAX_PLACES = 3;

function describeFailure({ ename, evalue, stack }: Thrown, context: Context): ErrorContent {
  const places = new Map<string, string>(); // one of each line: a function that calls itself has hundreds
  for (const frame of stack ? framesOf(stack) : onlyThrowStatement(context.code)) {
    const name = frame.name ? `, in \`${frame.name}\`` : "";
    const where = `line ${frame.line + 1}${cellOf(frame, context)}${name}`;
    if (!places.has(where)) places.set(where, pointAt(frame.code, frame, where).join("\n"));
  }
  const shown = [...places.values()];
  if (shown.length > MAX_PLACES) shown.splice(MAX_PLACES - 1, shown.length - MAX_PLACES, "…");
  return { ename, evalue, traceback: [`${ename}: ${evalue}`, ...shown] };
}

/** What is no Error does not tell where it was thrown; a cell's only `throw` does. */
function onlyThrowStatement(code: string): Frame[] {
  const [offset, ...others] = throwOffsets(code);
  return offset === undefined || others.length > 0 ? [] : [{ code, ...placeOf(code, offset) }];
}

/** Which code it is, unless it is the cell's own. */
function cellOf({ code, file }: { code: string; file?: string }, context: Context): string {
  if (file) return ` of ${file}`;
  if (code === context.code) return "";
  const { notebook } = context;
  const index = notebook?.cells.findIndex(({ source }) => source === code) ?? -1;
  const heading = notebook && index >= 0 ? headingOf(notebook, index) : undefined;
  return heading ? ` of the cell under “${heading}”` : " of an earlier cell";
}
