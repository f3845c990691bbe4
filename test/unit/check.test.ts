import { inspect } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  checkFinite,
  checkMatrix,
  checkOneOf,
  checkPositive,
  checkVector,
  checkWhole,
  describe,
} from "../../src/check.js";
import { frozen } from "../support/frozen.js";
import { throws } from "../support/throws.js";

test("describe(value) is short for any value", () => {
  const loop: unknown[] = [];
  loop.push(loop);
  const cases: [unknown, string][] = [
    [0.5, "0.5"],
    [undefined, "undefined"],
    [null, "null"],
    [12n, "12n"],
    [Symbol("s"), "Symbol(s)"],
    [() => 1, "a function"],
    [{ a: 1 }, "an object"],
    [Object.create(null), "an object"],
    [[], "[]"],
    [[1, "a", true], '[1, "a", true]'],
    [[1, 2, 3, 4, 5, 6, 7], "an array of length 7"],
    [[[1], [2]], "an array of length 2"],
    [loop, "an array of length 1"],
    ['say "no"\n', '"say \\"no\\"\\n"'],
    ["x".repeat(10_000), `"${"x".repeat(37)}..."`],
  ];
  for (const [value, text] of cases) assert.is(describe(value), text);
});

test("describe(value) does not hide the holes of a sparse array", () => {
  assert.is(describe(new Array(3)), "[undefined, undefined, undefined]");
});

test("a check lets pass what it should", () => {
  const rows = frozen([
    [1, 2],
    [3, 4],
  ]);
  checkMatrix("a", rows);
  checkVector("a", rows[0], 2);
  checkFinite("a", -1e308);
  checkPositive("a", 5e-324);
  checkWhole("a", 3, 3, 3);
  checkOneOf("a", "x", ["x", "y"]);
});

test("a check with a limit lets pass what lies on it, and names it", () => {
  checkFinite("a", -10, 10);
  checkPositive("a", 10, 10);
  checkVector("a", frozen([10, -10]), undefined, 10);
  checkMatrix("a", frozen([[10], [-10]]), 10);
  const limited = "a number from -10 to 10";
  for (const value of [10.5, -10.5, NaN, -Infinity]) {
    throws(() => checkFinite("a", value, 10), RangeError, `a must be ${limited}; got ${value}`);
    const vector = () => checkVector("a", [1, value], 2, 10);
    throws(vector, RangeError, `a[1] must be ${limited}; got ${value}`);
    const matrix = () => checkMatrix("a", [[1], [value]], 10);
    throws(matrix, RangeError, `a[1][0] must be ${limited}; got ${value}`);
  }
  for (const value of [0, -1, 10.5, Infinity, NaN])
    throws(
      () => checkPositive("a", value, 10),
      RangeError,
      `a must be a positive number up to 10; got ${value}`,
    );
});

test("checkFinite wants a finite number", () => {
  for (const value of ["1", null, undefined, true, 1n, [1], new Number(1)])
    throws(() => checkFinite("a", value), TypeError, `a must be a number; got ${describe(value)}`);
  for (const value of [NaN, Infinity, -Infinity])
    throws(() => checkFinite("a", value), RangeError, `a must be a finite number; got ${value}`);
});

test("checkPositive wants a finite number above 0", () => {
  for (const value of [0, -0, -1, NaN, Infinity])
    throws(
      () => checkPositive("a", value),
      RangeError,
      `a must be a positive number; got ${String(value)}`,
    );
  throws(() => checkPositive("a", "0.1"), TypeError, 'a must be a positive number; got "0.1"');
});

test("checkWhole wants a whole number between its bounds", () => {
  for (const value of [-1, 11, 0.5, NaN, Infinity])
    throws(
      () => checkWhole("a", value, 0, 10),
      RangeError,
      `a must be a whole number from 0 to 10; got ${value}`,
    );
  throws(
    () => checkWhole("a", 1n, 0, 10),
    TypeError,
    "a must be a whole number from 0 to 10; got 1n",
  );
});

test("checkOneOf lists the words", () => {
  throws(() => checkOneOf("a", "z", ["x", "y"]), RangeError, 'a must be one of "x", "y"; got "z"');
  throws(() => checkOneOf("a", 1, ["x", "y"]), TypeError, 'a must be one of "x", "y"; got 1');
});

test("checkMatrix names the row that is wrong", () => {
  const cases: [unknown, typeof Error, string][] = [
    ["rows", TypeError, 'a must be an array of rows; got "rows"'],
    [[], RangeError, "a must be an array of at least one row; got []"],
    [[1, 2], TypeError, "a[0] must be an array of numbers; got 1"],
    [[[]], RangeError, "a[0] must be an array of at least one number; got []"],
    [[[1, 2], [3]], RangeError, "a[1] must be an array of length 2; got [3]"],
    [[[1], [2, 3]], RangeError, "a[1] must be an array of length 1; got [2, 3]"],
    [[[1, 2], null], TypeError, "a[1] must be an array of numbers; got null"],
    [
      [
        [1, 2],
        [3, NaN],
      ],
      RangeError,
      "a[1][1] must be a finite number; got NaN",
    ],
    [
      [
        [1, 2],
        [3, "4"],
      ],
      TypeError,
      'a[1][1] must be a number; got "4"',
    ],
    [[[1, 2], new Array(2)], TypeError, "a[1][0] must be a number; got undefined"],
    [new Array(2), TypeError, "a[0] must be an array of numbers; got undefined"],
  ];
  for (const [value, kind, message] of cases) throws(() => checkMatrix("a", value), kind, message);
});

test("an error prints as one line in a notebook, without our stack", () => {
  try {
    checkPositive("learningRate", -1);
    assert.unreachable();
  } catch (error) {
    assert.is(inspect(error), "RangeError: learningRate must be a positive number; got -1");
  }
});

test.run();
