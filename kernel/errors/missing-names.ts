/** What a reader is told of a name that nothing has defined yet: most often a cell above has not run. */
import { declarationLines, declaredNames, nearestName } from "./declarations.js";
import { headingOf, type Notebook } from "./notebook-of-cell.js";
import { explainPythonName } from "./python.js";

export interface Context {
  /** The cell's code. */
  code: string;
  /** The code of the cells that ran before, in their order, also of those that failed. */
  earlierCells: string[];
  notebook?: Notebook;
  /** What can be imported from the course's module. */
  exports: string[];
}

const RUN_ABOVE = "choose Run → Run All Above Selected Cell";

/** One sentence for the names that are missing in a cell; the first is the one that is marked. */
export function explainMissing(names: [string, ...string[]], context: Context): string {
  return (
    fromCellNotRun(names, context) ??
    fromFailedCell(names[0], context) ??
    fromInnerScope(names[0], context) ??
    fromModule(names, context) ??
    unknown(names[0], context)
  );
}

/** Names of cells that have not run, as the notebook's file has them. */
function fromCellNotRun(
  names: string[],
  { code, earlierCells, notebook }: Context,
): string | undefined {
  if (!notebook) return undefined;
  const ran = new Set(earlierCells);
  const read = new Map<string, Set<string>>();
  const defined = (source: string) => {
    const names = read.get(source) ?? declaredNames(source);
    read.set(source, names);
    return names;
  };
  const current = notebook.current < 0 ? notebook.cells.length : notebook.current;
  /** The nearest cell above that defines it, else the first one below. */
  const definer = (name: string): number | undefined => {
    const defines = ({ isCode, source }: Notebook["cells"][number]) =>
      isCode && !ran.has(source) && source !== code && defined(source).has(name);
    const defining = notebook.cells.flatMap((cell, i) => (defines(cell) ? [i] : []));
    return defining.filter((i) => i < current).pop() ?? defining[0];
  };
  const first = definer(names[0]);
  if (first === undefined) return undefined;
  const heading = headingOf(notebook, first);
  const place = heading ? ` under “${heading}”` : "";
  if (first > current)
    return `${quote([names[0]])} is defined further down, by the cell${place}: run that cell first`;
  const above = names.filter((name) => (definer(name) ?? current) < current);
  const are = above.length > 1 ? "are" : "is";
  const one = above.every((name) => definer(name) === first);
  const which = one
    ? `a cell above that has not run${place && `, the one${place}`}`
    : "cells above that have not run";
  return `${quote(above)} ${are} defined by ${which}: ${RUN_ABOVE}`;
}

/** A cell that was run and stopped defines nothing. */
function fromFailedCell(name: string, { earlierCells }: Context): string | undefined {
  const failed = earlierCells.some((cell) => cell.includes(name) && declaredNames(cell).has(name));
  return failed
    ? `${quote([name])} comes from a cell that stopped with an error: mend that cell, run it, and then run this one`
    : undefined;
}

function fromInnerScope(name: string, { code }: Context): string | undefined {
  const [line] = declarationLines(name, code);
  if (!line) return undefined;
  return `${quote([name])} is known only between the braces { } in which line ${line} declares it: declare it before them, with let`;
}

function fromModule(names: string[], { exports }: Context): string | undefined {
  if (!exports.includes(names[0])) return undefined;
  const own = names.filter((name) => exports.includes(name));
  return `${quote(own)} ${own.length > 1 ? "are" : "is"} not imported: if a cell above imports ${own.length > 1 ? "them" : "it"}, ${RUN_ABOVE}; if none does, write import { ${own.join(", ")} } from "perceptron"`;
}

function unknown(name: string, { code, earlierCells, notebook, exports }: Context): string {
  const python = explainPythonName(name);
  if (python) return python;
  const written = [
    code,
    ...earlierCells,
    ...(notebook?.cells ?? []).flatMap((c) => (c.isCode ? c.source : [])),
  ];
  const names = new Set([...written.flatMap((cell) => [...declaredNames(cell)]), ...exports]);
  names.delete(name);
  const meant = nearestName(name, names);
  if (meant) return `${quote([name])} is not defined: did you mean ${quote([meant])}?`;
  if (notebook)
    return `${quote([name])} is not defined in this notebook: look at its spelling, or define it first`;
  return `${quote([name])} is not defined: if a cell above defines it, ${RUN_ABOVE}; if none does, look at its spelling`;
}

/** `a`, `b` and `c`; of many names the first three. */
function quote(names: string[]): string {
  const shown = names.slice(0, names.length > 4 ? 3 : 4).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more names` : shown.pop();
  return shown.length ? `${shown.join(", ")} and ${last}` : `${last}`;
}
