/** A learner's hour with each notebook, in real JupyterLab: open, run, change, save, open again, restart, export. */
// time limit: 1800 s
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Download, Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { differences } from "../../ipynb/compare.js";
import { type Cell, hasTag, isRun, join, type Notebook } from "../../ipynb/nbformat.js";
import { readNotebook, tidy } from "../../ipynb/notebook-file.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { setParameters } from "../../tools/set-parameters.js";
import { drawFigures } from "../support/draw.js";
import { folder, goTo, labTest } from "../support/lab.js";
import {
  after,
  assertAllHolds,
  assertDrawn,
  assertRan,
  confirmed,
  download,
  dragSliders,
  figures,
  idle,
  isTrusted,
  run,
  sentences,
  shown,
  type,
  unfold,
  waitForKernel,
} from "../support/labpage.js";

/** For each notebook, other values for some parameters; figures and sentences change with them. */
const changes: Record<string, Record<string, string>> = {
  "01": { gateBias: "0.5", epochs: "5" },
  "02": { learningRate: "0.14" },
  "03": { nets: "[-800, 1, 40]", point: "-2" },
  "04": { target: "0" },
  "05": { learningRate: "0.5" },
  "06": { gateName: '"AND"' },
  "07": { epochs: "100" },
  "08": { factor: "2" },
  "09": { epochs: "200" },
};

const saved = (name: string) => readNotebook(path.join(folder, `${name}.ipynb`));

const parametersCell = (notebook: Notebook) =>
  notebook.cells.findIndex((cell) => hasTag(cell, "parameters"));

const folds = (cell: Cell) =>
  (cell.metadata.jupyter ?? {}) as { outputs_hidden?: boolean; source_hidden?: boolean };

/** Which cells with outputs have these folded, counted from 1. */
const foldedOutputs = (notebook: Notebook, isOf: (cell: Cell) => boolean = () => true) =>
  notebook.cells.flatMap((cell, i) =>
    cell.outputs?.length && folds(cell).outputs_hidden && isOf(cell) ? [i + 1] : [],
  );
const isSolution = (cell: Cell) => hasTag(cell, "solution");

/** What the notebook says is folded is so on the page, and nothing else; solutions are, whole. */
async function assertFolded(page: Page, notebook: Notebook): Promise<void> {
  const sources = notebook.cells.filter((cell) => folds(cell).source_hidden);
  const solutions = notebook.cells.filter(isSolution);
  assert.ok(solutions.length > 0);
  assert.ok(solutions.every((cell) => sources.includes(cell)));
  assert.is(foldedOutputs(notebook, isSolution).length, solutions.length);
  assert.is(await page.locator(".jp-InputPlaceholder").count(), sources.length);
  const outputs = foldedOutputs(notebook);
  assert.is(await page.locator(".jp-OutputPlaceholder").count(), outputs.length);
}

/** What answers the guesses is open, and stays so; solutions are folded as before. */
async function assertOpened(page: Page, ran: Notebook): Promise<void> {
  assert.equal(foldedOutputs(ran), foldedOutputs(ran, isSolution), "only solutions are folded");
  await assertFolded(page, ran);
  await assertDrawn(page, figures(ran).length);
}

/** Every figure that is not folded is there, as its still picture or live; under the mouse it is live. */
async function assertFiguresWithoutRun(page: Page, notebook: Notebook): Promise<void> {
  const cells = notebook.cells.filter((cell) => !folds(cell).outputs_hidden);
  const count = figures({ ...notebook, cells }).length;
  const shows = page.locator(".jp-RenderedPlotly");
  assert.is(await shows.count(), count);
  for (const show of await shows.all()) {
    const box = await show.locator("img, .main-svg").first().boundingBox();
    assert.ok(box && box.width > 300 && box.height > 100, "the figure has a size");
    await show.scrollIntoViewIfNeeded();
    await show.hover();
  }
  await assertDrawn(page, count);
}

async function restart(page: Page): Promise<Notebook> {
  await confirmed(page, "notebook:restart-run-all");
  await idle(page);
  return shown(page);
}

/** The downloaded page draws all figures by itself. (test/full/handouts.test.ts looks closer.) */
async function assertHandout(page: Page, file: Download, count: number): Promise<void> {
  const html = path.join(folder, file.suggestedFilename());
  assert.match(html, /\.html$/);
  await file.saveAs(html);
  const handout = await page.context().browser()?.newPage();
  assert.ok(handout);
  await handout.goto(pathToFileURL(html).href);
  await drawFigures(handout);
  assert.is(await handout.locator(".plot.js-plotly-plot .main-svg:first-child").count(), count);
  await handout.close();
}

for (const { name } of courseNotebooks())
  labTest(name, "a learner's hour", async (page) => {
    const committed = saved(name);
    const index = parametersCell(committed);

    // Opened for the first time: JupyterLab trusts nothing that it did not run.
    assert.is(await isTrusted(page, index), false);
    assert.ok(foldedOutputs(committed).length > foldedOutputs(committed, isSolution).length);
    await assertFolded(page, committed);
    await assertFiguresWithoutRun(page, committed);
    assert.equal(differences(tidy(committed), tidy(await shown(page))), []);

    const first = await after(page, "notebook:run-all-cells");
    assertRan(first);
    assertAllHolds(first);
    assert.equal(foldedOutputs(first), foldedOutputs(committed), "what is to be guessed");
    await assertFolded(page, first);
    await assertOpened(page, await unfold(page));
    assert.equal(differences(tidy(committed), tidy(first)), []);

    // Another parameter: what follows follows.
    const values = changes[name.slice(0, 2)];
    assert.ok(values, `test/full/learner.test.ts changes a parameter of ${name}`);
    const source = join(setParameters(committed, values).cells[index]?.source);
    await type(page, index, source);
    const changed = await after(page, "notebook:run-all-below");
    assertRan(changed);
    await assertOpened(page, changed);
    assert.ok(figures(changed).some((figure) => !figures(first).includes(figure)));
    assert.ok(sentences(changed).some((sentence) => !sentences(first).includes(sentence)));
    const sliders = figures(changed).filter((figure) => figure.includes('"sliders"'));
    assert.is(await dragSliders(page), sliders.length);

    // Saved and opened again: all is there, and this time trusted.
    await run(page, "docmanager:save");
    assert.is(join(saved(name).cells[index]?.source), source);
    await goTo(page, name);
    assert.is(await isTrusted(page, index), true);
    assert.equal(differences(tidy(changed), tidy(await shown(page))), []);
    await assertFolded(page, changed);
    await assertFiguresWithoutRun(page, changed);

    // Back to the old parameters, in a fresh kernel.
    await type(page, index, join(committed.cells[index]?.source));
    const again = await restart(page);
    assertRan(again);
    assert.equal(differences(tidy(committed), tidy(again)), []);
    await assertOpened(page, again);

    await run(page, "docmanager:save");
    const file = await download(page, () =>
      confirmed(page, "notebook:export-to-format", { format: "html" }),
    );
    await assertHandout(page, file, figures(again).length);
    await run(page, "kernelmenu:shutdown");
  });

const menu = async (page: Page, ...items: string[]): Promise<void> => {
  const [first = "", ...rest] = items;
  await page.locator(".lm-MenuBar-item", { hasText: new RegExp(`^${first}$`) }).click();
  for (const item of rest)
    await page.locator(".lm-Menu-item", { hasText: new RegExp(`^${item}`) }).click();
};

/** Waits until no cell waits for its turn. */
async function done(page: Page): Promise<Notebook> {
  const waiting = page.locator(".jp-InputPrompt", { hasText: "[*]" }).first();
  await waiting.waitFor({ state: "attached", timeout: 60_000 });
  await page.waitForFunction(
    `![...document.querySelectorAll(".jp-InputPrompt")].some((prompt) => prompt.textContent.includes("[*]"))`,
    undefined,
    { timeout: 180_000 },
  );
  await idle(page);
  // A cell's number comes with the kernel's reply, which may be later than its word that it is idle.
  const end = Date.now() + 30_000;
  for (;;) {
    const notebook = await shown(page);
    const isNumbered = notebook.cells.filter(isRun).every(({ execution_count: n }) => n);
    if (isNumbered || Date.now() > end) return notebook;
    await page.waitForTimeout(100);
  }
}

const orGate = courseNotebooks().find(({ name }) => name.startsWith("05-"))?.name ?? "";
labTest(
  orGate,
  "with mouse and keyboard",
  async (page) => {
    await menu(page, "Run", "Run All Cells$");
    const first = await done(page);
    assertRan(first);
    await unfold(page);
    await assertDrawn(page, figures(first).length);
    assert.ok((await dragSliders(page)) > 0);

    // The first is the parameter; the whole program further down has one of its own.
    await page.locator(".cm-line", { hasText: "const learningRate =" }).first().click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.type("const learningRate = 0.5;");
    await menu(page, "Run", "Run Selected Cell and All Below$");
    const changed = await done(page);
    assertRan(changed);
    assert.match(join(changed.cells[parametersCell(changed)]?.source), "learningRate = 0.5;");
    assert.ok(figures(changed).some((figure) => !figures(first).includes(figure)));
    assert.ok(sentences(changed).some((sentence) => !sentences(first).includes(sentence)));

    await menu(page, "Kernel", "Restart Kernel and Run All Cells");
    await page.locator(".jp-Dialog .jp-mod-accept").click();
    const again = await done(page);
    assertRan(again);
    assert.equal(differences(tidy(changed), tidy(again)), []);

    await Promise.all([
      page.waitForResponse((response) => response.request().method() === "PUT"),
      page.keyboard.press("Control+s"),
    ]);
    assert.equal(differences(tidy(again), tidy(saved(orGate))), []);
    const file = await download(page, async () => {
      await menu(page, "File", "Save and Export Notebook As", "HTML$");
      await page.locator(".jp-Dialog .jp-mod-accept").click();
    });
    await assertHandout(page, file, figures(again).length);

    await page.locator(".jp-Notebook .jp-Cell").last().locator(".jp-InputPrompt").click();
    for (const key of ["Escape", "b", "Enter"]) await page.keyboard.press(key);
    await page.keyboard.type("while (true) {}");
    await page.keyboard.press("Shift+Enter");
    await page.waitForTimeout(3000);
    await waitForKernel(page, "busy", 100);
    await page.locator('.jp-Toolbar [data-command="notebook:interrupt-kernel"]').first().click();
    await idle(page, 2000);
    await page.waitForTimeout(300);
    await page.keyboard.press("Enter");
    await page.keyboard.type("learningRate * 100");
    await page.keyboard.press("Shift+Enter");
    await page.locator(".jp-OutputArea-output", { hasText: /^50\s*$/ }).waitFor();
  },
  900,
);

test.run();
