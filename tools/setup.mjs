// Everything a fresh clone needs, each step only when its inputs changed. A step writes its stamp
// last, so an interrupted set-up is taken up again where it stopped.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { build, isBuilt } from "./build.mjs";
import { explain, Failure } from "./failure.mjs";
import { takeLock } from "./lock.mjs";
import { cache, kernelspec, python, requirements, root, venv } from "./paths.mjs";
import { observer, run, stopAll } from "./process.mjs";
import { findNpm, findPython, findUv } from "./programs.mjs";
import { fingerprint } from "./stamp.mjs";

/** @param {string} path */
const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

/**
 * Fails with the cause where we know it, else with the last lines of what the program said.
 * @param {string} what
 * @param {string} output
 */
function fail(what, output) {
  let where = "";
  try {
    const log = join(cache, "setup.log");
    writeFileSync(log, output);
    where = ` (All it said is in ${log})`;
  } catch {} // on a full disk there is no log either
  const known = explain(what, output);
  if (known) throw new Failure(known + where);
  const last = output.trim().split(/\r?\n/).slice(-12).join("\n");
  throw new Failure(
    `${last}\n\n${what[0].toUpperCase()}${what.slice(1)} failed, see above.${where}`,
  );
}

// Node packages

const nodeStamp = join(root, "node_modules", ".perceptron-stamp");
const nodeInputs = () =>
  fingerprint(readFileSync(join(root, "package-lock.json")), process.platform, process.arch);

async function installNodePackages() {
  const npm = findNpm();
  console.log("Installing the node packages (about 20 seconds, 370 MB on disk) …");
  rmSync(nodeStamp, { force: true });
  const inputs = nodeInputs();
  // The options guard against what a user's own npm configuration may say.
  const { code, output } = await run(process.execPath, [
    npm,
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--install-links=false",
    "--prefer-offline",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
    "--no-audit",
    "--no-fund",
    "--loglevel=warn",
  ]);
  if (code !== 0) fail("the installation of the node packages", output);
  dropMaps(join(root, "node_modules", "@tensorflow"));
  writeFileSync(nodeStamp, inputs);
}

/**
 * Two fifths of all that was installed only help to debug TensorFlow.js.
 * @param {string} folder
 */
function dropMaps(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".map")) rmSync(join(folder, name));
}

// Python environment

const venvStamp = join(venv, ".perceptron-stamp");
const venvInputs = () => fingerprint(readFileSync(requirements));

/** Is the environment complete, and does its Python still run? It may have been uninstalled. */
async function venvIsReady() {
  const [inputs, asked] = (read(venvStamp) ?? "").split("\n");
  if (inputs !== venvInputs() || (process.env.PYTHON ?? asked) !== asked) return false;
  return (await run(python, ["-I", "-S", "-c", ""])).code === 0;
}

async function makeVenv() {
  const inputs = venvInputs();
  const base = await findPython();
  const uv = await findUv();
  console.log(
    `Installing JupyterLab with Python ${base.version}${uv ? " and uv" : ""} ` +
      `(about ${uv ? "10 seconds" : "half a minute"}, 300 MB on disk) …`,
  );
  rmSync(venv, { recursive: true, force: true });
  const env = {
    ...process.env,
    PIP_USER: "0",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    UV_PYTHON_DOWNLOADS: "never",
  };
  for (const name of ["PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV"]) {
    delete (/** @type {NodeJS.ProcessEnv} */ (env)[name]);
  }
  const make = uv
    ? await run(uv, ["venv", "--python", base.path, venv], env)
    : await run(base.path, ["-m", "venv", venv], env);
  if (/ensurepip|No module named '?venv/.test(make.output)) {
    const [major, minor] = base.version.split(".");
    throw new Failure(
      `Python ${base.version} (${base.path}) comes without its venv module: Debian and Ubuntu ` +
        `ship it as a package of its own. Install it with: sudo apt install ` +
        `python${major}.${minor}-venv (or install uv), and run the same command again.`,
    );
  }
  if (make.code !== 0) fail("the making of the Python environment", make.output);
  const install = uv
    ? [uv, "pip", "install", "--python", python, "--compile-bytecode"]
    : [python, "-I", "-m", "pip", "install", "--no-input"];
  const { code, output } = await run(
    install[0],
    [...install.slice(1), "--require-hashes", "--no-deps", "-r", requirements],
    env,
  );
  if (code !== 0) fail("the installation of JupyterLab", output);
  // JupyterLab runs scripts of its own with Node, which would else read our "type": "module".
  writeFileSync(join(venv, "package.json"), '{ "type": "commonjs" }\n');
  writeFileSync(venvStamp, `${inputs}\n${process.env.PYTHON ?? ""}`);
}

// Kernel

/** How Jupyter starts tslab: absolute paths, so that nothing depends on PATH. */
const kernel = () =>
  `${JSON.stringify(
    {
      argv: [
        process.execPath,
        "--require",
        join(root, "kernel", "kernel.cjs"),
        join(root, "node_modules", "tslab", "bin", "tslab"),
        "kernel",
        "--config-path",
        "{connection_file}",
      ],
      display_name: "TypeScript",
      language: "typescript",
    },
    null,
    2,
  )}\n`;

function writeKernelspec() {
  mkdirSync(dirname(kernelspec), { recursive: true });
  const fresh = `${kernelspec}.${process.pid}`;
  writeFileSync(fresh, kernel());
  renameSync(fresh, kernelspec);
}

const steps = [
  { ready: () => read(nodeStamp) === nodeInputs(), make: installNodePackages },
  { ready: isBuilt, make: build },
  { ready: venvIsReady, make: makeVenv },
  { ready: () => read(kernelspec) === kernel(), make: writeKernelspec },
];

async function outOfDate() {
  for (const step of steps) if (!(await step.ready())) return true;
  return false;
}

/** Brings everything up to date. Throws a Failure whose message says what a person can do. */
export async function setUp() {
  if (!(await outOfDate())) return;
  const stopped = new AbortController();
  let exitCode = 0;
  const stop = (/** @type {NodeJS.Signals} */ _name, /** @type {number} */ number) => {
    exitCode = 128 + number;
    stopped.abort();
    stopAll();
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, stop);
  /** @type {Awaited<ReturnType<typeof takeLock>> | undefined} */
  let lock;
  try {
    lock = await takeLock(
      join(cache, "setup.lock"),
      () => console.log("Another command is setting things up: waiting for it …"),
      stopped.signal,
    );
    observer.started = lock.worker;
    for (const { ready, make } of steps) {
      if (!(await ready()) && !exitCode) await make();
    }
  } catch (error) {
    if (!exitCode) throw error;
  } finally {
    observer.started = () => {};
    lock?.release();
    for (const signal of signals) process.off(signal, stop);
  }
  if (exitCode) {
    const interrupted = new Failure("Stopped. The same command continues the set-up.");
    interrupted.exitCode = exitCode;
    throw interrupted;
  }
}
