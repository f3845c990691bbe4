import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { buildSync } from "esbuild";
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as core from "../../src/core.js";
import { launch } from "../../tools/browser.js";
import { close } from "../support/close.js";
import { browserTest } from "../support/skip.js";

const entry = fileURLToPath(new URL("../../src/core.ts", import.meta.url));
const { outputFiles, metafile } = buildSync({
  entryPoints: [entry],
  bundle: true,
  platform: "browser",
  format: "iife",
  globalName: "perceptron",
  write: false,
  metafile: true,
});
const bundle = outputFiles[0].text;

/** Run there and here; a string, so that both get the same code. */
const program = `(({ train, gate, plotNeuron, sigmoid, text }) => {
  const data = gate("OR");
  const training = train(data, { weights: [0.1, 0.2], bias: 0.3 });
  const figure = plotNeuron(data.inputs, data.targets, training);
  return JSON.stringify({ training, figure, sigmoid: [-745, -1, 36.5].map(sigmoid), text: text\`\${"<b>"}\` });
})`;
// biome-ignore lint/complexity/noCommaOperator: an eval that sees nothing of this file
// biome-ignore lint/security/noGlobalEval: the program is the constant above
const here = (0, eval)(program)(core) as string;

test("the pure half takes nothing but its own files into the bundle", () => {
  const files = Object.keys(metafile.inputs);
  assert.ok(files.length > 10);
  for (const file of files) {
    assert.match(file, /^src\//);
    assert.not.match(file, /kernel|notebook|src\/index\.ts$/);
  }
});

test("the bundle names nothing of Node: no require, import, process or Buffer", () => {
  assert.not.match(bundle, /\brequire\(|\bimport\b[ (*{]|\bprocess\.|\bBuffer\b|node:/);
});

test("the pure half runs in a bare context, with nothing but JavaScript itself", () => {
  const there = vm.runInNewContext(`${bundle}; ${program}(perceptron)`, Object.create(null));
  assert.ok(there === here, "the results differ");
});

test("no source file of the pure half touches the document or the window", () => {
  for (const file of Object.keys(metafile.inputs))
    assert.not.match(readFileSync(file, "utf8"), /\b(document|window|globalThis)\./, file);
});

// Not to the last digit: engines differ in the last bit of Math.exp, Chromium 156 from Node 20 at one x in ten.
browserTest("the pure half trains OR in a browser as it does in Node", async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.addScriptTag({ content: bundle });
    const there = JSON.parse(await page.evaluate(`${program}(perceptron)`));
    close(there, JSON.parse(here), 1e-12);
    assert.equal(errors, []);
  } finally {
    await browser.close();
  }
});

test.run();
