import { test } from "uvu";
import * as assert from "uvu/assert";
import { drawChain } from "../../src/figures/chain.js";
import { drawOrGate } from "../../src/figures/gate.js";
import { frozen } from "../support/frozen.js";

test("drawOrGate has a position for each row, and thick wires where a 1 runs", () => {
  const { frames = [], layout, data } = drawOrGate();
  const [{ active, steps }] = layout.sliders as { active: number; steps: { label: string }[] }[];
  assert.equal(
    steps.map(({ label }) => label),
    ["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"],
  );
  const ends = frames.map(({ data: [ones] }) => (ones.y as (number | null)[]).filter((y) => y));
  assert.equal(ends, [
    [],
    [0.3, 0.3, 0.5, 0.5],
    [0.7, 0.7, 0.5, 0.5],
    [0.7, 0.7, 0.3, 0.3, 0.5, 0.5],
  ]);
  assert.equal(frames[0].data[2].text, ["x₁ = 0", "x₂ = 0", "out = 0"]);
  assert.equal(data[2].text, frames[active].data[2].text, "it opens at the active position");
});

test("drawChain writes each value in a box and each factor between two boxes", () => {
  const { layout, alt } = drawChain(
    frozen([
      { name: "x", value: 3 },
      { name: "x²", value: 9 },
      { name: "x⁶", value: 729 },
    ]),
    frozen({
      factors: [
        { name: "2x", value: 6 },
        { name: "3x⁴", value: 243 },
      ],
    }),
  );
  assert.match(alt, "x = 3; x² = 9; x⁶ = 729. On the way back");
  assert.match(alt, "their product is 1458.");
  assert.is((layout.shapes as object[]).length, 3);
  const texts = (layout.annotations as { text: string }[]).map(({ text }) => text);
  for (const text of ["x = <b>3</b>", "x⁶ = <b>729</b>", "× 6<br>2x", "× 243<br>3x⁴"])
    assert.ok(texts.includes(text), text);
  const arrows = (layout.annotations as { showarrow: boolean }[]).filter((a) => a.showarrow);
  assert.is(arrows.length, 4);
});

test.run();
