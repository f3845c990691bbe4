/** Ten learners on one machine: ten kernels at the same time. */
// time limit: 600 s
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { jupyterEnv } from "../../jupyter/environment.mjs";
import { select } from "../../tools/course-notebooks.js";
import { python, root, state } from "../../tools/paths.mjs";
import { figureOutputs } from "../../tools/still-pictures.js";

interface Learner {
  notebook: string;
  failures: string[];
  figures: number;
  megabytes: number;
}

async function crowd(paths: string[]): Promise<Learner[]> {
  const args = ["-X", "utf8", "test/support/crowd.py", ...paths];
  const options = { cwd: root, env: jupyterEnv(state) };
  const { stdout } = await promisify(execFile)(python, args, options);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("ten kernels at once train and plot, each in 400 MB at most", async () => {
  const [{ path }] = select(["05"]);
  const expected = figureOutputs(readNotebook(path)).length;
  const learners = await crowd(Array(10).fill(path));
  assert.is(learners.length, 10);
  for (const { failures, figures, megabytes } of learners) {
    assert.equal(failures, []);
    assert.is(figures, expected);
    assert.ok(megabytes < 400, `${megabytes} MB`);
  }
});

test.run();
