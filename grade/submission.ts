/** Reads the learner's cells from a file, notebook by notebook. The file may hold anything. */
import { parseWork } from "../handout/saved-work.js";
import { hasTag, isRun, join, type Notebook, parsedJson } from "../ipynb/nbformat.js";
import { Refused } from "./collect.js";
import { asksFor, type CodeCell, type Course, type CourseNotebook } from "./course.js";

export interface Submission {
  /** the name that the learner typed when the page was saved; may be empty */
  typedName: string;
  /** without cells in a handout that was never saved */
  notebooks: { notebook: CourseNotebook; cells: CodeCell[] }[];
  notes: string[];
}

const LIMITS = { cells: 2000, characters: 500_000 };

/** @throws Refused */
export function parseSubmission(file: string, bytes: Buffer, course: Course): Submission {
  const text = new TextDecoder().decode(bytes); // without a byte order mark
  if (/\.ipynb$/i.test(file)) return parseNotebook(text, course);
  if (/\.html?$/i.test(file)) return parsePage(text, course);
  throw new Refused("it is no handout, notebook or zip");
}

function parseNotebook(text: string, course: Course): Submission {
  const value = parsedJson(text);
  if (value === undefined) throw new Refused("it is no notebook: its JSON is broken");
  const { cells } = Object(value);
  const isCell = ({ cell_type, source, metadata }: Record<string, unknown>) =>
    typeof cell_type === "string" &&
    [source].flat().every((line) => typeof line === "string") &&
    typeof metadata === "object" &&
    Array.isArray(metadata && ((metadata as { tags?: unknown }).tags ?? []));
  if (!Array.isArray(cells) || !cells.every((cell) => isCell(Object(cell))))
    throw new Refused("it is no notebook: it has no cells that can be read");
  const code = (cells as Notebook["cells"])
    .filter((cell) => isRun(cell) && !hasTag(cell, "solution"))
    .map((cell) => ({ id: String(cell.id ?? ""), source: join(cell.source) }));
  return { typedName: "", notebooks: [matchCourse(code, course)], notes: [] };
}

function parsePage(text: string, course: Course): Submission {
  const saved = text.includes('id="learner-work"');
  if (!saved && text.includes('id="program"')) return unsavedPage(text, course);
  try {
    const { learner, version, handout, notebooks } = parseWork(text);
    const found = notebooks.map(({ cells }) => matchCourse(cells, course));
    const notes: string[] = [];
    const claimedNames = notebooks.map(({ name }) => name);
    if (version !== course.version)
      notes.push(`it says that it was made from version ${version.slice(0, 60)}`);
    const mislabelled = found.filter(({ notebook }, i) => notebook.name !== claimedNames[i]);
    for (const { notebook } of mislabelled)
      notes.push(`it calls itself ${handout.slice(0, 60)}, and holds ${notebook.name}`);
    return { typedName: learner, notebooks: found, notes };
  } catch (error) {
    throw error instanceof RangeError ? new Refused(error.message) : error;
  }
}

/** A handout that its learner did not save. */
function unsavedPage(text: string, { notebooks }: Course): Submission {
  const found = notebooks.filter(({ name }) => text.includes(`"notebook":"${name}"`));
  if (found.length === 0) throw new Refused("it holds no notebook of this course");
  return {
    typedName: "",
    notebooks: found.map((notebook) => ({ notebook, cells: [] })),
    notes: ["a handout that was not saved: nothing in it was changed"],
  };
}

/** Finds the notebook of the course with the most of these cells' ids and exercises. */
function matchCourse(cells: CodeCell[], { notebooks }: Course) {
  const characters = cells.reduce((sum, { source }) => sum + source.length, 0);
  if (cells.length > LIMITS.cells || characters > LIMITS.characters)
    throw new Refused(
      `it has ${cells.length} cells and ${characters} characters of code: too many`,
    );
  const ids = new Set(cells.map(({ id }) => id));
  const scores = notebooks.map((notebook) => {
    const asked = notebook.exercises.filter((name) =>
      cells.some((cell) => asksFor(cell.source, name)),
    );
    return notebook.cells.filter(({ id }) => ids.has(id)).length + asked.length;
  });
  const best = Math.max(...scores);
  if (best === 0) throw new Refused("it holds no notebook of this course");
  const notebook = notebooks[scores.indexOf(best)];
  const courseCells = new Map(notebook.cells.map((cell) => [cell.id + cell.source, cell]));
  // Every handout holds the worked solutions: they are not the learner's.
  const learnerCells = cells.filter(({ id }) => !notebook.solutionIds.has(id));
  return {
    notebook,
    cells: learnerCells.map((cell) => courseCells.get(cell.id + cell.source) ?? cell),
  };
}
