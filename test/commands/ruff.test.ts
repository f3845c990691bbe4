/** Our Python is linted and formatted by ruff, from an environment of its own below .cache/. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "../../tools/paths.mjs";
import { environment } from "../support/environment.js";
import { needs } from "../support/skip.js";

const { python, reason } = await environment("ruff", path.join(root, "test", "requirements.txt"));
const ruffTest = needs(test, !reason, reason);

function ruff(...args: string[]): void {
  const options = ["-I", "-m", "ruff", ...args, "--no-cache", "."];
  const { status, stdout, stderr } = spawnSync(python, options, {
    cwd: root,
    encoding: "utf8",
  });
  assert.is(status, 0, `${stdout}${stderr}`);
}

ruffTest("ruff finds nothing wrong in our Python", () => ruff("check"));
ruffTest("our Python is formatted: ruff format", () => ruff("format", "--check"));

test.run();
