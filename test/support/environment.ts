/** Python environments of their own, below .cache, for what tests and the benchmark alone need. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { explainCause } from "../../tools/failure.mjs";
import { cache, pythonIn } from "../../tools/paths.mjs";
import { run } from "../../tools/process.mjs";
import { findPython, findUv } from "../../tools/setup/find-programs.mjs";
import { fingerprint } from "../../tools/setup/fingerprint.mjs";
import { takeLock } from "../../tools/setup/lock.mjs";

/** Its Python, or why there is none, if the network is the cause; any other is a failure. */
export async function environment(
  name: string,
  requirements: string,
): Promise<{ python: string; reason: string }> {
  const folder = path.join(cache, name);
  const stamp = path.join(folder, ".stamp");
  const python = pythonIn(folder);
  const wanted = fingerprint(readFileSync(requirements));
  const lock = await takeLock(`${folder}.lock`, () => {}, new AbortController().signal);
  try {
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return { python, reason: "" };
    await install(folder, requirements, process.env);
    writeFileSync(stamp, wanted);
    return { python, reason: "" };
  } catch (error) {
    const why = explainCause("it", (error as Error).message) ?? "";
    if (!why.startsWith("The network")) throw error;
    return { python, reason: `${name}: no network, PyPI does not answer` };
  } finally {
    lock.release();
  }
}

/** A new virtual environment, with uv where there is one, as `npm start` makes its own. */
export async function install(
  folder: string,
  requirements: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const base = await findPython();
  const uv = await findUv(env);
  rmSync(folder, { recursive: true, force: true });
  const into = pythonIn(folder);
  // Nothing is built: a source package runs what it likes while it is installed.
  const what = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", requirements];
  const steps = uv
    ? [
        [uv, "venv", "--python", base.path, folder],
        [uv, "pip", "install", "--python", into, "--compile-bytecode", ...what],
      ]
    : [
        [base.path, "-m", "venv", folder],
        [into, "-I", "-m", "pip", "install", "--no-input", ...what],
      ];
  for (const [program, ...args] of steps) {
    const { code, output } = await run(program, args, env);
    if (code !== 0) throw new Error(output);
  }
}
