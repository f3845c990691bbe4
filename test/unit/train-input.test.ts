import { test } from "uvu";
import * as assert from "uvu/assert";
import { gate } from "../../src/datasets.js";
import { type TrainOptions, train } from "../../src/train.js";
import { throws } from "../support/throws.js";

const or = gate("OR");
type Data = Parameters<typeof train>[0];
type Case = [given: unknown, kind: typeof Error, message: string];

const withData = (data: unknown) => () => train(data as Data);
const withInputs = (inputs: unknown) => withData({ inputs, targets: [0, 1] });
const withTargets = (targets: unknown) => withData({ inputs: or.inputs, targets });
const withOption = (name: string) => (value: unknown) => () =>
  train(or, { [name]: value } as TrainOptions);

function refuses(title: string, call: (value: unknown) => () => unknown, cases: Case[]): void {
  test(title, () => {
    for (const [given, kind, message] of cases) throws(call(given), kind, message);
  });
}

refuses("data must be an object with inputs and targets", withData, [
  [undefined, TypeError, "data must be an object with inputs and targets; got undefined"],
  [null, TypeError, "data must be an object with inputs and targets; got null"],
  ["OR", TypeError, 'data must be an object with inputs and targets; got "OR"'],
  [{}, TypeError, "inputs must be an array of rows; got undefined"],
  [[[0], [1]], TypeError, "inputs must be an array of rows; got undefined"],
]);

refuses("inputs must be rows of finite numbers, all of one length", withInputs, [
  [null, TypeError, "inputs must be an array of rows; got null"],
  [[], RangeError, "inputs must be an array of at least one row; got []"],
  [[[], []], RangeError, "inputs[0] must be an array of at least one number; got []"],
  [[0, 1], TypeError, "inputs[0] must be an array of numbers; got 0"],
  [[[0, 1], [1]], RangeError, "inputs[1] must be an array of length 2; got [1]"],
  [[[0], [1, 0]], RangeError, "inputs[1] must be an array of length 1; got [1, 0]"],
  [[[0], [NaN]], RangeError, "inputs[1][0] must be a finite number; got NaN"],
  [[[0], [-Infinity]], RangeError, "inputs[1][0] must be a finite number; got -Infinity"],
  [[[0], ["1"]], TypeError, 'inputs[1][0] must be a number; got "1"'],
  [[[0], [null]], TypeError, "inputs[1][0] must be a number; got null"],
  [[[0], new Array(1)], TypeError, "inputs[1][0] must be a number; got undefined"],
  [new Array(2), TypeError, "inputs[0] must be an array of numbers; got undefined"],
]);

refuses("targets must be one number from 0 to 1 for each row", withTargets, [
  [undefined, TypeError, "targets must be an array of numbers; got undefined"],
  [[], RangeError, "targets must be an array of at least one number; got []"],
  [[0, 1, 1], RangeError, "targets must be an array of length 4; got [0, 1, 1]"],
  [[[0, 1, 1, 1]], RangeError, "targets must be an array of length 4; got an array of length 1"],
  [[0, 1, 1, NaN], RangeError, "targets[3] must be a finite number; got NaN"],
  [[0, 1, 1, true], TypeError, "targets[3] must be a number; got true"],
  [[0, 1, 1, 2], RangeError, "targets[3] must be a number from 0 to 1; got 2"],
  [[-1, 1, 1, 1], RangeError, "targets[0] must be a number from 0 to 1; got -1"],
  [new Array(4), TypeError, "targets[0] must be a number; got undefined"],
]);

refuses("learningRate must be a positive number", withOption("learningRate"), [
  [-1, RangeError, "learningRate must be a positive number; got -1"],
  [0, RangeError, "learningRate must be a positive number; got 0"],
  [NaN, RangeError, "learningRate must be a positive number; got NaN"],
  [Infinity, RangeError, "learningRate must be a positive number; got Infinity"],
  ["0.1", TypeError, 'learningRate must be a positive number; got "0.1"'],
  [null, TypeError, "learningRate must be a positive number; got null"],
  [1n, TypeError, "learningRate must be a positive number; got 1n"],
]);

const epochs = "epochs must be a whole number from 0 to 10000000; got";
refuses("epochs must be a whole number of sensible size", withOption("epochs"), [
  [-1, RangeError, `${epochs} -1`],
  [0.5, RangeError, `${epochs} 0.5`],
  [1e9, RangeError, `${epochs} 1000000000`],
  [NaN, RangeError, `${epochs} NaN`],
  [Infinity, RangeError, `${epochs} Infinity`],
  ["10", TypeError, `${epochs} "10"`],
  [null, TypeError, `${epochs} null`],
]);

refuses("weights must be one finite number for each feature", withOption("weights"), [
  [[1], RangeError, "weights must be an array of length 2; got [1]"],
  [[], RangeError, "weights must be an array of at least one number; got []"],
  [[[1], [2]], TypeError, "weights[0] must be a number; got [1]"],
  [[1, NaN], RangeError, "weights[1] must be a finite number; got NaN"],
  [new Array(2), TypeError, "weights[0] must be a number; got undefined"],
  [null, TypeError, "weights must be an array of numbers; got null"],
  [0, TypeError, "weights must be an array of numbers; got 0"],
  [false, TypeError, "weights must be an array of numbers; got false"],
  ["", TypeError, 'weights must be an array of numbers; got ""'],
]);

refuses("bias must be a finite number or false", withOption("bias"), [
  [null, TypeError, "bias must be a number or false; got null"],
  [true, TypeError, "bias must be a number or false; got true"],
  ["0", TypeError, 'bias must be a number or false; got "0"'],
  [NaN, RangeError, "bias must be a finite number; got NaN"],
  [Infinity, RangeError, "bias must be a finite number; got Infinity"],
]);

const derivative = 'derivative must be one of "derived", "article"; got';
refuses("derivative must be one of two words", withOption("derivative"), [
  ["Article", RangeError, `${derivative} "Article"`],
  [null, TypeError, `${derivative} null`],
  [true, TypeError, `${derivative} true`],
]);

const option =
  'option must be one of "learningRate", "epochs", "weights", "bias", "derivative"; got';
refuses("a misspelt option is named", (name) => withOption(String(name))(1), [
  ["learningrate", RangeError, `${option} "learningrate"`],
  ["lr", RangeError, `${option} "lr"`],
]);

refuses("options must be an object", (options) => () => train(or, options as TrainOptions), [
  [null, TypeError, "options must be an object; got null"],
  [0.05, TypeError, "options must be an object; got 0.05"],
  [[0.05], RangeError, `${option} "0"`],
]);

test("bad input is refused before any work", () => {
  // This training would take minutes.
  const inputs = Array.from({ length: 500 }, (_, i) => [i, -i]);
  const data = { inputs, targets: inputs.map(() => 1) };
  const before = performance.now();
  const call = (name: string) => () => train(data, { epochs: 10_000_000, [name]: "?" });
  for (const name of ["learningRate", "weights", "bias", "derivative"]) assert.throws(call(name));
  assert.throws(() => train({ ...data, targets: [...data.targets.slice(1), 2] }));
  assert.ok(performance.now() - before < 2000);
});

test("a learning rate that drives the weights out of float64 is named", () => {
  const data = { inputs: [[1], [-3]], targets: [1, 0.25] };
  throws(
    () => train({ inputs: [[40], [-30]], targets: [1, 0] }, { learningRate: 1e308 }),
    RangeError,
    "learningRate must be small enough to keep the weights finite; got 1e+308",
  );
  assert.ok(Number.isFinite(train(data, { learningRate: 1e300 }).bias));
});

test("a net input that float64 cannot hold is not blamed on the learning rate", () => {
  throws(
    () => train({ inputs: [[1e308, 1e308]], targets: [1] }, { weights: [10, -10] }),
    RangeError,
    "w·x + b must be a finite number at the start; got NaN",
  );
});

test.run();
