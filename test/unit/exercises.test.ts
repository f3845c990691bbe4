import { test } from "uvu";
import * as assert from "uvu/assert";
import { exercises } from "../../src/exercises/index.js";
import { type Exercise, judge } from "../../src/judge.js";

for (const [name, exercise] of Object.entries(exercises)) {
  test(`${name}: the right answer is recognised`, () => {
    assert.equal(judge(exercise, exercise.answer), { right: true, message: "right" });
  });

  test(`${name}: a stub is not an answer yet`, () => {
    assert.equal(judge(exercise, undefined), { message: "not answered yet" });
    if (typeof exercise.answer === "function")
      assert.equal(
        judge(exercise, () => Number.NaN),
        { message: "not answered yet" },
      );
  });

  test(`${name}: each usual mistake gets its own hint`, () => {
    assert.ok(exercise.mistakes.length > 0);
    for (const { answer, hint } of exercise.mistakes)
      assert.equal(judge(exercise, answer), { right: false, message: hint });
  });

  test(`${name}: an answer of another kind is told what is wanted`, () => {
    const verdict = judge(exercise, "three");
    assert.is(verdict.right, false);
    assert.match(
      verdict.message,
      /^the answer should be (a number|an array of numbers|a function)$/,
    );
  });
}

const doubling: Exercise = {
  answer: (x: number) => 2 * x,
  calls: [[1], [3]],
  mistakes: [{ answer: (x: number) => x * x, hint: "this squares" }],
};

test("judge tells where a function goes wrong, and what it gave", () => {
  const verdict = judge(doubling, (x: number) => (x === 3 ? 7 : 2 * x));
  assert.equal(verdict, { right: false, message: "not yet: for [3] you get 7" });
});

test("judge takes a result that is no number for a missing one", () => {
  const verdict = judge(doubling, (x: number) => (x === 3 ? "6" : 2 * x));
  assert.equal(verdict, { right: false, message: "not yet: for [3] you get NaN" });
});

test("judge reports a function that throws, by its message", () => {
  const verdict = judge(doubling, () => {
    throw new RangeError("no such thing");
  });
  assert.equal(verdict, { right: false, message: "your function stopped with “no such thing”" });
});

test("judge takes four digits as right, three as not", () => {
  const third: Exercise = { answer: 1 / 3, mistakes: [] };
  assert.is(judge(third, 0.33333).right, true);
  assert.is(judge(third, 0.333).right, false);
});

test("judge takes infinity for nothing but itself", () => {
  const five: Exercise = { answer: 5, mistakes: [{ answer: -Infinity, hint: "too far" }] };
  assert.equal(judge(five, Infinity), { right: false, message: "not yet: you get Infinity" });
  assert.equal(judge(five, -Infinity), { right: false, message: "too far" });
});

test("judge counts the numbers of a list", () => {
  const pair: Exercise = { answer: [1, 2], mistakes: [] };
  assert.equal(judge(pair, [1]), {
    right: false,
    message: "there should be 2 numbers; you gave 1",
  });
  assert.equal(judge(pair, [1, 2]), { right: true, message: "right" });
});

test.run();
