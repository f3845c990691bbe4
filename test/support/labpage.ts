/** What a person does and sees on a page that shows JupyterLab with a notebook open. */
import type { Download, Page } from "playwright-core";
import * as assert from "uvu/assert";
import { FIGURE, hasTag, isRun, join, type Notebook } from "../../ipynb/nbformat.js";
import { waitFor } from "./wait-for.js";

/** The parts of JupyterLab's own objects that we use, in its page. */
interface LabPage {
  jupyterapp: {
    commands: { execute(id: string, args?: Record<string, string>): Promise<unknown> };
    shell: {
      currentWidget: {
        sessionContext?: { session?: { kernel?: { status: string } } };
        content: {
          activeCellIndex: number;
          widgets: { outputHidden?: boolean }[];
          model: {
            toJSON(): Notebook;
            cells: { length: number; get(i: number): LabCell };
          };
        };
      } | null;
    };
  };
}

interface LabCell {
  trusted: boolean;
  /** of a code cell: "running" from the moment in which it begins to wait for its turn */
  executionState?: string;
  sharedModel: { setSource(text: string): void };
}

/** Opens a notebook, or opens it again, and waits until its kernel has nothing to do. */
export async function openNotebook(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector(".jp-NotebookPanel .jp-CodeCell", { timeout: 600_000 });
  await idle(page, 300_000);
}

/** Waits until the kernel is busy or idle. */
export async function waitForKernel(page: Page, status: string, timeout: number): Promise<void> {
  const reached = (status: string) => {
    const { jupyterapp } = globalThis as unknown as Partial<LabPage>;
    return jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === status;
  };
  await page.waitForFunction(reached, status, { timeout, polling: 50 });
}

export const idle = (page: Page, timeout = 180_000): Promise<void> =>
  waitForKernel(page, "idle", timeout);

/** Replaces the text of a cell, and makes it the one chosen. */
export const type = (page: Page, index: number, source: string): Promise<void> =>
  page.evaluate(
    ({ index, source }) => {
      const { shell } = (globalThis as unknown as LabPage).jupyterapp;
      const content = shell.currentWidget?.content;
      if (!content) throw new Error("no notebook is open");
      content.model.cells.get(index).sharedModel.setSource(source);
      content.activeCellIndex = index;
    },
    { index, source },
  );

/** Opens what a run has left folded, as clicks would, but for solutions. */
export async function unfold(page: Page): Promise<Notebook> {
  const { cells } = await shown(page);
  const which = cells.flatMap((cell, i) => (hasTag(cell, "solution") ? [] : [i]));
  await page.evaluate((which) => {
    const { shell } = (globalThis as unknown as LabPage).jupyterapp;
    for (const i of which) {
      const cell = shell.currentWidget?.content.widgets[i];
      if (cell?.outputHidden) cell.outputHidden = false;
    }
  }, which);
  return shown(page);
}

/** Does JupyterLab trust the outputs of this cell? It trusts what it ran itself. */
export const isTrusted = (page: Page, index: number): Promise<boolean | undefined> =>
  page.evaluate((index) => {
    const { shell } = (globalThis as unknown as LabPage).jupyterapp;
    return shell.currentWidget?.content.model.cells.get(index).trusted;
  }, index);

/** Does a cell run, or wait for its turn? Cells out of sight have no prompt that could be read. */
export const isRunning = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { shell } = (globalThis as unknown as LabPage).jupyterapp;
    const cells = shell.currentWidget?.content.model.cells;
    const all = Array.from({ length: cells?.length ?? 0 }, (_, i) => cells?.get(i));
    return all.some((cell) => cell?.executionState === "running");
  });

/** Runs a command of JupyterLab's menus to its end. */
export const run = (page: Page, id: string, args?: Record<string, string>): Promise<void> =>
  page.evaluate(
    async ({ id, args }) => {
      await (globalThis as unknown as LabPage).jupyterapp.commands.execute(id, args);
    },
    { id, args },
  );

/** The notebook as it would be saved. As text: Playwright walks an object number by number. */
export const shown = async (page: Page): Promise<Notebook> =>
  JSON.parse(
    await page.evaluate(() => {
      const { shell } = (globalThis as unknown as LabPage).jupyterapp;
      return JSON.stringify(shell.currentWidget?.content.model.toJSON());
    }),
  );

/** What the notebook shows when a command has run to its end. */
export async function after(page: Page, id: string): Promise<Notebook> {
  await run(page, id);
  return shown(page);
}

const outputs = (notebook: Notebook) => notebook.cells.flatMap((cell) => cell.outputs ?? []);

export const figures = (notebook: Notebook): string[] =>
  outputs(notebook).flatMap(({ data }) => (data?.[FIGURE] ? [JSON.stringify(data[FIGURE])] : []));

export const sentences = (notebook: Notebook): string[] =>
  outputs(notebook).flatMap(({ data }) => {
    const text = data?.["text/markdown"] as string | string[] | undefined;
    return text ? [join(text)] : [];
  });

export function assertRan(notebook: Notebook): void {
  let last = 0; // a kernel that was left open goes on counting
  for (const [i, cell] of notebook.cells.entries()) {
    if (!isRun(cell)) continue;
    const count = cell.execution_count ?? 0;
    assert.ok(count > last, `cell ${i + 1} ran after the cells above it`);
    last = count;
    const bad = cell.outputs?.filter((o) => o.output_type === "error" || o.name === "stderr");
    assert.equal(bad, [], `cell ${i + 1} ran without an error`);
  }
}

export function assertAllHolds(notebook: Notebook): void {
  for (const sentence of sentences(notebook)) assert.not.match(sentence, "✗");
}

/** Every figure is a drawing of some size, not an empty box, nor text in place of it. */
export async function assertDrawn(page: Page, count: number): Promise<void> {
  const drawings = page.locator(".jp-OutputArea .js-plotly-plot .main-svg:first-child");
  const areDrawn = async () => (await drawings.count()) >= count;
  await waitFor(areDrawn, "as many figures are drawn as were shown");
  assert.is(await drawings.count(), count);
  for (const drawing of await drawings.all()) {
    const box = await drawing.boundingBox();
    assert.ok(box && box.width > 300 && box.height > 100, "the figure has a size");
  }
}

/** Drags every slider with the mouse; the curves of its figure follow. Returns how many there are. */
export async function dragSliders(page: Page): Promise<number> {
  const plots = await page.locator(".jp-OutputArea .js-plotly-plot:has(.slider-grip-rect)").all();
  for (const plot of plots) {
    await plot.scrollIntoViewIfNeeded();
    const picture = () => plot.locator(".cartesianlayer").first().innerHTML();
    const before = await picture();
    assert.ok(before, "the figure shows something");
    const [grip, rail] = await Promise.all(
      [".slider-grip-rect", ".slider-rail-touch-rect"].map((name) =>
        plot.locator(name).boundingBox(),
      ),
    );
    assert.ok(grip && rail, "the slider has a grip");
    const y = grip.y + grip.height / 2;
    const left = grip.x - rail.x < rail.width / 2;
    await page.mouse.move(grip.x + grip.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(rail.x + rail.width * 0.5, y, { steps: 4 });
    await page.mouse.move(rail.x + rail.width * (left ? 0.95 : 0.05), y, { steps: 4 });
    await page.mouse.up();
    await waitFor(async () => (await picture()) !== before, "the figure follows its slider");
    const way = async () =>
      Math.abs(((await plot.locator(".slider-grip-rect").boundingBox())?.x ?? grip.x) - grip.x);
    // Where a figure is drawn anew, the grip comes after it.
    await waitFor(async () => (await way()) > rail.width / 4, "the grip follows the mouse");
  }
  return plots.length;
}

/** Runs a command that asks a question first, and says yes. */
export async function confirmed(
  page: Page,
  id: string,
  args?: Record<string, string>,
): Promise<void> {
  await Promise.all([run(page, id, args), page.locator(".jp-Dialog .jp-mod-accept").click()]);
}

/** What is downloaded, in this tab or in one that opens for it. */
export function download(page: Page, ask: () => Promise<void>): Promise<Download> {
  return new Promise<Download>((resolve, reject) => {
    page.once("download", resolve);
    page.context().once("page", (opened) => opened.once("download", resolve));
    const late = new Error("nothing was downloaded within a minute");
    ask().then(() => setTimeout(reject, 60_000, late).unref(), reject);
  });
}
