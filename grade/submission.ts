/** What one file says: the learner's cells, notebook by notebook. It may say anything. */

import { workIn } from "../handout/saved-work.js";
import { hasTag, isRun, join, type Notebook, parsedJson } from "../ipynb/nbformat.js";
import { Refused } from "./collect.js";
import { asksFor, type CodeCell, type Course, type CourseNotebook } from "./course.js";

interface Submission {
  /** what was typed when the page was saved; may be empty */
  typed: string;
  /** without cells where a handout was never saved */
  notebooks: { notebook: CourseNotebook; cells: CodeCell[] }[];
  notes: string[];
}

const most = { cells: 2000, characters: 500_000 };

/** @throws Refused */
export function submissionIn(file: string, bytes: Buffer, course: Course): Submission {
  const text = new TextDecoder().decode(bytes); // without the mark that some editors put before UTF-8
  if (/\.ipynb$/i.test(file)) return inNotebook(text, course);
  if (/\.html?$/i.test(file)) return inPage(text, course);
  throw new Refused("it is no handout, notebook or zip");
}

function inNotebook(text: string, course: Course): Submission {
  const value = parsedJson(text);
  if (value === undefined) throw new Refused("it is no notebook: its JSON is broken");
  const { cells } = Object(value);
  const isWhole = ({ cell_type, source, metadata }: Record<string, unknown>) =>
    typeof cell_type === "string" &&
    [source].flat().every((line) => typeof line === "string") &&
    typeof metadata === "object" &&
    Array.isArray(metadata && ((metadata as { tags?: unknown }).tags ?? []));
  if (!Array.isArray(cells) || !cells.every((cell) => isWhole(Object(cell))))
    throw new Refused("it is no notebook: it has no cells that can be read");
  const code = (cells as Notebook["cells"])
    .filter((cell) => isRun(cell) && !hasTag(cell, "solution"))
    .map((cell) => ({ id: String(cell.id ?? ""), source: join(cell.source) }));
  return { typed: "", notebooks: [ofCourse(code, course)], notes: [] };
}

function inPage(text: string, course: Course): Submission {
  const saved = text.includes('id="learner-work"');
  if (!saved && text.includes('id="program"')) return unsaved(text, course);
  try {
    const { learner, version, handout, notebooks } = workIn(text);
    const found = notebooks.map(({ cells }) => ofCourse(cells, course));
    const notes: string[] = [];
    const said = notebooks.map(({ name }) => name);
    if (version !== course.version)
      notes.push(`it says that it was made from version ${version.slice(0, 60)}`);
    const claims = found.filter(({ notebook }, i) => notebook.name !== said[i]);
    for (const { notebook } of claims)
      notes.push(`it calls itself ${handout.slice(0, 60)}, and holds ${notebook.name}`);
    return { typed: learner, notebooks: found, notes };
  } catch (error) {
    throw error instanceof RangeError ? new Refused(error.message) : error;
  }
}

/** A handout as it was handed out. */
function unsaved(text: string, { notebooks }: Course): Submission {
  const found = notebooks.filter(({ name }) => text.includes(`"notebook":"${name}"`));
  if (found.length === 0) throw new Refused("it holds no notebook of this course");
  return {
    typed: "",
    notebooks: found.map((notebook) => ({ notebook, cells: [] })),
    notes: ["a handout that was not saved: nothing in it was changed"],
  };
}

/** The notebook that cells belong to: by their ids, or by the exercises that they ask about. */
function ofCourse(cells: CodeCell[], { notebooks }: Course) {
  const characters = cells.reduce((sum, { source }) => sum + source.length, 0);
  if (cells.length > most.cells || characters > most.characters)
    throw new Refused(
      `it has ${cells.length} cells and ${characters} characters of code: too many`,
    );
  const ids = new Set(cells.map(({ id }) => id));
  const points = notebooks.map((notebook) => {
    const asked = notebook.exercises.filter((name) =>
      cells.some((cell) => asksFor(cell.source, name)),
    );
    return notebook.cells.filter(({ id }) => ids.has(id)).length + asked.length;
  });
  const best = Math.max(...points);
  if (best === 0) throw new Refused("it holds no notebook of this course");
  const notebook = notebooks[points.indexOf(best)];
  const own = new Map(notebook.cells.map((cell) => [cell.id + cell.source, cell]));
  // Worked solutions are no learner's: they come with every handout.
  const made = cells.filter(({ id }) => !notebook.solutionIds.has(id));
  return {
    notebook,
    cells: made.map((cell) => own.get(cell.id + cell.source) ?? cell),
  };
}
