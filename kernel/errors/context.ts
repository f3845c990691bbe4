/** What the description of an error takes from around its cell. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Context } from "./missing-names.js";
import { findNotebook, type Notebook } from "./notebook-of-cell.js";

/** The notebook and the exports are read when they are first needed, because that takes long. */
export function contextOf(request: {
  code: string;
  earlierCells: string[];
  cellId?: string;
}): Context {
  const folder = process.cwd();
  const session = process.env.JPY_SESSION_NAME;
  let notebook: { found?: Notebook } | undefined;
  let exports: string[] | undefined;
  return {
    ...request,
    get notebook() {
      notebook ??= { found: findNotebook({ ...request, session, folder }) };
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
