import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Variables that would let another Python or Jupyter on this computer reach into ours. */
const foreign = [
  "JUPYTER_PATH",
  "JUPYTER_NO_CONFIG",
  "JUPYTERLAB_DIR",
  "JUPYTERLAB_SETTINGS_DIR",
  "JUPYTERLAB_WORKSPACES_DIR",
  "PYTHONHOME",
  "PYTHONPATH",
  "VIRTUAL_ENV",
];

/**
 * The environment for every Jupyter program: it reads our settings in this folder and writes below
 * `state`, and leaves the user's own ~/.jupyter alone.
 * @param {string} state
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnv(state, env = process.env) {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.includes(name)));
  return {
    ...own,
    JUPYTER_CONFIG_PATH: dirname(fileURLToPath(import.meta.url)),
    JUPYTER_CONFIG_DIR: join(state, "config"),
    JUPYTER_DATA_DIR: join(state, "data"),
    JUPYTER_RUNTIME_DIR: join(state, "runtime"),
    JUPYTER_PREFER_ENV_PATH: "1",
    // Else Python reads what we write to it, and prints paths, in the code page of Windows.
    PYTHONUTF8: "1",
    IPYTHONDIR: join(state, "ipython"),
  };
}
