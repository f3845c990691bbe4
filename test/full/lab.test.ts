/** Real JupyterLab in a headless browser: every notebook runs, and a cell that runs too long stops. */
// time limit: 900 s
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { lines, serialize } from "../../tools/notebook.js";
import { courseNotebooks } from "../../tools/notebooks.js";
import { folder, labTest } from "../support/lab.js";
import {
  after,
  assertAllHolds,
  assertDrawn,
  assertRan,
  dragSliders,
  figures,
  idle,
  run,
  shown,
  type,
  waitFor,
} from "../support/labpage.js";

for (const { name } of courseNotebooks())
  labTest(name, "runs and draws every figure", async (page) => {
    const ran = await after(page, "notebook:run-all-cells");
    assertRan(ran);
    assertAllHolds(ran);
    await assertDrawn(page, figures(ran).length);
    const sliders = figures(ran).filter((figure) => figure.includes('"sliders"'));
    assert.is(await dragSliders(page), sliders.length);
  });

const LONG = {
  "training for minutes": `import { gate, train } from "perceptron";
const long = train(gate("XOR"), { epochs: 10_000_000 });
while (true) train(gate("XOR"), { epochs: 1_000_000 });`,
  "an endless loop": "while (true) {}",
  "waiting for what never comes": "await new Promise(() => {});",
};
const SCRATCH = "interrupted";
const source = (text: string) => ({
  cell_type: "code",
  metadata: {},
  source: lines(text),
  execution_count: null,
  outputs: [],
});
test.before(() => {
  const metadata = {
    kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
  };
  const cells = ["const before = 41;", "", "console.log(before + 1);"].map(source);
  const notebook = { cells, metadata, nbformat: 4, nbformat_minor: 4 };
  writeFileSync(path.join(folder, `${SCRATCH}.ipynb`), serialize(notebook));
});

for (const [what, code] of Object.entries(LONG))
  labTest(SCRATCH, `${what} stops within two seconds of an interrupt`, async (page) => {
    await type(page, 0, "const before = 41;");
    await run(page, "notebook:run-cell");
    await type(page, 1, code);
    const running = run(page, "notebook:run-cell");
    running.catch(() => {}); // told below, if the test gets there
    await waitFor(page, "busy", 10_000);
    await page.waitForTimeout(4000);
    await waitFor(page, "busy", 2000); // it is still, on a loaded computer, too
    const interrupted = Date.now();
    await run(page, "notebook:interrupt-kernel");
    await idle(page, 2000);
    await running;
    assert.ok(Date.now() - interrupted < 2000);
    const [, stopped] = (await shown(page)).cells;
    assert.match(JSON.stringify(stopped.outputs), /interrupted/i);
    await page.waitForTimeout(300); // so long tslab skips what was already asked for
    await type(page, 2, "console.log(before + 1);");
    const [, , next] = (await after(page, "notebook:run-cell")).cells;
    assert.equal(
      next.outputs?.map(({ text }) => text),
      ["42\n"],
      "the kernel goes on, with all it knew",
    );
  });

test.run();
