import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { trainNetwork } from "../../src/network.js";
import { type TrainOptions, train } from "../../src/train.js";
import { python } from "../../tools/paths.mjs";
import { close } from "../support/close.js";
import numpy from "../support/data/numpy.json" with { type: "json" };
import { needs } from "../support/skip.js";

for (const { inputs, targets, options, result } of numpy.runs) {
  const { epochs, bias, derivative } = options;
  test(`train agrees with NumPy ${numpy.numpy} to 1e-9: ${inputs.length}×${inputs[0].length}, ${epochs} epochs, bias ${bias}, ${derivative} derivative`, () => {
    const training = train({ inputs, targets }, options as TrainOptions);
    const last = training.history[training.history.length - 1];
    assert.is(last.epoch, epochs);
    const ours = { ...last, outputs: training.outputs };
    for (const name of Object.keys(result) as (keyof typeof result)[])
      close(ours[name], result[name], 1e-9, name);
  });
}

for (const { inputs, targets, options, result } of numpy.networks) {
  const { start, epochs } = options;
  test(`trainNetwork agrees with NumPy ${numpy.numpy} to 1e-9: ${inputs.length}×${inputs[0].length}, ${start.hidden.length} hidden units, ${epochs} epochs`, () => {
    const { history, ...training } = trainNetwork({ inputs, targets }, options);
    assert.is(history[history.length - 1].epoch, epochs);
    close(training, result, 1e-9);
  });
}

const withNumpy = [process.env.PYTHON, python, "python3", "python"].find(
  (program) => program && spawnSync(program, ["-c", "import numpy"]).status === 0,
);
const numpyTest = needs(
  test,
  withNumpy,
  "no Python with NumPy: pip install numpy, then set PYTHON",
);

numpyTest("the committed results are what NumPy gives on this computer", () => {
  const script = fileURLToPath(new URL("../support/numpy_oracle.py", import.meta.url));
  const { status, stdout, stderr } = spawnSync(String(withNumpy), [script], { encoding: "utf8" });
  assert.is(status, 0, stderr);
  const fresh = JSON.parse(stdout) as typeof numpy;
  assert.equal(fresh.sigmoid, numpy.sigmoid);
  close(fresh.networks, numpy.networks, 1e-10);
  assert.is(fresh.runs.length, numpy.runs.length);
  for (const [i, { result, ...given }] of fresh.runs.entries()) {
    const { result: committed, ...asked } = numpy.runs[i];
    assert.equal(given, asked);
    for (const name of Object.keys(committed) as (keyof typeof committed)[])
      close(result[name], committed[name], 1e-10, `run ${i}, ${name}`);
  }
});

test.run();
