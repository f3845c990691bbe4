import { test } from "uvu";
import * as assert from "uvu/assert";
import { gate } from "../../src/datasets.js";
import { type ExerciseName, exercises } from "../../src/exercises/index.js";
import { type Exercise, judge as judgeWhole, outcome, verdict } from "../../src/judge.js";
import { seeded } from "../../src/random.js";

/** What the reader is told. */
function judge(exercise: Exercise, answer: unknown) {
  const { right, message } = judgeWhole(exercise, answer);
  return { ...(right !== undefined && { right }), message };
}

const gap = "NaN means “not a number”: a blank is left, or something is missing on the way";
const unwritten = "not answered yet (the function gives NaN)";

for (const [name, exercise] of Object.entries(exercises)) {
  test(`${name}: the right answer is recognised`, () => {
    assert.equal(judge(exercise, exercise.answer), { right: true, message: "right" });
  });

  test(`${name}: a stub is not an answer yet`, () => {
    assert.equal(judge(exercise, undefined), { message: "not answered yet" });
    if (typeof exercise.answer === "function")
      assert.equal(
        judge(exercise, () => Number.NaN),
        { message: unwritten },
      );
  });

  test(`${name}: each usual mistake gets its own hint`, () => {
    const mistakes = Object.values(exercise.mistakes);
    assert.ok(mistakes.length > 0);
    for (const [answer, hint] of mistakes)
      assert.equal(judge(exercise, answer), { right: false, message: hint });
    assert.is(new Set(mistakes.map(([, hint]) => hint)).size, mistakes.length);
    assert.not.ok(mistakes.some(([, hint]) => hint === ""));
  });

  test(`${name}: each mistake has a name that fits into a table`, () => {
    for (const name of Object.keys(exercise.mistakes))
      assert.ok(name.length > 1 && name.length < 40, name);
  });

  test(`${name}: so it is on inputs that nobody has seen, and a constant is wrong there`, () => {
    const { answer, calls = [], inputs, mistakes } = exercise;
    for (let seed = 0; seed < (inputs ? 20 : 0); seed++) {
      const random = seeded(seed);
      const more = [...calls, ...Array.from({ length: 3 }, () => inputs?.(random) ?? [])];
      const told = (given: unknown) => verdict(exercise, more, outcome(given, more));
      assert.is(told(answer).share, 1, `seed ${seed}`);
      for (const [name, [answer]] of Object.entries(mistakes))
        assert.is(told(answer).mistake, name, `seed ${seed}`);
      const [first] = outcome(answer, more).results ?? [];
      assert.is.not(told(() => first).right, true);
    }
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
  mistakes: { squared: [(x: number) => x * x, "this squares"] },
};

test("judge tells where a function goes wrong, and what it gave", () => {
  const verdict = judge(doubling, (x: number) => (x === 3 ? 7 : 2 * x));
  assert.equal(verdict, { right: false, message: "not yet: for [3] you get 7" });
});

test("judge counts a single number as one", () => {
  const verdict = judge(doubling, (x: number) => (x === 3 ? [6, 6] : 2 * x));
  assert.is(verdict.message, "for [3] there should be 1 number; you gave 2");
});

for (const [what, value, shown] of [
  ["text", "6", '"6", which is no number'],
  ["a truth", true, "true, which is no number"],
  ["null", null, "null, which is no number"],
  ["an object", {}, "an object, which is no number"],
  ["text among numbers", [6, "6"], '"6", which is no number'],
  ["a promise", Promise.resolve(6), "a promise: leave out “async”"],
] as const)
  test(`judge names a result that is no number: ${what}`, () => {
    const verdict = judge(doubling, (x: number) => (x === 3 ? value : 2 * x));
    assert.equal(verdict, { right: false, message: `your function gives ${shown}` });
  });

test("judge takes a function that gives nothing for one that is not written yet", () => {
  assert.equal(
    judge(doubling, () => {}),
    { message: unwritten },
  );
  assert.is(
    judge(doubling, () => []).message,
    "not answered yet (the function gives an empty list)",
  );
});

test("judge says of an answer with gaps whether the rest is right, and names its mistake", () => {
  const both: Exercise = {
    answer: (x: number) => [x, 2 * x],
    calls: [[1], [3]],
    mistakes: { squared: [(x: number) => [x, x * x], "this squares"] },
  };
  const share = 1 / 2;
  assert.equal(
    judgeWhole(both, (x: number) => [x, Number.NaN]),
    { message: `right so far. ${gap}`, share },
  );
  assert.is(
    judge(both, (x: number) => [x, x > 1 ? Number.NaN : 2]).message,
    `right so far. ${gap}`,
  );
  assert.is(judge(both, (x: number) => [Number.NaN, x * x]).message, "this squares");
  assert.is(judge(both, () => [Number.NaN, 5]).message, "not yet: for [1] you get NaN, 5");
  assert.is(judge(both, () => [Number.NaN]).message, unwritten);
  assert.is(
    judge({ answer: [1, 2], mistakes: {} }, [1, Number.NaN]).message,
    `right so far. ${gap}`,
  );
});

const unreadable = {
  get message() {
    throw new Error("no");
  },
};
for (const [what, thrown, words] of [
  ["an error", new RangeError("no such thing"), "“no such thing”"],
  ["an error without words", new RangeError(), "“RangeError”"],
  ["text", "oh", "“oh”"],
  ["null", null, "“null”"],
  ["undefined", undefined, "“undefined”"],
  ["an object", {}, "“an object”"],
  ["a symbol", Symbol("s"), "“Symbol(s)”"],
  ["what can't be read", unreadable, "“something that can't be read”"],
] as const)
  test(`judge survives a function that throws ${what}`, () => {
    const verdict = judge(doubling, () => {
      throw thrown;
    });
    assert.equal(verdict, { right: false, message: `your function stopped with ${words}` });
  });

test("judge survives a promise that is rejected later, and a result that can't be read", async () => {
  const rejected: unknown[] = [];
  const listener = (reason: unknown) => rejected.push(reason);
  process.on("unhandledRejection", listener);
  assert.match(judge(doubling, () => Promise.reject(new Error("late"))).message, "a promise");
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", listener);
  assert.equal(rejected, []);
  const then = {
    // biome-ignore lint/suspicious/noThenProperty: that is what is tested
    get then() {
      throw "closed";
    },
  }; // prettier-ignore
  assert.is(judge(doubling, () => then).message, "your function stopped with “closed”");
});

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const changing: Record<string, (...args: never[]) => unknown> = {
  "05-f": (w: number[], b: number, row: number[], target: number, rate: number) => {
    const delta = sigmoid(w[0] * row[0] + w[1] * row[1] + b) - target;
    w[0] -= rate * delta * row[0];
    w[1] -= rate * delta * row[1];
    w.push(b - rate * delta);
    return w;
  },
  "02-e": (W: number, b: number, x: number[], t: number[]) => {
    let slope = 0;
    while (x.length > 0) {
      const xi = x.pop() as number;
      slope += W * xi + b - (t.pop() as number);
    }
    return slope;
  },
  "07-e": (outputs: number[], targets: number[]) => {
    const rights = [1, 0].map((group) => {
      const [right, all] = [[] as number[], [] as number[]];
      targets.forEach((target, i) => {
        if (target !== group) return;
        all.push(1);
        if (outputs[i] > 0.5 === (group === 1)) right.push(1);
      });
      return right.length / all.length;
    });
    outputs.splice(0);
    targets.splice(0);
    return rights;
  },
};
for (const [name, answer] of Object.entries(changing))
  test(`${name}: a right function may change its arguments, and does no lasting damage`, () => {
    const exercise = exercises[name as ExerciseName];
    const before = JSON.stringify(exercise.calls);
    for (const time of [1, 2]) assert.is(judge(exercise, answer).message, "right", `time ${time}`);
    assert.is(JSON.stringify(exercise.calls), before);
    assert.is(judge(exercise, exercise.answer).right, true);
  });

test("judge keeps what each call gave, though they give the same array", () => {
  const list: number[] = [];
  const exercise: Exercise = { answer: (x: number) => [x], calls: [[1], [2]], mistakes: {} };
  const verdict = judge(exercise, (x: number) => {
    list[0] = x;
    return list;
  });
  assert.is(verdict.right, true);
});

test("judge takes three digits of a number that somebody types, not two, and not a wrong third", () => {
  const third: Exercise = { answer: 1 / 3, mistakes: {} };
  for (const good of [0.333, 0.3333, 1 / 3]) assert.is(judge(third, good).right, true, `${good}`);
  for (const bad of [0.33, 0.334, 0.332, -0.333]) assert.is(judge(third, bad).right, false);
  const large: Exercise = { answer: [-123456, 0], mistakes: {} };
  assert.is(judge(large, [-123000, 0]).right, true);
  assert.is(judge(large, [-124000, 0]).right, false);
  assert.is(judge(large, [-123000, 0.001]).right, false);
  assert.is(judge(exercises["04-a"], 0.148).right, true);
  assert.is(judge(exercises["04-b"], [-0.208, 0.104, -0.104]).message, "right");
});

test("judge takes four digits of what a function computes, not three", () => {
  const third: Exercise = { answer: () => 1 / 3, calls: [[]], mistakes: {} };
  assert.is(judge(third, () => 0.33333).right, true);
  assert.is(judge(third, () => 0.333).right, false);
});

test("02-f gives a line for which no other W or b has a smaller squared error", () => {
  const { answer, calls = [] } = exercises["02-f"];
  assert.ok(calls.length > 2);
  const moves = [-0.01, 0, 0.01].flatMap((dW) => [-0.02, 0, 0.02].map((db) => [dW, db]));
  for (const [x, t] of calls as [number[], number[]][]) {
    const E = (W: number, b: number) => x.reduce((sum, xi, i) => sum + (W * xi + b - t[i]) ** 2, 0);
    const [W, b] = (answer as (x: number[], t: number[]) => number[])(x, t);
    assert.ok(Math.abs(b) > 0.1, `${x}: no line through (0, 0)`);
    for (const [dW, db] of moves.filter(([dW, db]) => dW || db))
      assert.ok(E(W + dW, b + db) > E(W, b), `${x}: ${dW}, ${db}`);
  }
});

test("05-d gives the factor from which on AND is as sure as asked, and no smaller one", () => {
  const factor = exercises["05-d"].answer as (near: number) => number;
  const rows = gate("AND").inputs;
  const farthest = (f: number) =>
    Math.max(...rows.map(([p, q]) => Math.abs(sigmoid(f * (p + q - 1.5)) - p * q)));
  for (const near of [0.3, 0.1, 0.001]) {
    assert.ok(farthest(1.0001 * factor(near)) < near);
    assert.ok(farthest(0.9999 * factor(near)) > near);
  }
});

test("08-e takes whatever tells the ring from the middle by a circle", () => {
  const told = (feature: (x1: number, x2: number) => unknown) =>
    judge(exercises["08-e"], feature).right;
  const square = (x1: number, x2: number) => x1 ** 2 + x2 ** 2;
  for (const right of [
    (x1: number, x2: number) => 2 * square(x1, x2),
    (x1: number, x2: number) => square(x1, x2) ** 2,
    (x1: number, x2: number) => square(x1, x2) - 15,
    (x1: number, x2: number) => Math.hypot(x1, x2),
  ])
    assert.is(told(right), true, `${right}`);
  for (const wrong of [
    (x1: number, x2: number) => (square(x1, x2) - 15) ** 2,
    (x1: number, x2: number) => square(x1, 2 * x2),
    (x1: number, x2: number) => 100 - square(x1, x2),
    (x1: number, x2: number) => [square(x1, x2), Number.NaN],
    (x1: number) => (x1 === 5 ? Number.NaN : 3),
    () => 7,
  ])
    assert.is.not(told(wrong), true, `${wrong}`);
});

test("judge takes infinity for nothing but itself", () => {
  const five: Exercise = {
    answer: 5,
    mistakes: { far: [-Infinity, "too far"] },
  };
  assert.equal(judge(five, Infinity), { right: false, message: "not yet: you get Infinity" });
  assert.equal(judge(five, -Infinity), { right: false, message: "too far" });
});

test("each of several numbers counts, where it is right in every call", () => {
  const pair: Exercise = { answer: [1, 2, 4], mistakes: {} };
  assert.is(judgeWhole(pair, [1, 2, 4]).share, 1);
  assert.is(judgeWhole(pair, [1, 3, 4]).share, 2 / 3);
  assert.is(judgeWhole(pair, [1, 2]).share, 0);
  const both: Exercise = { answer: (x: number) => [x, 2 * x], calls: [[1], [3]], mistakes: {} };
  assert.is(judgeWhole(both, (x: number) => [x, 7]).share, 1 / 2);
  assert.is(judgeWhole(both, () => [1, 2]).share, 0);
});

test("judge counts the numbers of a list, and says for which call", () => {
  const pair: Exercise = { answer: [1, 2], mistakes: {} };
  const message = "there should be 2 numbers; you gave 1";
  assert.equal(judge(pair, [1]), { right: false, message: message });
  assert.equal(judge(pair, [1, 2]), { right: true, message: "right" });
  const rows: Exercise = {
    answer: (n: number) => Array(n).fill(n),
    calls: [[1], [3]],
    mistakes: {},
  };
  assert.is(
    judge(rows, (n: number) => [n]).message,
    "for [3] there should be 3 numbers; you gave 1",
  );
  assert.is(
    judge(rows, (n: number) => Array(n).fill(1)).message,
    "not yet: for [3] you get 1, 1, 1",
  );
});

test.run();
