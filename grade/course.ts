/** The course, as grading needs it: its notebooks' cells, exercises and data files. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { version } from "../handout/version.js";
import { notebooksIn } from "../ipynb/list.mjs";
import { hasTag, isRun, join } from "../ipynb/nbformat.js";
import { readNotebook } from "../ipynb/notebook-file.js";
import { exercises } from "../src/exercises/index.js";
import { type CellNames, cellNames } from "./needed-cells.js";
import { type Script, scriptOf } from "./plan.js";

export interface CodeCell {
  id: string;
  source: string;
  /** of the course's own cells */
  names?: CellNames;
  script?: Script;
}

export interface CourseNotebook {
  name: string;
  cells: CodeCell[];
  /** its worked solutions, by exercise */
  solutions: Map<string, string>;
  solutionIds: Set<string>;
  /** names of its exercises */
  exercises: string[];
}

export interface Course {
  notebooks: CourseNotebook[];
  files: Record<string, string>;
  version: string;
}

/** @param folder of the notebooks, with data/ in it */
export function readCourse(folder: string): Course {
  const names = notebooksIn(folder).filter((name) => /^\d/.test(name)); // exercises are named after it
  const data = path.join(folder, "data");
  const files = readdirSync(data).map((name): [string, string] => [
    `data/${name}`,
    readFileSync(path.join(data, name), "utf8"),
  ]);
  return {
    notebooks: names.map((name) => read(path.join(folder, name))),
    files: Object.fromEntries(files),
    version: version(),
  };
}

function read(file: string): CourseNotebook {
  const { cells } = readNotebook(file);
  const name = path.parse(file).name;
  const own = Object.keys(exercises).filter((exercise) => name.startsWith(exercise.slice(0, 3)));
  const code = cells.filter(isRun);
  const solved = code.filter((cell) => hasTag(cell, "solution"));
  const solutions = solved.flatMap((cell) =>
    own
      .filter((exercise) => asksFor(join(cell.source), exercise))
      .map((exercise): [string, string] => [exercise, join(cell.source)]),
  );
  return {
    name,
    exercises: own,
    solutions: new Map(solutions),
    solutionIds: new Set(solved.map(({ id = "" }) => id)),
    cells: code
      .filter((cell) => !hasTag(cell, "solution"))
      .map((cell) => ({ id: cell.id ?? "", source: join(cell.source) }))
      .map((cell) => ({ ...cell, names: cellNames(cell.source), script: scriptOf(cell.source) })),
  };
}

/** Whether a cell's text calls `exercise` with that name. */
export const asksFor = (source: string, exercise: string): boolean =>
  source.includes(`exercise("${exercise}"`);
