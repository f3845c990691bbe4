/** Implements `--set`. */
import { join, lines, type Notebook } from "../ipynb/nbformat.js";
import { declarations, expression, parametersCell } from "../ipynb/parameters.js";
import { UsageError } from "./failure.mjs";

/** A copy of the notebook in which each named parameter has the value given, as TypeScript text. */
export function setParameters(notebook: Notebook, values: Record<string, string>): Notebook {
  const copy = structuredClone(notebook);
  const cell = parametersCell(copy);
  for (const [name, value] of Object.entries(values)) {
    const source = join(cell?.source);
    const found = declarations(source);
    const old = found.find((parameter) => parameter.name === name);
    if (!cell || !old) {
      const names = found.map((parameter) => parameter.name).join(", ") || "none";
      throw new UsageError(`no parameter "${name}"; this notebook has: ${names}`);
    }
    const text = expression(value);
    if (text === undefined)
      throw new UsageError(`--set ${name}=… must be one TypeScript expression; got ${value}`);
    cell.source = lines(source.slice(0, old.from) + text + source.slice(old.to));
  }
  return copy;
}
