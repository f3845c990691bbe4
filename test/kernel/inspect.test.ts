/** What Shift+Tab shows, from the kernel itself; the module's own comments are in what the kernel reads of it. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Kernel } from "../support/kernel-client.js";

let kernel: Kernel;
test.before(async () => {
  kernel = await Kernel.start();
  const code = 'import { gate, train } from "perceptron"; const data = gate("OR");';
  const { reply } = await kernel.run(code);
  assert.is(reply.status, "ok");
});
test.after(() => kernel.stop());

/** What is shown where the | stands. */
async function shown(text: string): Promise<string> {
  const content = { code: text.replace("|", ""), cursor_pos: [...text].indexOf("|") };
  const { reply } = await kernel.ask("inspect_request", content);
  assert.is(reply.status, "ok");
  assert.is(reply.found, "text/plain" in reply.data);
  return reply.data["text/plain"] ?? "";
}

test("on a function: signature, purpose, arguments, options with defaults, result, errors, example", async () => {
  const text = await shown("tr|ain(data);");
  const parts = [
    /^train\(data: .*, options\?: TrainOptions\): Training\n\n/,
    "Trains a perceptron by full-batch gradient descent",
    /^data: `inputs`, n rows of d finite numbers/m,
    /^options: see TrainOptions$/m,
    /^ {2}learningRate: number, size of a step, above 0; default: 0\.05$/m,
    /^ {2}epochs: number, .*; default: 10,000$/m,
    /^Returns: weights, bias, outputs/m,
    /^Throws: TypeError, RangeError for data or options/m,
    /^Example: train\(gate\("OR"\), \{ weights: \[0\.1, 0\.2\], bias: 0\.3 \}\)/m,
  ];
  const places = parts.map((part) => text.search(part));
  assert.ok(
    places.every((place) => place >= 0),
    `${places}\n${text}`,
  );
  assert.equal(
    places,
    [...places].sort((a, b) => a - b),
  );
  assert.not.match(text, /\(alias\)|\bimport\b|@\w/);
});

test("within its brackets: the same, also where the brackets are not closed yet", async () => {
  const there = await shown("tr|ain(data);");
  for (const text of [
    "train(|",
    "train(|data)",
    "train(data, |)",
    "train(data, { | })",
    "train(data, { |",
  ])
    assert.is(await shown(text), there, text);
});

test("the innermost brackets count, and a name has what it is itself", async () => {
  assert.match(await shown(`train(gate(|"OR"), {})`), /^gate\(/);
  assert.is(await shown("train(da|ta)"), "const data: Dataset");
  const option = await shown("train(data, { epo|chs: 1 })");
  assert.match(option, "epochs?: number");
  assert.match(option, "Default: 10,000");
  assert.match(await shown("Math.max(1, |)"), "Math.max(...values: number[]): number");
});

test("where nothing can be said nothing is shown", async () => {
  for (const text of ["|", "1 + |2", "(|1)", "[1].map((x) => { | })"])
    assert.is(await shown(text), "", text);
});

test("a function of the notebook's own", async () => {
  await kernel.run("/** Half of it.\n * @returns a number */\nconst half = (x: number) => x / 2;");
  assert.is(
    await shown("half(|"),
    "const half: (x: number) => number\n\nHalf of it.\n\nReturns: a number",
  );
});

test.run();
