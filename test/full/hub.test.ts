/** The recipe for a class in jupyter/hub/README.md, to the letter: JupyterHub, and learners with accounts of this computer. */
// time limit: 1800 s
import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { hasTag, join } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { findBrowser, launch, NO_BROWSER } from "../../tools/browser.js";
import { select } from "../../tools/course-notebooks.js";
import { cache, root } from "../../tools/paths.mjs";
import { setParameters } from "../../tools/set-parameters.js";
import { copyClone } from "../support/copy.js";
import * as lab from "../support/labpage.js";
import { freePort } from "../support/port.js";
import { needs } from "../support/skip.js";

const [{ name, path: committed }] = select(["05"]);
const GROUP = "perceptron";
const learners = [1, 2, 3, 4, 5].map((i) => ({
  account: `perceptron-test-${i}`,
  learningRate: String(i / 10),
}));
const outsider = { account: "perceptron-test-outside" };
const password = randomUUID();
let folder = "";
let hasGroup = true;
let hub: ChildProcess | undefined;
let browser: Browser | undefined;

function hindrance(): string | undefined {
  if (process.env.PERCEPTRON_HUB !== "1")
    return "it makes accounts of this computer: PERCEPTRON_HUB=1 says that it may";
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "only root on Linux can make accounts";
  const programs = 'command -v useradd userdel chpasswd && /usr/bin/python3 -c "import ensurepip"';
  if (spawnSync("sh", ["-c", programs]).status !== 0)
    return "no useradd, userdel and chpasswd, or no /usr/bin/python3 with its venv module";
  return findBrowser() ? undefined : NO_BROWSER;
}

/** The commands that the README gives: those that install, and the one that starts the hub. */
function recipe(): [install: string, start: string] {
  const readme = readFileSync(path.join(root, "jupyter", "hub", "README.md"), "utf8");
  const [, commands = ""] = /^```$(.*?)^```$/ms.exec(readme) ?? [];
  const lines = commands.trim().split("\n");
  const makeGroup = `groupadd ${GROUP}`;
  assert.ok(lines.includes(makeGroup), "the recipe makes the group");
  hasGroup = spawnSync("getent", ["group", GROUP]).status === 0;
  const install = lines.slice(0, -1).filter((line) => line !== makeGroup || !hasGroup);
  return [install.join("\n"), lines.at(-1) ?? ""];
}

/** A folder and all in it, but links to what all learners share. */
function filesOf(top: string): string[] {
  const names = readdirSync(top, { recursive: true, encoding: "utf8" });
  return [top, ...names.map((name) => path.join(top, name))].filter(
    (name) => !lstatSync(name).isSymbolicLink() && !/\/(node_modules|dist)\//.test(name),
  );
}

/** The kernel that runs now is reached by files of the learner's, and by no port. */
function assertPrivate(account: string): void {
  const owner = Number(execFileSync("id", ["-u", account], { encoding: "utf8" }));
  const folders = readdirSync(tmpdir())
    .filter((name) => name.startsWith("perceptron-"))
    .map((name) => path.join(tmpdir(), name))
    .filter((name) => lstatSync(name).uid === owner);
  const files = folders.flatMap((name) => readdirSync(name).map((file) => path.join(name, file)));
  const connections = files.filter((file) => /kernel-[^/]*\.json$/.test(file));
  assert.ok(connections.length > 0, "the kernel's connection file is there");
  for (const file of connections)
    assert.is(JSON.parse(readFileSync(file, "utf8")).transport, "ipc");
  assert.ok(
    files.some((file) => lstatSync(file).isSocket()),
    "and its sockets",
  );
  for (const name of folders) assert.is(lstatSync(name).mode & 0o077, 0);
}

/** Where the hub and its proxy listen: addresses of this computer alone. */
function assertLocal(settings: string): void {
  const urls = [...settings.matchAll(/bind_url = "(.*)"/g)].map(([, url]) => url);
  assert.equal(urls, ["http://127.0.0.1:8000"]);
}

/** Between asking for a free port and its use another program may take it: then the hub ends, and gets other ports. */
async function startHub(clone: string, start: string): Promise<string> {
  for (let tries = 0; tries < 3; tries++) {
    const address = await tryHub(clone, start);
    if (address) return address;
  }
  throw new Error("the hub ends as soon as it has started; see .cache/hub.log");
}

/** @returns its address, or nothing where it ended */
async function tryHub(clone: string, start: string): Promise<string | undefined> {
  const [address, own, proxy] = (await Promise.all([freePort(), freePort(), freePort()])).map(
    (port) => `http://127.0.0.1:${port}`,
  );
  const command = [
    `exec ${start}`,
    `--JupyterHub.bind_url=${address}`, // another port, lest there be a hub already
    `--JupyterHub.hub_bind_url=${own}`,
    `--ConfigurableHTTPProxy.api_url=${proxy}`,
    "--Spawner.args=--LabApp.expose_app_in_browser=True", // for the test to ask the page
  ];
  const log = openSync(path.join(cache, "hub.log"), "a");
  hub = spawn("sh", ["-c", command.join(" ")], { cwd: clone, stdio: ["ignore", log, log] });
  closeSync(log);
  // A busy computer may need minutes for what takes 5 s: the test's own limit ends it.
  while (hub.exitCode === null && hub.signalCode === null) {
    const { ok } = await fetch(`${address}/hub/login`).catch(() => ({ ok: false }));
    if (ok) return address;
    await sleep(200);
  }
}

function addLearner({ account }: { account: string }): void {
  addAccount(account);
  execFileSync("usermod", ["-aG", GROUP, account]);
}

function addAccount(account: string): void {
  removeLearner({ account }); // left behind where a test was killed
  const home = path.join(folder, account);
  execFileSync("useradd", ["--create-home", "--home-dir", home, "--shell", "/bin/sh", account]);
  chmodSync(home, 0o755); // as many systems make homes
  execFileSync("chpasswd", { input: `${account}:${password}` });
}

/** Ends all that a learner left running, and takes the account away. */
function removeLearner({ account }: { account: string }): void {
  const { status, stdout } = spawnSync("id", ["-u", account], { encoding: "utf8" });
  if (status !== 0) return;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
    try {
      if (statSync(`/proc/${pid}`).uid === Number(stdout)) process.kill(Number(pid), "SIGKILL");
    } catch {} // it ended by itself
  for (const name of readdirSync(tmpdir()).map((each) => path.join(tmpdir(), each)))
    if (path.basename(name).startsWith("perceptron-hub-") && lstatSync(name).uid === Number(stdout))
      rmSync(name, { recursive: true, force: true });
  spawnSync("userdel", ["--force", "--remove", account]);
}

test.after(async () => {
  await browser?.close();
  if (hub?.exitCode === null) {
    hub.kill("SIGTERM");
    await once(hub, "exit");
  }
  if (!folder) return;
  [...learners, outsider].forEach(removeLearner);
  if (!hasGroup) spawnSync("groupdel", [GROUP]);
  rmSync(folder, { recursive: true, force: true });
});

async function logIn(address: string, account: string): Promise<Page> {
  const context = await browser?.newContext({ viewport: { width: 1280, height: 16_000 } });
  const page = await context?.newPage();
  assert.ok(page);
  await page.goto(`${address}/hub/login`);
  await page.fill("#username_input", account);
  await page.fill("#password_input", password);
  await page.click("#login_submit");
  return page;
}

/** Logs in, changes a parameter, runs all, saves and exports; returns the figures saved in the learner's own folder. */
async function learn(address: string, { account, learningRate }: (typeof learners)[0]) {
  const page = await logIn(address, account);
  const own = `${address}/user/${account}/lab`;
  await page
    .waitForURL(`${own}**`, { timeout: 400_000, waitUntil: "commit" })
    .catch(async () =>
      assert.unreachable(`no server for ${account}: ${await page.innerText("body")}`),
    );
  await lab.openNotebook(page, `${own}/tree/${name}.ipynb`);

  const { cells } = setParameters(readNotebook(committed), { learningRate });
  const index = cells.findIndex((cell) => hasTag(cell, "parameters"));
  await lab.type(page, index, join(cells[index].source));
  const ran = await lab.after(page, "notebook:run-all-cells");
  lab.assertRan(ran);
  await lab.unfold(page);
  await lab.assertDrawn(page, lab.figures(ran).length);
  assertPrivate(account);
  await lab.run(page, "docmanager:save");

  const file = await lab.download(page, () =>
    lab.confirmed(page, "notebook:export-to-format", { format: "html" }),
  );
  const handout = readFileSync(await file.path(), "utf8");
  // Without the handout's text, in which nobody would find what is missing.
  assert.ok(
    /Version \d+\.\d+\.\d+ of \d{4}-\d\d-\d\d, commit \w{7}/.test(handout),
    "it names the version",
  );
  assert.ok(handout.includes(`learningRate = ${learningRate}</code> instead of`), "and the change");
  await page.context().close();
  return lab.figures(
    readNotebook(path.join(folder, account, `perceptron/notebooks/${name}.ipynb`)),
  );
}

const reason = hindrance();
needs(
  test,
  !reason,
  reason ?? "",
)(
  "five learners log in, run a notebook with a number of their own and export it, at once",
  async () => {
    folder = mkdtempSync(path.join(tmpdir(), "class-"));
    chmodSync(folder, 0o755); // a clone that all can read
    const clone = path.join(folder, "perceptron");
    copyClone(clone);
    const [install, start] = recipe();
    const settings = path.join(clone, "jupyter", "hub", "jupyterhub_config.py");
    assertLocal(readFileSync(settings, "utf8"));
    await promisify(execFile)("sh", ["-ec", install], { cwd: clone });
    learners.forEach(addLearner);
    addAccount(outsider.account);
    const address = await startHub(clone, start);
    browser = await launch();
    const refused = await logIn(address, outsider.account);
    // The hub tells nobody whether a password was right; the learners below have the same one.
    await refused.getByText("Invalid username or password").first().waitFor();
    await refused.context().close();
    const ends = await Promise.allSettled(learners.map((learner) => learn(address, learner)));
    const figures = ends.map((end) => {
      if (end.status === "rejected") throw end.reason;
      return end.value;
    });
    for (const own of figures) assert.is(own.length, figures[0].length);
    const all = [lab.figures(readNotebook(committed)), ...figures];
    assert.is(new Set(all.map(String)).size, all.length, "everyone's figures are their own");
    for (const { account } of learners)
      for (const name of filesOf(path.join(folder, account, "perceptron")))
        assert.is(lstatSync(name).mode & 0o077, 0, `${name} is readable by others`);
  },
);

test.run();
