/** What is known around a cell that fails. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { findNotebook, type Notebook } from "./notebook-of-cell.js";
import type { Known } from "./missing-names.js";

/**
 * What takes long to read is read when it is asked for, and once.
 *
 * @param cells the code of the cells that ran before
 */
export function surroundings(cell: { code: string; cells: string[]; cellId?: string }): Known {
  const folder = process.cwd();
  const session = process.env.JPY_SESSION_NAME;
  let notebook: { found?: Notebook } | undefined;
  let exports: string[] | undefined;
  return {
    ...cell,
    get notebook() {
      notebook ??= { found: findNotebook({ ...cell, session, folder }) };
      return notebook.found;
    },
    get exports() {
      exports ??= exportsOf("perceptron", folder);
      return exports;
    },
  };
}

/** What a cell can import from a package. */
function exportsOf(name: string, folder: string): string[] {
  try {
    return Object.keys(createRequire(join(folder, "cell.js"))(name));
  } catch {
    return []; // the notebook lies elsewhere
  }
}
