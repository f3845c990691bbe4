/** The Python side's environment: what a reader would install instead, in a folder of its own. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail } from "../tools/failure.mjs";
import { cache, pythonIn, root } from "../tools/paths.mjs";
import { findPython, findUv } from "../tools/setup/find-programs.mjs";
import { fingerprint } from "../tools/setup/fingerprint.mjs";
import { output } from "./measure.js";

const requirements = path.join(root, "bench", "requirements.txt");
export const venv = path.join(cache, "bench-venv");

export const python = pythonIn(venv);

/** Makes the environment when it is missing or out of date. */
export async function makePython(): Promise<void> {
  const stamp = path.join(venv, ".stamp");
  const wanted = fingerprint(readFileSync(requirements));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing NumPy, pandas, plotly, scikit-learn and ipykernel (500 MB on disk) …");
  try {
    await install(venv, requirements, process.env);
  } catch (error) {
    fail("the installation of the Python side", (error as Error).message);
  }
  writeFileSync(stamp, wanted);
}

/** A new virtual environment, with uv where there is one, as `npm start` makes its own. */
export async function install(folder: string, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const base = await findPython();
  const uv = await findUv(env);
  rmSync(folder, { recursive: true, force: true });
  const into = pythonIn(folder);
  // Nothing is built: a source package runs what it likes while it is installed.
  const what = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", file];
  if (uv) {
    await output(uv, ["venv", "--python", base.path, folder], { env });
    await output(uv, ["pip", "install", "--python", into, "--compile-bytecode", ...what], { env });
  } else {
    await output(base.path, ["-m", "venv", folder], { env });
    await output(into, ["-I", "-m", "pip", "install", "--no-input", ...what], { env });
  }
}
