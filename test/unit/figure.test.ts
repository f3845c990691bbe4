import { test } from "uvu";
import * as assert from "uvu/assert";
import { colours, figure } from "../../src/figure.js";
import { frozen } from "../support/frozen.js";

const parts = frozen({ title: "A title", alt: "It rises.", x: "x", y: "y" });
const data = frozen([{ y: [1, 2] }]);

test("figure lays the given layout over the course's, level by level", () => {
  const layout = frozen({
    height: 600,
    xaxis: { range: [0, 1] },
    margin: { l: 0 },
    showlegend: false,
  });
  const plain = figure(data, parts).layout as Record<string, Record<string, unknown>>;
  const ours = figure(data, { ...parts, layout }).layout as Record<string, Record<string, unknown>>;
  assert.is(ours.height, 600);
  assert.is(ours.showlegend, false);
  assert.equal(ours.xaxis, { ...plain.xaxis, range: [0, 1] });
  assert.equal(ours.margin, { ...plain.margin, l: 0 });
  assert.equal(ours.yaxis, plain.yaxis);
  assert.is((ours.xaxis.title as { text: string }).text, "x");
});

test("figure hands on data and text alternative, and leaves frames out without a slider", () => {
  const made = figure(data, parts);
  assert.is(made.data, data);
  assert.is(made.alt, "It rises.");
  assert.equal(Object.keys(made).sort(), ["alt", "config", "data", "layout"]);
  assert.not("sliders" in made.layout);
});

test("a slider brings one frame for each of its positions, called by its step", () => {
  const positions = [1, 2, 3].map((k) => ({ label: `k${k}`, data: [{ y: [k] }] }));
  const made = figure(data, {
    ...parts,
    slider: { prefix: "k = ", active: 2, traces: [0], positions },
  });
  const [slider] = made.layout.sliders as {
    active: number;
    currentvalue: { prefix: string };
    steps: { label: string; args: [string[]] }[];
  }[];
  assert.is(slider.active, 2);
  assert.is(slider.currentvalue.prefix, "k = ");
  assert.equal(
    slider.steps.map(({ label }) => label),
    ["k1", "k2", "k3"],
  );
  for (const [i, { args }] of slider.steps.entries()) {
    const shown = made.frames?.find(({ name }) => name === args[0][0]);
    assert.equal(shown?.data, [{ y: [i + 1] }]);
    assert.equal(shown?.traces, [0]);
  }
});

test("the colours of lines and text stand out from white as WCAG asks, 3 to 1 and 4.5 to 1", () => {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (hex: string) => 1.05 / (luminance(hex) + 0.05);
  for (const name of ["blue", "orange", "green", "purple", "grey"] as const)
    assert.ok(contrast(colours[name]) >= 3, name);
  assert.ok(contrast(colours.ink) >= 4.5);
});

test("a trace that no position of the slider changes is in no frame", () => {
  const line = { x: [0, 1], y: [0, 1] };
  const positions = [1, 2].map((y) => ({ label: `${y}`, data: [{}, { y: [y, y] }] }));
  const slider = { prefix: "y = ", active: 0, traces: [0, 1], positions };
  const { frames } = figure([line, line], { title: "t", alt: "a.", slider });
  assert.equal(frames, [
    { name: "0", data: [{ y: [1, 1] }], traces: [1] },
    { name: "1", data: [{ y: [2, 2] }], traces: [1] },
  ]);
});

test.run();
