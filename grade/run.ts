/** One submission's answers, computed in a process behind walls; what it says is checked, and believed in nothing else. */
import { spawn } from "node:child_process";
import { parsedJson } from "../ipynb/nbformat.js";
import type { Outcome } from "../src/judge.js";
import type { Order, Saying, Task } from "./sandboxed-runner.js";
import type { Plan } from "./plan.js";
import { limits, type Walls } from "./sandbox.js";

/** What the cells of a notebook came to. */
export interface Ran {
  answers: Map<string, Outcome>;
  seconds: Map<string, number>;
  /** what a submission tried that no answer needs */
  tried: Set<string>;
}

interface Running extends Task {
  plan: Plan;
  ran: Ran;
}

/**
 * Runs the cells of a submission's notebooks; a cell that does not end costs its own answers, not those of the others.
 * @param calls the arguments of the calls, by the exercise, for each notebook
 * @param seconds in all: who sleeps and speaks by turns would never end
 */
export async function run(
  notebooks: { plan: Plan; calls: Task["calls"] }[],
  files: Order["files"],
  walls: Walls,
  seconds: number,
): Promise<Ran[]> {
  const late = Date.now() + seconds * 1000;
  const all = notebooks.map(({ plan, calls }): Running => {
    const tried = new Set(plan.steps.flatMap(({ tried }) => (tried ? [`asked for ${tried}`] : [])));
    const problems = [...plan.problems].map(([name, problem]): [string, Outcome] => [
      name,
      { kind: "a function", problem },
    ]);
    const ran = { answers: new Map(problems), seconds: new Map(), tried };
    return { plan, calls, steps: plan.steps, skip: [], ran };
  });
  if (all.every(({ steps }) => steps.length === 0)) return all.map(({ ran }) => ran);
  for (let first = 0; first < all.length; ) {
    const { at, cell, end } = await runOnce(all.slice(first), files, walls, late);
    if (end === undefined) break;
    if (Date.now() >= late) {
      stop(all.slice(first + at));
      break;
    }
    // What others left behind may have been the reason: in a process of its own it can only blame itself.
    if (at > 0) {
      first += at;
      continue;
    }
    const { plan, ran, skip } = all[first];
    ran.tried.add(end);
    if (cell === undefined || skip.push(cell) > 8) {
      first += 1;
      continue;
    }
    for (const [name, asking] of plan.asked)
      if (asking === cell && !ran.answers.has(name))
        ran.answers.set(name, { kind: "a function", problem: `the cell was stopped: it ${end}` });
  }
  return all.map(({ ran }) => ran);
}

function stop(notebooks: Running[]): void {
  const why = "takes longer than all that a learner hands in may take";
  for (const { plan, ran } of notebooks) {
    ran.tried.add(why);
    for (const name of plan.asked.keys())
      if (!ran.answers.has(name))
        ran.answers.set(name, { kind: "a function", problem: `no answer came in time: it ${why}` });
  }
}

interface End {
  /** the notebook that ran last */
  at: number;
  /** its cell */
  cell?: number;
  /** why it did not end by itself; none where all is done */
  end?: string;
}

function runOnce(
  notebooks: Running[],
  files: Order["files"],
  walls: Walls,
  late: number,
): Promise<End> {
  const [program, ...args] = walls.command;
  const child = spawn(program, args, {
    env: {},
    cwd: "/",
    windowsHide: true,
    ...(walls.user !== undefined && { uid: walls.user, gid: walls.user }),
  });
  let at = 0;
  let cell: number | undefined;
  let isDone = false;
  let killed: string | undefined;
  let rest = "";
  let errors = "";
  let heard = 0;
  let since = Date.now();
  const kill = (why: string) => {
    killed ??= why;
    child.kill("SIGKILL");
  };
  let silence: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(silence);
    silence = setTimeout(kill, limits.silence * 1000, "does not come to an end");
  };
  const whole = setTimeout(kill, late - Date.now(), "takes too long");
  const receive = (line: string) => {
    const saying = sayingIn(line);
    if (!saying) return;
    const { ran } = notebooks[at];
    if ("notebook" in saying) {
      // Forwards only, or one that says so could be begun anew for ever.
      if (saying.notebook > at && saying.notebook < notebooks.length)
        [at, cell] = [saying.notebook, undefined];
    } else if ("cell" in saying) [cell, since] = [saying.cell, Date.now()];
    else if ("tried" in saying) ran.tried.add(`asked for ${saying.tried}`);
    else if ("done" in saying) isDone = true;
    else
      for (const name of "failed" in saying ? saying.exercises : [saying.exercise]) {
        const outcome =
          "failed" in saying ? { kind: "a function", problem: saying.message } : saying.outcome;
        // A stub below an answer takes nothing away from it.
        if (isAnswered(outcome) || !ran.answers.has(name)) ran.answers.set(name, outcome);
        ran.seconds.set(name, (Date.now() - since) / 1000);
      }
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    heard += text.length;
    if (heard > limits.output) return kill("says more than a million characters");
    wait();
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) receive(line);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(0, 2000);
  });
  child.stdin.on("error", () => {}); // it ended before it had read all
  const tasks = notebooks.map(({ steps, calls, skip }): Task => ({ steps, calls, skip }));
  const order: Order = { notebooks: tasks, files };
  child.stdin.end(JSON.stringify(order));
  wait();
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(silence);
      clearTimeout(whole);
      if (isDone && !killed) return resolve({ at });
      if (at === 0 && cell === undefined && !killed && code !== 0)
        return reject(
          new Error(`answers could not be computed: ${errors.trim() || `code ${code ?? signal}`}`),
        );
      resolve({ at, cell, end: killed ?? why(code ?? 0, signal, errors) });
    });
  });
}

function why(code: number, signal: NodeJS.Signals | null, errors: string): string {
  const died = (name: string, number: number) => signal === name || code === 128 + number;
  if (died("SIGXCPU", 24) || died("SIGKILL", 9)) return "does not come to an end";
  if (/out of memory|allocation failed|invalid size/i.test(errors))
    return "takes more memory than there is";
  if (code === 0 && !signal) return "waits for something that never comes";
  return `ended the process (${signal ?? `code ${code}`})`;
}

const isAnswered = ({ problem, results = [] }: Outcome) =>
  problem !== undefined || results.flat().some((value) => !Number.isNaN(value));

/** A line that was said, if it has the shape of one: nothing else of it is used. */
function sayingIn(line: string): Saying | undefined {
  const value: Record<string, unknown> = Object(parsedJson(line));
  const text = (item: unknown, most = 400) => (typeof item === "string" ? item.slice(0, most) : "");
  const texts = (items: unknown) =>
    Array.isArray(items) ? items.slice(0, 100).map((item) => text(item, 20)) : [];
  if (value.done === true) return { done: true };
  if (typeof value.notebook === "number") return { notebook: value.notebook };
  if (typeof value.cell === "number") return { cell: value.cell };
  if (typeof value.tried === "string") return { tried: text(value.tried, 80) };
  if (typeof value.failed === "number")
    return {
      failed: value.failed,
      exercises: texts(value.exercises),
      message: text(value.message),
    };
  if (typeof value.exercise !== "string") return undefined;
  return { exercise: text(value.exercise, 20), outcome: outcomeOf(Object(value.outcome)) };
}

/** A process that is no longer ours may say things that can't be made a number. */
const numberIn = (value: unknown): number =>
  typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;

function outcomeOf({ kind, results, problem }: Record<string, unknown>): Outcome {
  const what = typeof kind === "string" ? kind : "something else";
  if (typeof problem === "string") return { kind: what, problem: problem.slice(0, 400) };
  if (!Array.isArray(results)) return { kind: what };
  const rows = results.map((row) => (Array.isArray(row) ? row.slice(0, 10_000).map(numberIn) : []));
  return { kind: what, results: rows };
}
