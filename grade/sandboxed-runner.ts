/**
 * The program of the sandboxed process, in which a learner's cells run: it reports the results of the answers for the inputs
 * that it is given. It holds no right answer, and its reports are judged elsewhere: a cell that tampers with this process can
 * only make its own results wrong.
 */
import { readFileSync, writeSync } from "node:fs";
import vm from "node:vm";
import { type CompiledCell, runCompiled } from "../ipynb/language/compiled-cell.js";
import { exp } from "../ipynb/language/exp.js";
import * as core from "../src/core.js";
import { cellsOf, parseTable, splitTarget } from "../src/csv.js";
import { plainFrame } from "../src/frame.js";
import { type Outcome, outcome } from "../src/judge.js";
import { describeError } from "./describe-error.js";
import type { replacedNames, Step } from "./plan.js";

/** Read from standard input, as one JSON. */
export interface RunnerInput {
  notebooks: NotebookTask[];
  /** the texts of files that cells may read, by their paths */
  files: Record<string, string>;
}

export interface NotebookTask {
  steps: Step[];
  /** the arguments of the calls, by the exercise */
  calls: Record<string, readonly (readonly unknown[])[]>;
  /** cells that did not come to an end when they were run before */
  skip: number[];
}

/** Written to standard output, one JSON a line. */
export type RunnerMessage =
  /** the index of the notebook that begins */
  | { notebook: number }
  | { cell: number }
  | { exercise: string; outcome: Outcome }
  /** a cell that an exercise needs has failed */
  | { failedCell: number; exercises: string[]; message: string }
  /** a name or module that is not available here */
  | { attempted: string }
  | { done: true };

// Kept here before a cell can replace them.
const { stringify } = JSON;
const exitProcess = (process as unknown as { reallyExit(code: number): never }).reallyExit.bind(
  process,
);
const write = writeSync;
const nonFiniteAsText = (_: string, value: unknown) =>
  typeof value === "number" && !Number.isFinite(value) ? `${value}` : value;
const send = (message: RunnerMessage) => write(1, `${stringify(message, nonFiniteAsText)}\n`);
const attempts = new Set<string>();

const noop = () => {};
const input: RunnerInput = JSON.parse(readFileSync(0, "utf8"));
removeNodeGlobals();

let calls: NotebookTask["calls"] = {};
const replacements: Record<(typeof replacedNames)[number], unknown> = {
  show: noop,
  table: noop,
  md: noop,
  claim: noop,
  guess: noop,
  exercise: (name: unknown, answer: unknown) => {
    const inputs = Object.hasOwn(calls, String(name)) && calls[String(name)];
    if (inputs) send({ exercise: String(name), outcome: outcome(answer, inputs) });
  },
  readDataset: async (path: string, { target }: { target: string }) => {
    const text = input.files[path];
    if (text === undefined)
      throw new RangeError(`there is no file ${path} where answers are graded`);
    const { names, numbers } = parseTable(path, cellsOf(path, text), target);
    return { ...splitTarget(path, names, numbers, target), frame: plainFrame(names, numbers) };
  },
};
const perceptron: Record<string, unknown> = { ...core, ...replacements };

main().then(() => {
  send({ done: true });
  exitProcess(0);
});

async function main(): Promise<void> {
  for (const [i, task] of input.notebooks.entries()) {
    send({ notebook: i });
    calls = task.calls;
    await runNotebook(task);
  }
}

async function runNotebook({ steps, skip }: NotebookTask): Promise<void> {
  const scope: object = Object.create(null);
  const failures = new Map<number, string>();
  for (const { cell, script, problem, exercises, needs } of steps) {
    const fail = (message: string) => {
      failures.set(cell, `a cell that it needs stopped with “${message}”`);
      send({ failedCell: cell, exercises, message: `the cell stopped with “${message}”` });
    };
    const failedNeed = needs.find((other) => failures.has(other));
    if (skip.includes(cell)) failures.set(cell, "a cell that it needs does not come to an end");
    else if (failedNeed !== undefined)
      send({ failedCell: cell, exercises, message: failures.get(failedNeed) as string });
    else if (script === undefined) fail(String(problem));
    else {
      send({ cell });
      await runCell(script, scope).catch((error) => fail(describeError(error)));
    }
  }
}

/** As a page runs it (handout/page/worker.ts): names are kept in a scope, for the cells below. */
async function runCell(script: string, scope: object): Promise<void> {
  let cell: CompiledCell | undefined;
  vm.runInThisContext(`(function (__cell) { ${script}\n})`)((compiled: CompiledCell) => {
    cell = compiled;
  });
  const load = (name: unknown) =>
    name === "perceptron" ? Promise.resolve(perceptron) : Promise.reject(unknownModule(name));
  if (cell) await runCompiled(cell, { scope, module: perceptron, load });
}

function reportAttempt(what: string): void {
  if (!attempts.has(what) && attempts.size < 50) send({ attempted: what });
  attempts.add(what);
}

function unknownModule(name: unknown): Error {
  reportAttempt(`import "${String(name).slice(0, 60)}"`);
  return new Error(`there is no module “${String(name).slice(0, 60)}” where answers are graded`);
}

/**
 * Removes Node's globals, and freezes the language's. The sandbox, not this function, is the security boundary: this lets the
 * report name what a cell asked for, and gives an error message to a cell that changes a built-in object.
 */
function removeNodeGlobals(): void {
  const language = new Set<string>(vm.runInNewContext("Object.getOwnPropertyNames(globalThis)"));
  for (const name of ["WebAssembly", "SharedArrayBuffer", "Atomics"]) language.delete(name);
  for (const name of ["structuredClone", "setTimeout", "clearTimeout", "queueMicrotask"])
    language.add(name);
  const removed = [
    ...Object.getOwnPropertyNames(globalThis),
    "require",
    "module",
    "document",
    "window",
  ];
  for (const name of removed.filter((name) => !language.has(name)))
    Object.defineProperty(globalThis, name, {
      get: () => {
        reportAttempt(name);
        throw new ReferenceError(`${name} is not defined`);
      },
    });
  const console = Object.fromEntries(
    ["log", "info", "debug", "warn", "error", "dir", "table", "time", "timeEnd"].map((name) => [
      name,
      noop,
    ]),
  );
  Object.defineProperty(globalThis, "console", { value: console });
  Math.exp = exp;
  for (const owner of [Array, Object, String, Number, Function, Promise, Map, Set])
    for (const part of owner === Object ? [owner] : [owner, owner.prototype]) Object.freeze(part);
  for (const part of [Math, JSON, Reflect]) Object.freeze(part);
  Object.preventExtensions(Object.prototype);
}
