import { format } from "./format.js";

/** A number, numbers, or a function that gives one of these. */
export type Answer = number | readonly number[] | ((...args: never[]) => unknown);

/** What an exercise asks for, and the usual ways to get it wrong. */
export interface Exercise {
  /** the right answer, of the same kind as the reader's */
  answer: Answer;
  /** for a function: the arguments of the calls on which it is compared */
  calls?: readonly (readonly unknown[])[];
  /** wrong answers, each with a sentence that names the mistake and does not give the answer away */
  mistakes: readonly { answer: Answer; hint: string }[];
}

/** What came out of a check: `right` is undefined as long as nothing was answered. */
export interface Verdict {
  right?: boolean;
  message: string;
}

/**
 * Compares an answer with the right one and with the usual mistakes, each to four digits.
 *
 * @param exercise what was asked
 * @param answer the reader's answer; undefined or NaN, also from a function, means "not answered yet"
 * @returns whether it is right, and a sentence for the reader. It never throws: an error of the reader's function is a wrong answer.
 * @example judge({ answer: 4, mistakes: [{ answer: 8, hint: "this is twice too much" }] }, 8) // { right: false, message: "this is twice too much" }
 */
export function judge(exercise: Exercise, answer: unknown): Verdict {
  const { calls } = exercise;
  if (answer === undefined) return { message: "not answered yet" };
  if (
    typeof answer !== typeof exercise.answer ||
    Array.isArray(answer) !== Array.isArray(exercise.answer)
  )
    return { right: false, message: `the answer should be ${kindOf(exercise.answer)}` };
  let given: number[];
  try {
    given = results(answer as Answer, calls);
  } catch (error) {
    return { right: false, message: `your function stopped with “${(error as Error).message}”` };
  }
  if (given.every(Number.isNaN)) return { message: "not answered yet" };
  const expected = results(exercise.answer, calls);
  if (same(given, expected)) return { right: true, message: "right" };
  const mistake = exercise.mistakes.find((m) => same(given, results(m.answer, calls)));
  if (mistake) return { right: false, message: mistake.hint };
  if (given.length !== expected.length)
    return {
      right: false,
      message: `there should be ${expected.length} numbers; you gave ${given.length}`,
    };
  const wrong = given.findIndex((value, i) => !same([value], [expected[i]]));
  const where =
    calls && calls.length === given.length ? `for ${JSON.stringify(calls[wrong])} ` : "";
  return { right: false, message: `not yet: ${where}you get ${format(given[wrong])}` };
}

/** All numbers that an answer comes to, in a row. */
function results(answer: Answer, calls: Exercise["calls"] = []): number[] {
  const call = answer as (...args: unknown[]) => unknown;
  const values = typeof answer === "function" ? calls.map((args) => call(...args)) : answer;
  return [values].flat(3).map((value) => (typeof value === "number" ? value : Number.NaN));
}

function same(a: number[], b: number[]): boolean {
  const near = (x: number, y: number) =>
    Object.is(x, y) || Math.abs(x - y) < 1e-9 + 1e-4 * Math.max(Math.abs(x), Math.abs(y)); // "<": ∞ is near ∞ only
  return a.length === b.length && a.every((x, i) => near(x, b[i]));
}

function kindOf(answer: Answer): string {
  if (typeof answer === "function") return "a function";
  return typeof answer === "number" ? "a number" : "an array of numbers";
}
