/** Whether a console should run what was typed, or wait for more: TypeScript's own parser says. */
import { ts } from "./typescript.js";

const UNTERMINATED_STRING = 1002; // no next line can end it

/** The `is_complete_reply`. tslab knows only two answers: that of a mistake is "complete". */
export function isComplete(code: string): { status: string; indent?: string } {
  const options = [ts.ScriptTarget.Latest, undefined, ts.ScriptKind.TS] as const;
  // biome-ignore lint/suspicious/noExplicitAny: it is there, and not declared
  const [first] = (ts.createSourceFile("cell.ts", code, ...options) as any).parseDiagnostics;
  if (!first || /\n\s*\n\s*$/.test(code)) return { status: "complete" }; // two empty lines mean: run it
  const atEnd = first.start >= code.trimEnd().length && first.code !== UNTERMINATED_STRING;
  return atEnd ? { status: "incomplete", indent: indent(code) } : { status: "invalid" };
}

function indent(code: string): string {
  const [line] = /[^\n]*\s*$/.exec(code.trimEnd()) ?? [""];
  const [before] = /^\s*/.exec(line) ?? [""];
  return /[[({]$|=>$/.test(line) ? `${before}  ` : before;
}
