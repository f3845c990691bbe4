/** Handouts whose cells run, opened in a browser without a network. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import * as assert from "uvu/assert";
import { launch } from "../../tools/browser.js";
import { type Edition, Exporter } from "../../tools/handouts/exporter.js";
import {
  type Cell,
  FIGURE,
  isRun,
  join,
  type Notebook,
  PICTURE,
  sorted,
  writeNotebook,
} from "../../tools/notebook.js";
import type { Entry } from "../../tools/notebooks.js";
import { cache } from "../../tools/paths.mjs";

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "page test "));
export const file = (name: string) => path.join(folder, name);
const exporter = new Exporter();
let browser: Browser | undefined;
export async function end(): Promise<void> {
  exporter.close();
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
}

const handouts = new Map<string, Promise<string>>();

/** The handout of notebooks that are executed already. */
export function handout(entries: { name: string; path: string }[], edition: Edition = "student") {
  const name = `${entries.map((entry) => entry.name).join("+")}-${edition}.html`.slice(-80);
  const target = file(name);
  const several = entries.length > 1;
  const about = { name: entries[0].name, edition, parameters: [] };
  const titled = { ...about, depth: several ? 1 : 0, ...(several && { title: "All" }) } as const;
  const made =
    handouts.get(name) ??
    exporter
      .export({ export: "html", notebooks: entries, handout: titled, target })
      .then(() => target);
  handouts.set(name, made);
  return made;
}

export interface Opened {
  page: Page;
  requests: string[];
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
  const [requests, complaints]: string[][] = [[], []];
  const own = pathToFileURL(html).href;
  // A blob is in the page's own memory.
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !/^(blob|data):/.test(url)) requests.push(url);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(own + fragment);
  return { page, requests, complaints };
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
    const busy = await page.evaluate("[...handout.notebooks.values()].some((n) => n.current)");
    if (!busy && pattern.test(text ?? "")) return text ?? "";
    await page.waitForTimeout(50);
  }
  throw new Error(`the page says ${text} and not ${pattern}`);
}

export interface Shown {
  /** MIME bundles as JSON, keys in order */
  bundles: string[];
  printed: string;
  error: string;
}

export async function shown(page: Page): Promise<Shown[]> {
  const cells: { bundles?: object[]; printed: string; error: string }[] = await page.evaluate(
    `[...handout.notebooks.values()].flatMap(({ cells }) =>
      cells.map(({ bundles, printed, error }) => ({ bundles, printed, error })))`,
  );
  return cells.map(({ bundles = [], printed, error }) => ({
    bundles: bundles.map((bundle) => JSON.stringify(sorted(bundle))),
    printed,
    error,
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

/** What outputs look like: their text, and the elements that they are made of. */
export const look = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll(".outputs > *")].map((output) => {
    if (output.matches("figure")) return [".plot", "figcaption"].map((part) => {
      const element = output.querySelector(part);
      return element.getAttribute("aria-label") ?? element.textContent;
    }).join(": ");
    const names = [...output.querySelectorAll("*")].map((element) => element.tagName).join(" ");
    return names + ": " + output.textContent.replace(/\\s+/g, " ").trim();
  })`);

export const runAll = (page: Page) => page.click(".bar button >> nth=0");

let count = 0;
export const code = (source: string, ...tags: string[]): Cell => ({
  id: `c${++count}`,
  cell_type: "code",
  metadata: { tags },
  execution_count: null,
  outputs: [],
  source,
});

export function write(name: string, ...cells: Cell[]): Entry {
  const target = file(`${name}.ipynb`);
  const metadata = { language_info: { name: "typescript" } };
  writeNotebook(target, { cells, metadata, nbformat: 4, nbformat_minor: 5 });
  return { name, path: target };
}
