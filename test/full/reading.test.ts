/** Figures of a page under the hand and by keyboard: slider, data, points. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { FIGURE } from "../../ipynb/nbformat.js";
import { plotLines } from "../../src/figures/lines.js";
import { plotNeuron } from "../../src/figures/neuron.js";
import { plotTangent } from "../../src/figures/tangent.js";
import { plotTrial } from "../../src/figures/trial.js";
import { sigmoid, sigmoidDerivative } from "../../src/sigmoid.js";
import { drawFigures } from "../support/draw.js";
import { close, end, handout, type Opened, open, write } from "../support/live.js";
import { code } from "../support/notebook.js";
import { browserTest } from "../support/skip.js";
import { waitFor } from "../support/wait-for.js";

test.after(end);

const figures = [
  plotTrial([0, 1, 2, 3], { targets: [0, 2, 4, 6], tries: [3, 4, 2] }),
  plotTangent(sigmoid, { slope: sigmoidDerivative, start: 1.3 }),
  plotLines(
    [
      { name: "up", x: [1, 2, 3], y: [-0.5, 0.25, 2 / 3] },
      { name: 'a "name", b', x: [1, 3], y: [10_000, Number.NaN] },
    ],
    { title: "Two lines", x: "step", y: "height" },
  ),
  plotNeuron(
    [
      [0, 1],
      [0, 0],
    ],
    [1, 0],
    { weights: [2, 1], bias: 0 },
    { move: "bias" },
  ),
  plotNeuron([[1], [0], [1]], [1, 0, 0], { weights: [2], bias: 0 }),
];

async function shown(options: object = {}): Promise<Opened> {
  const cells = figures.map(({ alt, ...plotly }) => ({
    ...code("1"),
    execution_count: 1,
    outputs: [
      { output_type: "display_data", data: { [FIGURE]: plotly, "text/plain": alt }, metadata: {} },
    ],
  }));
  const opened = await open(handout([write("reading", ...cells)]), "", options);
  await drawFigures(opened.page);
  return opened;
}

/** The middle of the knob, and of a point of a trace, in pixels from the left. */
const middles = (page: Page, figure: number, trace: number): Promise<[number, number]> =>
  page.evaluate(`(() => {
    const figure = document.querySelectorAll("figure.figure")[${figure}];
    const range = figure.querySelector("input");
    const box = range.getBoundingClientRect();
    const knob = box.left + 12 + (box.width - 24) * (range.value / range.max);
    const point = figure.querySelectorAll(".scatterlayer .trace")[${trace}].querySelector(".point").getBoundingClientRect();
    return [knob, (point.left + point.right) / 2];
  })()`);

for (const width of [360, 768, 1280])
  browserTest(
    `at ${width} px the knob stands below its value on the axis, at every position`,
    async () => {
      const opened = await shown({ viewport: { width, height: 900 } });
      const { page } = opened;
      for (const [figure, trace] of [
        [0, 1],
        [1, 3],
      ]) {
        const range = page.locator("figure.figure input").nth(figure);
        const most = Number(await range.getAttribute("max"));
        for (const value of [0, 1, Math.round(most / 2), most - 1, most]) {
          await range.fill(String(value));
          const isBelow = async () => {
            const [knob, point] = await middles(page, figure, trace);
            return Math.abs(knob - point) < 1;
          };
          await waitFor(isBelow, `figure ${figure}: the knob at ${value} is below the point`);
        }
      }
      await close(opened);
    },
  );

browserTest("value, caption and what is spoken follow the slider; its ends are shown", async () => {
  const opened = await shown();
  const { page } = opened;
  const figure = page.locator("figure.figure").first();
  assert.equal(await figure.locator(".ends span").allTextContents(), ["0", "6"]);
  const range = figure.locator("input");
  await range.focus();
  await page.keyboard.press("End");
  assert.is(await figure.locator("output").textContent(), "W = 6");
  const said = "At W = 6, E = 112.";
  assert.is(await range.getAttribute("aria-valuetext"), said);
  const caption = await figure.locator("figcaption").textContent();
  assert.ok(caption?.endsWith(said), caption ?? "");
  await close(opened);
});

browserTest(
  "below a figure stand its data: a table, of the position shown, and a CSV file",
  async () => {
    const opened = await shown();
    const { page } = opened;
    const [trial, , lines] = await page.locator("figure.figure").all();
    const cells = async (figure: typeof trial) => {
      await page.waitForTimeout(100); // the event of opening comes after the click
      return figure.locator(".data tbody tr").allInnerTexts();
    };
    assert.is(await lines.locator(".data table").count(), 0, "made when it is opened");
    await lines.locator("summary").click();
    assert.equal(await cells(lines), [
      "up\t1\t−0.5",
      "up\t2\t0.25",
      "up\t3\t0.667",
      'a "name", b\t1\t10,000',
    ]);
    assert.equal(await lines.locator(".data thead th").allInnerTexts(), [
      "curve",
      "step",
      "height",
    ]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      lines.locator(".data button").click(),
    ]);
    assert.is(download.suggestedFilename(), "Two-lines.csv");
    const csv = readFileSync(await download.path(), "utf8");
    assert.is(
      csv,
      '"curve","step","height"\r\n"up",1,-0.5\r\n"up",2,0.25\r\n"up",3,0.6666666666666666\r\n"a ""name"", b",1,10000\r\n',
    );
    await trial.locator("summary").click();
    assert.match((await cells(trial)).join("\n"), "output W·x\t3\t9");
    await trial.locator("input").fill("0");
    assert.match((await cells(trial)).join("\n"), "output W·x\t3\t0");
    await close(opened);
  },
);

browserTest(
  "a neuron's data are its examples, with target and output, and its numbers",
  async () => {
    const opened = await shown();
    const { page } = opened;
    const [plane, curve] = (await page.locator("figure.figure").all()).slice(3);
    const data = async (figure: typeof plane) => {
      await page.waitForTimeout(100); // the event of opening comes after the click
      return [
        ...(await figure.locator(".data p").allInnerTexts()),
        ...(await figure.locator(".data tr").allInnerTexts()),
      ];
    };
    await plane.locator("summary").click();
    assert.equal(await data(plane), [
      "w₁ = 2, w₂ = 1, b = 0, E = 0.161.",
      "x₁\tx₂\ttarget\toutput",
      "0\t1\t1\t0.731",
      "0\t0\t0\t0.5",
    ]);
    await plane.locator("input").fill("0");
    assert.equal(await data(plane), [
      "w₁ = 2, w₂ = 1, b = −4, E = 0.454.",
      "x₁\tx₂\ttarget\toutput",
      "0\t1\t1\t0.0474",
      "0\t0\t0\t0.0180",
    ]);
    await plane.locator(".plot").focus();
    await page.keyboard.press("ArrowRight");
    assert.is(
      await plane.locator("[aria-live]").textContent(),
      "x₁ 0, x₂ 1, target 1, output 0.0474. Point 1 of 1.",
    );
    await curve.locator("summary").click();
    assert.equal((await data(curve)).slice(1), [
      "x₁\ttarget\toutput",
      "1\t1\t0.881",
      "0\t0\t0.5",
      "1\t0\t0.881",
    ]);
    await close(opened);
  },
);

browserTest("on paper the caption of several positions says of which it speaks", async () => {
  const opened = await shown();
  const { page } = opened;
  await page.evaluate("handout.preparePrint()");
  const before = (figure: number) =>
    page.evaluate(
      `getComputedStyle(document.querySelectorAll("figcaption")[${figure}], "::before").content`,
    );
  assert.is(await before(3), "none", "on the screen it is the one shown");
  await page.emulateMedia({ media: "print" });
  assert.is(await before(0), "none", "it says so itself");
  assert.is(await before(3), '"b = 0: "');
  assert.is(await before(4), "none", "there is one position only");
  await close(opened);
});

browserTest("a figure is read point by point with the arrow keys, and Tab leaves it", async () => {
  const opened = await shown();
  const { page } = opened;
  const figure = page.locator("figure.figure").nth(2);
  const plot = figure.locator(".plot");
  await plot.focus();
  const heard = async (key: string) => {
    await page.keyboard.press(key);
    return figure.locator("[aria-live]").textContent();
  };
  assert.is(await heard("ArrowRight"), "up: step 1, height −0.5. Point 1 of 3.");
  assert.is(await heard("ArrowRight"), "up: step 2, height 0.25. Point 2 of 3.");
  assert.is(await heard("End"), "up: step 3, height 0.667. Point 3 of 3.");
  assert.is(await heard("ArrowRight"), "up: step 3, height 0.667. Point 3 of 3.");
  assert.is(await heard("ArrowDown"), 'a "name", b: step 1, height 10,000. Point 1 of 1.');
  assert.is(await heard("ArrowUp"), "up: step 1, height −0.5. Point 1 of 3.");
  assert.is(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "solid");
  await page.keyboard.press("Tab");
  assert.not(await page.evaluate('document.activeElement.matches(".plot")'));
  await close(opened);
});

test.run();
