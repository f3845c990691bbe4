/** Other people's programs that speak to the kernel, in a Python environment of their own below .cache. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { jupyterEnv } from "../../jupyter/environment.mjs";
import { explain } from "../../tools/failure.mjs";
import { takeLock } from "../../tools/lock.mjs";
import { cache, root, state, venv } from "../../tools/paths.mjs";
import { run } from "../../tools/process.mjs";
import { findPython } from "../../tools/programs.mjs";
import { fingerprint } from "../../tools/stamp.mjs";

const folder = path.join(cache, "clients");
const python = path.join(
  folder,
  ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
);
const requirements = path.join(root, "test", "support", "clients", "requirements.txt");
const stamp = path.join(folder, ".stamp");

/** Installs what is missing. The answer is why that is impossible without a network; else nothing. */
async function install(): Promise<string | undefined> {
  const wanted = fingerprint(readFileSync(requirements));
  const lock = await takeLock(`${folder}.lock`, () => {}, new AbortController().signal);
  try {
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
    rmSync(folder, { recursive: true, force: true });
    const { path: base } = await findPython();
    const pip = ["-I", "-X", "utf8", "-m", "pip", "install", "--no-input", "--quiet"];
    const what = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", requirements];
    for (const [program, ...args] of [
      [base, "-m", "venv", folder],
      [python, ...pip, ...what],
    ]) {
      const { code, output } = await run(program, args);
      if (code === 0) continue;
      if (/network/.test(explain("it", output) ?? "")) return "no network: PyPI does not answer";
      throw new Error(`the other clients could not be installed\n${output}`);
    }
    writeFileSync(stamp, wanted);
  } finally {
    lock.release();
  }
}

export interface Clients {
  python: string;
  /** With a home of its own, in which our kernel is the only one. */
  env: NodeJS.ProcessEnv;
  home: string;
  clean: () => void;
  /** Runs a Python module there: `pytest`, `nbconvert`. */
  module: (...args: string[]) => ReturnType<typeof run>;
}

/** The environment, or the reason why there is none. */
export async function getClients(): Promise<{ clients?: Clients; reason: string }> {
  const reason = await install();
  if (reason) return { reason };
  const home = mkdtempSync(path.join(cache, "client-"));
  const env: NodeJS.ProcessEnv = {
    ...jupyterEnv(state),
    PATH: `${path.dirname(python)}${path.delimiter}${process.env.PATH}`,
    JUPYTER_PATH: path.join(venv, "share", "jupyter"), // there is the kernelspec
    JUPYTER_CONFIG_PATH: home,
    JUPYTER_CONFIG_DIR: home,
    JUPYTER_DATA_DIR: home,
    JUPYTER_RUNTIME_DIR: home,
    IPYTHONDIR: home,
    PYTHONUTF8: "1",
  };
  const clean = () => rmSync(home, { recursive: true, force: true });
  const module = (...args: string[]) => run(python, ["-m", ...args], env);
  return { clients: { python, env, home, clean, module }, reason: "" };
}
