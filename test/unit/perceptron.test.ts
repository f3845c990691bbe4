import { test } from "uvu";
import * as assert from "uvu/assert";
import { netInput, type Perceptron, predict } from "../../src/perceptron.js";
import { close } from "../support/close.js";
import { frozen } from "../support/frozen.js";
import { throws } from "../support/throws.js";

const model = frozen({ weights: [0.1, 0.2], bias: 0.3 });

test("netInput adds up weights times inputs, and the bias", () => {
  assert.is(netInput(model, frozen([0, 0])), 0.3);
  close(netInput(model, [1, 0]), 0.4, 1e-15);
  close(netInput(model, [-2, 3.5]), 0.8, 1e-15);
});

test("predict is the sigmoid of the net input: 0.68997 for 0.8, as in the article", () => {
  close(predict(model, frozen([-2, 3.5])), 0.6899744811276125, 1e-15);
  assert.is(predict({ weights: [5], bias: 0 }, [0]), 0.5);
});

for (const ask of [netInput, predict])
  test(`${ask.name} refuses a wrong model and a wrong input`, () => {
    const any = (model: unknown, input: unknown) => () =>
      ask(model as Perceptron, input as number[]);
    throws(any(null, [1]), TypeError, "model must be an object with weights and bias; got null");
    throws(any({}, [1]), TypeError, "model.weights must be an array of numbers; got undefined");
    throws(any({ weights: [1] }, [1]), TypeError, "model.bias must be a number; got undefined");
    throws(
      any({ weights: [1], bias: false }, [1]),
      TypeError,
      "model.bias must be a number; got false",
    );
    throws(any(model, [1]), RangeError, "input must be an array of length 2; got [1]");
    throws(
      any(model, [1, -Infinity]),
      RangeError,
      "input[1] must be a finite number; got -Infinity",
    );
    throws(any(model, "10"), TypeError, 'input must be an array of numbers; got "10"');
  });

test.run();
