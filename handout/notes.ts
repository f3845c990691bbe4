/** The instructor's notes lie beside the renderer, not beside the notebooks, whose folder learners see. */
import { existsSync } from "node:fs";
import path from "node:path";
import { read, root } from "./assets.js";
import type { Notebook } from "./nbformat.js";

/**
 * A notebook of the course with its notes, if it has some.
 *
 * @param folder where the course's notebooks are
 */
export function addNotes(
  file: string,
  notebook: Notebook,
  folder = path.join(root, "notebooks"),
): Notebook {
  const { dir, name } = path.parse(file);
  const notes = path.join("handout", "notes", `${name}.md`);
  if (dir !== folder || !existsSync(path.join(root, notes))) return notebook;
  try {
    return withNotes(notebook, read(notes));
  } catch (error) {
    throw new Error(`${notes}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * The notebook with the instructor's notes joined in, each a cell of its own above the cell that it is about.
 *
 * @param markdown the file of notes: below a title, each note under a heading `## 9a7408c4 · words to find it by`, which begins with
 *   the id of its cell. An id stays when cells move and their text changes.
 * @throws RangeError for a note that would be lost: below no heading, for a cell that is not there, or the second for a cell
 */
export function withNotes(notebook: Notebook, markdown: string): Notebook {
  const notes = notesOf(markdown);
  const cells = notebook.cells.flatMap((cell) => {
    const { id = "" } = cell;
    const note = notes.get(id);
    if (note === undefined || id === "") return [cell];
    notes.delete(id);
    return [noteCell(`note-${id}`, note), cell];
  });
  const [lost] = notes.keys();
  if (lost !== undefined)
    throw new RangeError(`a note is for the cell ${lost}, and no cell of the notebook has that id`);
  return { ...notebook, cells };
}

function notesOf(markdown: string): Map<string, string> {
  const [top, ...sections] = markdown.replaceAll("\r\n", "\n").split(/^## /m);
  const above = top.replace(/^# .*$/m, "").trim();
  if (above) throw new RangeError(`a note must stand below a heading; got “${above.slice(0, 60)}”`);
  const notes = new Map<string, string>();
  for (const section of sections) {
    const [, id, text] = /^(\S*).*\n?([\s\S]*)$/.exec(section) ?? [];
    if (notes.has(id)) throw new RangeError(`the cell ${id} has two notes; write them as one`);
    notes.set(id, text.trim());
  }
  return notes;
}

const noteCell = (id: string, note: string) => ({
  id,
  cell_type: "markdown",
  metadata: { tags: ["notes"] },
  source: `**For the instructor.** ${note}`,
});
