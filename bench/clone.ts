/** Row: from a new clone to the first figure, beside a new Python environment; all packages are downloaded anew. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { jupyterEnv } from "../jupyter/environment.mjs";
import { install } from "../test/support/environment.js";
import { freePort } from "../test/support/port.js";
import { pythonIn, root, state } from "../tools/paths.mjs";
import { findPython } from "../tools/setup/find-programs.mjs";
import { atMost, below, type Limit, type Line, line, measureInTurn, outputOf } from "./measure.js";
import { python } from "./python.js";
import { type Row, startCells } from "./rows.js";
import { runIn, shown } from "./run-cells.js";

const seconds = (from: number) => (performance.now() - from) / 1000;

/** With which Python packages are installed, on both sides. */
type Installer = "pip" | "uv";

/** Empty folders instead of this computer's caches, as on a new computer; a PATH with uv or without. */
async function fresh(folder: string, installer: Installer): Promise<NodeJS.ProcessEnv> {
  const name = process.platform === "win32" ? "uv.exe" : "uv";
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  if (installer === "uv") copyFileSync(path.join(path.dirname(python), name), path.join(bin, name));
  const others = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter((part) => !existsSync(path.join(part, name)));
  return {
    ...process.env,
    PATH: [bin, ...others].join(path.delimiter),
    PYTHON: (await findPython()).path, // it may lie in a folder with uv
    npm_config_cache: path.join(folder, "npm"),
    PIP_CACHE_DIR: path.join(folder, "pip"),
    UV_CACHE_DIR: path.join(folder, "uv"),
  };
}

/** Room on disk, in megabytes, as `du` counts it. */
const megabytes = (file: string): number => (existsSync(file) ? bytes(file) / 1e6 : 0);

/** Of a file, or of a folder and all in it. A link counts as itself. */
function bytes(file: string): number {
  const stats = lstatSync(file);
  const own = stats.blocks === undefined ? stats.size : stats.blocks * 512;
  if (!stats.isDirectory()) return own;
  const inside = readdirSync(file).map((name) => bytes(path.join(file, name)));
  return inside.reduce((sum, size) => sum + size, own);
}

/** Megabytes of what takes most room: the folders of the clone, and of its packages those above five. */
function treeOf(clone: string): Record<string, number> {
  const inside = (folder: string) =>
    existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
  const modules = inside(path.join(clone, "node_modules"));
  const scopes = modules.filter((file) => path.basename(file).startsWith("@"));
  const lib = path.join(clone, ".venv", "lib");
  const python = [...inside(lib), lib].flatMap((folder) =>
    inside(path.join(folder, "site-packages")),
  );
  const packages = [
    ...modules.filter((file) => !scopes.includes(file)),
    ...scopes.flatMap(inside),
    ...python,
  ];
  const measured = (files: string[], least: number) =>
    files
      .map((file): [string, number] => [file, Math.round(megabytes(file))])
      .filter(([, size]) => size >= least)
      .sort(([, a], [, b]) => b - a);
  const named = (files: [string, number][]) =>
    files.map(([file, size]) => [path.relative(clone, file).replaceAll("\\", "/"), size]);
  return Object.fromEntries([
    ...named(measured(inside(clone), 1)),
    ...named(measured(packages, 5)),
  ]);
}

/** Seconds in which this disk takes so many megabytes. */
function writing(size: number, folder: string): number {
  const [file, chunk] = [path.join(folder, "chunk"), Buffer.alloc(64e6, 1)];
  const started = performance.now();
  writeFileSync(file, chunk, { flush: true });
  const elapsed = seconds(started);
  rmSync(file);
  return (elapsed * size * 1e6) / chunk.length;
}

/** Waits until a program has said so. */
type CommandOutput = (words: RegExp) => Promise<void>;

/** Starts JupyterLab and returns the seconds until it prints its address; stops it after what is done while it runs. */
async function lab(
  command: string,
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  meanwhile?: (said: CommandOutput) => Promise<void>,
) {
  const started = performance.now();
  const all = [...args, "--no-browser", `--port=${await freePort()}`];
  const child = spawn(command, all, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = listener(child);
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    await said(/http:\/\/(127\.0\.0\.1|localhost):\d+\S*\s/);
    const elapsed = seconds(started);
    await meanwhile?.(said);
    return elapsed;
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

function listener(child: ChildProcess): CommandOutput {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      child.emit("said");
    });
  return (words) =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (words.test(text)) resolve();
      };
      child.on("said", look).on("error", reject);
      child.on("exit", () => reject(new Error(`JupyterLab ended\n${text}`)));
      look();
    });
}

/** The first figure, in a kernel of that environment. */
async function figure(venv: string, kernel: "tslab" | "python3", folder: string) {
  const cells = startCells[kernel === "tslab" ? "course" : "python"].slice(0, 3);
  shown(await runIn(venv, kernel, folder, cells), 2);
}

/** What one look at the course told besides its numbers. */
interface FirstCell {
  tree: Record<string, number>;
  limits: Limit[];
}

/** A computer that has only Node, Python and git: the course. */
async function course(folder: string, installer: Installer, seen: (about: FirstCell) => void) {
  const env = await fresh(folder, installer);
  const started = performance.now();
  const clone = path.join(folder, "perceptron");
  await outputOf("git", ["clone", "--quiet", root, clone]);
  const start = [path.join(clone, "tools", "run.mjs"), "lab", "--LabApp.open_browser=False"];
  let [first, whole] = [0, 0];
  await lab(process.execPath, start, clone, env, async (said) => {
    await figure(path.join(clone, ".venv"), "tslab", path.join(clone, "notebooks"));
    first = seconds(started);
    await said(/All is there/);
    whole = seconds(started);
  });
  const size = megabytes(clone);
  const again = await lab(process.execPath, start, clone, env);
  const bare = performance.now();
  await outputOf(process.execPath, ["-e", ""]);
  await outputOf(pythonIn(path.join(clone, ".venv")), ["-I", "-S", "-c", ""]);
  const starts = seconds(bare);
  seen({
    tree: treeOf(clone),
    limits: [
      { value: writing(size, folder), why: "its bytes written to this disk" },
      {
        value: megabytes(env.npm_config_cache ?? "") + megabytes(env.PIP_CACHE_DIR ?? ""),
        why: "the same packages, compressed",
      },
      { value: starts, why: "the starts of a bare Node and a bare Python" },
    ],
  });
  return [first, size, again, whole];
}

/** The same computer, the packages that a reader would install instead: JupyterLab, NumPy, pandas, plotly. */
async function pythonSide(folder: string, installer: Installer): Promise<number[]> {
  const own = await fresh(folder, installer);
  const started = performance.now();
  const venv = path.join(folder, "venv");
  await install(venv, path.join(root, "bench", "lab.txt"), own);
  const work = path.join(folder, "work");
  mkdirSync(work);
  const env = jupyterEnv(state, own);
  const start = ["-m", "jupyterlab", "--allow-root", `--ServerApp.root_dir=${work}`];
  let first = 0;
  await lab(pythonIn(venv), start, work, env, async () => {
    await figure(venv, "python3", work);
    first = seconds(started);
  });
  return [first, megabytes(venv), await lab(pythonIn(venv), start, work, env)];
}

/** Two runs at most: each downloads all packages anew. */
export const clone: Row = async (runs): Promise<Omit<Line, "load">[]> => {
  // Removed at the end only: ext4 makes files at half its speed for half a minute after many were deleted.
  const home = mkdtempSync(path.join(tmpdir(), "perceptron-clone-"));
  try {
    return await inFolder(home, Math.min(runs, 2));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

async function inFolder(home: string, runs: number): Promise<Omit<Line, "load">[]> {
  const seen: Partial<Record<Installer, FirstCell>> = {};
  const take = (installer: Installer) => {
    const folder = () => mkdtempSync(path.join(home, `${installer}-`));
    const ours = () =>
      course(folder(), installer, (about) => {
        seen[installer] = about;
      });
    const sides = { course: ours, Python: () => pythonSide(folder(), installer) };
    return measureInTurn(`clone with ${installer}`, sides, runs);
  };
  const pip = await take("pip");
  const { tree, limits = [] } = seen.pip ?? {};
  const what = "new clone to the first figure";
  const lines = [
    line(`${what}, pip on both sides`, "s", pip, 0, { bar: atMost(1), limit: limits[0] }),
    { ...line("room on disk", "MB", pip, 1, { bar: below(560, "MB"), limit: limits[1] }), tree },
    line("second start of JupyterLab", "s", pip, 2, { bar: below(1.5, "s"), limit: limits[2] }),
    line("new clone until later notebooks and exports work too, pip", "s", pip, 3),
  ];
  const uv = await take("uv");
  const limit = seen.uv?.limits[0];
  return [
    ...lines,
    line(`${what}, uv on both sides`, "s", uv, 0, { bar: atMost(1), limit }),
    line("new clone until later notebooks and exports work too, uv", "s", uv, 3),
  ];
}
