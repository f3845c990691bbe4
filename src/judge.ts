import { describe } from "./check.js";
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
 * Compares an answer with the right one and with the usual mistakes: what somebody typed to three digits, what a function
 * computes to four. A function may change its arguments: every call gets copies of its own.
 *
 * @param exercise what was asked
 * @param answer the reader's answer; undefined or NaN, also from a function, means "not answered yet"
 * @returns whether it is right, and a sentence for the reader. It never throws: an error of the reader's function is a wrong answer.
 * @example judge({ answer: 4, mistakes: [{ answer: 8, hint: "this is twice too much" }] }, 8) // { right: false, message: "this is twice too much" }
 */
export function judge(exercise: Exercise, answer: unknown): Verdict {
  if (answer === undefined) return { message: "not answered yet" };
  const wrong = (message: string): Verdict => ({ right: false, message: message });
  if (kindOf(answer) !== kindOf(exercise.answer))
    return wrong(`the answer should be ${kindOf(exercise.answer)}`);
  const { calls = [] } = exercise;
  const isFunction = typeof answer === "function";
  const resultsOf = (answer: Answer) => results(answer, calls);
  const same = (a: number[][], b: number[][]) => a.every((row, i) => near(row, b[i], isFunction));
  let given: number[][];
  try {
    given = resultsOf(answer as Answer);
  } catch (thrown) {
    if (thrown instanceof NoNumber) return wrong(thrown.message);
    return wrong(`your function stopped with “${messageOf(thrown)}”`);
  }
  if (given.flat().every(Number.isNaN)) return { message: "not answered yet" };
  const expected = resultsOf(exercise.answer);
  if (same(given, expected)) return { right: true, message: "right" };
  const mistake = exercise.mistakes.find(({ answer }) => same(given, resultsOf(answer)));
  if (mistake) return wrong(mistake.hint);
  const i = given.findIndex((row, i) => !near(row, expected[i], isFunction));
  const where = isFunction ? `for ${JSON.stringify(calls[i])} ` : "";
  if (given[i].length !== expected[i].length)
    return wrong(
      `${where}there should be ${expected[i].length} number${expected[i].length === 1 ? "" : "s"}; you gave ${given[i].length}`,
    );
  return wrong(`not yet: ${where}you get ${given[i].map((value) => format(value)).join(", ")}`);
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
