// Paths. All that the set-up makes or Jupyter writes stays inside the clone.
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const windows = process.platform === "win32";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The user's folder: the clone, or a folder at home when the clone is read-only, as in a container (see setup/working-copy.mjs). */
export const workFolder = mayWrite(root) ? root : join(homedir(), "perceptron");
export const notebooks = join(workFolder, "notebooks");
export const cache = join(workFolder, ".cache");
export const dist = join(root, "dist");
/** What notebooks import. */
export const packageOfModule = join(root, "node_modules", "perceptron", "package.json");
export const venv = join(root, ".venv");
/**
 * The Python of a virtual environment.
 * @param {string} folder
 */
export const pythonIn = (folder) =>
  join(folder, ...(windows ? ["Scripts", "python.exe"] : ["bin", "python"]));
export const python = pythonIn(venv);
export const requirements = join(root, "jupyter", "requirements.txt");
/** How Node runs a kernel: V8 takes compiled code only under the options that it was compiled with. */
export const kernelOptions = [
  "--no-force-async-hooks-checks", // see kernel/start.ts
  "--max-semi-space-size=2", // a smaller young generation offsets the memory of the second thread
  "--heap-growing-percent=20", // collecting more often saves 20 to 30 MB and costs about 2 % of a notebook's time
];
export const kernelspec = join(venv, "share", "jupyter", "kernels", "tslab", "kernel.json");
/** For Node's --import: makes TypeScript importable. */
export const loader = new URL("typescript.mjs", import.meta.url).href;
/** What Jupyter writes. */
export const state = join(workFolder, ".jupyter");

/** @param {string} folder */
function mayWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a folder where there is none. Not "recursive", which says "no such file" of a disk that is
 * read-only.
 * @param {string} path
 */
export function makeFolder(path) {
  if (!existsSync(path)) mkdirSync(path);
}
