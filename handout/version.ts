/** What a handout was made from: the version of the package, the commit, and the parameters that differ from it. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Notebook } from "../ipynb/nbformat.js";
import { type ChangedParameter, changedParameters } from "../ipynb/parameters.js";
import { memoized } from "../src/memoized.js";
import { read, root } from "./assets.js";

export const version = memoized((): string => {
  const { version } = JSON.parse(read("package.json"));
  const commit = git("rev-parse", "--short", "HEAD");
  if (!commit) return version;
  const date = git("show", "--no-patch", "--format=%cs", "HEAD");
  return `${version} of ${date}, commit ${commit}${git("status", "--porcelain") ? " + changes" : ""}`;
});

/** The parameters that differ from those of the committed notebook; none where there is no git. */
export function changedSinceCommit(name: string, notebook: Notebook): ChangedParameter[] {
  const committed = git("show", `HEAD:notebooks/${name}.ipynb`);
  return committed ? changedParameters(notebook, JSON.parse(committed)) : [];
}

/** Git's output; "" without git, or in a folder that is no clone of its own. */
function git(...words: string[]): string {
  // A downloaded copy may lie in another repository.
  const own = path.join(root, ".git");
  if (!existsSync(own)) return "";
  // On a class's server another user owns the clone: git refuses that unless the folders are named.
  const folders = [`--git-dir=${own}`, `--work-tree=${root}`];
  try {
    const options = { cwd: root, encoding: "utf8", maxBuffer: 1e9, windowsHide: true } as const;
    return execFileSync("git", [...folders, ...words], {
      ...options,
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}
