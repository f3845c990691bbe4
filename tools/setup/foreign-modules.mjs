// Node looks for packages, also optional ones, in the node_modules of every parent folder.
import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../failure.mjs";
import { root } from "../paths.mjs";

/** Refuses to start below packages that another user of this computer put there: their code would run as ours. */
export function refuseForeignModules() {
  const me = process.getuid?.();
  if (me === undefined) return; // Windows has no owners that Node could tell
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    const packages = join(folder, "node_modules");
    /** @type {number} */
    const owner = lstatSync(packages, { throwIfNoEntry: false })?.uid ?? me;
    if (owner !== me && owner !== 0)
      throw new Failure(
        `${packages} belongs to another user of this computer, and Node would run code from it. Move this ` +
          "whole folder to where only you can write, such as your home folder, and run the same command there.",
      );
    if (folder === dirname(folder)) return;
  }
}
