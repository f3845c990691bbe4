import { test } from "uvu";
import * as assert from "uvu/assert";
import { gate } from "../../src/datasets.js";
import { squaredError } from "../../src/losses.js";
import { predict } from "../../src/perceptron.js";
import { type TrainOptions, train } from "../../src/train.js";
import { close } from "../support/close.js";
import { frozen } from "../support/frozen.js";

const article = frozen({ weights: [0.1, 0.2], bias: 0.3 });
const or = frozen(gate("OR"));
// Three features, targets between the classes: nothing about it is symmetric.
const mixed = frozen({
  inputs: [
    [0.5, -1, 2],
    [1.5, 0.3, -0.7],
    [-0.2, 0.8, 0.1],
  ],
  targets: [0.2, 1, 0],
});
const start = frozen({ weights: [0.4, -0.6, 0.3], bias: 0.2 });

/** The gradient that one epoch used, read from how far it moved. */
function gradient(derivative: "derived" | "article"): number[] {
  const { weights, bias } = train(mixed, { ...start, learningRate: 1, epochs: 1, derivative });
  return [...start.weights.map((w, j) => w - weights[j]), start.bias - bias];
}

/** The gradient of the squared error by central differences: each parameter moved a little both ways. */
function finiteDifferences(): number[] {
  const h = 1e-5;
  const loss = ([w1, w2, w3, bias]: number[]) =>
    squaredError(
      mixed.inputs.map((input) => predict({ weights: [w1, w2, w3], bias }, input)),
      mixed.targets,
    );
  const at = [...start.weights, start.bias];
  return at.map((_, k) => {
    const moved = (step: number) => loss(at.map((value, i) => (i === k ? value + step : value)));
    return (moved(h) - moved(-h)) / (2 * h);
  });
}

test("one epoch moves against the gradient of the squared error", () => {
  close(gradient("derived"), finiteDifferences(), 1e-8);
});

test("the article's derivative is not that gradient, but points uphill as well", () => {
  const [wrong, right] = [gradient("article"), finiteDifferences()];
  for (const k of wrong.keys()) assert.ok(Math.abs(wrong[k] / right[k] - 1) > 0.01, `part ${k}`);
  const product = wrong.reduce((sum, part, k) => sum + part * right[k], 0);
  assert.ok(product > 0);
});

test("one epoch uses the same outputs for all rows: the order of the rows does not matter", () => {
  const reversed = {
    inputs: [...mixed.inputs].reverse(),
    targets: [...mixed.targets].reverse(),
  };
  const [a, b] = [mixed, reversed].map((data) => train(data, { ...start, epochs: 100 }));
  close(a.weights, b.weights, 1e-12);
  close(a.bias, b.bias, 1e-12);
});

test("the defaults are learning rate 0.05, 10,000 epochs, zeros and the derived derivative", () => {
  const written: TrainOptions = {
    learningRate: 0.05,
    epochs: 10_000,
    weights: [0, 0],
    bias: 0,
    derivative: "derived",
  };
  const undefinedOnes = Object.fromEntries(Object.keys(written).map((name) => [name, undefined]));
  assert.equal(train(or), train(or, written));
  assert.equal(train(or, undefinedOnes), train(or, written));
  assert.equal(train(or, undefined), train(or, written));
  assert.is.not(train(or).bias, train(or, { derivative: "article" }).bias);
});

test("train keeps its hands off the data and the options", () => {
  // Frozen throughout: a write would throw. The numbers again, in case a copy was compared.
  const options = frozen({ weights: [0.1, 0.2], bias: 0.3, epochs: 50 });
  train(or, options);
  assert.equal(or, gate("OR"));
  assert.equal(options.weights, [0.1, 0.2]);
});

test("what train returns is the caller's own: changing it changes nothing else", () => {
  const result = train(or, { epochs: 3 });
  const last = result.history[3].weights[0];
  result.weights[0] = 99;
  assert.is(result.history[3].weights[0], last);
  assert.is(train(or, { epochs: 3 }).weights[0], last);
});

test("epochs: 0 returns the weights it was given, with their outputs", () => {
  const result = train(or, { ...article, epochs: 0 });
  assert.equal([result.weights, result.bias], [article.weights, article.bias]);
  assert.equal(
    result.outputs,
    or.inputs.map((input) => predict(article, input)),
  );
  assert.is(result.history.length, 1);
});

test("outputs are what predict answers with the trained weights, to the last digit", () => {
  const result = train(or, article);
  assert.equal(
    result.outputs,
    or.inputs.map((input) => predict(result, input)),
  );
});

test("history starts at epoch 0 with the given weights and ends with the result", () => {
  const result = train(or, { ...article, epochs: 777 });
  const { history, weights, bias, outputs } = result;
  const last = history[history.length - 1];
  assert.equal([result.squaredError, result.signedError], [last.squaredError, last.signedError]);
  assert.equal([history[0].epoch, history[0].weights, history[0].bias], [0, [0.1, 0.2], 0.3]);
  assert.equal([last.epoch, last.weights, last.bias], [777, weights, bias]);
  close(last.squaredError, squaredError(outputs, or.targets), 1e-14);
  const signed = outputs.reduce((sum, out, i) => sum + out - or.targets[i], 0);
  close(last.signedError, signed, 1e-12);
});

test("history holds the state that a shorter training ends with", () => {
  const { history } = train(or, { ...article, epochs: 200 });
  for (const { epoch, weights, bias } of history) {
    const shorter = train(or, { ...article, epochs: epoch });
    assert.equal([shorter.weights, shorter.bias], [weights, bias]);
  }
});

test("history is dense at first and then about ten epochs for each power of ten", () => {
  const epochs = train(or).history.map(({ epoch }) => epoch);
  assert.equal(epochs.slice(0, 6), [0, 1, 2, 3, 4, 5]);
  assert.equal(
    epochs,
    [...new Set(epochs)].sort((a, b) => a - b),
  );
  for (const power of [10, 100, 1000]) {
    const between = epochs.filter((epoch) => epoch >= power && epoch < 10 * power).length;
    assert.ok(between >= 9 && between <= 11, `${between} from ${power} on`);
  }
});

test("the squared error falls in every recorded epoch of the OR gate", () => {
  const errors = train(or, article).history.map(({ squaredError }) => squaredError);
  for (let i = 1; i < errors.length; i++) assert.ok(errors[i] < errors[i - 1], `record ${i}`);
});

test("a trained perceptron answers OR, AND, NOR and NAND right", () => {
  for (const name of ["OR", "AND", "NOR", "NAND"] as const) {
    const { inputs, targets } = gate(name);
    const { outputs } = train({ inputs, targets }, { learningRate: 1 });
    for (const [i, out] of outputs.entries()) assert.ok(Math.abs(out - targets[i]) < 0.1, name);
  }
});

test("bias: false stays 0 in every epoch, and the answer to (0, 0) stays exactly ½", () => {
  const { history, outputs, weights } = train(or, { weights: [0.1, 0.2], bias: false });
  assert.ok(history.every(({ bias }) => bias === 0));
  assert.is(outputs[0], 0.5);
  assert.ok(weights[0] > 3 && outputs[1] > 0.9, "the others learn");
});

test("XOR ends at chance, as a result and not as an error", () => {
  const { outputs, history } = train(gate("XOR"), article);
  for (const out of outputs) assert.ok(Math.abs(out - 0.5) < 1e-3, String(out));
  close(history[history.length - 1].squaredError, 0.5, 1e-6);
});

test("a table of several parts, of no whole number of fours, comes out as row after row", () => {
  const n = 9_001;
  const inputs = Array.from({ length: n }, (_, i) =>
    Array.from({ length: 5 }, (_, j) => Math.sin(i * 1.7 + j * (i % 13))),
  );
  const targets = inputs.map((_, i) => (i % 3) / 2);
  const learningRate = 0.01;
  const model = { weights: [0.1, -0.2, 0.3, 0, 0.5], bias: 0.2 };
  const { weights, bias, outputs } = train(
    { inputs, targets },
    { ...model, learningRate, epochs: 3 },
  );
  for (let epoch = 0; epoch < 3; epoch++) {
    const gradient = [0, 0, 0, 0, 0, 0];
    for (const [i, input] of inputs.entries()) {
      const out = predict(model, input);
      const delta = (out - targets[i]) * out * (1 - out);
      for (const [k, part] of [...input, 1].entries()) gradient[k] += delta * part;
    }
    model.bias -= learningRate * gradient[5];
    model.weights = model.weights.map((w, j) => w - learningRate * gradient[j]);
  }
  close([...weights, bias], [...model.weights, model.bias], 1e-9);
  const wanted = inputs.map((input) => predict(model, input));
  close(outputs, wanted, 1e-9);
});

test("a single row and a single feature are enough", () => {
  const { outputs } = train({ inputs: [[2]], targets: [1] }, { learningRate: 10 });
  assert.ok(outputs[0] > 0.99);
});

test("a large learning rate that stays finite gives an honest result", () => {
  const { outputs, weights } = train(or, { ...article, learningRate: 1e6 });
  for (const value of [...outputs, ...weights]) assert.ok(Number.isFinite(value));
});

test.run();
