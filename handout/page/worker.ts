/**
 * Runs the cells of a notebook in a worker, so that the page stays usable and an endless loop can be terminated.
 * A cell is loaded as a script of its own: the page's policy allows that, and no `eval`.
 */
import { format, inspect } from "node-inspect-extracted";
import { CellError, compile, elsewhere } from "../../ipynb/language/compile.js";
import { type CompiledCell, runCompiled } from "../../ipynb/language/compiled-cell.js";
import { exp } from "../../ipynb/language/exp.js";
import { explainPythonLine, explainPythonName } from "../../kernel/errors/python.js";
import { explainMessage } from "../../kernel/errors/runtime-messages.js";
import * as perceptron from "../../src/index.js";
import { confine } from "./confine.js";
import { resolveFile, storeFiles } from "./files.js";
import { checkMemory, MemoryFull } from "./memory.js";
import type { Failure, ToWorker } from "./messages.js";
import {
  beginRun,
  canPrint,
  currentRun,
  endRun,
  print,
  send,
  showValue,
  withRun,
} from "./worker-output.js";

// biome-ignore lint/suspicious/noExplicitAny: a worker's global object, which our types do not know
const worker = globalThis as any;
const scope: object = Object.create(null);
const exported: Record<string, unknown> = perceptron;
const names = Object.keys(exported);

Object.assign(Error, { stackTraceLimit: 200 }); // Chromium's, where ten lines are the default
Math.exp = exp;

const printer =
  (stream: "stdout" | "stderr") =>
  (...values: unknown[]): void => {
    if (canPrint()) print(stream, `${format(...values)}\n`);
  };
const [stdout, stderr] = [printer("stdout"), printer("stderr")];
Object.assign(console, { log: stdout, info: stdout, debug: stdout, warn: stderr, error: stderr });
console.dir = (value: unknown) => stdout(inspect(value));

worker.onmessage = async ({ data }: { data: ToWorker }) => {
  if (data.type === "files") storeFiles(data.files);
  else if (data.type === "file") resolveFile(data.path, data.bytes);
  else {
    beginRun(data.run);
    endRun(await attempt(data.code));
  }
};

// The outputs of a timer belong to the cell that has set it, however late.
for (const name of ["setTimeout", "setInterval"]) {
  const set = worker[name].bind(worker);
  worker[name] = (work: unknown, time?: number, ...values: unknown[]) => {
    const run = currentRun();
    const attempt = () => {
      try {
        (work as (...values: unknown[]) => void)(...values);
      } catch (error) {
        report(error);
      }
    };
    return set(() => withRun(run, attempt), time);
  };
}
confine(worker);

worker.onunhandledrejection = (event: { reason: unknown; preventDefault(): void }) => {
  event.preventDefault();
  report(event.reason);
};

function report(error: unknown): void {
  const what = failure(error);
  send({ type: "error", failure: what }, what.at?.run);
}

async function attempt(code: string): Promise<boolean> {
  const before = new Map<string, PropertyDescriptor | undefined>();
  const last: { value?: unknown } = {};
  try {
    const cell = compiledCell(code);
    const importModule = (name: unknown) => {
      if (name === "perceptron") return Promise.resolve(perceptron);
      return Promise.reject(elsewhere(String(name)));
    };
    const setLast = (value: unknown) => {
      last.value = value;
    };
    await runCompiled(cell, {
      scope,
      module: exported,
      load: importModule,
      onDeclare: (name) => before.set(name, Object.getOwnPropertyDescriptor(scope, name)),
      last: setLast,
      room: (values) => checkMemory(scope, values),
    });
    // As tslab: null is not shown either.
    if (last.value !== undefined && last.value !== null) showValue(format(last.value));
    return true;
  } catch (error) {
    for (const [name, descriptor] of before) restore(name, descriptor);
    send({ type: "error", failure: failure(error, code) });
    return false;
  }
}

/** Gives names that a failed cell has declared and not initialized back to the cells before. */
function restore(name: string, descriptor: PropertyDescriptor | undefined): void {
  try {
    Reflect.get(scope, name);
  } catch {
    if (descriptor) Object.defineProperty(scope, name, descriptor);
    else Reflect.deleteProperty(scope, name);
  }
}

/** By their code: while a number is dragged, the same cells below run again and again. */
const compiledCells = new Map<string, { cell: CompiledCell; run: number }>();
/** By the URLs of the scripts: WebKit's stack traces have no other names. */
const scriptNames = new Map<string, string>();
/** For the run that compiled a cell, the latest run of that cell. */
const latestRuns = new Map<number, number>();

function compiledCell(code: string): CompiledCell {
  let found = compiledCells.get(code);
  if (!found) {
    const run = currentRun();
    const name = `cell-${run}.ts`;
    found = { cell: load(compile(code, names, name), name), run };
    compiledCells.set(code, found);
  }
  latestRuns.set(found.run, currentRun());
  return found.cell;
}

function load(script: string, name: string): CompiledCell {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  scriptNames.set(address, name);
  let cell: CompiledCell | undefined;
  worker.__cell = (value: CompiledCell) => {
    cell = value;
  };
  try {
    worker.importScripts(address);
  } finally {
    URL.revokeObjectURL(address);
    delete worker.__cell;
  }
  if (!cell) throw new Error("the cell could not be loaded");
  return cell;
}

/** @param code the cell's, for an error in its syntax */
function failure(error: unknown, code = ""): Failure {
  if (error instanceof CellError) return syntaxFailure(error, code);
  if (!(error instanceof Error)) return { message: `Thrown: ${inspect(error)}` };
  const stack = error.stack?.replace(/blob:null\/[\w-]+/g, (at) => scriptNames.get(at) ?? at);
  const place = /cell-(\d+)\.ts:(\d+)/.exec(stack ?? "");
  const at = place && {
    run: latestRuns.get(Number(place[1])) ?? Number(place[1]),
    line: Number(place[2]),
  };
  return {
    message: `${error.name}: ${explain(error)}`,
    ...(at && { at }),
    ...(error instanceof MemoryFull && { isFatal: true }),
  };
}

function syntaxFailure({ name, message, line }: CellError, code: string): Failure {
  if (line === undefined) return { message: `${name}: ${message}` };
  const python = explainPythonLine(code.split("\n")[line - 1] ?? "");
  return { message: `${name}: ${python ?? message}`, at: { run: currentRun(), line } };
}

const NODE_NAMES = ["process", "require", "Buffer", "__dirname", "module", "global"];
const PAGE_NAMES = ["document", "window", "alert", "localStorage"];

/** The kernel's explanations, and that of names which exist in Node or in a page, and not in this worker. */
function explain({ name, message }: Error): string {
  if (name === "EvalError") return "a page makes no code of text: write it as a cell";
  const explanation = explainMessage(name, message);
  const [, missing = ""] = /^`(\w+)` is not defined$/.exec(explanation) ?? [];
  if (NODE_NAMES.includes(missing))
    return `${explanation}: it belongs to Node; open the notebook in JupyterLab for it`;
  if (PAGE_NAMES.includes(missing))
    return `${explanation}: cells have no page of their own to change; use show, table or md`;
  return explainPythonName(missing) ?? explanation;
}
