/** What holds for every figure: its words, its size, and that each position of its slider fits its traces. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { samples, stored } from "../support/samples.js";

type Axis = { title?: { text?: string }; visible?: boolean };

for (const [name, sample] of Object.entries(samples)) {
  const { data, layout, frames, config } = stored(sample);

  test(`${name}: has a title, axis titles and a text alternative, and no button that sends data away`, () => {
    assert.ok((layout.title as { text: string }).text);
    for (const [key, value] of Object.entries(layout))
      if (/^[xy]axis\d*$/.test(key) && (value as Axis).visible !== false)
        assert.ok((value as Axis).title?.text, key);
    assert.match(sample.alt, /^[A-ZΑ-Ω\d].*\.$/s);
    assert.not.match(sample.alt, /NaN|undefined|\[object/);
    assert.is(config.showSendToCloud, false);
  });

  test(`${name}: is at most 60 KB`, () => {
    const bytes = Buffer.byteLength(JSON.stringify({ data, layout, frames, config }));
    assert.ok(bytes <= 60_000, `${bytes} bytes`);
  });

  test(`${name}: holds no number that JSON cannot keep`, () => {
    const check = (value: unknown): void => {
      if (typeof value === "number") assert.ok(Number.isFinite(value), String(value));
      if (typeof value === "object" && value !== null) Object.values(value).forEach(check);
    };
    check(sample);
  });

  if (frames)
    test(`${name}: every step of its slider has a frame, for traces that exist`, () => {
      const [{ steps, active }] = layout.sliders as {
        steps: { args: [string[]] }[];
        active: number;
      }[];
      assert.equal(
        steps.map(({ args }) => args[0][0]),
        frames.map((frame) => frame.name),
      );
      for (const frame of frames) {
        assert.is(frame.data.length, frame.traces.length);
        for (const index of frame.traces) assert.ok(data[index]);
      }
      // It opens at the position that its slider shows.
      for (const [k, index] of frames[active].traces.entries())
        for (const [key, value] of Object.entries(frames[active].data[k]))
          assert.equal(data[index][key], value);
    });
}

test.run();
