/** A class that is made up: what each learner hands in, and the marks that it deserves. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import esbuild from "esbuild";
import { asksFor, type CodeCell, type Course, type CourseNotebook } from "../../grade/course.js";
import { workElement } from "../../handout/saved-work.js";
import { type ExerciseName, exercises } from "../../src/exercises/index.js";
import type { Answer, Exercise } from "../../src/judge.js";
import { root } from "../../tools/paths.mjs";
import { code, notebook } from "./notebook.js";
import { zip } from "./zip.js";

export interface Made {
  file: string;
  bytes: Buffer;
  learner: string;
  notebook: string;
  /** points and the mistake's name, by the exercise */
  truth: Record<string, { points: number; mistake: string }>;
}

const first = ["Ada", "Béla", "Chen", "Dilip", "Eva", "Fatou", "Grace", "Hồng", "Ida", "Jo"];

/** The name of learner number i, from 0. */
const nameOf = (i: number): string => `${first[i % first.length]} Example-${i + 1}`;

/** Every notebook, every exercise, every mistake that is known; right, wrong, constant and empty answers, in every kind of file. */
export function* classOf(course: Course, count: number): Generator<Made> {
  for (let i = 0; i < count; i++) {
    const notebook = course.notebooks[i % course.notebooks.length];
    const time = Math.floor(i / course.notebooks.length);
    const truth: Made["truth"] = {};
    const answers = notebook.exercises.map((name, k): [string, string | undefined] => {
      const ways = waysOf(notebook, name as ExerciseName);
      const way = ways[(time + k) % ways.length];
      truth[name] = way;
      return [name, way.source];
    });
    const cells = answered(notebook, Object.fromEntries(answers));
    const learner = nameOf(i);
    yield {
      learner,
      notebook: notebook.name,
      truth,
      ...fileOf(i, learner, notebook, cells, course),
    };
  }
}

interface Way {
  points: number;
  mistake: string;
  /** the cell; the stub where there is none */
  source?: string;
}

const ways = new Map<string, Way[]>();

function waysOf(notebook: CourseNotebook, name: ExerciseName): Way[] {
  const found = ways.get(name) ?? makeWays(notebook, name);
  ways.set(name, found);
  return found;
}

function makeWays(notebook: CourseNotebook, name: ExerciseName): Way[] {
  const exercise: Exercise = exercises[name];
  const number = name.slice(0, 2);
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [path.join(root, "src", "exercises", `${number}.ts`)],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "known",
    write: false,
  });
  const wrong = Object.entries(exercise.mistakes).map(
    ([mistake, [answer]]): Way => ({
      points: shareOf(exercise, answer),
      mistake,
      source: `${outputFiles[0].text}\nexercise("${name}", known.exercises${number}["${name}"].mistakes[${JSON.stringify(mistake)}][0]);`,
    }),
  );
  const constant =
    typeof exercise.answer !== "function" || !exercise.inputs
      ? []
      : [
          {
            points: 0,
            mistake: "",
            source: `exercise("${name}", () => ${JSON.stringify(valuesOf(exercise, exercise.answer)[0])});`,
          },
        ];
  // The stub asks first, without an answer; what it declares is there for the others.
  const stub = notebook.cells.find(({ source }) => asksFor(source, name))?.source;
  const below = (source?: string) => `${stub}\n${source}`;
  return [
    { points: 1, mistake: "", source: below(notebook.solutions.get(name)) },
    ...[...wrong, ...constant].map((way) => ({ ...way, source: below(way.source) })),
    { points: 0, mistake: "" },
  ];
}

/** What an answer gives for the fixed calls. */
function valuesOf({ calls = [] }: Exercise, answer: Answer): unknown[] {
  if (typeof answer !== "function") return [answer];
  return calls.map((call) => (answer as (...args: unknown[]) => unknown)(...structuredClone(call)));
}

/** Of several numbers, the share that is the same, to six digits, in every call. */
function shareOf(exercise: Exercise, answer: Answer): number {
  const rows = (of: Answer) => valuesOf(exercise, of).map((value) => [value].flat(3) as number[]);
  const [given, right] = [rows(answer), rows(exercise.answer)];
  const size = right[0].length;
  if ([...given, ...right].some((row) => row.length !== size)) return 0;
  const places = right[0].map((_, k) =>
    right.every((row, i) => row[k].toPrecision(6) === given[i][k].toPrecision(6)),
  );
  return Math.round((100 * places.filter(Boolean).length) / size) / 100;
}

/** A notebook's cells, with other text in those that ask. */
export function answered(
  notebook: CourseNotebook,
  answers: Record<string, string | undefined>,
): CodeCell[] {
  return notebook.cells.map(({ id, source }) => {
    const name = notebook.exercises.find((each) => asksFor(source, each));
    return { id, source: (name && answers[name]) ?? source };
  });
}

const formats = ["moodle", "page", "zip", "canvas"];

function fileOf(
  i: number,
  learner: string,
  notebook: CourseNotebook,
  cells: CodeCell[],
  { version }: Course,
) {
  const { name } = notebook;
  switch (formats[i % formats.length]) {
    case "moodle":
      return {
        file: `7b/${learner}_${1000 + i}_assignsubmission_file_/${name}.ipynb`,
        bytes: ipynb(cells),
      };
    case "page":
      return { file: `${name} (${i}).html`, bytes: page(learner, name, cells, version) };
    case "zip":
      return {
        file: `${learner}.zip`,
        bytes: zip({ name: `work/${name}.ipynb`, bytes: ipynb(cells) }),
      };
    default:
      return {
        file: `${learner}_LATE_${5000 + i}_${7000 + i}_${name}-1.html`,
        bytes: page("", name, cells, version),
      };
  }
}

export const ipynb = (cells: CodeCell[]): Buffer =>
  Buffer.from(
    JSON.stringify(notebook(...cells.map(({ id, source }) => ({ ...code(source), id })))),
  );

export function page(learner: string, name: string, cells: CodeCell[], version: string): Buffer {
  const notebooks = [
    { name, cells: cells.map((cell) => ({ ...cell, part: undefined, changed: true })) },
  ];
  const about = { id: "1", handout: name, edition: "student", saved: "2026-11-25T09:00:00Z" };
  const work = workElement({ format: 1, learner, version, notebooks, ...about });
  return Buffer.from(`<!doctype html><title>${name}</title><h1>A handout</h1>${work}`);
}

/** Puts files below a folder. */
export function put(folder: string, file: string, bytes: Buffer): void {
  const whole = path.join(folder, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, bytes);
}
