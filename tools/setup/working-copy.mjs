// In a read-only clone each user works on a copy of the notebooks, in ~/perceptron.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { Failure } from "../failure.mjs";
import { notebooks, root, workFolder } from "../paths.mjs";

/** Copies the notebooks that are missing: a deleted one comes back at the next start, a changed one stays. */
export function prepareWork() {
  try {
    mkdirSync(workFolder, { recursive: true, mode: 0o700 }); // nobody else's eyes
    if (copyMissing(join(root, "notebooks"), notebooks)) {
      console.log(`${root} is read-only: your notebooks are in ${notebooks}`);
    }
    for (const name of ["node_modules", "dist"]) link(name);
  } catch (error) {
    const { code, path, dest } = /** @type {NodeJS.ErrnoException & { dest?: string }} */ (error);
    if (code !== "EACCES" && code !== "EPERM" && code !== "EROFS") throw error;
    throw new Failure(
      `${root} is read-only, and so is ${dest ?? path ?? workFolder}, where your copy of the notebooks ` +
        `belongs. That folder must be yours, the user ${process.getuid?.()}; a folder that you lend to a container ` +
        "is so with --userns=keep-id:uid=1000,gid=1000 (podman).",
    );
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @returns whether something was missing
 */
function copyMissing(from, to) {
  let missing = false;
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const copy = join(to, relative(from, file));
    if (entry.isDirectory() || file.includes(".ipynb_checkpoints") || existsSync(copy)) continue;
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(file, copy);
    chmodSync(copy, 0o644); // also of an original that nobody may write
    missing = true;
  }
  return missing;
}

/**
 * Links node_modules and dist, in which cells look for "perceptron".
 * @param {string} name
 */
function link(name) {
  const [original, copy] = [join(root, name), join(workFolder, name)];
  try {
    if (readlinkSync(copy) === original) return;
  } catch {} // there is none
  rmSync(copy, { force: true });
  symlinkSync(original, copy, "junction");
}
