/** The language: tslab's executor, which runs cells, and what TypeScript knows of them. */
import { format } from "node:util";
import type { Converter, Diagnostic } from "tslab/dist/converter.js";
import { createExecutor } from "tslab/dist/executor.js";
import { createConverter } from "./converter.js";
import { describeError, type Problem } from "./errors/describe.js";
import { surroundings } from "./errors/context.js";
import { describeInfo } from "./inspect.js";
import { type Execute, type Execution, place } from "./messages.js";
import { points, units } from "./positions.js";
import { shared } from "./server-thread.js";

class Interrupted extends Error {}

/** The request that runs, or ran last. */
let cell: Execute | undefined;
let diagnostics: Diagnostic[] = [];
let thrown: { thrown: unknown } | undefined;
let last: { value: unknown }[] = [];

const isInterrupted = () => Atomics.load(shared, place.interrupted) === cell?.id;
/** From here on the server may terminate what runs. */
const mayEnd = (may: boolean) => Atomics.store(shared, place.running, may ? 1 : 0);

/** Keeps what the executor would only print, and runs nothing that was interrupted while it was compiled. */
function watched(converter: Converter): Converter {
  return {
    ...converter,
    convert(...cell) {
      const answer = converter.convert(...cell);
      diagnostics = answer.diagnostics;
      mayEnd(true); // before it looks: the server looks at this after it has said that the cell is interrupted
      if (isInterrupted()) throw new Interrupted();
      return answer;
    },
    addModule(...module) {
      diagnostics = converter.addModule(...module);
      return diagnostics;
    },
  };
}

const node = watched(createConverter());
let browser: Converter | undefined;
const executor = createExecutor(
  process.cwd(),
  {
    node,
    get browser() {
      browser ??= watched(createConverter({ isBrowser: true }));
      return browser;
    },
    close() {},
  },
  // tslab prints a result, an error and what TypeScript says; for Jupyter they are messages of their own.
  {
    log: (value) => {
      last = [{ value }];
    },
    error: (error, ...rest) => {
      if (rest.length === 0) thrown = { thrown: error };
    },
  },
);

export const interrupt = (): void => executor.interrupt();

/** Rejects what a cell waits for when the process is told to stop by a signal. */
export function stop(): void {
  if (cell) Atomics.store(shared, place.interrupted, cell.id);
  interrupt();
}

export async function execute(request: Execute): Promise<Execution> {
  cell = request;
  const outcome = await run(request.code, request);
  const values: Record<string, object> = {};
  if (!outcome.failure)
    for (const [name, expression] of Object.entries(request.expressions)) {
      const { failure, result = "undefined" } = await run(`(${expression}\n)`, request);
      values[name] = failure
        ? { status: "error", ...failure }
        : { status: "ok", data: { "text/plain": result }, metadata: {} };
    }
  return { ...outcome, expressions: values };
}

async function run(
  code: string,
  { cells, cellId }: Execute,
): Promise<Omit<Execution, "expressions">> {
  diagnostics = [];
  thrown = undefined;
  last = [];
  let ok = false;
  let result: string | undefined;
  try {
    if (!isInterrupted()) ok = await executor.execute(code);
    for (const { value } of last) result = format(value);
  } catch (error) {
    ok = false;
    thrown = { thrown: error };
  } finally {
    mayEnd(false);
  }
  if (ok && diagnostics.length === 0) return { result };
  if (isInterrupted()) return { failure: interrupted("") };
  const problem: Problem = diagnostics.length > 0 ? { diagnostics } : (thrown ?? { thrown: null });
  return { failure: describeError(problem, surroundings({ code, cells, cellId })) };
}

/** What a reader is told of the cell that was interrupted. */
export const interrupted = (stack: string) =>
  describeError({ interrupted: stack }, surroundings(cell ?? { code: "", cells: [] }));

/** What a reader is told of something thrown outside of a cell. */
export const tell = (thrown: unknown) =>
  describeError({ thrown }, surroundings({ code: "", cells: [] }));

export function complete(code: string, cursor: number) {
  const { start, end, candidates } = executor.complete(code, units(code, cursor));
  return {
    status: "ok",
    matches: candidates,
    cursor_start: points(code, start),
    cursor_end: points(code, end),
    metadata: {},
  };
}

export function inspect(code: string, cursor: number) {
  const info = executor.inspect(code, units(code, cursor));
  const data = info ? { "text/plain": describeInfo(info) } : {};
  return { status: "ok", found: Boolean(info), data, metadata: {} };
}
