/**
 * A process of its own, in which a learner's cells run: it says what the answers come to on the inputs that it is given.
 * It knows no right answer, and what it says is judged elsewhere: whatever a cell changes in here, it deceives itself only.
 */
import { readFileSync, writeSync } from "node:fs";
import vm from "node:vm";
import { exp } from "../ipynb/language/exp.js";
import * as core from "../src/core.js";
import { cellsOf, parseTable, splitTarget } from "../src/csv.js";
import { plainFrame } from "../src/frame.js";
import { type Outcome, outcome } from "../src/judge.js";
import type { replacedNames, Step } from "./plan.js";

/** What is asked of the process, as one JSON on its input. */
export interface Order {
  notebooks: Task[];
  /** the texts of files that cells may read, by their paths */
  files: Record<string, string>;
}

export interface Task {
  steps: Step[];
  /** the arguments of the calls, by the exercise */
  calls: Record<string, readonly (readonly unknown[])[]>;
  /** cells that did not come to an end when they were run before */
  skip: number[];
}

/** What it says, one JSON a line. */
export type Saying =
  /** the place of the notebook that is next */
  | { notebook: number }
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

let calls: Task["calls"] = {};
const own: Record<(typeof replacedNames)[number], unknown> = {
  show: nothing,
  table: nothing,
  md: nothing,
  claim: nothing,
  guess: nothing,
  exercise: (name: unknown, answer: unknown) => {
    const asked = Object.hasOwn(calls, String(name)) && calls[String(name)];
    if (asked) say({ exercise: String(name), outcome: outcome(answer, asked) });
  },
  readDataset: async (path: string, { target }: { target: string }) => {
    const text = order.files[path];
    if (text === undefined)
      throw new RangeError(`there is no file ${path} where answers are graded`);
    const { names, numbers } = parseTable(path, cellsOf(path, text), target);
    return { ...splitTarget(path, names, numbers, target), frame: plainFrame(names, numbers) };
  },
};
const perceptron: Record<string, unknown> = { ...core, ...own };

main().then(() => {
  say({ done: true });
  end(0);
});

async function main(): Promise<void> {
  for (const [i, task] of order.notebooks.entries()) {
    say({ notebook: i });
    calls = task.calls;
    await notebook(task);
  }
}

async function notebook({ steps, skip }: Task): Promise<void> {
  const scope: object = Object.create(null);
  const broken = new Map<number, string>();
  for (const { cell, script, problem, exercises, needs } of steps) {
    const fail = (message: string) => {
      broken.set(cell, `a cell that it needs stopped with “${message}”`);
      say({ failed: cell, exercises, message: `the cell stopped with “${message}”` });
    };
    const stopped = needs.find((other) => broken.has(other));
    if (skip.includes(cell)) broken.set(cell, "a cell that it needs does not come to an end");
    else if (stopped !== undefined)
      say({ failed: cell, exercises, message: broken.get(stopped) as string });
    else if (script === undefined) fail(String(problem));
    else {
      say({ cell });
      await run(script, scope).catch((error) => fail(told(error)));
    }
  }
}

/** As the page runs it (handout/page/worker.ts): names live in a scope, and stay for the cells below. */
async function run(script: string, scope: object): Promise<void> {
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
    const { name, message } = Object(error) as Error;
    return `${name ? `${name}: ` : ""}${message ?? error}`.slice(0, 300);
  } catch {
    return "something that can't be read";
  }
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
