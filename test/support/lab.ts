/** JupyterLab as `npm start` starts it, on copies of the notebooks, with a headless browser before it. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findBrowser, launch } from "../../tools/browser.js";
import { cache, notebooks, root } from "../../tools/paths.mjs";
import { openNotebook } from "./labpage.js";
import { freePort } from "./port.js";
import { browserTest } from "./skip.js";

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

/** Opens a notebook, in a window so high that every cell is drawn, and collects what goes wrong. */
async function open(name: string, height: number): Promise<{ page: Page; wrong: string[] }> {
  assert.ok(browser, "the browser runs");
  // Painting so high a window takes half the time of a test: a sixteenth of the pixels is enough to click on.
  const page = await browser.newPage({
    viewport: { width: WIDTH, height },
    deviceScaleFactor: 0.25,
  });
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
  await openNotebook(page, url.href);
}

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
  const size = { width: WIDTH, height, deviceScaleFactor: 1, mobile: false };
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setDeviceMetricsOverride", size);
  await page.screenshot({ path: path.join(screenshots, file), clip });
}
