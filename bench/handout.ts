/** Row: the handout of notebook 05 beside nbconvert's own HTML of the Python notebook, opened from a file, offline. */
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findBrowser, launch, NO_BROWSER } from "../tools/browser.js";
import { cache, root } from "../tools/paths.mjs";
import { withoutPictures } from "./classroom.js";
import { atMost, line, measureInTurn, outputOf } from "./measure.js";
import { python } from "./python.js";
import type { Row } from "./rows.js";

const folder = path.join(cache, "bench-handout");
const name = "05-or-gate";

async function write(): Promise<Record<string, string>> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const handouts = [path.join(root, "tools", "run.mjs"), "handouts", "05", "--to", "html"];
  await outputOf(process.execPath, [...handouts, "--edition", "student", "--out", folder]);
  const source = path.join(root, "bench", "python", `${name}.ipynb`);
  // plotly's own choice leaves no figure in the HTML; this is the renderer that puts them in, with plotly.js.
  const env = { ...process.env, PLOTLY_RENDERER: "notebook" };
  const convert = ["-m", "nbconvert", "--to", "html", "--execute", source, "--output-dir", folder];
  await outputOf(python, convert, { env });
  return {
    course: path.join(folder, "student", `${name}.html`),
    "nbconvert's HTML": path.join(folder, `${name}.html`),
  };
}

/** In a window so high that the first figure is in sight: seconds from opening the file until the first figure is drawn, by the page's own clock. */
async function firstFigure(file: string): Promise<number> {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 4000 }, offline: true });
    await page.goto(pathToFileURL(file).href, { waitUntil: "commit" });
    const drawn = await page.waitForFunction(
      () => {
        // biome-ignore lint/suspicious/noExplicitAny: the DOM, which this file's types do not know
        const { document } = globalThis as any;
        return document.querySelector(".main-svg")?.childElementCount && performance.now();
      },
      undefined,
      { timeout: 60_000, polling: "raf" },
    );
    return Number(await drawn.jsonValue()) / 1000;
  } finally {
    await browser.close();
  }
}

export const handout: Row = async (runs) => {
  if (!findBrowser()) {
    console.log(`handout is left out: ${NO_BROWSER}`);
    return [];
  }
  const files = await write();
  const sides = Object.entries(files).map(([side, file]) => [
    side,
    async () => [await firstFigure(file), statSync(file).size / 1000],
  ]);
  const measurements = await measureInTurn("handout", Object.fromEntries(sides), runs);
  const empty = path.join(folder, "empty.html");
  writeFileSync(empty, '<!doctype html><svg class="main-svg"><path d="M0 0h9" /></svg>');
  const page = { value: await firstFigure(empty), why: "a page with one line drawn" };
  const own = path.join(root, "notebooks", `${name}.ipynb`);
  const notebook = {
    value: withoutPictures(own) / 1000,
    why: "the notebook, without its pictures",
  };
  return [
    line("handout 05 opened: first figure", "s", measurements, 0, { bar: atMost(1), limit: page }),
    line("size of handout 05", "KB", measurements, 1, { bar: atMost(1), limit: notebook }),
  ];
};
