import { test } from "uvu";
import * as assert from "uvu/assert";
import { aligned, numbersIn, stepped, withNumber } from "../../ipynb/language/numbers.js";

test("numbers that are a choice are found in code, each named by what it is given to", () => {
  const code = `const rate = 0.05; // 7
const weights = [0.1, -2, 1_000], both = [[1, 2], [-3]];
const unit = { weights: [4], "the bias": - 5 };
const [zero, one] = [6, 7.5], some: number[] = [8, 9].map((x) => 2 * x);
let w = -1e-3;
step(unit, 10, { rate: 11 });`;
  assert.equal(
    numbersIn(code).map(({ text, label }) => `${label}: ${text}`),
    [
      "rate: 0.05",
      "weights, number 1: 0.1",
      "weights, number 2: -2",
      "weights, number 3: 1_000",
      "both, part 1, number 1: 1",
      "both, part 1, number 2: 2",
      "both, part 2, number 1: -3",
      "unit, weights, number 1: 4",
      "unit, the bias: - 5",
      "zero: 6",
      "one: 7.5",
      "some, number 1: 8",
      "some, number 2: 9",
      "w: -1e-3",
      "argument 2 of step: 10",
      "argument 3 of step, rate: 11",
    ],
  );
  for (const { from, to, text } of numbersIn(code)) assert.is(code.slice(from, to), text);
});

test("no number of a formula, a loop, a type, a text or a comment, none to another base", () => {
  const code = `const slope = (s: number) => s * (1 - s) ** 2 / 2;
for (let i = 0; i < 10; i++) { let sum = 0; sum += row[0]; }
const total = row.reduce((a, b) => a + b, 0).toFixed(3), half = 1 / 2;
f("4", \`5 \${6}\`, 0xff, 8n, z > 0 ? 1 : 0);
type T = 9 | 10;
7;`;
  assert.equal(numbersIn(code), []);
});

test("a step is one of the last digit; whole numbers stay whole; round ones go faster", () => {
  const steps: [text: string, steps: number, then: string][] = [
    ["0.05", 1, "0.06"],
    ["0.05", -5, "0.00"],
    ["0.05", -6, "-0.01"],
    ["0.1", 2, "0.3"],
    ["3", 1, "4"],
    ["3", -4, "-1"],
    ["-2", 3, "1"],
    ["10000", 1, "11000"],
    ["10_000", -1, "9000"],
    ["50", 1, "51"],
    ["1200", 1, "1300"],
    ["0", -1, "-1"],
    ["1e-3", 2, "3e-3"],
    ["-1", 1, "0"],
  ];
  for (const [text, count, then] of steps) assert.is(stepped(text, text, count), then, text);
  assert.is(stepped("9000", "10000", -1), "8000", "the step is the original's");
  assert.is(stepped("0.10", "0.05", -10), "0.00");
});

test("a number takes the place of another, with its minus", () => {
  const code = "const a = -3;";
  assert.is(withNumber(code, numbersIn(code)[0], "2"), "const a = 2;");
});

test("a comment behind a line stays in its column while a number before it grows and shrinks", () => {
  const original = "const a = 9;    // nine\nconst b = 1; // one\nconst c = '5  // five';";
  const changed = (text: string) =>
    aligned(withNumber(original, numbersIn(original)[0], text), original);
  assert.is(changed("10").split("\n")[0], "const a = 10;   // nine");
  assert.is(changed("1000000").split("\n")[0], "const a = 1000000; // nine");
  assert.is(aligned(changed("1000000").replace("1000000", "9"), original), original);
  assert.is(aligned("const a = 10;  // mine\nlet d;", original), "const a = 10;  // mine\nlet d;");
  assert.is(aligned("a;\nb;\nc;\nd; // more", original), "a;\nb;\nc;\nd; // more");
});

test.run();
