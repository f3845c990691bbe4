// One set-up at a time: `npm start` and `npm test` may begin in the same second.
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeFolder } from "../paths.mjs";
import { isRunning } from "../process.mjs";

/** A holder touches its lock every second; one not touched for so long was left behind. */
const stale = 60_000;

/**
 * Whether the lock was left behind by processes that are gone.
 * @param {string} path
 */
function abandoned(path) {
  try {
    if (Date.now() - statSync(path).mtimeMs > stale) return true;
    const pids = readFileSync(path, "utf8").split(" ").filter(Boolean).map(Number);
    return pids.length > 0 && !pids.some(isRunning); // without any it is just being written
  } catch {
    return false; // it was released in this moment
  }
}

/**
 * Waits for the lock and takes it.
 * @param {string} path
 * @param {() => void} waiting called once when another process holds it
 * @param {AbortSignal} signal ends the waiting
 * @returns what releases the lock, and what names the processes that work under it: should this one
 * be killed, the next set-up waits for them to end.
 */
export async function takeLock(path, waiting, signal) {
  const me = String(process.pid);
  for (let told = false; ; ) {
    try {
      makeFolder(dirname(path));
      writeFileSync(path, me, { flag: "wx" });
      // Two that saw the same abandoned lock may both have removed "it": look whose it is now.
      await sleep(20);
      if (readFileSync(path, "utf8") === me) break;
    } catch (error) {
      // Windows says EPERM of a file that is just being removed.
      const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
      const busy =
        process.platform === "win32" ? ["EEXIST", "ENOENT", "EPERM"] : ["EEXIST", "ENOENT"];
      if (!busy.includes(code)) throw error;
    }
    if (abandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) waiting();
    told = true;
    await sleep(200, undefined, { signal });
  }
  const pids = [me];
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {}
  }, 1000);
  return {
    release() {
      clearInterval(beat);
      rmSync(path, { force: true });
    },
    /** @param {number} pid */
    worker(pid) {
      pids.push(String(pid));
      writeFileSync(path, pids.join(" "));
    },
  };
}
