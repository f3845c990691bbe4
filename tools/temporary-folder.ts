/** Temporary folders for unfinished files, below .cache/, each named after its process. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { cache } from "./paths.mjs";
import { isRunning } from "./process.mjs";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls `work` with a temporary folder, and removes that afterwards, also after an error or a signal.
 *
 * @param name of the folder; leftovers of that name whose process was killed are removed
 * @param stopped the message when a signal ends the work
 */
export async function withTemporaryFolder<Result>(
  name: string,
  work: (folder: string) => Promise<Result>,
  stopped?: string,
): Promise<Result> {
  removeLeftovers(name);
  const own = path.join(cache, `${name}-${process.pid}`);
  let folder = own;
  // One process may do the same work twice at once.
  for (let count = 2; existsSync(folder); count++) folder = `${own}-${count}`;
  mkdirSync(folder, { recursive: true });
  const clean = () => rmSync(folder, { recursive: true, force: true });
  const stop = () => {
    if (stopped) console.error(stopped);
    process.exit(130);
  };
  process.once("exit", clean);
  for (const signal of signals) process.once(signal, stop);
  try {
    return await work(folder);
  } finally {
    for (const signal of signals) process.off(signal, stop);
    process.off("exit", clean);
    clean();
  }
}

function removeLeftovers(work: string): void {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const pid = name.startsWith(`${work}-`) ? Number.parseInt(name.slice(work.length + 1), 10) : 0;
    if (pid && !isRunning(pid)) rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}
