import { describe } from "./check.js";
import { format } from "./format.js";
import { plural } from "./plural.js";

/** A number, numbers, or a function that gives one of these. */
export type Answer = number | readonly number[] | ((...args: never[]) => unknown);

/** A usual way to get an exercise wrong, and a sentence for whoever did, which does not give the answer away. */
type Mistake = [answer: Answer, hint: string];

/** What an exercise asks for, and the usual ways to get it wrong. */
export interface Exercise {
  /** the right answer, of the same kind as the reader's */
  answer: Answer;
  /** for a function: the arguments of the calls on which it is compared */
  calls?: readonly (readonly unknown[])[];
  /** the arguments of one more call, drawn by `random`; none where `calls` are all that there are */
  inputs?: (random: () => number) => readonly unknown[];
  /** where other answers do as well: whether a function is right that gives these results for these calls */
  accepts?: (results: number[][], calls: readonly (readonly unknown[])[]) => boolean;
  /** by a few words for whoever counts them, “bias forgotten”: the same in every exercise that knows the mistake */
  mistakes: Record<string, Mistake>;
}

/** What an answer comes to, as plain data: it can be computed in one place and judged in another. */
export interface Outcome {
  /** “a number”, “an array of numbers”, “a function” or “something else” */
  kind: string;
  /** the numbers of each call; of an answer that is no function, its own */
  results?: number[][];
  /** why there are none */
  problem?: string;
}

/** What came out of a check: `right` is undefined as long as nothing was answered, or not all of it. */
interface Verdict {
  right?: boolean;
  message: string;
  /** the name of the mistake, where it is a usual one */
  mistake?: string;
  /** the share that is right, from 0 to 1: of an answer of several numbers, each counts */
  share: number;
}

/**
 * Compares an answer with the right one and with the usual mistakes: what somebody typed to three digits, what a function
 * computes to four. A function may change its arguments: every call gets copies of its own.
 *
 * @param exercise what was asked
 * @param answer the reader's answer; undefined or NaN, also from a function, means "not answered yet"
 * @returns whether it is right, and a sentence for the reader. It never throws: an error of the reader's function is a wrong answer.
 * @example judge({ answer: 4, mistakes: { "½ forgotten": [8, "this is twice too much"] } }, 8).message // "this is twice too much"
 */
export function judge(exercise: Exercise, answer: unknown): Verdict {
  const { calls = [] } = exercise;
  return verdict(exercise, calls, outcome(answer, calls));
}

/** What an answer comes to on these calls. It never throws. */
export function outcome(answer: unknown, calls: readonly (readonly unknown[])[]): Outcome {
  const kind = kindOf(answer);
  if (kind === "something else") return { kind, ...(answer === undefined && { results: [] }) };
  try {
    return { kind, results: results(answer as Answer, calls) };
  } catch (thrown) {
    if (thrown instanceof NoNumber) return { kind, problem: thrown.message };
    return { kind, problem: `your function stopped with “${messageOf(thrown)}”` };
  }
}

/** Compares what an answer came to on these calls with what the right one and the usual mistakes do. */
export function verdict(
  exercise: Exercise,
  calls: readonly (readonly unknown[])[],
  came: Outcome,
): Verdict {
  const { kind, results: given, problem } = came;
  const wrong = (message: string): Verdict => ({ right: false, message, share: 0 });
  if (problem) return wrong(problem);
  const isFunction = kind === "a function";
  if (given?.flat().every(Number.isNaN)) {
    const what = given.flat().length > 0 ? "NaN" : "an empty list";
    const why = isFunction ? ` (the function gives ${what})` : "";
    return { message: `not answered yet${why}`, share: 0 };
  }
  if (!given || kind !== kindOf(exercise.answer))
    return wrong(`the answer should be ${kindOf(exercise.answer)}`);
  const expected = results(exercise.answer, calls);
  const alike = (a: number[], b: number[]) => near(a, b, isFunction);
  if (given.every((row, i) => alike(row, expected[i])) || exercise.accepts?.(given, calls))
    return { right: true, message: "right", share: 1 };
  const share = shareOf(given, expected, alike);
  // Entries without an answer are NaN and are left out of the comparison: an answer with blanks gets feedback, too.
  const same = (a: number[][], b: number[][]) =>
    a.every((row, i) => alike(row, withGaps(b[i], row)));
  if (same(given, expected)) return { message: `right so far. ${GAP}`, share };
  for (const [mistake, [answer, hint]] of Object.entries(exercise.mistakes))
    if (same(given, results(answer, calls))) return { ...wrong(hint), mistake, share };
  const i = given.findIndex((row, i) => !alike(row, expected[i]));
  const where = isFunction ? `for ${JSON.stringify(calls[i])} ` : "";
  if (given[i].length !== expected[i].length)
    return wrong(
      `${where}there should be ${plural(expected[i].length, "number")}; you gave ${given[i].length}`,
    );
  const values = given[i].map((value) => format(value, 5)).join(", ");
  return { ...wrong(`not yet: ${where}you get ${values}`), share };
}

const GAP = "NaN means “not a number”: a blank is left, or something is missing on the way";

/** The row, with NaN where the other one has it. */
const withGaps = (row: number[], other: number[]): number[] =>
  row.map((value, k) => (Number.isNaN(other[k]) ? Number.NaN : value));

/** Of the numbers that an answer has, the share that is right in every call; all or nothing where their count varies. */
function shareOf(
  given: number[][],
  expected: number[][],
  alike: (a: number[], b: number[]) => boolean,
): number {
  const count = expected[0].length;
  if ([...given, ...expected].some((row) => row.length !== count)) return 0;
  const places = expected[0].map((_, k) => k);
  const right = (k: number) => given.every((row, i) => alike([row[k]], [expected[i][k]]));
  return places.filter(right).length / count;
}

/** The numbers of each call, or of an answer that is no function. */
function results(answer: Answer, calls: readonly (readonly unknown[])[]): number[][] {
  if (typeof answer !== "function") return [numbers(answer, "the answer is")];
  const call = answer as (...args: unknown[]) => unknown;
  return calls.map((args) => numbers(call(...structuredClone(args)), "your function gives"));
}

/** Copied at once: the next call may change what this one gave. */
function numbers(value: unknown, who: string): number[] {
  return [value].flat(3).map((item) => {
    if (item === undefined) return Number.NaN;
    if (typeof item === "number") return item;
    const promise = item as Promise<unknown> | null;
    if (typeof promise?.then !== "function")
      throw new NoNumber(`${who} ${describe(item)}, which is no number`);
    promise.then(undefined, () => {}); // nobody else waits for it
    throw new NoNumber(`${who} a promise: leave out “async”`);
  });
}

class NoNumber extends Error {}

/** Whether a rounds to b: an answer by hand in its third digit, computed ones closer. */
function near(a: number[], b: number[], computed: boolean): boolean {
  const limit = (x: number) => {
    if (computed) return 1e-9 + 1e-4 * Math.abs(x);
    return x === 0 ? 1e-9 : 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(x))) - 2);
  };
  const close = (x: number, y: number) => Object.is(x, y) || Math.abs(x - y) < limit(y); // "<": ∞ is near ∞ only
  return a.length === b.length && a.every((x, i) => close(x, b[i]));
}

/** What somebody threw, in words: anything can be thrown, also what can't be read. */
function messageOf(thrown: unknown): string {
  try {
    const { message, name } = Object(thrown) as Partial<Error>;
    return String(message || name || (typeof thrown === "string" ? thrown : describe(thrown)));
  } catch {
    return "something that can't be read";
  }
}

function kindOf(answer: unknown): string {
  if (typeof answer === "function") return "a function";
  if (typeof answer === "number") return "a number";
  return Array.isArray(answer) ? "an array of numbers" : "something else";
}
