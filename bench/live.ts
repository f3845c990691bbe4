/** Rows: a handout whose cells run, beside Python in the same browser (Pyodide); and how soon it follows a dragged number. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { findBrowser, launch, NO_BROWSER } from "../tools/browser.js";
import { frame } from "./limits.js";
import { atMost, below, line, measureInTurn } from "./measure.js";
import type { Row } from "./rows.js";

/** The same loop in both languages: no NumPy for Pyodide can be had from PyPI or npm. */
const loops = {
  course: `const rows = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]];
let [w1, w2, b] = [0.1, 0.2, 0.3];
for (let epoch = 0; epoch < 10000; epoch++) {
  let [g1, g2, g] = [0, 0, 0];
  for (const [x1, x2, target] of rows) {
    const out = 1 / (1 + Math.exp(-(w1 * x1 + w2 * x2 + b)));
    const delta = (out - target) * out * (1 - out);
    [g1, g2, g] = [g1 + delta * x1, g2 + delta * x2, g + delta];
  }
  [w1, w2, b] = [w1 - 0.05 * g1, w2 - 0.05 * g2, b - 0.05 * g];
}
console.log(w1.toFixed(9));`,
  Pyodide: `from math import exp
rows = [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 1)]
w1, w2, b = 0.1, 0.2, 0.3
for epoch in range(10000):
    g1, g2, g = 0, 0, 0
    for x1, x2, target in rows:
        out = 1 / (1 + exp(-(w1 * x1 + w2 * x2 + b)))
        delta = (out - target) * out * (1 - out)
        g1, g2, g = g1 + delta * x1, g2 + delta * x2, g + delta
    w1, w2, b = w1 - 0.05 * g1, w2 - 0.05 * g2, b - 0.05 * g
f"{w1:.9f}"`,
};

/** Where Pyodide's files are: what a browser fetches of them at the first run. */
export const pyodide = path.dirname(createRequire(import.meta.url).resolve("pyodide/package.json"));

const types: Record<string, string> = {
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

/** A page that fetches Pyodide from this computer when its button is pressed. */
const page = `<!doctype html><title>Pyodide</title><link rel="icon" href="data:,"><button>Run</button><pre></pre>
<script type="module">
document.querySelector("button").onclick = async () => {
  const { loadPyodide } = await import("/pyodide.mjs");
  const python = await loadPyodide();
  document.querySelector("pre").textContent = python.runPython(${JSON.stringify(loops.Pyodide)});
};
</script>`;

/** Presses a button; the seconds until the output is there, by the page's own clock, and the output. */
const press = (page: Page, button: string, output: string): Promise<[number, string]> =>
  page.evaluate(`(async () => {
    const started = performance.now();
    document.querySelector("${button}").click();
    const text = () => document.querySelector("${output}")?.textContent.trim();
    while (!text()) await new Promise((done) => setTimeout(done, 1));
    return [(performance.now() - started) / 1000, text()];
  })()`);

/** Work in a page that a browser of its own has just opened. */
async function inPage<Result>(
  address: string,
  work: (page: Page) => Promise<Result>,
  options: BrowserContextOptions = {},
): Promise<Result> {
  const browser = await launch();
  try {
    const page = await browser.newPage(options);
    await page.goto(address);
    return await work(page);
  } finally {
    await browser.close();
  }
}

async function inPyodide(): Promise<[number, string]> {
  const server = createServer((request, response) => {
    const name = path.basename(request.url ?? "/");
    const type = types[path.extname(name)] ?? (name ? "application/octet-stream" : "text/html");
    response.setHeader("content-type", type);
    response.end(name ? readFileSync(path.join(pyodide, name)) : page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await inPage(`http://127.0.0.1:${port}/`, (page) => press(page, "button", "pre"));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const hasBrowser = (row: string): boolean => {
  const found = findBrowser() !== undefined;
  if (!found) console.log(`${row} is left out: ${NO_BROWSER}`);
  return found;
};

const live = () => import("../test/support/live.js");

/** The first Run of a page that was just opened, in a new browser: from the click to the output. */
export const run: Row = async (runs) => {
  if (!hasBrowser("run")) return [];
  const { end, handout, write } = await live();
  const { code } = await import("../test/support/notebook.js");
  try {
    const file = pathToFileURL(handout([write("05-run", code(loops.course))])).href;
    let answer = "";
    const ours = async (page: Page) => {
      await page.locator(".bar button").first().waitFor();
      return press(page, ".bar button", ".outputs");
    };
    const sides = {
      course: async () => {
        const [seconds, text] = await inPage(file, ours, { offline: true });
        answer = text;
        return [seconds];
      },
      Pyodide: async () => {
        const [seconds, text] = await inPyodide();
        if (text !== answer) throw new Error(`the sides differ: ${answer} and ${text}`);
        return [seconds];
      },
    };
    const measurements = await measureInTurn("run", sides, runs);
    const what = "first Run in a page: the OR loop in plain TypeScript or plain Python";
    return [line(what, "s", measurements, 0, { bar: atMost(1), limit: frame })];
  } finally {
    await end();
  }
};

/** A number in a handout's code is dragged: the median of sixty steps, each until the neuron is drawn anew. */
export const scrub: Row = async (runs) => {
  if (!hasBrowser("scrub")) return [];
  const { end, handout } = await live();
  const { orGate, redraws } = await import("../test/support/scrub.js");
  try {
    const file = pathToFileURL(handout([orGate()])).href;
    const size = { offline: true, viewport: { width: 1200, height: 1600 } };
    const course = async () => {
      const times = await inPage(file, redraws, size);
      return [times.sort((a, b) => a - b)[Math.floor(times.length / 2)] / 1000];
    };
    const measurements = await measureInTurn("scrub", { course }, Math.min(runs, 3));
    const what = "a number dragged in a page: 10,000 epochs, and the neuron drawn again";
    return [line(what, "s", measurements, 0, { bar: below(0.1, "s"), limit: frame })];
  } finally {
    await end();
  }
};
