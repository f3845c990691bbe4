/** One submission's answers, computed in sandboxed processes, whose output is not trusted. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { parsedJson } from "../ipynb/nbformat.js";
import type { Outcome } from "../src/judge.js";
import type { Plan } from "./plan.js";
import { limits, type Sandbox } from "./sandbox.js";
import type { NotebookTask, RunnerInput, RunnerMessage } from "./sandboxed-runner.js";

/** What running a notebook's cells gave. */
export interface RunResult {
  answers: Map<string, Outcome>;
  seconds: Map<string, number>;
  /** for the teacher: what a cell asked for that no answer needs, and how its process ended */
  notes: Set<string>;
}

interface NotebookRun extends NotebookTask {
  plan: Plan;
  result: RunResult;
}

/** So many cells of a notebook may stop its process; then it is given up. */
const MAX_SKIPPED = 8;

/**
 * Runs the cells of a submission's notebooks. A cell that does not end loses its own answers, not those of other cells.
 * @param calls the arguments of the calls, by the exercise, for each notebook
 * @param seconds for the whole submission: a cell that sends output now and then is never silent
 * @throws Error where the sandboxed process does not start, which is no fault of the submission
 */
export async function runSubmission(
  notebooks: { plan: Plan; calls: NotebookTask["calls"] }[],
  files: RunnerInput["files"],
  sandbox: Sandbox,
  seconds: number,
): Promise<RunResult[]> {
  const deadline = Date.now() + seconds * 1000;
  const runs = notebooks.map(({ plan, calls }): NotebookRun => {
    const attempts = plan.steps.flatMap(({ attempted }) => attempted ?? []);
    const notes = new Set(attempts.map((name) => `asked for ${name}`));
    const problems = [...plan.problems].map(([name, problem]): [string, Outcome] => [
      name,
      failed(problem),
    ]);
    const result = { answers: new Map(problems), seconds: new Map(), notes };
    return { plan, calls, steps: plan.steps, skip: [], result };
  });
  const results = runs.map(({ result }) => result);
  if (runs.every(({ steps }) => steps.length === 0)) return results;
  for (let first = 0; first < runs.length; ) {
    const { index, cell, failure } = await runProcess(runs.slice(first), files, sandbox, deadline);
    if (failure === undefined) break;
    if (Date.now() >= deadline) {
      failUnanswered(runs.slice(first + index));
      break;
    }
    // What the notebooks before it did to the process may be the reason: this one gets a process of its own.
    if (index > 0) {
      first += index;
      continue;
    }
    const { plan, result, skip } = runs[first];
    result.notes.add(failure);
    if (cell === undefined || skip.push(cell) > MAX_SKIPPED) {
      first += 1;
      continue;
    }
    for (const [name, exerciseCell] of plan.exerciseCells)
      if (exerciseCell === cell && !result.answers.has(name))
        result.answers.set(name, failed(`the cell was stopped: it ${failure}`));
  }
  return results;
}

const failed = (problem: string): Outcome => ({ kind: "a function", problem });

function failUnanswered(runs: NotebookRun[]): void {
  const reason = "takes longer than all that a learner hands in may take";
  for (const { plan, result } of runs) {
    result.notes.add(reason);
    for (const name of plan.exerciseCells.keys())
      if (!result.answers.has(name))
        result.answers.set(name, failed(`no answer came in time: it ${reason}`));
  }
}

/** How far a process has come: the notebook and the cell that run, or ran last. */
interface Progress {
  index: number;
  cell?: number;
  cellStarted: number;
  isDone: boolean;
}

interface ProcessEnd extends Pick<Progress, "index" | "cell"> {
  /** why the process ended before it had run all */
  failure?: string;
}

function runProcess(
  runs: NotebookRun[],
  files: RunnerInput["files"],
  sandbox: Sandbox,
  deadline: number,
): Promise<ProcessEnd> {
  const child = startProcess(sandbox);
  const progress: Progress = { index: 0, cellStarted: Date.now(), isDone: false };
  let killed: string | undefined;
  const kill = (reason: string) => {
    killed ??= reason;
    child.kill("SIGKILL");
  };
  const silence = setTimeout(kill, limits.silentSeconds * 1000, "does not come to an end");
  const timeout = setTimeout(kill, deadline - Date.now(), "takes too long");
  let outputLength = 0;
  let partialLine = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    outputLength += text.length;
    if (outputLength > limits.outputCharacters) return kill("says more than a million characters");
    silence.refresh();
    const lines = (partialLine + text).split("\n");
    partialLine = lines.pop() ?? "";
    for (const line of lines) receive(line, runs, progress);
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(0, 2000);
  });
  const tasks = runs.map(({ steps, calls, skip }): NotebookTask => ({ steps, calls, skip }));
  const input: RunnerInput = { notebooks: tasks, files };
  child.stdin.on("error", () => {}); // it ended before it had read all
  child.stdin.end(JSON.stringify(input));
  return new Promise<ProcessEnd>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const { index, cell, isDone } = progress;
      const hasStarted = index > 0 || cell !== undefined || killed !== undefined || code === 0;
      if (isDone && !killed) resolve({ index });
      else if (hasStarted)
        resolve({ index, cell, failure: killed ?? explainExit(code ?? 0, signal, errors) });
      else
        reject(
          new Error(`the sandboxed process did not start: ${errors.trim() || (code ?? signal)}`),
        );
    });
  }).finally(() => {
    clearTimeout(silence);
    clearTimeout(timeout);
  });
}

function startProcess({ command, user }: Sandbox): ChildProcessWithoutNullStreams {
  const [program, ...args] = command;
  return spawn(program, args, {
    env: {},
    cwd: "/",
    windowsHide: true,
    ...(user !== undefined && { uid: user, gid: user }),
  });
}

/** Takes over what a line of output reports. */
function receive(line: string, runs: NotebookRun[], progress: Progress): void {
  const message = parseMessage(line);
  if (!message) return;
  const { answers, seconds, notes } = runs[progress.index].result;
  const addAnswer = (name: string, outcome: Outcome) => {
    // A stub below an answer does not replace it.
    if (isAnswered(outcome) || !answers.has(name)) answers.set(name, outcome);
    seconds.set(name, (Date.now() - progress.cellStarted) / 1000);
  };
  if ("notebook" in message) {
    // Forwards only: a process that names an earlier one could make us run it without end.
    if (message.notebook > progress.index && message.notebook < runs.length)
      Object.assign(progress, { index: message.notebook, cell: undefined });
  } else if ("cell" in message)
    Object.assign(progress, { cell: message.cell, cellStarted: Date.now() });
  else if ("attempted" in message) notes.add(`asked for ${message.attempted}`);
  else if ("done" in message) progress.isDone = true;
  else if ("failedCell" in message)
    for (const name of message.exercises) addAnswer(name, failed(message.message));
  else addAnswer(message.exercise, message.outcome);
}

function explainExit(code: number, signal: NodeJS.Signals | null, errors: string): string {
  const diedOf = (name: string, number: number) => signal === name || code === 128 + number;
  if (diedOf("SIGXCPU", 24) || diedOf("SIGKILL", 9)) return "does not come to an end";
  if (/out of memory|allocation failed|invalid size/i.test(errors))
    return "takes more memory than there is";
  if (code === 0 && !signal) return "waits for something that never comes";
  return `ended the process (${signal ?? `code ${code}`})`;
}

const isAnswered = ({ problem, results = [] }: Outcome) =>
  problem !== undefined || results.flat().some((value) => !Number.isNaN(value));

/** A line of output, if it has the shape of a message; whatever else it holds is left out. */
function parseMessage(line: string): RunnerMessage | undefined {
  const value: Record<string, unknown> = Object(parsedJson(line));
  const text = (item: unknown, maxLength = 400) =>
    typeof item === "string" ? item.slice(0, maxLength) : "";
  const texts = (items: unknown) =>
    Array.isArray(items) ? items.slice(0, 100).map((item) => text(item, 20)) : [];
  if (value.done === true) return { done: true };
  if (typeof value.notebook === "number") return { notebook: value.notebook };
  if (typeof value.cell === "number") return { cell: value.cell };
  if (typeof value.attempted === "string") return { attempted: text(value.attempted, 80) };
  if (typeof value.failedCell === "number")
    return {
      failedCell: value.failedCell,
      exercises: texts(value.exercises),
      message: text(value.message),
    };
  if (typeof value.exercise !== "string") return undefined;
  return { exercise: text(value.exercise, 20), outcome: parseOutcome(Object(value.outcome)) };
}

/** A process that a cell has taken over may send values that can't become a number. */
const parseNumber = (value: unknown): number =>
  typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;

function parseOutcome({ kind, results, problem }: Record<string, unknown>): Outcome {
  const what = typeof kind === "string" ? kind : "something else";
  if (typeof problem === "string") return { kind: what, problem: problem.slice(0, 400) };
  if (!Array.isArray(results)) return { kind: what };
  const rows = results.map((row) =>
    Array.isArray(row) ? row.slice(0, 10_000).map(parseNumber) : [],
  );
  return { kind: what, results: rows };
}
