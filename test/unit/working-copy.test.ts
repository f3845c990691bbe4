/** A clone that its user may not write: each works on a copy of the notebooks at home. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { root } from "../../tools/paths.mjs";
import { needs } from "../support/skip.js";

const unix = process.platform !== "win32";
const userTest = needs(test, unix, "Windows has no folder that is read-only for one user");

let folder = "";
const clone = () => path.join(folder, "clone");
const home = () => path.join(folder, "home");

test.before.each(() => {
  folder = mkdtempSync(path.join(tmpdir(), "read-only "));
  mkdirSync(path.join(clone(), "tools"), { recursive: true });
  mkdirSync(home());
  for (const name of ["failure.mjs", "paths.mjs", "setup/working-copy.mjs"])
    cpSync(path.join(root, "tools", name), path.join(clone(), "tools", name));
  cpSync(path.join(root, "notebooks"), path.join(clone(), "notebooks"), { recursive: true });
  mkdirSync(path.join(clone(), "node_modules"));
  chmodSync(folder, 0o755);
  chmodSync(clone(), 0o555);
});

test.after.each(() => {
  chmodSync(clone(), 0o755);
  rmSync(folder, { recursive: true, force: true });
});

/** Root may write everywhere, so it becomes somebody else. */
const program = `
if (process.getuid() === 0) process.setuid(65534);
const { prepareWork } = await import(process.env.CLONE + "/tools/setup/working-copy.mjs");
const { workFolder } = await import(process.env.CLONE + "/tools/paths.mjs");
prepareWork();
console.log("works in", workFolder);
`;
function prepare() {
  const args = ["--input-type=module", "--eval", program];
  const env = { ...process.env, HOME: home(), CLONE: clone(), NODE_OPTIONS: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env });
  return { status, output: stdout + stderr };
}

userTest("what is missing is copied, what was changed stays", () => {
  chmodSync(home(), 0o777);
  const original = path.join(clone(), "notebooks", "02-one-weight-by-hand.ipynb");
  chmodSync(original, 0o444);
  const first = prepare();
  const copies = path.join(home(), "perceptron", "notebooks");
  assert.match(first.output, `${clone()} is read-only: your notebooks are in ${copies}`);
  assert.match(first.output, `works in ${path.join(home(), "perceptron")}`);
  const names = readdirSync(copies);
  for (const { path: file } of courseNotebooks()) assert.ok(names.includes(path.basename(file)));
  for (const name of ["node_modules", "dist"])
    assert.is(readlinkSync(path.join(home(), "perceptron", name)), path.join(clone(), name));

  const [changed, deleted] = [
    path.join(copies, "02-one-weight-by-hand.ipynb"),
    path.join(copies, "08-limits.ipynb"),
  ];
  writeFileSync(changed, "mine");
  rmSync(deleted);
  assert.is(prepare().status, 0);
  assert.is(readFileSync(changed, "utf8"), "mine");
  assert.ok(readdirSync(copies).includes("08-limits.ipynb"));
  assert.not.match(prepare().output, "is read-only");
});

userTest("a home that is read-only as well is named, with what to do", () => {
  chmodSync(home(), 0o555);
  const { status, output } = prepare();
  assert.is.not(status, 0);
  assert.match(output, /is read-only, and so is .*perceptron.*--userns=keep-id/s);
});

userTest("a folder of notebooks that another user owns is named", () => {
  chmodSync(home(), 0o777);
  const folder = path.join(home(), "perceptron");
  mkdirSync(path.join(folder, "notebooks"), { recursive: true });
  chmodSync(path.join(folder, "notebooks"), 0o555);
  const { status, output } = prepare();
  assert.is.not(status, 0);
  assert.match(output, `and so is ${path.join(folder, "notebooks")}`);
});

test.run();
