import { test } from "uvu";
import * as assert from "uvu/assert";
import { type PlotStepsOptions, plotSteps } from "../../src/figures/steps.js";
import { close } from "../support/close.js";
import { frozen } from "../support/frozen.js";

const square = (x: number) => x * x;
const valley: PlotStepsOptions = frozen({ slope: (x) => 2 * x, path: [1, -0.5] });

test("plotSteps draws a tangent that touches the curve with its slope", () => {
  const { frames = [] } = plotSteps(square, valley);
  const [tangent, , ball] = frames[0].data as { x: number[]; y: number[] }[];
  assert.equal([ball.x, ball.y], [[1], [1]]);
  const [x, y] = [tangent.x, tangent.y];
  close((y[1] - y[0]) / (x[1] - x[0]), 2, 1e-12);
  close((y[0] + y[1]) / 2, 1, 1e-12);
});

test("plotSteps lands on the curve, or nowhere after the last step", () => {
  const { data, frames = [] } = plotSteps(square, valley);
  const [, way, , landing] = frames[0].data;
  assert.equal(way, { x: [1, -0.5, -0.5], y: [1, 1, 0.25] });
  assert.equal(landing, { x: [-0.5], y: [0.25] });
  assert.equal(frames[1].data[1].x, [null]);
  assert.equal([data[2].x, data[4].x], [way.x, landing.x], "it opens at the first step");
});

test("plotSteps with rates shows the step from one place with each of them", () => {
  const options = { ...valley, path: [3, 1], rates: [0.25, 1], x: "w" };
  const { alt, frames = [], layout } = plotSteps(square, options);
  close((layout.xaxis as { range: number[] }).range, [1 - 2.3, 1 + 2.3], 1e-12);
  assert.equal(
    frames.map(({ data }) => data[3].x),
    [[0.5], [-1]],
  );
  assert.match(
    alt,
    "from w = 1, where the curve is 1 high. The longest, with the learning rate 1,",
  );
});

test("plotSteps keeps the axes still while the slider moves, as wide as its places", () => {
  const { layout } = plotSteps(square, valley);
  close((layout.xaxis as { range: number[] }).range, [-0.5 - 1.725, -0.5 + 1.725], 1e-12);
  const [low, high] = (layout.yaxis as { range: number[] }).range;
  assert.ok(low < 0 && high > 2.225 ** 2);
});

test("plotSteps takes a flat curve and a single place", () => {
  const flat = plotSteps(() => 3, { slope: () => 0, path: [1] });
  close((flat.layout.yaxis as { range: number[] }).range, [2.9, 3.1], 1e-12);
  close((flat.layout.xaxis as { range: number[] }).range, [0, 2], 1e-12);
});

test.run();
