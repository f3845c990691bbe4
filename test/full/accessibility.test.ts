/** ACCESSIBILITY.md says what is so: axe-core on every notebook's page, and what axe cannot see. */
// time limit: 500 s
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { site } from "../../handout/site.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { select } from "../../tools/course-notebooks.js";
import { root } from "../../tools/paths.mjs";
import { findings, version, wcag } from "../support/axe.js";
import { drawFigures } from "../support/draw.js";
import { close, end, file, handout, type Opened, open, said, write } from "../support/live.js";
import { code } from "../support/notebook.js";
import { browserTest } from "../support/skip.js";
import { report } from "../support/wcag.js";

test.after(end);

const notebooks = select([]);

/** In both colours, in a wide window and in one as narrow as a phone. */
async function faultless({ page }: Opened): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 720 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      assert.equal(await findings(page, wcag), [], `${colorScheme}, ${width} pixels wide`);
    }
    assert.is(await page.evaluate("document.documentElement.scrollWidth"), width);
  }
}

for (const entry of notebooks)
  browserTest(`${entry.name}: axe-core finds no violation, wide, narrow, light, dark`, async () => {
    const opened = await open(handout([entry]));
    const { page } = opened;
    await page.locator(".bar").waitFor();
    await drawFigures(page);
    await faultless(opened);
    await close(opened);
  });

browserTest("the index: axe-core finds no violation, wide, narrow, light, dark", async () => {
  const sources = notebooks.map(({ name, path }) => ({ name, notebook: readNotebook(path) }));
  const index = file("index.html");
  writeFileSync(index, String(site(sources, "student", () => true).get("index.html")));
  const opened = await open(index);
  assert.is(await opened.page.locator(".card").count(), notebooks.length);
  await faultless(opened);
  await close(opened);
});

browserTest("what is focused never lies under the bar", async () => {
  const opened = await open(handout([notebooks[1]]));
  const { page } = opened;
  await page.locator(".bar").waitFor();
  await page.waitForTimeout(300);
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    await page.waitForTimeout(30);
    const hidden = await page.evaluate(`(() => {
      const { activeElement: active } = document;
      const bar = document.querySelector(".bar");
      if (bar.contains(active) || active === document.body) return "";
      const [one, two] = [active, bar].map((element) => element.getBoundingClientRect());
      return one.top >= two.top - 1 ? active.outerHTML.slice(0, 200) : "";
    })()`);
    assert.is(hidden, "");
  }
  await close(opened);
});

browserTest(
  "in a window of 320 × 256 the bar does not stick, and nothing but boxes scrolls sideways",
  async () => {
    const opened = await open(handout([notebooks[4]]), "", {
      viewport: { width: 320, height: 256 },
    });
    const { page } = opened;
    await page.locator(".bar").waitFor();
    await drawFigures(page);
    assert.is(
      await page.evaluate("getComputedStyle(document.querySelector('.bar')).position"),
      "static",
    );
    assert.is(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
    await close(opened);
  },
);

browserTest("nothing moves for readers who want no motion, on the page and on slides", async () => {
  for (const form of ["html", "slides"] as const) {
    const opened = await open(handout([notebooks[1]], "student", form));
    const { page } = opened;
    await page
      .locator(form === "html" ? ".bar" : ".slides .present")
      .first()
      .waitFor();
    if (form === "html") {
      await page.locator(".parameters pre").click();
      await page.locator(".cm-content").waitFor();
    }
    const moving = () =>
      page.evaluate(`[...document.querySelectorAll("*")].filter((element) =>
        ["", "::before", "::after"].some((part) => {
          const { animationName, transitionDuration } = getComputedStyle(element, part);
          return animationName !== "none" || /[1-9]/.test(transitionDuration);
        })).length`);
    if (form === "slides") assert.ok(Number(await moving()) > 0, "else this test sees nothing");
    await page.emulateMedia({ reducedMotion: "reduce" });
    assert.is(await moving(), 0, form);
    await close(opened);
  }
});

browserTest("in forced colours only old results have the line that means old", async () => {
  const source = write("forced", code("const a = 1;\na"), code("a + 1"));
  const opened = await open(handout([source]), "", { forcedColors: "active" });
  const { page } = opened;
  await page.click(".bar button");
  await said(page, /^Done/);
  const colour = (place: number) =>
    page.evaluate(
      `getComputedStyle(document.querySelectorAll(".outputs")[${place}]).borderLeftColor`,
    );
  const fresh = await colour(1);
  await page.locator("pre").first().click();
  await page.locator(".cm-content").waitFor();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("// new\n");
  await page.locator(".cell.stale").nth(1).waitFor();
  assert.is.not(await colour(1), fresh);
  await close(opened);
});

browserTest("the buttons of a cell stand on no text, and can be hit", async () => {
  const opened = await open(handout([notebooks[4]]));
  const { page } = opened;
  await page.locator(".bar").waitFor();
  await page.locator("pre").first().focus();
  await page.locator(".cm-content").waitFor();
  await page.evaluate(
    `document.querySelectorAll("main details").forEach((fold) => { fold.open = true; })`,
  );
  for (const width of [1280, 768, 360]) {
    await page.setViewportSize({ width, height: 720 });
    const found = await page.evaluate(`(() => {
      const boxes = (selector) => [...document.querySelectorAll(selector)]
        .map((element) => element.getBoundingClientRect()).filter(({ height }) => height > 0);
      const buttons = boxes(".run button");
      const texts = boxes("main pre, main .cm-editor, main .hint, main .label, main .text > *, main .output");
      const covers = (one) => texts.some((two) =>
        one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom);
      const small = buttons.filter(({ width, height }) => Math.min(width, height) < 24);
      return { isThere: buttons.length > 20, covering: buttons.filter(covers).length, small: small.length };
    })()`);
    assert.equal(found, { isThere: true, covering: 0, small: 0 }, `${width} pixels wide`);
  }
  await close(opened);
});

browserTest("a table has a name, and is a stop of Tab only where it scrolls", async () => {
  const long = "x".repeat(60);
  const cells = `import { table } from "perceptron";\ntable({ ${long}: [1], y${long}: [2] });`;
  const opened = await open(handout([notebooks[6], write("tables", code(cells))]));
  const { page } = opened;
  await page.locator(".bar").waitFor();
  await page.locator(".run button:last-child").last().click();
  await said(page, /^Done/);
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 720 });
    await page.waitForTimeout(300);
    const wrong = await page.evaluate(`[...document.querySelectorAll("main .scroll")]
      .filter((box) => box.ariaLabel === "table" || box.matches("[tabindex]") !== box.scrollWidth > box.clientWidth)
      .map((box) => box.outerHTML.slice(0, 200))`);
    assert.equal(wrong, [], `${width} pixels wide`);
  }
  assert.ok(Number(await page.locator("main .scroll[tabindex]").count()) > 0);
  await close(opened);
});

browserTest(
  "a formula that goes on at a side is reached by keyboard, also one that a run brings",
  async () => {
    const source = `import { md } from "perceptron";\nmd\`$$${"x + ".repeat(80)}x$$\`;`;
    const opened = await open(handout([write("wide", code(source), code(source, "solution"))]));
    const { page } = opened;
    await page.locator(".bar").waitFor();
    await page.locator("summary", { hasText: "Solution" }).click();
    await page.click(".bar button");
    await said(page, /^Done/);
    assert.is(await page.locator("math.tml-display[tabindex='0']").count(), 2);
    await close(opened);
  },
);

test("ACCESSIBILITY.md is what these tests found", () => {
  const file = path.join(root, "ACCESSIBILITY.md");
  const text = report(
    version,
    notebooks.map(({ name }) => name),
  );
  if (process.env.ACCESSIBILITY === "write") writeFileSync(file, text);
  assert.is(readFileSync(file, "utf8"), text);
});

test.run();
