import { test } from "uvu";
import * as assert from "uvu/assert";
import { plotTangent } from "../../src/figures/tangent.js";
import { sigmoid, sigmoidDerivative } from "../../src/sigmoid.js";
import { read } from "../support/number.js";

const at = (start: number) =>
  plotTangent(sigmoid, {
    slope: sigmoidDerivative,
    start,
    title: "The slope",
  });

interface Control {
  active: number;
  steps: { label: string }[];
}
const control = (start: number) => (at(start).layout.sliders as Control[])[0];

test("at every position the tangent passes through the point, with the slope there", () => {
  const { frames = [] } = at(1.3);
  assert.ok(frames.length > 30);
  for (const { data } of frames) {
    const [left, right] = data[0].x as number[];
    const [from, to] = data[0].y as number[];
    const [x] = data[1].x as number[];
    const [height, slope] = data[1].y as number[];
    assert.is(height, sigmoid(x));
    assert.is(slope, sigmoidDerivative(x));
    assert.ok(Math.abs((from + to) / 2 - height) < 1e-12);
    assert.ok(Math.abs((to - from) / (right - left) - slope) < 1e-12);
  }
});

for (const start of [0, 1.3, -8, 20, 1e6])
  test(`the slider opens at ${start}, and its positions rise`, () => {
    const { active, steps } = control(start);
    const positions = steps.map(({ label }) => read(label));
    assert.is(positions[active], start);
    assert.equal(
      positions,
      [...positions].sort((a, b) => a - b),
    );
    assert.is(new Set(positions).size, positions.length);
  });

test("the numbers of a position stand in the corner, each with the sign of its dot", () => {
  const { data, frames = [] } = at(0);
  assert.equal(data[4].text, ["● value 0.5<br>◆ slope 0.25"]);
  assert.ok(frames.every(({ traces }) => traces.includes(4)));
});

test("the text alternative names the largest slope and where it is", () => {
  assert.match(at(0).alt, "The slope is largest at 0, where it is 0.25.");
});

test.run();
