/** Handouts whose cells run, opened in a browser without a network. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import * as assert from "uvu/assert";
import type { Edition } from "../../handout/document.js";
import { type Form, handout as rendered } from "../../handout/handout.js";
import { parseWork } from "../../handout/saved-work.js";
import { addTeaching } from "../../handout/teaching.js";
import { type Cell, FIGURE, isRun, join, type Notebook, PICTURE } from "../../ipynb/nbformat.js";
import { readNotebook, sorted, writeNotebook } from "../../ipynb/notebook-file.js";
import { launch } from "../../tools/browser.js";
import type { Entry } from "../../tools/course-notebooks.js";
import { cache } from "../../tools/paths.mjs";
import { drawFigures } from "./draw.js";
import { notebook } from "./notebook.js";

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "page test "));
export const file = (name: string) => {
  mkdirSync(folder, { recursive: true }); // the benchmark goes on after an end
  return path.join(folder, name);
};
let browser: Browser | undefined;
export async function end(): Promise<void> {
  await browser?.close();
  browser = undefined;
  handouts.clear();
  rmSync(folder, { recursive: true, force: true });
}

const handouts = new Set<string>();

/** The handout of notebooks that are executed already. */
export function handout(
  entries: { name: string; path: string }[],
  edition: Edition = "student",
  form: Form = "html",
) {
  const name = `${entries.map((entry) => entry.name).join("+")}-${edition}-${form}.html`.slice(-80);
  const target = file(name);
  if (handouts.has(name)) return target;
  handouts.add(name);
  const sources = entries.map(({ path }) => addTeaching(path, readNotebook(path)));
  const title = entries.length > 1 ? { title: "All" } : {};
  const about = { name: entries[0].name, edition, parameters: [], ...title };
  writeFileSync(target, rendered(form, sources, about));
  return target;
}

export interface Opened {
  page: Page;
  /** what it asked for beyond itself */
  requests: string[];
  /** those that its policy let go nowhere */
  refused: string[];
  complaints: string[];
}

export async function open(
  html: string,
  fragment = "",
  options: BrowserContextOptions = {},
): Promise<Opened> {
  browser ??= await launch();
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const [requests, refused, complaints]: string[][] = [[], [], []];
  const own = pathToFileURL(html).href;
  // A blob is in the page's own memory.
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !/^(blob|data):/.test(url)) requests.push(url);
  });
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText === "csp") refused.push(request.url());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(own + fragment);
  return { page, requests, refused, complaints };
}

/** Nothing was asked for and nothing complained of. */
export async function close({ page, requests, complaints }: Opened): Promise<void> {
  assert.equal({ requests, complaints }, { requests: [], complaints: [] });
  await page.context().close();
}

export const status = (page: Page) => page.textContent(".bar [role=status]");

/** Waits for what the page says about its run. (The page's policy forbids Playwright to wait by itself.) */
export async function said(page: Page, pattern: RegExp, seconds = 60): Promise<string> {
  let text: string | null = "";
  for (let i = 0; i < seconds * 20; i++) {
    text = await status(page);
    const running = await page.locator(".cell.running").count();
    if (running === 0 && pattern.test(text ?? "")) return text ?? "";
    await page.waitForTimeout(50);
  }
  throw new Error(`the page says ${text} and not ${pattern}`);
}

/** Loads the page once more. What it has kept goes by way of another process, which is late on a busy machine. */
export async function reload(page: Page): Promise<void> {
  await page.waitForTimeout(1000);
  await page.reload();
}

/** Its cells can be edited and run: on a busy machine that is long after the page is loaded. */
export const begun = (page: Page) => page.locator(".bar").waitFor();

/** Puts other code into a cell of the page. */
export async function type(page: Page, place: number, text: string): Promise<void> {
  await begun(page);
  const code = page.locator(".code").nth(place);
  await code.locator("pre, .cm-content").first().click();
  await code.locator(".cm-content:focus").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

/** The file that a button of "Save my work" gives. */
export async function save(page: Page, button: string): Promise<{ name: string; text: string }> {
  if (!(await page.locator(".save").isVisible())) await page.click("text=Save my work");
  const [got] = await Promise.all([
    page.waitForEvent("download", { timeout: 120_000 }), // its figures become pictures first
    page.click(`.save button:has-text("${button}")`),
  ]);
  return { name: got.suggestedFilename(), text: readFileSync(await got.path(), "utf8") };
}

export interface Shown {
  /** MIME bundles as JSON, keys in order */
  bundles: string[];
  printed: string;
  error: string;
}

/** What each cell gave, hidden ones too: as it stands in the page that "Save my work" gives. */
export async function shown(page: Page): Promise<Shown[]> {
  const { text } = await save(page, "As page");
  const cells = parseWork(text).notebooks.flatMap(({ cells }) => cells);
  return cells.map(({ outputs = [] }) => ({
    bundles: outputs.flatMap(({ data }) => (data ? [JSON.stringify(sorted(data))] : [])),
    printed: outputs.map(({ text }) => join(text)).join(""),
    error: outputs.flatMap(({ evalue }) => (evalue ? [String(evalue)] : [])).join("\n"),
  }));
}

/** The outputs of a notebook as the page tells them. */
export const wanted = (notebook: Notebook): Shown[] =>
  notebook.cells.filter(isRun).map(({ outputs = [] }) => ({
    bundles: outputs.flatMap(({ data }) => {
      if (!data) return [];
      const entries = Object.entries(data).filter(([kind]) => kind !== PICTURE);
      const texts = entries.map(([kind, value]) => [
        kind,
        kind === FIGURE ? value : join(value as string[]),
      ]);
      return [JSON.stringify(sorted(Object.fromEntries(texts)))];
    }),
    printed: outputs.map(({ text }) => join(text)).join(""),
    error: "",
  }));

export function same(there: Shown[], here: Shown[], name: string): void {
  assert.is(there.length, here.length, `${name}: cells`);
  for (const [i, cell] of here.entries()) assert.equal(there[i], cell, `${name}, code cell ${i}`);
}

/**
 * What outputs are and look like, one after the other: their markup, but for ids and what has no part in the look, and the
 * computed style and size of each of their elements. What Plotly draws is its own.
 */
export async function look(page: Page): Promise<string[]> {
  await begun(page);
  // A run unfolds what was to be guessed.
  await page.evaluate(
    `document.querySelectorAll("main details:has(.outputs)").forEach((fold) => { fold.open = true; })`,
  );
  await drawFigures(page);
  // What a frame does after a figure is drawn is a part of its look.
  await page.evaluate(
    "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))",
  );
  return page.evaluate(`(${appearance})(${JSON.stringify(seen)})`);
}

const seen = [
  ...["display", "color", "background-color", "background-image", "text-align", "white-space"],
  ...["font-family", "font-size", "font-style", "font-weight", "font-variant-numeric"],
  ...["line-height", "overflow-x", "text-decoration-line", "margin", "padding", "border"],
];

const appearance = `(properties) => [...document.querySelectorAll(".outputs > *")].map((output) => {
  const inner = ".plot *, .printed *, script, noscript, noscript *";
  const elements = [output, ...output.querySelectorAll("*")].filter((element) => !element.matches(inner));
  const styles = elements.map((element) => {
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return [element.tagName, Math.round(width), Math.round(height)]
      .concat(properties.map((name) => style.getPropertyValue(name))).join("; ");
  });
  const copy = output.cloneNode(true);
  copy.querySelectorAll("script, noscript").forEach((element) => element.remove());
  copy.querySelectorAll(".plot, .printed").forEach((element) => element.replaceChildren());
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    ["id", "aria-describedby"].forEach((name) => element.removeAttribute(name));
    element.classList.remove("prepared", "square", "js-plotly-plot");
  }
  return [copy.outerHTML, ...styles].join("\\n");
})`;

/** Agrees to what a link asks for. */
export const agree = (page: Page) => page.click(".asks button >> nth=0");

export const runAll = (page: Page) => page.click(".bar button >> nth=0");

export function write(name: string, ...cells: Cell[]): Entry {
  const target = file(`${name}.ipynb`);
  writeNotebook(target, notebook(...cells));
  return { name, path: target };
}
