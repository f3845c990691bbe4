/** Reads the instructor's notes and slides. They are not in the notebooks' folder, which learners see. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Notebook } from "../ipynb/nbformat.js";
import { read, root } from "./assets.js";
import { chapterTitle } from "./course.js";
import type { Source } from "./document.js";

/** The text below a heading `## 9a7408c4 · words`, which begins with the id of a cell: ids stay when cells move. */
export interface Section {
  id: string;
  heading: string;
  /** in Markdown */
  text: string;
}

/**
 * A notebook, with the notes and the slides of that name if it is one of the course's.
 *
 * @param folder where the course's notebooks are
 */
export function addTeaching(
  file: string,
  notebook: Notebook,
  folder = path.join(root, "notebooks"),
): Source {
  const { dir, name } = path.parse(file);
  const readTeaching = (kind: string): string => {
    const file = path.join("handout", kind, `${name}.md`);
    return dir === folder && existsSync(path.join(root, file)) ? read(file) : "";
  };
  const slides = slidesFor(notebook, readTeaching("slides"));
  try {
    return { name, notebook: withNotes(notebook, readTeaching("notes")), slides };
  } catch (error) {
    throw new RangeError(`handout/notes/${name}.md: ${(error as Error).message}`);
  }
}

/**
 * The notebook with the instructor's notes joined in, each a cell of its own above the cell that it is about.
 *
 * @throws RangeError for a note that would be lost: below no heading, for a cell that is not there, or the second for a cell
 */
export function withNotes(notebook: Notebook, markdown: string): Notebook {
  const { preamble, sections } = parseSections(markdown);
  if (preamble)
    throw new RangeError(`a note must stand below a heading; got “${preamble.slice(0, 60)}”`);
  const notes = new Map<string, string>();
  for (const { id, text } of sections) {
    if (notes.has(id)) throw new RangeError(`the cell ${id} has two notes; write them as one`);
    notes.set(id, text);
  }
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

const noteCell = (id: string, note: string) => ({
  id,
  cell_type: "markdown",
  metadata: { tags: ["notes"] },
  source: `**For the instructor.** ${note}`,
});

/** The title, which has no id, and the slides; none where nothing is written. */
export function slidesFor({ cells }: Notebook, markdown: string): Section[] {
  const { preamble, sections } = parseSections(markdown);
  if (!markdown.trim()) return [];
  return [{ id: "", heading: chapterTitle(cells) ?? "", text: preamble }, ...sections];
}

/** The sections, and the text above the first one without the file's title. */
function parseSections(markdown: string): { preamble: string; sections: Section[] } {
  const [top, ...sections] = markdown.replaceAll("\r\n", "\n").split(/^## /m);
  return {
    preamble: top.replace(/^# .*$/m, "").trim(),
    sections: sections.map((section) => {
      const [, id, heading, text] = /^(\S*)[ ·]*(.*)\n?([\s\S]*)$/.exec(section) ?? [];
      return { id, heading: heading.trim(), text: text.trim() };
    }),
  };
}
