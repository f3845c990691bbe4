/** No kernel outlives its server, and it leaves nothing behind; outputs need not travel over TCP. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { jupyterEnv } from "../../jupyter/environment.mjs";
import { notebooks, python, state } from "../../tools/paths.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "servers-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** A server that starts a kernel, runs cells in it, prints what came of them, and waits. */
const SERVER = `
import sys
from jupyter_client import KernelManager
name, transport, *cells = sys.argv[1:]
manager = KernelManager(kernel_name="tslab", transport=transport, connection_file=f"{name}.json")
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
for cell in cells:
    seen = []
    client.execute_interactive(cell, timeout=60, output_hook=seen.append)
    for message in seen:
        text = message["content"].get("data", {}).get("text/plain")
        if text: print(text, flush=True)
print("done", flush=True)
sys.stdin.readline()
manager.shutdown_kernel()
print("shut down", flush=True)
`;

import { waitFor } from "../support/wait-for.js";

let count = 0;

async function serve(transport: string, ...cells: string[]) {
  const name = path.join(folder, String(count++));
  const server = spawn(python, ["-c", SERVER, name, transport, ...cells], {
    cwd: notebooks,
    env: jupyterEnv(state),
  });
  let said = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (text) => {
      said += text;
    });
  await waitFor(() => said.includes("done") || server.exitCode !== null, "the cells have run", 60);
  return { server, lines: said.trim().split(/\r?\n/), said: () => said };
}

function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}

const PIDS = 'require("child_process").spawn("sleep", ["600"]).pid + " " + process.pid';

for (const [what, busy] of [
  ["that is idle", "1"],
  ["that runs a cell", "setTimeout(() => { for (;;) {} }, 100);"],
])
  test(`a kernel ${what} ends when its server is killed, with what its cells have started`, async () => {
    if (process.platform === "win32") return; // its processes know no groups
    const { server, lines } = await serve("tcp", PIDS, busy);
    const pids = lines[0].split(" ").map(Number);
    assert.ok(pids.length === 2 && pids.every((pid) => !isGone(pid)), lines.join());
    server.kill("SIGKILL");
    await waitFor(() => pids.every(isGone), "all processes have ended", 10);
  });

test("a shutdown leaves nothing", async () => {
  if (process.platform === "win32") return;
  const { server, lines, said } = await serve("tcp", PIDS);
  const pids = lines[0].split(" ").map(Number);
  server.stdin.write("\n");
  await waitFor(() => said().includes("shut down"), "the server is shut down", 10);
  await waitFor(() => pids.every(isGone), "all processes have ended", 5);
  assert.is(said().replace(/^.*\r?\n/, ""), "done\nshut down\n");
});

test("over ipc, as on a hub, where no other user can listen", async () => {
  if (process.platform === "win32") return; // Jupyter knows none there
  const { server, lines } = await serve("ipc", "6 * 7");
  assert.equal(lines, ["42", "done"]);
  server.stdin.write("\n");
  await waitFor(() => server.exitCode === 0, "the server has ended", 10);
});

test.run();
