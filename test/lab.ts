/** JupyterLab as `npm start` starts it, on copies of the notebooks, with a headless browser before it. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findBrowser, launch, NO_BROWSER } from "../tools/browser.js";
import { FIGURE, isRun, join, type Notebook } from "../tools/notebook.js";
import { cache, notebooks, root } from "../tools/paths.mjs";
import { needs } from "./skip.js";

/** The parts of JupyterLab's own objects that we use, in its page. */
interface LabPage {
  jupyterapp: {
    commands: { execute(id: string, args?: Record<string, string>): Promise<unknown> };
    shell: {
      currentWidget: {
        sessionContext?: { session?: { kernel?: { status: string } } };
        content: {
          activeCellIndex: number;
          model: {
            toJSON(): Notebook;
            cells: { get(i: number): { trusted: boolean; sharedModel: SharedCell } };
          };
        };
      } | null;
    };
  };
}

interface SharedCell {
  setSource(text: string): void;
}

const WIDTH = 1280;
const HEIGHT = 16_000; // more than most notebooks need: all of one on one picture
const screenshots = path.join(cache, "screenshots");
mkdirSync(screenshots, { recursive: true });

/** The folder that JupyterLab serves. Inside the clone, for cells to find our module. */
export const folder = mkdtempSync(path.join(cache, "lab-"));
const workspaces = path.join(folder, ".workspaces"); // not the learner's own open tabs

let lab: ChildProcess | undefined;
let address: URL;
let browser: Browser | undefined;

test.before(async () => {
  cpSync(notebooks, folder, {
    recursive: true,
    filter: (file) => !file.includes(".ipynb_checkpoints"),
  });
  if (!findBrowser()) return;
  try {
    address = await startLab();
    browser = await launch();
  } catch (error) {
    console.error(error); // uvu says nothing about it
    throw error;
  }
});

test.after(async () => {
  await browser?.close();
  if (lab?.exitCode === null) {
    const ended = new Promise((resolve) => lab?.once("exit", resolve));
    lab.kill("SIGTERM");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** As `npm start -- --no-browser` does it, on a free port. */
async function startLab(): Promise<URL> {
  const args = [
    path.join(root, "tools", "run.mjs"),
    "lab",
    "--no-browser",
    `--port=${await freePort()}`,
    `--ServerApp.root_dir=${folder}`,
    `--LabApp.workspaces_dir=${workspaces}`,
    "--LabApp.expose_app_in_browser=True",
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  lab = child;
  let output = "";
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        const found = /http:\/\/127\.0\.0\.1:\d+\S*|http:\/\/localhost:\d+\S*/.exec(output);
        if (found && /\s/.test(output.slice(found.index + found[0].length)))
          resolve(new URL(found[0]));
      });
    child.on("exit", (code) => reject(new Error(`JupyterLab ended with ${code}\n${output}`)));
  });
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Opens a notebook, in a window so high that every cell is drawn, and collects what goes wrong. */
async function open(name: string, height: number): Promise<{ page: Page; wrong: string[] }> {
  assert.ok(browser, "the browser runs");
  const page = await browser.newPage({ viewport: { width: WIDTH, height } });
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(`error in the page: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== address.host)
      wrong.push(`asked for ${request.url()}`);
  });
  await goTo(page, name);
  return { page, wrong };
}

/** Opens a notebook, or opens it again, and waits until its kernel has nothing to do. */
export async function goTo(page: Page, name: string): Promise<void> {
  const url = new URL(`/lab/tree/${encodeURIComponent(`${name}.ipynb`)}`, address);
  url.search = `?reset&token=${address.searchParams.get("token")}`;
  await page.goto(url.href);
  await page.waitForSelector(".jp-NotebookPanel .jp-CodeCell", { timeout: 60_000 });
  await idle(page, 60_000);
}

/** Waits until the kernel is busy or idle. */
export async function waitFor(page: Page, status: string, timeout: number): Promise<void> {
  const reached = (status: string) => {
    const { jupyterapp } = globalThis as unknown as Partial<LabPage>;
    return jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === status;
  };
  await page.waitForFunction(reached, status, { timeout, polling: 50 });
}

export const idle = (page: Page, timeout = 180_000): Promise<void> =>
  waitFor(page, "idle", timeout);

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

/** Does JupyterLab trust the outputs of this cell? It trusts what it ran itself. */
export const isTrusted = (page: Page, index: number): Promise<boolean | undefined> =>
  page.evaluate((index) => {
    const { shell } = (globalThis as unknown as LabPage).jupyterapp;
    return shell.currentWidget?.content.model.cells.get(index).trusted;
  }, index);

/** Runs a command of JupyterLab's menus to its end. */
export const run = (page: Page, id: string, args?: Record<string, string>): Promise<void> =>
  page.evaluate(
    async ({ id, args }) => {
      await (globalThis as unknown as LabPage).jupyterapp.commands.execute(id, args);
    },
    { id, args },
  );

/** The notebook as it would be saved. */
export const shown = (page: Page): Promise<Notebook> =>
  page.evaluate(() => {
    const { shell } = (globalThis as unknown as LabPage).jupyterapp;
    return shell.currentWidget?.content.model.toJSON() as Notebook;
  });

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
  for (let tries = 0; tries < 100 && (await drawings.count()) < count; tries++)
    await page.waitForTimeout(100);
  assert.is(await drawings.count(), count, "as many figures are drawn as were shown");
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
    for (let tries = 0; tries < 30 && (await picture()) === before; tries++)
      await page.waitForTimeout(100);
    assert.is.not(await picture(), before, "the figure follows its slider");
    const now = await plot.locator(".slider-grip-rect").boundingBox();
    assert.ok(Math.abs((now?.x ?? 0) - grip.x) > rail.width / 4, "the grip follows the mouse");
  }
  return plots.length;
}

const browserTest = needs(test, findBrowser(), NO_BROWSER);

/** A test with the notebook open; its last sight is kept as a picture, whether it passes or not. */
export const labTest = (
  name: string,
  title: string,
  body: (page: Page) => Promise<void>,
  height = HEIGHT,
) =>
  browserTest(`${name}: ${title}`, async () => {
    const { page, wrong } = await open(name, height);
    try {
      await body(page);
      assert.equal(wrong, []);
    } finally {
      await screenshot(page, `${name} ${title}.png`.replaceAll(" ", "-"), height);
      await page.close();
    }
  });

/** For people to look at: the notebook down to its last cell. */
async function screenshot(page: Page, file: string, highest: number): Promise<void> {
  const box = await page
    .locator(".jp-Notebook .jp-Cell")
    .last()
    .boundingBox({ timeout: 1000 })
    .catch(() => null);
  const height = Math.min(highest, Math.ceil((box?.y ?? 0) + (box?.height ?? highest) + 30));
  const clip = { x: 0, y: 0, width: WIDTH, height };
  await page.screenshot({ path: path.join(screenshots, file), clip });
}
