import { test } from "uvu";
import * as assert from "uvu/assert";
import { trainNetwork } from "../../src/network.js";
import { type TrainOptions, train } from "../../src/train.js";
import { close } from "../support/close.js";
import numpy from "../support/data/numpy.json" with { type: "json" };

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

test.run();
