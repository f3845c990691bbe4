/**
 * A process of its own, in which a learner's cells run: it says what the answers come to on the inputs that it is given.
 * It knows no right answer, and what it says is judged elsewhere: whatever a cell changes in here, it deceives itself only.
 */
import { readFileSync, writeSync } from "node:fs";
import vm from "node:vm";
import { CellError, compile } from "../handout/page/compile.js";
import { exp } from "../handout/page/exp.js";
import * as core from "../src/core.js";
import { cellsOf, parseTable, splitTarget } from "../src/csv.js";
import { type Outcome, outcome } from "../src/judge.js";
import { needed, type Part, partOf } from "./slice.js";

/** What is asked of the process, as one JSON on its input; of the course's own cells it is known what they need. */
export interface Order {
  cells: { source: string; part?: Part }[];
  /** the arguments of the calls, by the exercise */
  calls: Record<string, readonly (readonly unknown[])[]>;
  /** the texts of files that cells may read, by their paths */
  files: Record<string, string>;
  /** cells that did not come to an end when they were run before */
  skip: number[];
}

/** What it says, one JSON a line. */
export type Saying =
  /** where each exercise is asked about, and what was guessed */
  | { asked: Record<string, number>; guesses: Record<string, string | number> }
  | { cell: number }
  | { exercise: string; outcome: Outcome }
  /** a cell that an exercise needs has stopped */
  | { failed: number; exercises: string[]; message: string }
  | { tried: string }
  | { done: true };

// Taken before any cell can put something else in their place.
const { stringify } = JSON;
const end = (process as unknown as { reallyExit(code: number): never }).reallyExit.bind(process);
const write = writeSync;
const plain = (_: string, value: unknown) =>
  typeof value === "number" && !Number.isFinite(value) ? `${value}` : value;
const say = (saying: Saying) => write(1, `${stringify(saying, plain)}\n`);
const wanted = new Set<string>();

const nothing = () => {};
const order: Order = JSON.parse(readFileSync(0, "utf8"));
takeAway();

const parts = order.cells.map(({ source, part }): Part | Error => {
  try {
    return part ?? partOf(source);
  } catch (error) {
    return error as Error;
  }
});
const known = parts.map((part) => (part instanceof Error ? undefined : part));
const broken = new Map<number, string>();
const scope: object = Object.create(null);
const perceptron: Record<string, unknown> = {
  ...core,
  show: nothing,
  table: nothing,
  md: nothing,
  claim: nothing,
  guess: nothing,
  exercise: (name: unknown, answer: unknown) => {
    const calls = order.calls[name as string];
    if (calls) say({ exercise: String(name), outcome: outcome(answer, calls) });
  },
  readDataset: async (path: string, { target }: { target: string }) => {
    const text = order.files[path];
    if (text === undefined)
      throw new RangeError(`there is no file ${path} where answers are graded`);
    const { names, numbers } = parseTable(path, cellsOf(path, text), target);
    const frame = { columns: names, values: numbers, shape: [numbers.length, names.length] };
    return { ...splitTarget(path, names, numbers, target), frame };
  },
};
const exported = Object.keys(perceptron);

main().then(() => {
  say({ done: true });
  end(0);
});

async function main(): Promise<void> {
  const asking = known.flatMap((part, i) => (part && part.exercises.length > 0 ? [i] : []));
  const asked: Record<string, number> = {};
  for (const i of asking) for (const name of known[i]?.exercises ?? []) asked[name] = i;
  const guesses = Object.assign({}, ...known.map((part) => part?.guesses));
  say({ asked, guesses });
  for (const [i, part] of parts.entries())
    if (part instanceof Error)
      say({ failed: i, exercises: exercisesIn(order.cells[i].source), message: told(part) });
  const needs = new Map(asking.map((i) => [i, needed(known, i)]));
  for (const i of [...new Set([...needs.values()].flat())].sort((a, b) => a - b)) {
    const stopped = needs.get(i)?.find((k) => broken.has(k));
    const exercises = known[i]?.exercises ?? [];
    if (order.skip.includes(i)) broken.set(i, "a cell that it needs does not come to an end");
    else if (stopped !== undefined)
      say({ failed: i, exercises, message: broken.get(stopped) as string });
    else await run(i, exercises);
  }
}

async function run(i: number, exercises: string[]): Promise<void> {
  say({ cell: i });
  try {
    await cell(compile(order.cells[i].source, exported, `cell-${i}.ts`));
  } catch (error) {
    const message = told(error);
    broken.set(i, `a cell that it needs stopped with “${message}”`);
    say({ failed: i, exercises, message: `the cell stopped with “${message}”` });
  }
}

/** As the page runs it (handout/page/worker.ts): names live in a scope, and stay for the cells below. */
function cell(script: string): Promise<void> {
  const begin = vm.runInThisContext(`(function (__cell) { ${script}\n})`);
  const load = (name: unknown) =>
    name === "perceptron" ? Promise.resolve(perceptron) : Promise.reject(refused(name));
  const declare = (name: string, get: () => unknown, set: (value: unknown) => void) =>
    Object.defineProperty(scope, name, { get, set, configurable: true, enumerable: true });
  const imported = (name: string) => (name === "*" ? perceptron : perceptron[name]);
  return new Promise((resolve, reject) => {
    begin((body: (...parts: unknown[]) => () => Promise<void>) =>
      body(scope, declare, imported, load, nothing, () => 1e9)().then(resolve, reject),
    );
  });
}

function tried(what: string): void {
  if (!wanted.has(what) && wanted.size < 50) say({ tried: what });
  wanted.add(what);
}

function refused(name: unknown): Error {
  tried(`import "${String(name).slice(0, 60)}"`);
  return new Error(`there is no module “${String(name).slice(0, 60)}” where answers are graded`);
}

function told(error: unknown): string {
  try {
    const [, module] = /^a page has no “(.*?)”/.exec((error as CellError).message) ?? [];
    if (error instanceof CellError && module !== undefined) return refused(module).message;
    const { name, message } = Object(error) as Error;
    return `${name ? `${name}: ` : ""}${message ?? error}`.slice(0, 300);
  } catch {
    return "something that can't be read";
  }
}

/** In a cell that is no TypeScript, as far as text tells. */
function exercisesIn(source: string): string[] {
  return [...source.matchAll(/\bexercise\("([\w-]+)"/g)].map(([, name]) => name);
}

/**
 * Leaves a cell the language, and nothing of Node. Not what keeps it in: that are the walls around this process. But what
 * a cell asks for can be told, and what it changes in the language is refused with a word about it.
 */
function takeAway(): void {
  const language = new Set<string>(vm.runInNewContext("Object.getOwnPropertyNames(globalThis)"));
  for (const name of ["WebAssembly", "SharedArrayBuffer", "Atomics"]) language.delete(name);
  for (const name of ["structuredClone", "setTimeout", "clearTimeout", "queueMicrotask"])
    language.add(name);
  const gone = [
    ...Object.getOwnPropertyNames(globalThis),
    "require",
    "module",
    "document",
    "window",
  ];
  for (const name of gone.filter((name) => !language.has(name)))
    Object.defineProperty(globalThis, name, {
      get: () => {
        tried(name);
        throw new ReferenceError(`${name} is not defined`);
      },
    });
  const console = Object.fromEntries(
    ["log", "info", "debug", "warn", "error", "dir", "table", "time", "timeEnd"].map((name) => [
      name,
      nothing,
    ]),
  );
  Object.defineProperty(globalThis, "console", { value: console });
  Math.exp = exp;
  for (const owner of [Array, Object, String, Number, Function, Promise, Map, Set])
    for (const part of owner === Object ? [owner] : [owner, owner.prototype]) Object.freeze(part);
  for (const part of [Math, JSON, Reflect]) Object.freeze(part);
  Object.preventExtensions(Object.prototype);
}
