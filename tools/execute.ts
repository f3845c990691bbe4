/** Runs notebooks in the tslab kernel, through `execute.py` in our Python environment. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { jupyterEnv } from "../jupyter/environment.mjs";
import { python, state } from "./paths.mjs";

interface Job {
  id: string;
  /** The notebook to run. */
  source: string;
  /** The kernel's working directory: imports and file names in cells start there. */
  folder: string;
  /** Where to write it, with its outputs, when every cell ran. */
  target: string;
  /** Jobs with the same name here share a kernel, one after the other; without it each has its own. */
  kernel?: string;
}

export interface Result {
  id: string;
  seconds: number;
  /** The cell's place in the notebook, from 0; below 0 when no cell was reached. */
  failure: { cell: number; message: string } | null;
}

interface ExecuteOptions {
  /** The longest a cell may take, in seconds. */
  timeout: number;
  /** Called as each notebook ends. */
  onResult: (result: Result) => void | Promise<void>;
}

export async function execute(jobs: Job[], { timeout, onResult }: ExecuteOptions): Promise<void> {
  const notebooks = jobs.map(({ id, source, folder, target, kernel = id }) => ({
    id,
    source,
    folder,
    target,
    kernel,
  }));
  const script = fileURLToPath(new URL("execute.py", import.meta.url));
  const child = spawn(python, ["-X", "utf8", script], {
    env: jupyterEnv(state),
    windowsHide: true,
  });
  let errorOutput = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    errorOutput += text;
  });
  const exitCode = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  exitCode.catch(() => {}); // it is looked at below
  child.stdin.on("error", () => {});
  child.stdin.write(`${JSON.stringify({ timeout, notebooks })}\n`);
  let resultCount = 0;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      resultCount++;
      await onResult(JSON.parse(line));
    }
  } finally {
    // Its end tells the script to stop its kernels: also when a result could not be kept, on a full disk.
    child.stdin.end();
  }
  const status = await exitCode;
  if (status !== 0 || resultCount < jobs.length)
    throw new Error(`the notebooks were not all executed (status ${status})\n${errorOutput}`);
}
