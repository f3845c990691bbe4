/** What a reader is told when a cell fails. */
import type { Diagnostic } from "tslab/dist/converter.js";

/** What TypeScript says of the cell, or what the cell has thrown. */
export type Problem = { diagnostics: Diagnostic[] } | { thrown: unknown };

export interface Context {
  /** The cell's code. */
  code: string;
  /** The JavaScript that it became, when it ran. */
  javascript?: string;
  /** The code of the cells that ran before, in their order. */
  cells: string[];
}

/** The content of Jupyter's `error` message; the traceback is what JupyterLab shows, line by line. */
export interface Described {
  ename: string;
  evalue: string;
  traceback: string[];
}

export const INTERRUPTED: Described = {
  ename: "Interrupted",
  evalue: "the cell was interrupted",
  traceback: ["Interrupted: the cell was interrupted"],
};

export function describeError(problem: Problem, _context: Context): Described {
  if ("diagnostics" in problem) {
    const [{ messageText }] = problem.diagnostics;
    const traceback = problem.diagnostics.map(
      ({ fileName, start, messageText }) =>
        `${fileName ? `${fileName} ` : ""}${start.line + 1}:${start.character + 1} - ${messageText}`,
    );
    return { ename: "TypeScriptError", evalue: messageText, traceback };
  }
  const { thrown } = problem;
  const [ename, evalue] =
    thrown instanceof Error ? [thrown.name, thrown.message] : ["Thrown", String(thrown)];
  return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
}
