/** A kernel must not outlive the Jupyter server that started it. */

/** Kills the kernel, and the processes of its cells, once its parent has ended, even by a crash. */
export function exitWhenOrphaned(): void {
  const { JPY_PARENT_PID } = process.env; // set by Jupyter to ask for this
  if (!JPY_PARENT_PID) return;
  // An orphan gets another parent, perhaps before the first check; on Windows its parent's id stays.
  const windows = process.platform === "win32";
  const parent = windows ? process.ppid : Number(JPY_PARENT_PID);
  const timer = setInterval(() => {
    if (windows ? exists(parent) : process.ppid === parent) return;
    clearInterval(timer);
    signalProcessGroup("SIGKILL");
    process.kill(process.pid, "SIGKILL");
  }, 1000);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Jupyter starts a kernel as the leader of a process group; the processes of its cells belong to it. */
export function signalProcessGroup(signal: NodeJS.Signals): void {
  if (process.platform === "win32") return;
  try {
    process.kill(-process.pid, signal);
  } catch {} // it leads no group
}
