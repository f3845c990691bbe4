/** What is known around a cell that fails. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Known } from "./missing.js";
import { findNotebook } from "./notebook.js";

/** @param cells the code of the cells that ran before */
export function surroundings(cell: { code: string; cells: string[]; cellId?: string }): Known {
  const folder = process.cwd();
  const notebook = findNotebook({ ...cell, session: process.env.JPY_SESSION_NAME, folder });
  return { ...cell, notebook, exports: exportsOf("perceptron", folder) };
}

/** What a cell can import from a package. */
function exportsOf(name: string, folder: string): string[] {
  try {
    return Object.keys(createRequire(join(folder, "cell.js"))(name));
  } catch {
    return []; // the notebook lies elsewhere
  }
}
