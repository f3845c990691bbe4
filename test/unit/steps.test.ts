import { test } from "uvu";
import * as assert from "uvu/assert";
import { type PlotStepsOptions, plotSteps } from "../../src/figures/steps.js";
import { close } from "../support/close.js";
import { frozen } from "../support/frozen.js";

const square = (x: number) => x * x;
const valley: PlotStepsOptions = frozen({
  title: "A valley",
  alt: "A parabola.",
  x: "X",
  y: "f",
  slope: (x) => 2 * x,
  range: [-2, 2],
  steps: [
    { label: "0", at: 1, to: -0.5 },
    { label: "1", at: -0.5 },
  ],
  active: 1,
  prefix: "step ",
});

test("plotSteps draws a tangent that touches the curve with its slope", () => {
  const { frames = [] } = plotSteps(square, valley);
  const [tangent, , ball] = frames[0].data as { x: number[]; y: number[] }[];
  assert.equal([ball.x, ball.y], [[1], [1]]);
  const [x, y] = [tangent.x, tangent.y];
  close((y[1] - y[0]) / (x[1] - x[0]), 2, 1e-12);
  close((y[0] + y[1]) / 2, 1, 1e-12);
});

test("plotSteps lands on the curve, or nowhere where no step is shown", () => {
  const { data, frames = [] } = plotSteps(square, valley);
  const [, way, , landing] = frames[0].data;
  assert.equal(way, { x: [1, -0.5, -0.5], y: [1, 1, 0.25] });
  assert.equal(landing, { x: [-0.5], y: [0.25] });
  assert.equal([data[2].x, data[4].x], [[null], [null]], "it opens at the active position");
});

test("plotSteps keeps the axes still while the slider moves", () => {
  const { layout } = plotSteps(square, valley);
  assert.equal((layout.xaxis as { range: number[] }).range, [-2, 2]);
  close((layout.yaxis as { range: number[] }).range, [-0.4, 4.4], 1e-12);
});

test("plotSteps takes a flat curve", () => {
  const flat = plotSteps(() => 3, { ...valley, slope: () => 0 });
  close((flat.layout.yaxis as { range: number[] }).range, [2.9, 3.1], 1e-12);
});

test.run();
