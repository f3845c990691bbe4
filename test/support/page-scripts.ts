/** What runs in a handout's page: the scripts that are ours. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../tools/paths.mjs";

/** By file, as the page holds them. */
export const scripts: Record<string, string> = Object.fromEntries(
  ["figures", "contents", "slides", "page", "on-demand", "sandbox", "worker"]
    .map((name) => `dist/page/${name}.js`)
    .map((name) => [name, readFileSync(path.join(root, name), "utf8")]),
);

/** For each script which of its characters ran, as "from-to" (without the last). */
export type Reached = Record<string, [from: number, to: number][]>;

/** Its files that need no browser. */
export const plain = [
  ...["browser-storage", "confine", "dependencies", "files", "folds", "display"],
  ...["memory", "worker-output", "figures/legend", "figures/points"],
].map((name) => `handout/page/${name}.ts`);
