/** What our settings, styles and extension change in JupyterLab. */
// time limit: 600 s
import type { Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { hasTag, isRun, join, type Notebook, readNotebook } from "../../tools/notebook.js";
import { courseNotebooks } from "../../tools/notebooks.js";
import { labTest } from "../support/lab.js";
import { after, assertRan, isRunning, isTrusted, run, shown, type } from "../support/labpage.js";

/** Presses the button, and waits until the cell that is chosen has run and none waits for its turn. */
async function runFromHere(page: Page): Promise<void> {
  const prompt = page.locator(".jp-Cell.jp-mod-active .jp-InputPrompt");
  const [chosen] = await prompt.elementHandles();
  const before = await chosen.textContent();
  await page.getByRole("button", { name: "Run from here" }).click();
  const text = () => chosen.textContent();
  for (let tries = 0; tries < 600; tries++) {
    await page.waitForTimeout(100);
    if ((await text()) !== before && !(await isRunning(page))) return;
  }
  assert.unreachable("the run ends");
}

const [five] = courseNotebooks().filter(({ name }) => name.startsWith("05-"));

labTest(
  five.name,
  "what is folded shows no more than its strip, in a narrow window too",
  async (page) => {
    await page.setViewportSize({ width: 1024, height: 900 });
    const strips = page.locator(".jp-InputPlaceholder");
    const strip = { width: 0, longest: 0 };
    for (const one of await strips.all()) {
      const [box, dots] = await Promise.all([
        one.boundingBox(),
        one.locator(".jp-MoreHorizIcon").boundingBox(),
      ]);
      assert.ok(box && dots && dots.width > 20 && dots.x + dots.width <= box.x + box.width);
      const text = one.locator(".jp-PlaceholderText");
      strip.width = Math.max(strip.width, box.width);
      strip.longest = Math.max(
        strip.longest,
        await text.evaluate((element) => element.scrollWidth),
      );
    }
    assert.ok(strip.longest > strip.width, "one of them is longer than the window");

    const solutions = page.locator(".jp-Cell:has(.jp-InputPlaceholder)", {
      hasText: "// Solution",
    });
    const own = readNotebook(five.path).cells.filter((cell) => hasTag(cell, "solution"));
    const [, name] = /exercise\("([^"]+)"/.exec(join(own[0].source)) ?? [];
    assert.equal(
      await solutions.allInnerTexts(),
      own.map(() => "// Solution"),
    );
    await after(page, "notebook:run-all-cells");
    assert.equal(
      await solutions.allInnerTexts(),
      own.map(() => "// Solution"),
      "also when they have run",
    );
    await solutions.first().locator(".jp-Placeholder-content:visible").click();
    const opened = page.locator(".jp-Cell:has(.jp-OutputPlaceholder:visible)");
    assert.is((await opened.locator(".jp-OutputPlaceholder").innerText()).trim(), "");
    await opened.locator(".jp-OutputPlaceholder .jp-Placeholder-content").click();
    await page.locator(".jp-OutputArea-output", { hasText: `✓ ${name}: right.` }).waitFor();
  },
);

labTest(
  five.name,
  "the button Run from here runs the cell that is chosen and all below",
  async (page) => {
    const cells = readNotebook(five.path).cells;
    const from = cells.findIndex((cell) => hasTag(cell, "parameters"));
    const first = await after(page, "notebook:run-all-cells");
    await type(
      page,
      from,
      join(cells[from]?.source).replace("learningRate = 0.05", "learningRate = 0.5"),
    );
    await runFromHere(page);
    const ran = await shown(page);
    assertRan(ran);
    const numbers = (notebook: Notebook) => notebook.cells.map((cell) => cell.execution_count ?? 0);
    assert.equal(numbers(ran).slice(0, from), numbers(first).slice(0, from));
    assert.is(numbers(ran)[from], Math.max(...numbers(first)) + 1);
  },
);

labTest(
  five.name,
  "a run that fails ends where it failed; what is below is not gone, and is marked",
  async (page) => {
    const cells = readNotebook(five.path).cells;
    const from = cells.findIndex((cell) => hasTag(cell, "parameters"));
    const runWith = async (learningRate: string) => {
      const text = join(cells[from]?.source).replace("0.05;", learningRate);
      await type(page, from, text);
      await runFromHere(page);
      await page.waitForTimeout(500);
      return shown(page);
    };
    const outputs = (notebook: { cells: typeof cells }) =>
      notebook.cells.slice(from + 2).map((cell) => cell.outputs?.length ?? 0);
    const marked = page.locator(".perceptron-not-run");
    const show = page.locator(".jp-OutputArea", { hasText: "learningRate must be" });

    await run(page, "notebook:run-all-above");
    const failed = await runWith("-1;");
    const error = await show.boundingBox();
    assert.ok(error && error.y > 100 && error.y + error.height < 850, "the error is in sight");
    assert.equal(outputs(failed), outputs({ cells: cells }));
    const below = failed.cells.slice(from + 2).filter(isRun);
    assert.ok(below.length > 20 && below.every((cell) => cell.execution_count === null));
    assert.is(await marked.count(), below.length);
    const words = (await page.evaluate(
      `getComputedStyle(document.querySelector(".perceptron-not-run .jp-OutputArea:not(:empty)"), "::before").content`,
    )) as string;
    assert.match(words, "Not run: a cell above has failed");
    // Nobody has run these: they are trusted no more than before.
    assert.is(await isTrusted(page, cells.length - 2), false);

    const good = await runWith("0.5;");
    assertRan({ ...good, cells: good.cells.slice(from) });
    assert.is(await marked.count(), 0);
    assert.is(await show.count(), 0);
  },
  900,
);

labTest(five.name, "each format that Export offers is made", async (page) => {
  await page.locator(".lm-MenuBar-item", { hasText: /^File$/ }).click();
  await page.locator(".lm-Menu-item", { hasText: "Save and Export Notebook As" }).click();
  const offered = page.locator('.lm-Menu-item[data-command="notebook:export-to-format"]:visible');
  await offered.first().waitFor();
  assert.equal((await offered.allInnerTexts()).map((text) => text.trim()).sort(), [
    "Executable Script",
    "HTML",
    "Markdown",
    "Reveal.js Slides",
  ]);
  const answers = await page.evaluate(
    `Promise.all(["script", "html", "markdown", "slides"].map(async (format) =>
      (await fetch("/nbconvert/" + format + "/${five.name}.ipynb?download=true")).status))`,
  );
  assert.equal(answers, [200, 200, 200, 200]);
});

test.run();
