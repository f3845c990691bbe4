/** `npm start` ends when its server ends, however it ends, and no kernel stays behind. */
// time limit: 300 s
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { jupyterEnv } from "../../jupyter/environment.mjs";
import { cache, python, root } from "../../tools/paths.mjs";
import { isRunning } from "../../tools/process.mjs";
import { freePort } from "../support/port.js";
import { needs } from "../support/skip.js";
import { waitFor } from "../support/wait-for.js";

const unixTest = needs(test, process.platform !== "win32", "processes are looked up with ps");

interface Started {
  child: ChildProcess;
  server: number;
  kernel: number;
  url: URL;
  /** All that `npm start` has said until now. */
  said: () => string;
  /** How `npm start` ends, and all it has said. */
  ended: Promise<{ code: number | null; output: string }>;
}

/** `npm start` with a kernel running. */
async function started(folder: string): Promise<Started> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      path.join(root, "tools", "run.mjs"),
      "lab",
      "--no-browser",
      `--port=${port}`,
      `--ServerApp.root_dir=${folder}`,
    ],
    { env: { ...process.env, JUPYTER_TOKEN: "start" }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on("exit", (code) => setTimeout(() => resolve({ code: code, output: output }), 200));
  });
  await waitFor(() => output.includes("Ctrl-C stops it"), "JupyterLab runs", 60);
  const url = new URL(`http://127.0.0.1:${port}/api/kernels?token=start`);
  const answer = await fetch(url, { method: "POST" });
  assert.is(answer.status, 201, await answer.clone().text());
  const { id } = (await answer.json()) as { id: string };
  const find = (words: RegExp) => Number(words.exec(processes())?.[1] ?? 0);
  const kernelOf = new RegExp(`^ *(\\d+) .*kernel-${id}\\.json`, "m");
  await waitFor(() => find(kernelOf) > 0, "the kernel runs", 60);
  const server = find(new RegExp(`^ *(\\d+) +${child.pid} .*serve\\.py`, "m"));
  assert.ok(server > 0, processes());
  return { child, server, kernel: find(kernelOf), url, said: () => output, ended };
}

const processes = () => execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });

const within = <T>(promise: Promise<T>, seconds: number, what: string): Promise<T> =>
  Promise.race([
    promise,
    sleep(seconds * 1000, undefined, { ref: false }).then(() => {
      throw new Error(`not within ${seconds} s: ${what}`);
    }),
  ]);

const startTest = (title: string, body: (started: Started) => Promise<void>, before = () => {}) =>
  unixTest(title, async () => {
    before();
    const folder = mkdtempSync(path.join(cache, "start-"));
    const all = await started(folder);
    try {
      await body(all);
      await waitFor(() => !isRunning(all.server), "the server has ended", 5);
      await waitFor(() => !isRunning(all.kernel), "the kernel has ended", 5);
    } finally {
      for (const pid of [all.child.pid, all.server, all.kernel])
        if (pid && isRunning(pid)) process.kill(pid, "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    }
  });

const handoutsStamp = path.join(root, "dist", ".stamp-handouts");
startTest(
  "what handouts need is built once JupyterLab runs",
  async ({ child, said, ended }) => {
    await waitFor(() => said().includes("All is there"), "all is there", 60);
    assert.ok(existsSync(handoutsStamp), "it is built");
    child.kill("SIGINT");
    const { code, output } = await within(ended, 10, "the end");
    assert.is(code, 0, output);
    assert.match(output, /Ctrl-C stops it[\s\S]*Building what handouts need/);
  },
  () => rmSync(handoutsStamp, { force: true }),
);

unixTest("JupyterLab that is loaded and told nothing leaves nothing", async () => {
  const folder = mkdtempSync(path.join(cache, "start-"));
  const [work, settings] = [path.join(folder, "notebooks"), ["--no-browser", "--allow-root"]];
  mkdirSync(work);
  try {
    const child = spawn(python, [path.join(root, "jupyter", "serve.py"), ...settings], {
      cwd: work,
      env: jupyterEnv(path.join(folder, "state")),
      stdio: ["pipe", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.stdin.end();
    const code = await new Promise((resolve) => child.on("close", resolve));
    assert.equal([code, output], [0, ""]);
    assert.not(existsSync(path.join(folder, "open")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

startTest("a server that is killed: npm start says so and ends", async ({ server, ended }) => {
  process.kill(server, "SIGKILL");
  const { code, output } = await within(ended, 3, "the end");
  assert.is(code, 1);
  assert.match(output, /JupyterLab was ended by SIGKILL; its kernels end with it/);
});

startTest(
  "a server that is shut down from its menu: npm start says so and ends",
  async ({ url, ended }) => {
    await fetch(new URL("/api/shutdown?token=start", url), { method: "POST" });
    const { code, output } = await within(ended, 10, "the end");
    assert.is(code, 0, output);
    assert.match(output, "JupyterLab was shut down, and its kernels with it");
  },
);

startTest(
  "one Ctrl-C, which npm delivers twice, lets the server end in order",
  async ({ child, ended }) => {
    child.kill("SIGINT");
    await sleep(50);
    child.kill("SIGINT");
    const { code, output } = await within(ended, 10, "the end");
    assert.is(code, 0, output);
    assert.match(output, "Stopping …");
  },
);

startTest("two Ctrl-C end it, though its server hangs", async ({ child, server, ended }) => {
  process.kill(server, "SIGSTOP");
  child.kill("SIGINT");
  await sleep(1500);
  assert.is(child.exitCode, null, "it waits for its server");
  child.kill("SIGINT");
  assert.is((await within(ended, 3, "the end")).code, 130);
});

startTest("npm start that is killed itself takes the server along", async ({ child }) => {
  child.kill("SIGKILL");
});

test.run();
