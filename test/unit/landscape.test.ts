/** The figures of the error over two weights, and of several starts: held against train and the formula of E. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { gate } from "../../src/datasets.js";
import { plotLandscape } from "../../src/figures/landscape.js";
import { plotStarts } from "../../src/figures/starts.js";
import { train } from "../../src/train.js";
import { frozen } from "../support/frozen.js";

const or = frozen(gate("OR"));
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const E = (w1: number, w2: number, b: number) =>
  or.inputs.reduce(
    (sum, [x1, x2], i) => sum + 0.5 * (sigmoid(w1 * x1 + w2 * x2 + b) - or.targets[i]) ** 2,
    0,
  );
type Map = { x: number[]; y: number[]; z: number[][] };

test("plotLandscape maps the logarithm of E at the last bias of the path, and draws the path", () => {
  const training = frozen(train(or, { weights: [0.1, 0.2], bias: 0.3 }));
  const { data, layout } = plotLandscape(or.inputs, or.targets, { path: training });
  const { x, y, z } = data[0] as Map;
  for (const [i, j] of [
    [0, 0],
    [10, 40],
    [48, 48],
  ])
    assert.ok(Math.abs(10 ** z[i][j] / E(x[j], y[i], training.bias) - 1) < 2e-3);
  assert.equal(
    data[1].x,
    training.history.map(({ weights }) => weights[0]),
  );
  assert.equal(
    data[1].y,
    training.history.map(({ weights }) => weights[1]),
  );
  assert.match((layout.title as { text: string }).text, "at the bias −2.43");
  assert.ok(
    Number(layout.width) < 1.2 * Number(layout.height),
    "no wider than a square and its key",
  );
  const path = data[1] as unknown as Map;
  assert.ok(Math.max(...path.x) < Math.max(...x) && Math.min(...path.y) > Math.min(...y));
});

test("plotLandscape without a bias has its floor at 1/8 for OR", () => {
  const { data, alt } = plotLandscape(or.inputs, or.targets, { bias: false });
  const lowest = Math.min(...(data[0] as Map).z.flat());
  assert.ok(10 ** lowest >= 0.125 * (1 - 1e-3) && 10 ** lowest < 0.1251);
  assert.match(alt, "without a bias. In it the lowest E is 0.125");
});

test("plotStarts shows starts, ends and outputs of every training, and tells how far they differ", () => {
  const trainings = frozen([-2, 3].map((w) => train(or, { weights: [w, 1], learningRate: 1 })));
  const { data, alt } = plotStarts(trainings, or.targets);
  assert.equal(data[0].y, [-2, 1, 0, 3, 1, 0]);
  assert.equal(
    data[1].y,
    trainings.flatMap(({ weights, bias }) => [...weights, bias]),
  );
  assert.equal(
    data[2].y,
    trainings.flatMap(({ outputs }) => outputs),
  );
  assert.equal(data[3].y, or.targets);
  assert.match(
    alt,
    /^2 trainings .* differed by up to 5 at the start and by up to 0\.0\d+ at the end/,
  );
});

test.run();
