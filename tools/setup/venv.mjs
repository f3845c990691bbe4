// The Python environment: JupyterLab as jupyter/requirements.txt says, in .venv.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, failWithOutput, isWriteError } from "../failure.mjs";
import { cache, python, requirements, venv } from "../paths.mjs";
import { run } from "../process.mjs";
import { withProgress } from "../progress.mjs";
import { findPython, findUv } from "./find-programs.mjs";
import { fingerprint } from "./fingerprint.mjs";

const stamp = join(venv, ".perceptron-stamp");
const inputs = () => fingerprint(readFileSync(requirements));

/** Is the environment complete, and does its Python still run? It may have been uninstalled. */
export async function hasVenv() {
  const [made, asked] = (existsSync(stamp) ? readFileSync(stamp, "utf8") : "").split("\n");
  if (made !== inputs() || (process.env.PYTHON ?? asked) !== asked) return false;
  return (await run(python, ["-I", "-S", "-c", ""])).code === 0;
}

/** Overrides a user's settings for pip, uv and Python. */
function environment() {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    PIP_USER: "0",
    PIP_DRY_RUN: "0",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_UPLOADED_PRIOR_TO: "9000-01-01",
    UV_EXCLUDE_NEWER: "9000-01-01",
    UV_PYTHON_DOWNLOADS: "never",
  };
  const foreign = ["PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV"];
  for (const name of foreign) delete env[name];
  return env;
}

export async function makeVenv() {
  const before = inputs();
  const base = await findPython();
  const uv = await findUv();
  rmSync(venv, { recursive: true, force: true });
  const env = environment();
  const made = uv
    ? await runUv(uv, ["venv", "--seed", "--python", base.path, venv], env) // with pip, for who adds a package
    : await run(base.path, ["-X", "utf8", "-m", "venv", venv], env);
  if (/ensurepip|No module named '?venv/.test(made.output)) {
    const [major, minor] = base.version.split(".");
    throw new Failure(
      `Python ${base.version} (${base.path}) comes without its venv module: Debian and Ubuntu ` +
        `ship it as a package of its own. Install it with: sudo apt install ` +
        `python${major}.${minor}-venv (or install uv), and run the same command again.`,
    );
  }
  if (made.code !== 0) failWithOutput("the making of the Python environment", made.output);
  // Python compiles what it imports; a third of all files never is.
  const what = ["--require-hashes", "--no-deps", "-r", requirements];
  const { code, output } = await withProgress(
    `Installing JupyterLab with Python ${base.version}${uv ? " and uv" : ""} ` +
      `(about ${uv ? 5 : 20} seconds, 260 MB on disk)`,
    async () => {
      const pip = ["-m", "pip", "install", "--no-input", "--no-compile"];
      return uv
        ? await runUv(uv, ["pip", "install", "--python", python, ...what], env)
        : await run(python, ["-I", "-X", "utf8", ...pip, ...what], env);
    },
    installed,
  );
  if (code !== 0) failWithOutput("the installation of JupyterLab", output);
  // JupyterLab runs CommonJS scripts with Node, which would otherwise apply our "type": "module".
  writeFileSync(join(venv, "package.json"), '{ "type": "commonjs" }\n');
  writeFileSync(stamp, `${before}\n${process.env.PYTHON ?? ""}`);
}

const compiled = join(venv, ".perceptron-compiled");

/** Where a class shares a folder, learners can't write bytecode there. */
export const hasBytecode = () => existsSync(compiled);

/** Of what a start of JupyterLab, an export and a run of a notebook import. */
export async function makeBytecode() {
  const used =
    "import jupyterlab.labapp, notebook_shim, jupyter_lsp, nbconvert.exporters, nbclient";
  const { code, output } = await run(python, ["-I", "-X", "utf8", "-c", used]);
  if (code !== 0) failWithOutput("the first start of JupyterLab's packages", output);
  writeFileSync(compiled, "");
}

export const removeVenv = () => rmSync(venv, { recursive: true, force: true });

/**
 * uv, unlike pip, needs its cache: in the user's home, or in the clone if that is read-only.
 * @param {string} uv
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function runUv(uv, args, env) {
  const first = await run(uv, args, env);
  if (first.code === 0 || !isWriteError(first.output)) return first;
  return run(uv, [...args, "--cache-dir", join(cache, "uv")], env);
}

/** How many packages are there. pip downloads all of them, then unpacks them. */
function installed() {
  const windows = join(venv, "Lib", "site-packages");
  const lib = join(venv, "lib");
  const versions = existsSync(windows) || !existsSync(lib) ? [] : readdirSync(lib);
  const folders = [windows, ...versions.map((name) => join(lib, name, "site-packages"))];
  const names = folders.filter((folder) => existsSync(folder)).flatMap((f) => readdirSync(f));
  const count = names.filter((name) => name.endsWith(".dist-info")).length;
  return count > 2 ? `${count} packages unpacked` : "downloading";
}
