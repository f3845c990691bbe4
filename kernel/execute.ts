/** Executes cells with tslab's executor; completes and inspects code. */
import { format } from "node:util";
import type { Converter, Diagnostic } from "tslab/dist/converter.js";
import { createExecutor } from "tslab/dist/executor.js";
import { createConverter } from "./converter.js";
import { contextOf } from "./errors/context.js";
import { describeError, type Problem } from "./errors/describe.js";
import { describeInfo } from "./inspect.js";
import { type ExecuteRequest, type ExecutionResult, SLOT } from "./messages.js";
import { toCodePoints, toCodeUnits } from "./positions.js";
import { shared } from "./server-thread.js";

class Interrupted extends Error {}

/** The request that runs, or ran last. */
let currentRequest: ExecuteRequest | undefined;
let diagnostics: Diagnostic[] = [];
let thrown: { thrown: unknown } | undefined;
let lastResult: { value: unknown }[] = [];

const isInterrupted = () => Atomics.load(shared, SLOT.interruptedRequest) === currentRequest?.id;
/** While it is set, the server may terminate the code that runs. */
const setTerminable = (value: boolean) => Atomics.store(shared, SLOT.terminable, value ? 1 : 0);

/** Keeps the diagnostics, which the executor only prints; a cell that was interrupted while it was compiled does not run. */
function recordingDiagnostics(converter: Converter): Converter {
  return {
    ...converter,
    convert(...cell) {
      const answer = converter.convert(...cell);
      diagnostics = answer.diagnostics;
      setTerminable(true); // before the check below: the server writes the interrupt first, and reads this then
      if (isInterrupted()) throw new Interrupted();
      return answer;
    },
    addModule(...module) {
      diagnostics = converter.addModule(...module);
      return diagnostics;
    },
  };
}

const node = recordingDiagnostics(createConverter());
let browser: Converter | undefined;
const executor = createExecutor(
  process.cwd(),
  {
    node,
    get browser() {
      browser ??= recordingDiagnostics(createConverter({ isBrowser: true }));
      return browser;
    },
    close() {},
  },
  // tslab prints results, errors and diagnostics; Jupyter has a message for each.
  {
    log: (value) => {
      lastResult = [{ value }];
    },
    error: (error, ...rest) => {
      if (rest.length === 0) thrown = { thrown: error };
    },
  },
);

export const interrupt = (): void => executor.interrupt();

/** On SIGINT: rejects the promise that the cell awaits. */
export function interruptBySignal(): void {
  if (currentRequest) Atomics.store(shared, SLOT.interruptedRequest, currentRequest.id);
  interrupt();
}

export async function execute(request: ExecuteRequest): Promise<ExecutionResult> {
  currentRequest = request;
  const outcome = await runCode(request.code, request);
  const values: Record<string, object> = {};
  if (!outcome.failure)
    for (const [name, expression] of Object.entries(request.expressions)) {
      const { failure, result = "undefined" } = await runCode(`(${expression}\n)`, request);
      values[name] = failure
        ? { status: "error", ...failure }
        : { status: "ok", data: { "text/plain": result }, metadata: {} };
    }
  return { ...outcome, expressions: values };
}

async function runCode(
  code: string,
  { earlierCells, cellId }: ExecuteRequest,
): Promise<Omit<ExecutionResult, "expressions">> {
  diagnostics = [];
  thrown = undefined;
  lastResult = [];
  let ok = false;
  let result: string | undefined;
  try {
    if (!isInterrupted()) ok = await executor.execute(code);
    for (const { value } of lastResult) result = format(value);
  } catch (error) {
    ok = false;
    thrown = { thrown: error };
  } finally {
    setTerminable(false);
  }
  if (ok && diagnostics.length === 0) return { result };
  if (isInterrupted()) return { failure: describeInterruption("") };
  const problem: Problem = diagnostics.length > 0 ? { diagnostics } : (thrown ?? { thrown: null });
  return { failure: describeError(problem, contextOf({ code, earlierCells, cellId })) };
}

/** The error of the cell that was interrupted. */
export const describeInterruption = (stack: string) =>
  describeError(
    { interrupted: stack },
    contextOf(currentRequest ?? { code: "", earlierCells: [] }),
  );

/** The error of something thrown outside of a cell. */
export const describeUncaught = (thrown: unknown) =>
  describeError({ thrown }, contextOf({ code: "", earlierCells: [] }));

export function complete(code: string, cursor: number) {
  const { start, end, candidates } = executor.complete(code, toCodeUnits(code, cursor));
  return {
    status: "ok",
    matches: candidates,
    cursor_start: toCodePoints(code, start),
    cursor_end: toCodePoints(code, end),
    metadata: {},
  };
}

export function inspect(code: string, cursor: number) {
  const info = executor.inspect(code, toCodeUnits(code, cursor));
  const data = info ? { "text/plain": describeInfo(info) } : {};
  return { status: "ok", found: Boolean(info), data, metadata: {} };
}
