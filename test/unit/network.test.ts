import { test } from "uvu";
import * as assert from "uvu/assert";
import { gate } from "../../src/datasets.js";
import { squaredError } from "../../src/losses.js";
import { type Network, predictNetwork, trainNetwork } from "../../src/network.js";
import { seeded } from "../../src/random.js";
import { train } from "../../src/train.js";
import { close } from "../support/close.js";
import { frozen } from "../support/frozen.js";
import { throws } from "../support/throws.js";

const xor = frozen(gate("XOR"));
// Two features and three hidden units, targets between the classes: nothing about it is symmetric.
const mixed = frozen({
  inputs: [
    [0.5, -1],
    [1.5, 0.3],
    [-0.2, 0.8],
    [2, 1],
    [0, -0.4],
  ],
  targets: [0.2, 1, 0, 0.7, 0.4],
});
const start: Network = frozen({
  hidden: [
    { weights: [0.4, -0.6], bias: 0.2 },
    { weights: [-0.3, 0.8], bias: -0.1 },
    { weights: [1.1, 0.5], bias: 0.3 },
  ],
  output: { weights: [0.7, -1.2, 0.5], bias: -0.4 },
});

const flat = ({ hidden, output }: Network) =>
  [...hidden, output].flatMap(({ weights, bias }) => [...weights, bias]);

function unflat(values: number[]): Network {
  const hidden = [0, 3, 6].map((k) => ({ weights: values.slice(k, k + 2), bias: values[k + 2] }));
  return { hidden, output: { weights: values.slice(9, 12), bias: values[12] } };
}

test("one epoch moves every weight against the gradient of the squared error", () => {
  const h = 1e-5;
  const at = flat(start);
  const loss = (values: number[]) =>
    squaredError(
      mixed.inputs.map((input) => predictNetwork(unflat(values), input)),
      mixed.targets,
    );
  const differences = at.map((_, k) => {
    const moved = (step: number) => loss(at.map((value, i) => (i === k ? value + step : value)));
    return (moved(h) - moved(-h)) / (2 * h);
  });
  const after = flat(trainNetwork(mixed, { start, learningRate: 1, epochs: 1 }));
  close(
    at.map((value, k) => value - after[k]),
    differences,
    1e-7,
  );
});

test("XOR is learned, from several seeds and with several numbers of hidden units", () => {
  for (const hidden of [2, 3, 8])
    for (const seed of [1, 2, 3]) {
      const options = { hidden, learningRate: 1, random: seeded(seed) };
      const { outputs, squaredError } = trainNetwork(xor, options);
      assert.equal(outputs.map(Math.round), xor.targets, `${hidden} units, seed ${seed}`);
      assert.ok(squaredError < 0.01);
    }
});

test("outputs are what predictNetwork answers, and the last errors those of the history", () => {
  const training = trainNetwork(mixed, { start, epochs: 50 });
  const answers = mixed.inputs.map((input) => predictNetwork(training, input));
  close(training.outputs, answers, 1e-14);
  const last = training.history[training.history.length - 1];
  assert.equal([last.epoch, last.hidden, last.output], [50, training.hidden, training.output]);
  assert.equal(
    [last.squaredError, last.signedError],
    [training.squaredError, training.signedError],
  );
  assert.equal(training.history[0].hidden, start.hidden);
});

test("without a hidden unit of its own the history is that of train: the same epochs", () => {
  const epochs = (history: { epoch: number }[]) => history.map(({ epoch }) => epoch);
  assert.equal(epochs(trainNetwork(xor).history), epochs(train(xor).history));
});

test("equal hidden units stay equal", () => {
  const unit = { weights: [0.5, 0.5], bias: 0 };
  const equal = { hidden: [unit, unit], output: { weights: [1, 1], bias: 0 } };
  const { hidden } = trainNetwork(xor, { start: frozen(equal), epochs: 100 });
  assert.equal(hidden[0], hidden[1]);
  assert.is.not(hidden[0].weights[0], 0.5);
});

test("the start: the same without being asked, another with another seed, as many units as given", () => {
  const [a, b] = [trainNetwork(xor, { epochs: 0 }), trainNetwork(xor, { epochs: 0 })];
  assert.equal(a, b);
  assert.is(a.hidden.length, 2);
  const other = trainNetwork(xor, { epochs: 0, random: seeded(2) });
  assert.is.not(other.hidden[0].bias, a.hidden[0].bias);
  assert.ok(flat(a).every((value) => Math.abs(value) <= 1));
  assert.is(trainNetwork(mixed, { start, epochs: 0 }).hidden.length, 3);
  const random = () => {
    throw new Error("nothing is drawn where a start is given");
  };
  assert.equal(trainNetwork(mixed, { start, epochs: 0, random }).hidden, start.hidden);
});

test("what trainNetwork returns is the caller's own: changing it changes nothing else", () => {
  const result = trainNetwork(xor, { epochs: 3 });
  const last = result.history[3].hidden[0].weights[0];
  result.hidden[0].weights[0] = 99;
  assert.is(result.history[3].hidden[0].weights[0], last);
});

test("seeded gives the same numbers for the same seed, spread over the range from 0 to 1", () => {
  const draw = (seed: number) => Array.from({ length: 1000 }, seeded(seed));
  assert.equal(draw(7), draw(7));
  assert.is.not(draw(7)[0], draw(8)[0]);
  const values = draw(0);
  assert.ok(values.every((value) => value >= 0 && value < 1));
  for (const tenth of Array.from({ length: 10 }, (_, i) => i / 10)) {
    const within = values.filter((value) => value >= tenth && value < tenth + 0.1).length;
    assert.ok(within > 60 && within < 140, `${within} from ${tenth} on`);
  }
});

test("bad input is named", () => {
  const any = (options: unknown) => () => trainNetwork(xor, options as object);
  const names = '"hidden", "learningRate", "epochs", "start", "random"';
  throws(any(null), TypeError, "options must be an object; got null");
  throws(any({ units: 2 }), RangeError, `option must be one of ${names}; got "units"`);
  throws(any({ hidden: 0 }), RangeError, "hidden must be a whole number from 1 to 1000; got 0");
  throws(any({ learningRate: 0 }), RangeError, "learningRate must be a positive number; got 0");
  throws(any({ random: 1 }), TypeError, "random must be a function; got 1");
  throws(
    any({ random: () => Number.NaN }),
    RangeError,
    "a number from random must be a finite number; got NaN",
  );
  const object = "start must be an object with hidden and output; got";
  throws(any({ start: 1 }), TypeError, `${object} 1`);
  throws(any({ start: {} }), TypeError, "start.hidden must be an array; got undefined");
  const wide = { hidden: [{ weights: [1], bias: 0 }], output: { weights: [1], bias: 0 } };
  throws(
    any({ start: wide }),
    RangeError,
    "start.hidden[0].weights must be an array of length 2; got [1]",
  );
  throws(
    any({ start, hidden: 2 }),
    RangeError,
    "start.hidden must be an array of length 2; got an array of length 3",
  );
  throws(
    () => trainNetwork({ ...xor, targets: [0] }),
    RangeError,
    "targets must be an array of length 4; got [0]",
  );
  throws(
    () => predictNetwork(start, [1]),
    RangeError,
    "input must be an array of length 2; got [1]",
  );
  throws(
    () => seeded(1.5),
    RangeError,
    "seed must be a whole number from 0 to 4294967295; got 1.5",
  );
  const ones = new Array(200).fill(1);
  throws(
    () =>
      trainNetwork({ inputs: ones.map((one) => [one]), targets: ones }, { learningRate: 1e308 }),
    RangeError,
    "learningRate must be small enough to keep the weights finite; got 1e+308",
  );
});

test.run();
