import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

const windows = process.platform === "win32";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

let stopped = false;

/** Called with the id of every process that `run` starts. */
export const observer = { started: (/** @type {number} */ _pid) => {} };

/**
 * Runs a program to its end and returns its exit code and everything it printed. A program that
 * cannot be started counts as one that failed.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, args, env = process.env) {
  return new Promise((resolve) => {
    if (stopped) return resolve({ code: 130, output: "" });
    let output = "";
    // A process group of its own, so that `stopAll` also reaches what the program starts.
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: !windows,
      windowsHide: true,
    });
    running.add(child);
    if (child.pid) observer.started(child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", (error) => {
      running.delete(child);
      resolve({ code: 127, output: output + error.message });
    });
    child.on("close", (code) => {
      running.delete(child);
      resolve({ code, output });
    });
  });
}

/**
 * Waits for all to end, also where one fails, and then fails as the first of them did.
 * @param {Promise<unknown>[]} works
 */
export async function together(works) {
  for (const work of await Promise.allSettled(works))
    if (work.status === "rejected") throw work.reason;
}

/**
 * Ends at once what `run` started, and what that started, and lets it start nothing more. No half
 * of its work counts as done, so it need not clean up.
 */
export function stopAll() {
  stopped = true;
  for (const child of running) endGroup(child);
}

/**
 * Ends a program that was started with a process group of its own, and what it started.
 * @param {import("node:child_process").ChildProcess} child
 */
export function endGroup({ pid }) {
  if (!pid) return;
  try {
    if (windows) spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    else process.kill(-pid, "SIGKILL");
  } catch {} // it is gone already
}

/** @param {number} pid */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
