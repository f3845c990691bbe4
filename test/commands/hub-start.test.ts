/** What a start at the hub does to the learner's computer before JupyterLab: jupyter/hub/single_user.py, with a stand-in for JupyterHub's server. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { python, root } from "../../tools/paths.mjs";
import { needs } from "../support/skip.js";

const folder = mkdtempSync(path.join(tmpdir(), "hub-start-"));
const [clone, home, temporary] = ["clone", "home", "temporary"].map((name) =>
  path.join(folder, name),
);
const written = path.join(clone, "notebooks", "01.ipynb");
const copied = path.join(home, "perceptron", "notebooks", "01.ipynb");

/** @returns the folder for the sockets of kernels */
function start(): string {
  const { status, stdout, stderr } = spawnSync(
    python,
    [path.join(clone, "jupyter", "hub", "single_user.py")],
    { encoding: "utf8", env: { ...process.env, HOME: home, TMPDIR: temporary } },
  );
  assert.is(status, 0, stderr);
  return stdout.trim();
}

test.before(() => {
  const bin = path.join(clone, ".venv", "bin");
  for (const name of [bin, path.dirname(written), home, temporary])
    mkdirSync(name, { recursive: true });
  cpSync(
    path.join(root, "jupyter", "hub", "single_user.py"),
    path.join(clone, "jupyter/hub/single_user.py"),
  );
  writeFileSync(written, "course");
  const server = path.join(bin, "jupyterhub-singleuser");
  writeFileSync(server, '#!/bin/sh\necho "$JUPYTER_RUNTIME_DIR"\n');
  chmodSync(server, 0o755);
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

const linuxTest = needs(test, process.platform === "linux", "a hub runs on Linux");

linuxTest("a notebook that was changed stays; one that was deleted is there again", () => {
  start();
  writeFileSync(copied, "mine");
  start();
  assert.is(readFileSync(copied, "utf8"), "mine");
  rmSync(copied);
  start();
  assert.is(readFileSync(copied, "utf8"), "course");
  assert.is(lstatSync(path.join(home, "perceptron")).mode & 0o077, 0, "nobody else looks in");
});

linuxTest(
  "the sockets' folder of a server that has ended goes; one that runs keeps its own",
  () => {
    const ended = start();
    assert.ok(existsSync(ended));
    const running = path.join(temporary, `perceptron-hub-${process.pid}-x`);
    const otherName = path.join(temporary, "perceptron-hub-mine");
    for (const name of [running, otherName]) mkdirSync(name);
    const next = start();
    assert.not(existsSync(ended));
    for (const name of [running, otherName, next]) assert.ok(existsSync(name), name);
  },
);

needs(
  test,
  process.platform === "linux" && process.getuid?.() === 0,
  "only root on Linux can give a folder to another user",
)("another learner's folder stays, though their server has ended", () => {
  const theirs = start();
  chownSync(theirs, 65534, 65534);
  start();
  assert.ok(existsSync(theirs));
});

test.run();
