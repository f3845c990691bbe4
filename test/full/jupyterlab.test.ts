/** What our settings, styles and extension change in JupyterLab, what a beginner sees there, and how a cell that runs too long stops. */
// time limit: 600 s
import path from "node:path";
import type { Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { FIGURE, hasTag, isRun, join, type Notebook } from "../../ipynb/nbformat.js";
import { readNotebook, writeNotebook } from "../../ipynb/notebook-file.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { folder, labTest } from "../support/lab.js";
import {
  after,
  assertRan,
  idle,
  isRunning,
  isTrusted,
  run,
  shown,
  type,
  waitForKernel,
} from "../support/labpage.js";
import { code, notebook } from "../support/notebook.js";

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

const [one] = courseNotebooks().filter(({ name }) => name.startsWith("01-"));
const [five] = courseNotebooks().filter(({ name }) => name.startsWith("05-"));

// The first one: the kernel of a notebook that was closed goes on.
labTest(
  five.name,
  "a cell that is run before those above it says which one has not run; Shift+Tab works between brackets",
  async (page) => {
    const notebook = await shown(page);
    const at = notebook.cells.findIndex(({ source }) => join(source).startsWith("const data = "));
    assert.ok(isRun(notebook.cells[at]));
    const cell = page.locator(".jp-Notebook > * .jp-Cell, .jp-Notebook .jp-Cell").nth(at);
    await cell.locator(".cm-line").first().click();
    await run(page, "notebook:run-cell");
    await idle(page);
    const error = cell.locator("[data-mime-type='application/vnd.jupyter.stderr']");
    const text = (await error.textContent()) ?? "";
    assert.match(
      text,
      /`gate`, `gateName` and `table` are defined by cells above that have not run/,
    );
    assert.match(text, "choose Run → Run All Above Selected Cell");
    await run(page, "notebook:run-all-above");
    await idle(page);
    await cell.locator(".cm-line").first().click();
    await page.keyboard.press("Home");
    for (let i = 0; i < "const data = gate(".length; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+Tab");
    const tooltip = page.locator(".jp-Tooltip");
    await tooltip.waitFor({ timeout: 60_000 });
    assert.match((await tooltip.textContent()) ?? "", /^gate\(name/);
  },
  1000,
);

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
    const opened = page.locator(".jp-Cell:has(.jp-OutputPlaceholder:visible)", {
      hasText: "// Solution",
    });
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
  one.name,
  "a run of several cells leaves folded what is to be guessed; run by itself, a cell shows it",
  async (page) => {
    const { cells } = readNotebook(one.path);
    const folded = ({ cells }: Notebook) =>
      cells.flatMap(({ metadata }, i) => {
        const { outputs_hidden } = (metadata.jupyter ?? {}) as { outputs_hidden?: boolean };
        return outputs_hidden ? [i] : [];
      });
    const all = folded({ cells } as Notebook);
    const within = (i: number) => page.locator(".jp-Notebook .jp-Cell").nth(i);
    const choose = (i: number) => type(page, i, join(cells[i].source));
    const strip = ".jp-OutputPlaceholder";
    const [byItself, clicked] = all.filter((i) => !hasTag(cells[i], "prose"));
    const answer = all.find((i) => hasTag(cells[i], "prose")) ?? -1;
    const figure =
      all.filter((i) => JSON.stringify(cells[i].outputs).includes(FIGURE)).at(-1) ?? -1;

    await choose(cells.findIndex(isRun));
    await run(page, "notebook:run-cell"); // its number changes with the next run
    await runFromHere(page);
    const ran = await shown(page);
    assertRan(ran);
    assert.equal(folded(ran), all);

    await choose(byItself);
    await run(page, "notebook:run-cell-and-select-next");
    await choose(answer);
    await run(page, "notebook:run-cell");
    for (const i of [clicked, figure]) await within(i).locator(strip).click();
    const opened = [byItself, answer, clicked, figure];
    const rest = all.filter((i) => !opened.includes(i));
    assert.equal(folded(await shown(page)), rest);
    for (const i of opened) {
      assert.is(await within(i).locator(strip).count(), 0);
      const box = await within(i).locator(".jp-OutputArea-output").first().boundingBox();
      assert.ok(box && box.height > 10, `the output of cell ${i} is there`);
    }
    const plot = within(figure).locator(".jp-RenderedPlotly .main-svg").first();
    await within(figure).locator(".jp-RenderedPlotly").first().hover();
    await plot.waitFor();
    const box = await plot.boundingBox();
    assert.ok(box && box.width > 300, "drawn to its full size");

    // What has been opened stays so.
    assert.equal(folded(await after(page, "notebook:run-all-cells")), rest);
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
    await runWith("-1;");
    // The kernel refuses those below one after another.
    const refused = cells.slice(from + 2).filter(isRun);
    await marked.nth(refused.length - 1).waitFor({ state: "attached" });
    const failed = await shown(page);
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

const LONG = {
  "training for minutes": `import { gate, train } from "perceptron";
const long = train(gate("XOR"), { epochs: 10_000_000 });
while (true) train(gate("XOR"), { epochs: 1_000_000 });`,
  "an endless loop": "while (true) {}",
  "waiting for what never comes": "await new Promise(() => {});",
};
const SCRATCH = "interrupted";
test.before(() => {
  const metadata = {
    kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
  };
  const cells = ["const before = 41;", "", "console.log(before + 1);"].map((text) => code(text));
  writeNotebook(path.join(folder, `${SCRATCH}.ipynb`), { ...notebook(...cells), metadata });
});

for (const [what, code] of Object.entries(LONG))
  labTest(SCRATCH, `${what} stops within two seconds of an interrupt`, async (page) => {
    await type(page, 0, "const before = 41;");
    await run(page, "notebook:run-cell");
    await type(page, 1, code);
    const running = run(page, "notebook:run-cell");
    running.catch(() => {}); // told below, if the test gets there
    await waitForKernel(page, "busy", 10_000);
    await page.waitForTimeout(4000);
    await waitForKernel(page, "busy", 2000); // it is still, on a loaded computer, too
    const interrupted = Date.now();
    await run(page, "notebook:interrupt-kernel");
    await idle(page, 2000);
    await running;
    assert.ok(Date.now() - interrupted < 2000);
    const [, stopped] = (await shown(page)).cells;
    assert.match(JSON.stringify(stopped.outputs), /interrupted/i);
    await page.waitForTimeout(300); // so long tslab skips what was already asked for
    await type(page, 2, "console.log(before + 1);");
    const [, , next] = (await after(page, "notebook:run-cell")).cells;
    assert.equal(
      next.outputs?.map(({ text }) => text),
      ["42\n"],
      "the kernel goes on, with all it knew",
    );
  });

test.run();
