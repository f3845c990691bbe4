/** Real JupyterLab in a headless browser: what a learner does with each notebook. */
// time limit: 900 s
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findBrowser, launch, NO_BROWSER } from "../tools/browser.js";
import { FIGURE, hasTag, isRun, join, type Notebook, readNotebook } from "../tools/notebook.js";
import { courseNotebooks } from "../tools/notebooks.js";
import { parametersOf, setParameters } from "../tools/parameters.js";
import { cache, root } from "../tools/paths.mjs";
import { needs } from "./skip.js";

const screenshots = path.join(cache, "screenshots");
mkdirSync(screenshots, { recursive: true });
const workspaces = mkdtempSync(path.join(cache, "lab-")); // not the learner's own open tabs

/** The parts of JupyterLab's own objects that we use, in its page. */
interface LabPage {
  jupyterapp: {
    commands: { execute(id: string): Promise<unknown> };
    shell: {
      currentWidget: {
        sessionContext?: { session?: { kernel?: { status: string } } };
        content: {
          activeCellIndex: number;
          model: {
            toJSON(): Notebook;
            cells: { get(i: number): { sharedModel: { setSource(text: string): void } } };
          };
        };
      } | null;
    };
  };
}

const WIDTH = 1280;
const HEIGHT = 16_000; // more than most notebooks need: all of one on one picture

let lab: ChildProcess | undefined;
let address: URL;
let browser: Browser | undefined;

test.before(async () => {
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
  rmSync(workspaces, { recursive: true, force: true });
});

/** As `npm start -- --no-browser` does it, on a free port. */
async function startLab(): Promise<URL> {
  const args = [
    path.join(root, "tools", "run.mjs"),
    "lab",
    "--no-browser",
    `--port=${await freePort()}`,
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

/** Opens a notebook in a window so high that every cell is drawn, and collects what goes wrong. */
async function open(name: string): Promise<{ page: Page; wrong: string[] }> {
  assert.ok(browser, "the browser runs");
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(`error in the page: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== address.host)
      wrong.push(`asked for ${request.url()}`);
  });
  // JupyterLab saves by itself after two minutes, and makes a copy on opening: not of the
  // notebooks under test.
  const copy = { id: "checkpoint", last_modified: "2020-01-01T00:00:00Z" };
  await page.route("**/api/contents/**", (route) => {
    const method = route.request().method();
    if (method === "GET") return route.continue();
    return method === "POST" ? route.fulfill({ status: 201, json: copy }) : route.abort();
  });
  const url = new URL(`/lab/tree/${encodeURIComponent(`${name}.ipynb`)}`, address);
  url.search = `?reset&token=${address.searchParams.get("token")}`;
  await page.goto(url.href);
  return { page, wrong };
}

/** Waits until the notebook is shown and its kernel has nothing to do. */
async function ready(page: Page): Promise<void> {
  const timeout = 30_000;
  await page.waitForSelector(".jp-NotebookPanel .jp-CodeCell", { timeout });
  const idle = () => {
    const { jupyterapp } = globalThis as unknown as Partial<LabPage>;
    return jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === "idle";
  };
  await page.waitForFunction(idle, undefined, { timeout });
}

/** Replaces the text of a cell, and makes it the one chosen. */
const type = (page: Page, index: number, source: string): Promise<void> =>
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

/** Runs a command of JupyterLab's menus to its end, and returns the notebook as it would be saved. */
async function command(page: Page, id: string): Promise<Notebook> {
  return page.evaluate(async (id) => {
    const { commands, shell } = (globalThis as unknown as LabPage).jupyterapp;
    await commands.execute(id);
    return shell.currentWidget?.content.model.toJSON() as Notebook;
  }, id);
}

const figures = (notebook: Notebook): string[] =>
  notebook.cells
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap(({ data }) => (data?.[FIGURE] ? [JSON.stringify(data[FIGURE])] : []));

function assertRan(notebook: Notebook): void {
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

/** Every figure is a drawing of some size, not an empty box, nor text in place of it. */
async function assertDrawn(page: Page, count: number): Promise<void> {
  const drawings = page.locator(".jp-OutputArea .js-plotly-plot .main-svg:first-child");
  for (let tries = 0; tries < 100 && (await drawings.count()) < count; tries++)
    await page.waitForTimeout(100);
  assert.is(await drawings.count(), count, "as many figures are drawn as were shown");
  for (const drawing of await drawings.all()) {
    const box = await drawing.boundingBox();
    assert.ok(box && box.width > 300 && box.height > 100, "the figure has a size");
  }
}

const browserTest = needs(test, findBrowser(), NO_BROWSER);

/** A test with the notebook open; its last sight is kept as a picture, whether it passes or not. */
const labTest = (name: string, title: string, body: (page: Page) => Promise<void>) =>
  browserTest(`${name}: ${title}`, async () => {
    const { page, wrong } = await open(name);
    try {
      await ready(page);
      await body(page);
      assert.equal(wrong, []);
    } finally {
      await screenshot(page, `${name} ${title}.png`.replaceAll(" ", "-"));
      await page.close();
    }
  });

/** For people to look at: the notebook down to its last cell. */
async function screenshot(page: Page, file: string): Promise<void> {
  const box = await page
    .locator(".jp-Notebook .jp-Cell")
    .last()
    .boundingBox({ timeout: 1000 })
    .catch(() => null);
  const height = Math.min(HEIGHT, Math.ceil((box?.y ?? 0) + (box?.height ?? HEIGHT) + 30));
  const clip = { x: 0, y: 0, width: WIDTH, height };
  await page.screenshot({ path: path.join(screenshots, file), clip });
}

for (const { name } of courseNotebooks())
  labTest(name, "runs and draws every figure", async (page) => {
    const ran = await command(page, "notebook:run-all-cells");
    assertRan(ran);
    await assertDrawn(page, figures(ran).length);
  });

const orGate = courseNotebooks().find(({ name }) => name.startsWith("05-"));
if (orGate)
  labTest(orGate.name, "a changed learningRate changes a figure", async (page) => {
    const before = await command(page, "notebook:run-all-cells");
    const old = parametersOf(before).find((parameter) => parameter.name === "learningRate");
    assert.ok(old, "it has a parameter learningRate");
    const values = { learningRate: String(Number(old.value) * 10) };
    const changed = setParameters(readNotebook(orGate.path), values);
    const index = changed.cells.findIndex((cell) => hasTag(cell, "parameters"));
    await type(page, index, join(changed.cells[index]?.source));
    const after = await command(page, "notebook:run-all-below");
    assertRan(after);
    assert.is(figures(after).length, figures(before).length);
    assert.ok(figures(after).some((figure, i) => figure !== figures(before)[i]));
    await assertDrawn(page, figures(after).length);
  });

test.run();
