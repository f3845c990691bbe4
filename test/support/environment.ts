/** Python environments of their own, below .cache, for what tests alone need. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { install } from "../../bench/python.js";
import { explainCause } from "../../tools/failure.mjs";
import { cache, pythonIn } from "../../tools/paths.mjs";
import { fingerprint } from "../../tools/setup/fingerprint.mjs";
import { takeLock } from "../../tools/setup/lock.mjs";

/** Its Python, or why there is none, if the network is the cause; any other is a failure. */
export async function environment(
  name: string,
  requirements: string,
): Promise<{ python: string; reason: string }> {
  const folder = path.join(cache, name);
  const stamp = path.join(folder, ".stamp");
  const python = pythonIn(folder);
  const wanted = fingerprint(readFileSync(requirements));
  const lock = await takeLock(`${folder}.lock`, () => {}, new AbortController().signal);
  try {
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return { python, reason: "" };
    await install(folder, requirements, process.env);
    writeFileSync(stamp, wanted);
    return { python, reason: "" };
  } catch (error) {
    const why = explainCause("it", (error as Error).message) ?? "";
    if (!why.startsWith("The network")) throw error;
    return { python, reason: `${name}: no network, PyPI does not answer` };
  } finally {
    lock.release();
  }
}
