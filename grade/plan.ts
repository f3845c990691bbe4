/** What is to be run of a notebook's cells, found out without running any. */
import { CellError, compile } from "../ipynb/language/compile.js";
import * as core from "../src/core.js";
import type { CodeCell } from "./course.js";
import { needed, type Part, partOf } from "./needed-cells.js";

/** What sandboxed-runner.ts has in place of the course's own. */
export const replacedNames = [
  "show",
  "table",
  "md",
  "claim",
  "guess",
  "exercise",
  "readDataset",
] as const;
/** What a cell finds in the module "perceptron" where answers are graded: no figures on a page, and no words on an answer. */
const moduleNames = [...Object.keys(core), ...replacedNames];

/** A cell as a script, or why it is none. */
export interface Script {
  script?: string;
  problem?: string;
  /** what it imports from elsewhere */
  tried?: string;
}

/** A cell that an exercise needs. */
export interface Step extends Script {
  cell: number;
  /** names of the exercises that it asks about */
  exercises: string[];
  /** the cells without which its exercises have no answer */
  needs: number[];
}

export interface Plan {
  steps: Step[];
  /** the exercises that cells ask about, with the place of the last cell that does */
  asked: Map<string, number>;
  guesses: Map<string, string | number>;
  /** why there is no answer, by the exercise, where a cell is no TypeScript */
  problems: Map<string, string>;
}

export function planOf(cells: readonly CodeCell[]): Plan {
  const asked = new Map<string, number>();
  const guesses = new Map<string, string | number>();
  const problems = new Map<string, string>();
  const parts = cells.map(({ source, part }, i): Part | undefined => {
    try {
      const known = part ?? partOf(source);
      for (const name of known.exercises) asked.set(name, i);
      for (const [name, said] of Object.entries(known.guesses)) guesses.set(name, said);
      return known;
    } catch (error) {
      for (const name of exercisesIn(source)) problems.set(name, told(error));
      return undefined;
    }
  });
  const needs = new Map(
    [...parts.keys()]
      .filter((i) => parts[i]?.exercises.length)
      .map((i): [number, number[]] => [i, needed(parts, i)]),
  );
  const steps = [...new Set([...needs.values()].flat())]
    .sort((a, b) => a - b)
    .map((cell) => ({
      cell,
      exercises: parts[cell]?.exercises ?? [],
      needs: needs.get(cell) ?? [],
      ...(cells[cell].script ?? scriptOf(cells[cell].source)),
    }));
  return { steps, asked, guesses, problems };
}

export function scriptOf(source: string): Script {
  try {
    return { script: compile(source, moduleNames, "cell.ts") };
  } catch (error) {
    const [, module] = /^a page has no “(.*?)”/s.exec((error as Error).message) ?? [];
    if (!(error instanceof CellError) || module === undefined) return { problem: told(error) };
    const name = module.slice(0, 60);
    return {
      problem: `there is no module “${name}” where answers are graded`,
      tried: `import "${name}"`,
    };
  }
}

const told = (error: unknown): string => {
  const { name, message } = error as Error;
  return `${name}: ${message}`.slice(0, 300);
};

/** In a cell that is no TypeScript, as far as text tells. */
function exercisesIn(source: string): string[] {
  return [...source.matchAll(/\bexercise\("([\w-]+)"/g)].map(([, name]) => name);
}
