import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

const windows = process.platform === "win32";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

let stopped = false;

/** Called with the id of every process that `run` starts. */
export const observer = { started: (/** @type {number} */ _pid) => {} };

/**
 * Runs a program to its end, or until its time is over, and returns how it ended and everything it printed. A program that
 * cannot be started counts as one that failed. What it leaves running is ended.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {number} [seconds] how long it may take
 * @returns {Promise<{ code: number | null, status: string, output: string }>} `status` is its exit code as text, the
 * signal that ended it, that its time was over, or why it did not start
 */
export function run(command, args, env = process.env, seconds) {
  return new Promise((resolve) => {
    if (stopped) return resolve({ code: 130, status: "130", output: "" });
    let output = "";
    // A process group of its own, so that its end also reaches what the program starts.
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: !windows,
      windowsHide: true,
    });
    running.add(child);
    if (child.pid) observer.started(child.pid);
    let timeoutStatus = "";
    const stop = () => {
      timeoutStatus = `time limit of ${seconds} s exceeded`;
      endGroup(child);
    };
    const timer = seconds === undefined ? undefined : setTimeout(stop, seconds * 1000);
    const end = (/** @type {number | null} */ code, /** @type {string} */ status) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, status: timeoutStatus || status, output });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", (error) => {
      output += error.message;
      end(127, error.message);
    });
    child.on("exit", (code, signal) => {
      const finish = () => {
        clearTimeout(pipeTimer);
        child.off("close", finish);
        endGroup(child);
        end(code, String(code ?? signal));
      };
      // What it left running would keep its pipes open for ever.
      const pipeTimer = setTimeout(finish, 200);
      child.on("close", finish);
    });
  });
}

/**
 * Waits for all to end, also where one fails, and then fails as the first of them did.
 * @param {Promise<unknown>[]} promises
 */
export async function allSettled(promises) {
  for (const work of await Promise.allSettled(promises))
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
export function endGroup({ pid, exitCode }) {
  if (!pid) return;
  try {
    if (!windows) process.kill(-pid, "SIGKILL");
    // There a program that has ended leads to nothing that it left.
    else if (exitCode === null)
      spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
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
