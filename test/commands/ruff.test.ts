/** Our Python is linted and formatted by ruff, from an environment of its own below .cache/. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { install, pythonOf } from "../../bench/python.js";
import { explain } from "../../tools/failure.mjs";
import { cache, root } from "../../tools/paths.mjs";
import { fingerprint } from "../../tools/stamp.mjs";
import { needs } from "../support/skip.js";

const requirements = path.join(root, "test", "requirements.txt");
const folder = path.join(cache, "ruff");
const stamp = path.join(folder, ".stamp");

/** Why ruff cannot be had, if the network is the cause; any other is a failure. */
async function getRuff(): Promise<string | undefined> {
  const wanted = fingerprint(readFileSync(requirements));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  try {
    await install(folder, requirements, process.env);
  } catch (error) {
    const { message } = error as Error;
    if (explain("it", message)?.startsWith("The network")) return "ruff needs a network once";
    throw error;
  }
  writeFileSync(stamp, wanted);
  return undefined;
}

const reason = await getRuff();
const ruffTest = needs(test, !reason, reason ?? "");

function ruff(...args: string[]): void {
  const options = ["-I", "-m", "ruff", ...args, "--no-cache", "."];
  const { status, stdout, stderr } = spawnSync(pythonOf(folder), options, {
    cwd: root,
    encoding: "utf8",
  });
  assert.is(status, 0, `${stdout}${stderr}`);
}

ruffTest("ruff finds nothing wrong in our Python", () => ruff("check"));
ruffTest("our Python is formatted: ruff format", () => ruff("format", "--check"));

test.run();
