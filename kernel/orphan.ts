/** No kernel outlives the server that started it. */

/** Ends the kernel, and what its cells have started, once its parent is gone, however it went. */
export function endOrphan(): void {
  const { JPY_PARENT_PID } = process.env; // Jupyter says so that it wants this
  if (!JPY_PARENT_PID) return;
  // An orphan gets another parent, perhaps before it looks for the first time; on Windows it keeps the number.
  const windows = process.platform === "win32";
  const parent = windows ? process.ppid : Number(JPY_PARENT_PID);
  const timer = setInterval(() => {
    if (windows ? isThere(parent) : process.ppid === parent) return;
    clearInterval(timer);
    endGroup("SIGKILL");
    process.kill(process.pid, "SIGKILL");
  }, 1000);
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Jupyter starts a kernel as the leader of a group, to which belongs what its cells start. */
export function endGroup(signal: NodeJS.Signals): void {
  if (process.platform === "win32") return;
  try {
    process.kill(-process.pid, signal);
  } catch {} // it leads no group
}
