import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

const windows = process.platform === "win32";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

let stopped = false;

/** Called with the id of every process that `run` starts. */
export const observer = { started: (/** @type {number} */ _pid) => {} };

/**
 * Runs a program until it ends or times out, and returns its status and output. A program that cannot be started counts as
 * one that failed. Processes that it leaves running are killed.
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
    // In a process group of its own, so that its children can be killed with it.
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
      // A process that it left running would keep the pipes open for ever.
      const pipeTimer = setTimeout(finish, 200);
      child.on("close", finish);
    });
  });
}

/**
 * Waits until all have settled, then throws the first rejection.
 * @param {Promise<unknown>[]} promises
 */
export async function allSettled(promises) {
  for (const work of await Promise.allSettled(promises))
    if (work.status === "rejected") throw work.reason;
}

/**
 * Kills all that `run` has started, with its children, and starts nothing more. Unfinished steps of the set-up have no
 * stamp, so nothing needs cleaning up.
 */
export function stopAll() {
  stopped = true;
  for (const child of running) endGroup(child);
}

/**
 * Kills a process group.
 * @param {import("node:child_process").ChildProcess} child
 */
export function endGroup({ pid, exitCode }) {
  if (!pid) return;
  try {
    if (!windows) process.kill(-pid, "SIGKILL");
    // On Windows the children of a process that has ended can't be found.
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
