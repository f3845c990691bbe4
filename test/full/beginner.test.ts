/** What a beginner sees in JupyterLab: the error of a cell that was run too early, and Shift+Tab between brackets. */
// time limit: 600 s
import { test } from "uvu";
import * as assert from "uvu/assert";
import { isRun, join } from "../../tools/notebook.js";
import { courseNotebooks } from "../../tools/notebooks.js";
import { labTest } from "../support/lab.js";
import { idle, run, shown } from "../support/labpage.js";

const [five] = courseNotebooks().filter(({ name }) => name.startsWith("05-"));

labTest(
  five.name,
  "a cell that is run before those above it says which one has not run; Shift+Tab works between brackets",
  async (page) => {
    const notebook = await shown(page);
    const at = notebook.cells.findIndex(({ source }) => join(source).startsWith("const data = "));
    assert.ok(isRun(notebook.cells[at]));
    const cell = page.locator(".jp-Notebook > * .jp-Cell, .jp-Notebook .jp-Cell").nth(at);
    await cell.locator(".cm-line").first().click();
    await run(page, "notebook:run-cell");
    await idle(page);
    const error = cell.locator("[data-mime-type='application/vnd.jupyter.stderr']");
    const text = (await error.textContent()) ?? "";
    assert.match(
      text,
      /`gate`, `gateName` and `table` are defined by cells above that have not run/,
    );
    assert.match(text, "choose Run → Run All Above Selected Cell");
    await run(page, "notebook:run-all-above");
    await idle(page);
    await cell.locator(".cm-line").first().click();
    await page.keyboard.press("Home");
    for (let i = 0; i < "const data = gate(".length; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+Tab");
    const tooltip = page.locator(".jp-Tooltip");
    await tooltip.waitFor({ timeout: 60_000 });
    assert.match((await tooltip.textContent()) ?? "", /^gate\(name/);
  },
  1000,
);

test.run();
