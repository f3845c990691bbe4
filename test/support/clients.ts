/** Other people's programs that speak to the kernel, in a Python environment of their own below .cache. */
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { jupyterEnv } from "../../jupyter/environment.mjs";
import { cache, root, state, venv } from "../../tools/paths.mjs";
import { run } from "../../tools/process.mjs";
import { environment } from "./environment.js";

const requirements = path.join(root, "test", "support", "clients", "requirements.txt");

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
  const { python, reason } = await environment("clients", requirements);
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
