/** Rows: a class of thirty at a JupyterHub of this computer, as jupyter/hub/README.md sets it up. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../test/support/port.js";
import { pythonIn, root } from "../tools/paths.mjs";
import { findNpm } from "../tools/setup/find-programs.mjs";
import { bareNode, frame } from "./limits.js";
import { type Limit, type Line, line, outputOf } from "./measure.js";
import type { Row } from "./rows.js";
import { codeOf } from "./run-cells.js";

const LEARNERS = 30;
/** in which they log in, one after the other */
const SECONDS = 60;

interface Answer {
  learners: ({ server: number; run: number; again: number } | { failure: string })[];
  /** bytes */
  memory: number;
}

/** The course as a hub needs it: set up, with JupyterHub and its proxy. */
async function installed(folder: string): Promise<string> {
  const clone = path.join(folder, "perceptron");
  const node = (...args: string[]) => outputOf(process.execPath, args, { cwd: clone });
  await outputOf("git", ["clone", "--quiet", root, clone]);
  await node("tools/run.mjs", "notebooks", "01", "--check");
  const wanted = ["--require-hashes", "--no-deps", "-r", "jupyter/hub/requirements.txt"];
  const pip = ["-I", "-m", "pip", "install", "--quiet", "--no-input", ...wanted];
  await outputOf(pythonIn(path.join(clone, ".venv")), pip, { cwd: clone });
  await node(findNpm(), "ci", "--ignore-scripts", "--prefix", "jupyter/hub");
  return clone;
}

async function attend(clone: string): Promise<Answer> {
  const name = "02-one-weight-by-hand";
  const job = {
    clone,
    port: await freePort(),
    learners: LEARNERS,
    seconds: SECONDS,
    cells: codeOf("course", name),
    again: codeOf("course", name, { learningRate: "0.05" }),
  };
  const python = pythonIn(path.join(clone, ".venv"));
  return JSON.parse(
    await outputOf(python, [path.join(root, "bench", "hub.py")], { input: JSON.stringify(job) }),
  );
}

/** Below which 95 of 100 lie. */
const late = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1];

export const hub: Row = async (): Promise<Omit<Line, "load">[]> => {
  if (process.platform !== "linux") {
    console.log("hub: only on Linux, where JupyterHub runs");
    return [];
  }
  const folder = mkdtempSync(path.join(tmpdir(), "perceptron-class-"));
  try {
    console.log("hub: installing JupyterHub in a clone …");
    const { learners, memory } = await attend(await installed(folder));
    const failures = learners.flatMap((one) => ("failure" in one ? [one.failure] : []));
    if (failures.length > 0)
      throw new Error(
        `${failures.length} of ${LEARNERS} failed: ${[...new Set(failures)].join("; ")}`,
      );
    const of = (key: "server" | "run" | "again") =>
      learners.flatMap((one) => ("failure" in one ? [] : [one[key]]));
    const row = (what: string, values: number[], limit: Limit, unit: "s" | "MB" = "s") =>
      line(`${LEARNERS} learners at JupyterHub: ${what}`, unit, { course: [values] }, 0, { limit });
    const { start, memory: bare } = await bareNode();
    const waits: [string, number[], Limit][] = [
      ["from the login to JupyterLab", of("server"), start],
      ["notebook 02 run", of("run"), start],
      ["a parameter changed, run again", of("again"), frame],
    ];
    const all = { value: bare.value * LEARNERS, why: `${LEARNERS} bare Nodes` };
    return [
      ...waits.flatMap(([what, values, limit]) => [
        row(what, values, limit),
        row(`${what}, the slowest but one of 20`, [late(values)], limit),
      ]),
      row("memory of all", [memory / 1e6], all, "MB"),
      row("memory of each", [memory / 1e6 / LEARNERS], bare, "MB"),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
