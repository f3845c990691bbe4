/** Unfinished handouts lie in folders of their own below .cache/, each named after the process that writes it. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { cache } from "./paths.mjs";
import { isRunning } from "./process.mjs";

export const unfinishedFolder = (): string => path.join(cache, `handouts-${process.pid}`);

/** Removes the folders whose writer was killed. */
export function removeLeftovers(): void {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const pid = Number(/^handouts-(\d+)$/.exec(name)?.[1]);
    if (pid && !isRunning(pid)) rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}
