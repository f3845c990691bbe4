/** Row: from a new clone to the first figure, beside a new Python environment; all packages are downloaded anew. */
import { type ChildProcess, spawn } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { jupyterEnv, root } from "../tools/paths.mjs";
import { freePort } from "../tools/port.js";
import { runIn, shown } from "./kernel.js";
import { alternate, atMost, below, type Line, line, output } from "./measure.js";
import { install, pythonOf } from "./python.js";
import { type Row, startCells } from "./rows.js";

const seconds = (from: number) => (performance.now() - from) / 1000;

/** Empty folders instead of this computer's caches, as on a new computer. */
const fresh = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  npm_config_cache: path.join(folder, "npm"),
  PIP_CACHE_DIR: path.join(folder, "pip"),
  UV_CACHE_DIR: path.join(folder, "uv"),
});

/** Room on disk, in megabytes, as `du` counts it. */
const megabytes = (folder: string): number => bytes(folder) / 1e6;

/** Of a file, or of a folder and all in it. A link counts as itself. */
function bytes(file: string): number {
  const stats = lstatSync(file);
  const own = stats.blocks === undefined ? stats.size : stats.blocks * 512;
  if (!stats.isDirectory()) return own;
  const inside = readdirSync(file).map((name) => bytes(path.join(file, name)));
  return inside.reduce((sum, size) => sum + size, own);
}

/** Starts JupyterLab and returns the seconds until it prints its address; then stops it. */
async function lab(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv) {
  const begun = performance.now();
  const all = [...args, "--no-browser", `--port=${await freePort()}`];
  const child = spawn(command, all, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  try {
    await address(child);
    return seconds(begun);
  } finally {
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    await ended;
  }
}

function address(child: ChildProcess): Promise<void> {
  let text = "";
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (/http:\/\/(127\.0\.0\.1|localhost):\d+\S*\s/.test(text)) resolve();
      });
    child.on("error", reject).on("exit", () => reject(new Error(`JupyterLab ended\n${text}`)));
  });
}

/** The first figure, in a kernel of that environment. */
async function figure(venv: string, kernel: "tslab" | "python3", folder: string) {
  const cells = startCells[kernel === "tslab" ? "course" : "python"].slice(0, 3);
  shown(await runIn(venv, kernel, folder, cells), 2);
}

/** A computer that has only Node, Python and git: the course. */
async function course(): Promise<number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "perceptron-clone-"));
  try {
    const begun = performance.now();
    const clone = path.join(folder, "perceptron");
    await output("git", ["clone", "--quiet", root, clone]);
    const start = [path.join(clone, "tools", "run.mjs"), "lab", "--LabApp.open_browser=False"];
    await lab(process.execPath, start, clone, fresh(folder));
    await figure(path.join(clone, ".venv"), "tslab", path.join(clone, "notebooks"));
    const first = seconds(begun);
    const size = megabytes(clone);
    return [first, size, await lab(process.execPath, start, clone, fresh(folder))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same computer, the packages that a reader would install instead: JupyterLab, NumPy, pandas, plotly. */
async function pythonSide(): Promise<number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "perceptron-python-"));
  try {
    const begun = performance.now();
    const venv = path.join(folder, "venv");
    await install(venv, path.join(root, "bench", "lab.txt"), fresh(folder));
    const work = path.join(folder, "work");
    mkdirSync(work);
    const env = jupyterEnv(fresh(folder));
    const start = ["-m", "jupyterlab", "--allow-root", `--ServerApp.root_dir=${work}`];
    await lab(pythonOf(venv), start, work, env);
    await figure(venv, "python3", work);
    const first = seconds(begun);
    return [first, megabytes(venv), await lab(pythonOf(venv), start, work, env)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const clone: Row = async (runs): Promise<Omit<Line, "load">[]> => {
  const taken = await alternate("clone", { course, Python: pythonSide }, runs);
  return [
    line("new clone to the first figure", "s", taken, 0, { bar: atMost(1) }),
    line("room on disk", "MB", taken, 1, { bar: below(560, "MB") }),
    line("second start of JupyterLab", "s", taken, 2, { bar: below(1.5, "s") }),
  ];
};
