import { test } from "uvu";
import * as assert from "uvu/assert";
import { type PlotDialOptions, plotDial } from "../../src/figures/dial.js";
import { frozen } from "../support/frozen.js";

const sum = (x: number, b: number) => x + b;
const shift: PlotDialOptions = frozen({
  title: "Shift",
  alt: "Lines that move.",
  x: "x",
  y: "x + b",
  at: [-1, 0, 1],
  name: "b",
  values: [-3, 0, 0.5],
  start: 0.5,
  fixed: [0, 2],
  mark: (b) => [-b, 0],
});

test("plotDial keeps the fixed curves and opens at the start", () => {
  const { data, layout } = plotDial(sum, shift);
  assert.equal(
    data.map(({ name, y }) => [name, y]),
    [
      ["b = 0", [-1, 0, 1]],
      ["b = 2", [1, 2, 3]],
      ["slider", [-0.5, 0.5, 1.5]],
      [undefined, [0]],
    ],
  );
  const [{ active, steps }] = layout.sliders as { active: number; steps: { label: string }[] }[];
  assert.is(active, 2);
  assert.equal(
    steps.map(({ label }) => label),
    ["−3", "0", "0.5"],
  );
});

test("plotDial moves the last two traces, and leaves the dot out where it is not in sight", () => {
  const { frames = [] } = plotDial(sum, shift);
  assert.equal(frames[0].traces, [2, 3]);
  assert.equal(frames[0].data, [{ y: [-4, -3, -2] }, { x: [null], y: [null] }]);
  assert.equal(frames[2].data, [{ y: [-0.5, 0.5, 1.5] }, { x: [-0.5], y: [0] }]);
});

test("plotDial takes a curve without a point to mark", () => {
  const { data } = plotDial(sum, { ...shift, mark: () => undefined });
  assert.equal(data[3].x, [null]);
});

test.run();
