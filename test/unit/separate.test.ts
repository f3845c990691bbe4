import { test } from "uvu";
import * as assert from "uvu/assert";
import { gate, ring } from "../../src/datasets.js";
import { netInput } from "../../src/perceptron.js";
import { type Separation, separate } from "../../src/separate.js";
import { frozen } from "../support/frozen.js";
import { throws } from "../support/throws.js";

type Data = { inputs: number[][]; targets: number[] };

/** Checks the proof, whichever it is, with nothing but additions. */
function prove({ inputs, targets }: Data, found: Separation): boolean {
  const sign = targets.map((target) => (target === 1 ? 1 : -1));
  if (found.separable) return inputs.every((row, i) => sign[i] * netInput(found, row) > 0);
  const rows = inputs.map((row) => [1, ...row]);
  const sums = rows[0].map((_, j) =>
    rows.reduce((sum, row, i) => sum + found.proof[i] * sign[i] * row[j], 0),
  );
  return (
    sums.every((sum) => sum === 0) &&
    found.proof.every((k) => Number.isInteger(k) && k >= 0) &&
    found.proof.some((k) => k > 0)
  );
}

/** All truth tables with d inputs. */
function tables(d: number): Data[] {
  const inputs = Array.from({ length: 2 ** d }, (_, i) =>
    Array.from({ length: d }, (_, j) => (i >> j) & 1),
  );
  return Array.from({ length: 2 ** inputs.length }, (_, f) => ({
    inputs,
    targets: inputs.map((_, i) => (f >> i) & 1),
  }));
}

// How many functions of 1, 2, 3, 4 inputs are linearly separable: OEIS A000609.
for (const [d, count] of [
  [1, 4],
  [2, 14],
  [3, 104],
])
  test(`${count} of the truth tables with ${d} inputs are separable, each answer with a proof that holds`, () => {
    const found = tables(d).map((data) => ({ data, result: separate(data) }));
    assert.ok(found.every(({ data, result }) => prove(data, result)));
    assert.is(found.filter(({ result }) => result.separable).length, count);
  });

test("1882 of the 65,536 truth tables with 4 inputs are separable", () => {
  const found = tables(4).filter((data) => separate(data).separable);
  assert.is(found.length, 1882);
});

test("XOR and the ring are not separable; XOR's proof takes each row once", () => {
  assert.equal(separate(frozen(gate("XOR"))), {
    separable: false,
    corrections: 4,
    weights: [0, 0],
    bias: 0,
    proof: [1, 1, 1, 1],
  });
  const found = separate(frozen(ring()));
  assert.not(found.separable);
  assert.ok(prove(ring(), found));
});

test("OR is separable, with weights that are right about all rows", () => {
  const found = separate(frozen(gate("OR")));
  assert.equal([found.separable, found.proof], [true, []]);
  assert.ok(prove(gate("OR"), found));
});

test("a row that stands in the way of another is the proof", () => {
  const data = { inputs: [[3], [1], [3]], targets: [1, 0, 0] };
  const { proof } = separate(data);
  assert.ok(proof[0] === proof[2] && proof[1] === 0, String(proof));
});

test("a narrow gap and large numbers are decided", () => {
  const narrow = { inputs: [[-10_000], [99], [100], [10_000]], targets: [0, 0, 1, 1] };
  assert.ok(separate(narrow).separable);
  assert.ok(prove(narrow, separate(narrow)));
  const crossed = { ...narrow, targets: [0, 1, 0, 1] };
  assert.not(separate(crossed).separable);
  assert.ok(prove(crossed, separate(crossed)));
});

test("targets of one kind are separable", () => {
  assert.ok(separate({ inputs: [[0], [5]], targets: [1, 1] }).separable);
  assert.ok(separate({ inputs: [[0], [5]], targets: [0, 0] }).separable);
});

test("only whole numbers and targets of 0 and 1 are taken: their arithmetic is exact", () => {
  const any = (inputs: number[][], targets: number[]) => () => separate({ inputs, targets });
  const whole = "must be a whole number from -10000 to 10000; got";
  throws(any([[0], [0.5]], [0, 1]), RangeError, `inputs[1][0] ${whole} 0.5`);
  throws(any([[0, 10_001]], [0]), RangeError, `inputs[0][1] ${whole} 10001`);
  throws(any([[0], [1]], [0, 0.5]), RangeError, "targets[1] must be 0 or 1; got 0.5");
  throws(any([[0], [1]], [0]), RangeError, "targets must be an array of length 2; got [0]");
  throws(any([], []), RangeError, "inputs must be an array of at least one row; got []");
});

test.run();
