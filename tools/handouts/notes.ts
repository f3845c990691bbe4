/** The instructor's notes lie beside the renderer, not beside the notebooks, whose folder learners see. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { withNotes } from "../../handout/notes.js";
import type { Notebook } from "../notebook.js";
import type { Entry } from "../notebooks.js";
import { notebooks, root } from "../paths.mjs";

/** The notebook with its notes, if it is one of the course that has some. */
export function addNotes(entry: Entry, notebook: Notebook): Notebook {
  const file = path.join(root, "handout", "notes", `${entry.name}.md`);
  if (path.dirname(entry.path) !== notebooks || !existsSync(file)) return notebook;
  try {
    return withNotes(notebook, readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
