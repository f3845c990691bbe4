/** Measures the sides of a comparison in turn, and summarizes the samples. */
import { spawn } from "node:child_process";
import { loadavg } from "node:os";

/** Samples of one quantity, one for each run. */
export interface Samples {
  unit: "s" | "MB" | "KB";
  median: number;
  min: number;
  max: number;
  samples: number[];
}

/** One line of the table: this course beside the others. */
export interface Line {
  what: string;
  ours: Samples;
  others: Record<string, Samples>;
  /** the requirement, if there is one */
  bar?: Bar;
  /** a lower bound for any program, in the unit of the line */
  limit?: Limit;
  /** megabytes of the folders that take most of the room, largest first */
  tree?: Record<string, number>;
  /** average number of busy programs on this machine in the minute before and after */
  load: [number, number];
}

export type Unit = Samples["unit"];

/** A requirement, the measured value, and their ratio: met up to 1. */
export interface Bar {
  text: string;
  value: number;
  past: number;
}

export interface Limit {
  value: number;
  why: string;
}

/** What bench/results.json holds. */
export interface Results {
  machine: Record<string, string | number>;
  rows: Record<string, Line[]>;
}

/** The lines whose value is more than `slack` times past their bar. */
export const missedBars = (lines: Omit<Line, "load">[], slack = 1): string[] =>
  lines.flatMap(({ what, bar }) =>
    bar && !(bar.past <= slack) ? [`NOT MET: ${what}: ${bar.value}, ${bar.text}`] : [],
  );

/** A side of a comparison: takes one measurement, and returns a number for each line. */
export type Side = () => Promise<number[]>;

export function summary(samples: number[], unit: Unit): Samples {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  const digits = (value: number) => Number(value.toPrecision(4));
  return {
    unit,
    median: digits(median),
    min: digits(sorted[0]),
    max: digits(sorted[sorted.length - 1]),
    samples: samples.map(digits),
  };
}

/** What each side measured in each run: results[side][line][run]. */
export type Measurements = Record<string, number[][]>;

/** Measures the sides in turn, `runs` times: load on the machine affects all of them. */
export async function measureInTurn(
  name: string,
  sides: Record<string, Side>,
  runs: number,
): Promise<Measurements> {
  const measurements: Measurements = {};
  for (let run = 0; run < runs; run++)
    for (const [side, measure] of Object.entries(sides)) {
      const values = await measure();
      console.log(
        `${name}, run ${run + 1} of ${runs}, ${side}: ${values.map(threeDigits).join(", ")}`,
      );
      measurements[side] ??= values.map(() => []);
      for (const [i, value] of values.entries()) measurements[side][i].push(value);
    }
  return measurements;
}

export const threeDigits = (value: number): string => String(Number(value.toPrecision(3)));

export const load = (): number => Number(loadavg()[0].toFixed(2));

/** Line `i` of the measurements; `bar` compares the medians. */
export function line(
  what: string,
  unit: Unit,
  taken: Measurements,
  i: number,
  { bar, limit }: { bar?: (ours: number, python: number) => Bar; limit?: Limit } = {},
): Omit<Line, "load"> {
  const { course, ...rest } = taken;
  const ours = summary(course[i], unit);
  const others = Object.fromEntries(
    Object.entries(rest)
      .filter(([, lines]) => lines[i])
      .map(([side, lines]) => [side, summary(lines[i], unit)]),
  );
  const [python] = Object.values(others);
  return {
    what,
    ours,
    others,
    ...(bar && { bar: bar(ours.median, python?.median ?? Number.NaN) }),
    ...(limit && { limit: { ...limit, value: Number(limit.value.toPrecision(3)) } }),
  };
}

const roundedBar = (text: string, value: number, past: number): Bar => ({
  text,
  value: Number(value.toPrecision(3)),
  past: Number(past.toPrecision(3)),
});

export const timesFaster = (minimum: number) => (ours: number, python: number) =>
  roundedBar(`Python / ours at least ${minimum}`, python / ours, minimum / (python / ours));

export const atMost = (most: number) => (ours: number, python: number) =>
  roundedBar(`ours / Python at most ${most.toFixed(1)}`, ours / python, ours / python / most);

export const below = (most: number, unit: string) => (ours: number) =>
  roundedBar(`at most ${most} ${unit}`, ours, ours / most);

interface Start {
  input?: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
}

/** Runs a program and returns its output; throws with its error output when it fails. */
export function outputOf(command: string, args: string[], start: Start = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const { env, cwd, input = "" } = start;
    const child = spawn(command, args, { env, cwd });
    let text = "";
    let errorOutput = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      errorOutput += chunk;
    });
    child.on("error", reject).on("close", (code) => {
      if (code === 0) resolve(text);
      else
        reject(new Error(`${command} ${args.join(" ")} failed (${code})\n${text}\n${errorOutput}`));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
