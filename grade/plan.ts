/** Which cells of a notebook must run to grade it: found by reading their code, without running any. */
import { CellError, compile } from "../ipynb/language/compile.js";
import * as core from "../src/core.js";
import type { CodeCell } from "./course.js";
import { describeError } from "./describe-error.js";
import { type CellNames, cellNames, neededCells } from "./needed-cells.js";

/** The exports of the module that sandboxed-runner.ts replaces. */
export const replacedNames = [
  "show",
  "table",
  "md",
  "claim",
  "guess",
  "exercise",
  "readDataset",
] as const;
/** What the module "perceptron" exports where answers are graded. */
const moduleNames = [...Object.keys(core), ...replacedNames];

/** A compiled cell, or why it does not compile. */
export interface Script {
  script?: string;
  problem?: string;
  /** the import that is not available where answers are graded */
  attempted?: string;
}

/** A cell that an exercise needs. */
export interface Step extends Script {
  cell: number;
  /** names of the exercises that it asks about */
  exercises: string[];
  /** the cells that its exercises need */
  needs: number[];
}

export interface Plan {
  steps: Step[];
  /** by the exercise, the index of the last cell that calls `exercise` for it */
  exerciseCells: Map<string, number>;
  guesses: Map<string, string | number>;
  /** by the exercise, why there is no answer: its cell can't be parsed */
  problems: Map<string, string>;
}

export function planOf(cells: readonly CodeCell[]): Plan {
  const exerciseCells = new Map<string, number>();
  const guesses = new Map<string, string | number>();
  const problems = new Map<string, string>();
  const parts = cells.map(({ source, names }, i): CellNames | undefined => {
    try {
      const known = names ?? cellNames(source);
      for (const name of known.exercises) exerciseCells.set(name, i);
      for (const [name, said] of Object.entries(known.guesses)) guesses.set(name, said);
      return known;
    } catch (error) {
      for (const name of exercisesIn(source)) problems.set(name, describeError(error));
      return undefined;
    }
  });
  const needs = new Map(
    [...parts.keys()]
      .filter((i) => parts[i]?.exercises.length)
      .map((i): [number, number[]] => [i, neededCells(parts, i)]),
  );
  const steps = [...new Set([...needs.values()].flat())]
    .sort((a, b) => a - b)
    .map((cell) => ({
      cell,
      exercises: parts[cell]?.exercises ?? [],
      needs: needs.get(cell) ?? [],
      ...(cells[cell].script ?? scriptOf(cells[cell].source)),
    }));
  return { steps, exerciseCells, guesses, problems };
}

export function scriptOf(source: string): Script {
  try {
    return { script: compile(source, moduleNames, "cell.ts") };
  } catch (error) {
    const [, module] = /^a page has no “(.*?)”/s.exec((error as Error).message) ?? [];
    if (!(error instanceof CellError) || module === undefined)
      return { problem: describeError(error) };
    const name = module.slice(0, 60);
    return {
      problem: `there is no module “${name}” where answers are graded`,
      attempted: `import "${name}"`,
    };
  }
}

/** The exercises of a cell that can't be parsed, by its text. */
function exercisesIn(source: string): string[] {
  return [...source.matchAll(/\bexercise\("([\w-]+)"/g)].map(([, name]) => name);
}
