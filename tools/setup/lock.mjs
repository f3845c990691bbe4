// One set-up at a time: `npm start` and `npm test` may begin in the same second.
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeFolder } from "../paths.mjs";
import { isRunning } from "../process.mjs";

/** The holder touches its lock every second; one not touched for so long, in milliseconds, is abandoned. */
const STALE_AFTER = 60_000;

/**
 * Whether the lock was left behind by processes that are gone.
 * @param {string} path
 */
function isAbandoned(path) {
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_AFTER) return true;
    const pids = readFileSync(path, "utf8").split(" ").filter(Boolean).map(Number);
    return pids.length > 0 && !pids.some(isRunning); // without any it is just being written
  } catch {
    return false; // it was released in this moment
  }
}

/**
 * Waits for the lock and takes it.
 * @param {string} path
 * @param {() => void} onWait called once when another process holds it
 * @param {AbortSignal} signal ends the waiting
 * @returns functions to release the lock, and to add processes that work under it: should this process be killed, the
 * next set-up waits for them to end.
 */
export async function takeLock(path, onWait, signal) {
  const ownPid = String(process.pid);
  for (let hasCalledBack = false; ; ) {
    try {
      makeFolder(dirname(path));
      writeFileSync(path, ownPid, { flag: "wx" });
      // Two processes that saw the same abandoned lock may both have removed it: check who owns the new one.
      await sleep(20);
      if (readFileSync(path, "utf8") === ownPid) break;
    } catch (error) {
      // EPERM on Windows: the file is just being removed.
      const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
      const busyCodes =
        process.platform === "win32" ? ["EEXIST", "ENOENT", "EPERM"] : ["EEXIST", "ENOENT"];
      if (!busyCodes.includes(code)) throw error;
    }
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!hasCalledBack) onWait();
    hasCalledBack = true;
    await sleep(200, undefined, { signal });
  }
  const pids = [ownPid];
  const heartbeat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {}
  }, 1000);
  return {
    release() {
      clearInterval(heartbeat);
      rmSync(path, { force: true });
    },
    /** @param {number} pid */
    addProcess(pid) {
      pids.push(String(pid));
      writeFileSync(path, pids.join(" "));
    },
  };
}
