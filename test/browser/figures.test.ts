import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Figure, Trace } from "../../src/figure.js";
import { launch } from "../../tools/browser.js";
import { samples, stored } from "../support/samples.js";
import { browserTest } from "../support/skip.js";
import { waitFor } from "../support/wait-for.js";

type Box = Record<"left" | "right" | "top" | "bottom", number>;
type Axis = { title?: { text?: string }; visible?: boolean };

let browser: Browser | undefined;

/** A page of this width with Plotly in it, and the errors that it reports. */
async function open(width: number): Promise<{ page: Page; errors: string[] }> {
  browser ??= await launch();
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => errors.push(message.text()));
  await page.setContent(
    "<!doctype html><meta charset=utf-8><body style='margin:0'><div id=plot></div>",
  );
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("plotly.js-dist-min") });
  return { page, errors };
}

test.after(() => browser?.close());

interface Plotly {
  purge(id: string): void;
  newPlot(element: string, figure: object): Promise<unknown>;
  validate(data: Trace[], layout: object): { msg: string }[] | undefined;
  PlotSchema: { get(): { layout: { layoutAttributes: Record<string, object> } } };
}
// The functions below run in the page, where it is a global variable.
declare const Plotly: Plotly;

/** Not mistakes: a slider's arguments "reset" to what they were, and the style of an axis that is hidden. */
function harmless(message: string, layout: Figure["layout"]): boolean {
  const axis = /key ([xy]axis)\..* did not get coerced/.exec(message)?.[1];
  const hidden = axis !== undefined && (layout[axis] as Axis).visible === false;
  return hidden || /\.args\[\d\] .*set to '(.*)'. got reset to '\1'/.test(message);
}

browserTest(
  "Plotly.validate finds nothing wrong with any figure, nor with its frames",
  async () => {
    const { page } = await open(760);
    // Plotly builds its schema, of thousands of parts, anew whenever it is asked for, and validates by it.
    await page.evaluate(() => {
      const schema = Plotly.PlotSchema.get();
      Plotly.PlotSchema.get = () => schema;
    });
    // plotly.js 4.1.2 throws for any layout with a legend: that is looked up in the schema instead.
    const validate = async (data: Trace[], { legend, ...layout }: Figure["layout"]) => {
      const messages = await page.evaluate(
        ([data, layout, legend]) => [
          ...(Plotly.validate(data, layout) ?? []).map(({ msg }) => msg),
          ...Object.keys(legend).filter(
            (name) => !(name in Plotly.PlotSchema.get().layout.layoutAttributes.legend),
          ),
        ],
        [data, layout, legend ?? {}] as const,
      );
      return messages.filter((message) => !harmless(message, layout));
    };
    const wrong = await validate([{ y: [1], mode: "line" }], { heigth: 1, legend: { xx: 1 } });
    assert.is(wrong.length, 3, wrong.join("; "));
    for (const [name, sample] of Object.entries(samples)) {
      const { data, layout, frames = [] } = stored(sample);
      assert.equal(await validate(data, layout), [], name);
      const last = frames.at(-1);
      for (const frame of last ? [frames[0], last] : []) {
        const moved = data.map((trace, i) => ({
          ...trace,
          ...frame.data[frame.traces.indexOf(i)],
        }));
        assert.equal(await validate(moved, layout), [], `${name}, frame ${frame.name}`);
      }
    }
  },
);

/** Draws a figure and tells where its parts are. */
async function draw(page: Page, figure: object): Promise<Record<string, Box[]>> {
  await page.evaluate((figure) => {
    Plotly.purge("plot"); // else each figure leaves its slider's listeners behind
    return Plotly.newPlot("plot", figure).then(() => {});
  }, figure);
  const boxes = (selector: string) =>
    page
      .locator(selector)
      .evaluateAll((all) => all.map((e) => e.getBoundingClientRect().toJSON() as Box));
  return {
    plot: await boxes("#plot"),
    title: await boxes("#plot .gtitle"),
    legend: await boxes("#plot .legend .bg"),
    axes: await boxes("#plot .xtitle, #plot .x2title"),
    slider: await boxes("#plot .slider-label"),
    words: await boxes("#plot .annotation-text"),
  };
}

const overlap = (a: Box, b: Box) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

for (const width of [760, 360])
  browserTest(
    `at ${width} px nothing covers a title, a legend or a name, or is cut off`,
    async () => {
      const { page, errors } = await open(width);
      for (const [name, sample] of Object.entries(samples)) {
        const at = await draw(page, stored(sample));
        const parts = [
          ...at.title,
          ...at.legend,
          ...at.axes,
          ...at.slider.slice(0, 1),
          ...at.words,
        ];
        assert.is(at.title.length, 1, name);
        for (const [i, a] of parts.entries()) {
          assert.ok(a.left >= 0 && a.right <= width + 1, `${name}: part ${i} is cut off`);
          assert.ok(a.bottom <= at.plot[0].bottom, `${name}: part ${i} is below the figure`);
          for (const [j, b] of parts.slice(0, i).entries())
            assert.not(overlap(a, b), `${name}: parts ${j} and ${i} overlap`);
        }
      }
      assert.equal(errors, []);
    },
  );

browserTest("moving the slider redraws the figure", async () => {
  const { page, errors } = await open(760);
  const drawing = () =>
    page.locator("#plot .scatterlayer").evaluateAll((e) => e.map((x) => x.innerHTML).join());
  const moving = Object.entries(samples).filter(([, { frames = [] }]) => frames.length > 1);
  assert.ok(moving.length > 3);
  for (const [name, sample] of moving) {
    await draw(page, stored(sample));
    const before = await drawing();
    const [{ active, currentvalue, steps }] = sample.layout.sliders as {
      active: number;
      currentvalue: { prefix: string };
      steps: { label: string }[];
    }[];
    // The end of the slider at which it does not stand: its first position, or its last.
    const end = active === 0 ? steps.length - 1 : 0;
    const rail = await page.locator("#plot .slider-rail-touch-rect").boundingBox();
    if (!rail) throw new Error(`${name} shows no slider`);
    await page.mouse.click(rail.x + (end === 0 ? 3 : rail.width - 3), rail.y + rail.height / 2);
    await waitFor(async () => (await drawing()) !== before, `${name} follows its slider`);
    const label = await page.locator("#plot .slider-label").first().textContent();
    assert.is(label, currentvalue.prefix + steps[end].label, name);
  }
  assert.equal(errors, []);
});

test.run();
