/** What a learner does in a handout is not lost: kept in the browser, saved as a page and as a notebook. */
// time limit: 200 s
import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseWork } from "../../handout/saved-work.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import {
  close,
  end,
  file,
  handout,
  open,
  reload,
  runAll,
  said,
  save,
  type,
  write,
} from "../support/live.js";
import { code } from "../support/notebook.js";
import { browserTest } from "../support/skip.js";
import { waitFor } from "../support/wait-for.js";

test.after(end);

const source = write(
  "31-work",
  code("const rate = 0.5;", "parameters"),
  code(`import { figure, show } from "perceptron";
show(figure([{ x: [0, 1], y: [0, rate] }], { title: "A line", alt: \`up to \${rate}\` }));`),
  code("console.log('rate', rate);"),
);

const outputs = (page: Page) => page.locator(".outputs").allInnerTexts();
/** The code of the cells, in an editor or not. */
const texts = (page: Page) =>
  page.locator(".code pre:visible, .code .cm-content:visible").allInnerTexts();

browserTest(
  "edits and results are there after a reload; Start again needs two presses",
  async () => {
    const opened = await open(handout([source]));
    const { page } = opened;
    await type(page, 0, "const rate = 0.75;");
    await page.keyboard.press("Shift+Enter");
    await said(page, /^Done/);
    await type(page, 2, "rate * 2");
    await reload(page);
    await said(page, /as you left them/);
    assert.match(String(await texts(page)), /rate = 0.75.*rate \* 2/s);
    assert.match((await outputs(page))[1], "up to 0.75");
    assert.is(await page.locator(".cell.stale").count(), 1, "what was typed and not run");
    const again = page.locator(".bar button", { hasText: "Start again" });
    await again.click();
    assert.match(String(await texts(page)), "0.75");
    await again.click();
    assert.match(String(await texts(page)), "0.5");
    await waitFor(() => page.evaluate("localStorage.length === 0"), "nothing is stored");
    await reload(page);
    assert.match(String(await texts(page)), /rate = 0.5;.*console/s);
    assert.is(await page.evaluate("localStorage.length"), 0);
    await close(opened);
  },
);

browserTest("a tab that is left while its page loads loses nothing", async () => {
  const opened = await open(handout([source]));
  const { page } = opened;
  await type(page, 0, "const rate = 0.75;");
  const key = "Object.keys(localStorage)[0]";
  await waitFor(() => page.evaluate("localStorage.length > 0"), "the cell is stored");
  const kept = await page.evaluate(`localStorage[${key}]`);
  await page.addInitScript(`setInterval(() => {
    const said = document.querySelector(".bar [role=status]")?.textContent;
    if (!said?.includes("left them")) document.dispatchEvent(new Event("visibilitychange"));
  }, 1);`);
  await reload(page);
  await said(page, /as you left them/);
  assert.match(String(await texts(page)), /rate = 0.75/);
  assert.is(await page.evaluate(`localStorage[${key}]`), kept);
  await close(opened);
});

const shows = (page: Page, code: string) =>
  waitFor(async () => String(await texts(page)).includes(code), `the page shows ${code}`);

browserTest("two tabs do not overwrite each other's cells", async () => {
  const opened = await open(handout([source]));
  const { page } = opened;
  const other = await page.context().newPage();
  await other.goto(page.url());
  await type(page, 0, "const rate = 1;");
  await shows(other, "rate = 1;");
  await type(other, 2, "rate + 5");
  await shows(page, "rate + 5");
  for (const tab of [page, other]) assert.match(String(await texts(tab)), /rate = 1;.*rate \+ 5/s);
  await close(opened);
});

browserTest(
  "a cell changed in two tabs is asked about in both, and no text is lost unasked",
  async () => {
    const opened = await open(handout([source]));
    const { page } = opened;
    const other = await page.context().newPage();
    await other.goto(page.url());
    const asks = (tab: Page) => tab.locator(".asks.apart");
    const answer = (tab: Page, text: string) =>
      asks(tab).locator("button", { hasText: text }).click();
    await type(page, 0, "const rate = 1;");
    await shows(other, "rate = 1;"); // untouched there, it follows
    await type(other, 0, "const rate = 2;");
    await asks(page).waitFor();
    assert.match(await asks(page).innerText(), /^Changed in another tab, too: cell 1\./);
    assert.is(await asks(other).count(), 0);
    assert.match(String(await texts(page)), "rate = 1;");
    await answer(page, "Keep mine");
    await asks(other).waitFor();
    assert.match(String(await texts(other)), "rate = 2;");
    await answer(other, "Take it");
    assert.match(String(await texts(other)), "rate = 1;");
    await type(page, 0, "const rate = 3;");
    await shows(other, "rate = 3;"); // taken, it follows again
    for (const tab of [page, other]) assert.is(await asks(tab).count(), 0);
    await close(opened);
  },
);

browserTest(
  "work of an older version is offered, not taken; a cell that is gone is no harm",
  async () => {
    const opened = await open(handout([source]));
    const { page } = opened;
    const [{ id = "" }] = readNotebook(source.path).cells;
    const key = (cell: string) =>
      JSON.stringify(["perceptron", "31-work", "student", "", "0.9.0", "31-work", cell]);
    const kept = (cell: string) =>
      JSON.stringify({ id: cell, source: "const rate = 9;", shown: 1 });
    await page.evaluate(
      `localStorage.setItem(${JSON.stringify(key(id))}, ${JSON.stringify(kept(id))})`,
    );
    await page.evaluate(
      `localStorage.setItem(${JSON.stringify(key("x"))}, ${JSON.stringify(kept("x"))})`,
    );
    await reload(page);
    await page.locator(".asks.older").waitFor();
    assert.match(
      await page.innerText(".asks.older"),
      "You have changed the version 0.9.0 of this page",
    );
    assert.match(String(await texts(page)), "rate = 0.5");
    await page.click(".asks.older button >> nth=0");
    await said(page, /^1 cell taken/);
    assert.match(String(await texts(page)), "rate = 9");
    await reload(page);
    await said(page, /as you left them/);
    assert.is(await page.locator(".asks").count(), 0);
    assert.match(String(await texts(page)), "rate = 9");
    await close(opened);
  },
);

browserTest(
  "where nothing can be kept, the page says so, and asks before it is closed",
  async () => {
    const opened = await open(handout([source]));
    const { page } = opened;
    await page.addInitScript(
      "Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); }",
    );
    await reload(page);
    await page.locator(".bar .note").waitFor();
    assert.match(await page.innerText(".bar .note"), "Save your work before you close");
    const asks = () =>
      page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))");
    assert.is(await asks(), false, "nothing is unsaved");
    await type(page, 0, "const rate = 2;");
    assert.is(await asks(), true);
    await save(page, "As page");
    await said(page, /^Saved/);
    assert.is(await asks(), false, "it is saved");
    await close(opened);
  },
);

browserTest(
  "a saved page holds name, code and results, runs, and shows all without scripts",
  async () => {
    const opened = await open(handout([source]));
    const { page } = opened;
    await type(page, 0, "const rate = 0.25; // </script><!-- é");
    await runAll(page);
    await said(page, /^Done/);
    await page.click("text=Save my work");
    await page.fill(".save input", "Ada <b>Lovelace</b>");
    const { name, text } = await save(page, "As page");
    assert.is(name, "31-work Ada -b-Lovelace-b-.html");
    const work = parseWork(text);
    assert.is(work.learner, "Ada <b>Lovelace</b>");
    assert.is(work.notebooks[0].cells[0].source, "const rate = 0.25; // </script><!-- é");
    assert.equal(
      work.notebooks[0].cells.map(({ changed }) => changed),
      [true, false, false],
    );
    assert.match(JSON.stringify(work.notebooks[0].cells[2].outputs), "rate 0.25");
    await close(opened);

    const saved = file("saved.html");
    writeFileSync(saved, text);
    const still = await open(saved, "", { javaScriptEnabled: false });
    assert.match(await still.page.innerText("main"), /rate = 0.25.*up to 0.25.*rate 0.25/s);
    assert.match(await still.page.innerText("header"), "Work of Ada <b>Lovelace</b>, saved on");
    assert.ok(await still.page.locator(".figure img").first().isVisible());
    assert.match(
      String(await still.page.locator(".figure img").getAttribute("src")),
      /^data:image\/png;base64,iVBOR/,
    );
    await close(still);

    const again = await open(saved);
    await again.page.locator(".outputs", { hasText: "rate 0.25" }).waitFor();
    assert.match((await outputs(again.page)).join(), /up to 0.25.*rate 0.25/s);
    assert.is(await again.page.locator(".cell.stale").count(), 0);
    assert.is(await again.page.evaluate("localStorage.length"), 0, "opening keeps nothing");
    await type(again.page, 2, "rate + 1");
    await again.page.keyboard.press("Control+Enter");
    await said(again.page, /^Done/);
    assert.match((await outputs(again.page))[2], "1.25");
    const second = await save(again.page, "As page");
    assert.is(second.name, "31-work Ada -b-Lovelace-b-.html");
    assert.is(parseWork(second.text).notebooks[0].cells[2].source, "rate + 1");
    await again.page.locator(".cell").nth(2).locator(".reset").click();
    await said(again.page, /^Done/);
    for (const _ of [1, 2]) await again.page.click(".bar button:has-text('Start again')");
    assert.match(String(await texts(again.page)), "rate = 0.5");
    assert.is(
      (await outputs(again.page)).join("").trim(),
      "",
      "as the handout was made, without outputs",
    );
    await close(again);
  },
);

browserTest("as notebook: what Jupyter's format asks for, with ids, code and outputs", async () => {
  const opened = await open(handout([source]));
  const { page } = opened;
  await type(page, 0, "const rate = 0.25;");
  await runAll(page);
  await said(page, /^Done/);
  const { name, text } = await save(page, "As notebook");
  assert.is(name, "31-work.ipynb");
  const notebook = JSON.parse(text);
  const before = JSON.parse(readFileSync(source.path, "utf8"));
  assert.is(notebook.nbformat, 4);
  assert.equal(
    notebook.cells.map(({ id }: { id: string }) => id),
    before.cells.map(({ id }: { id: string }) => id),
  );
  assert.is(notebook.cells[0].source, "const rate = 0.25;");
  const [figure] = notebook.cells[1].outputs;
  assert.is(figure.output_type, "display_data");
  assert.equal(Object.keys(figure.data).sort(), [
    "application/vnd.plotly.v1+json",
    "image/png",
    "text/plain",
  ]);
  assert.equal(notebook.cells[2].outputs, [
    { output_type: "stream", name: "stdout", text: "rate 0.25\n" },
  ]);
  await close(opened);
});

browserTest(
  "a saved page is opened in another version, which says so; what is hostile is text",
  async () => {
    const opened = await open(handout([source]));
    const { page } = opened;
    await type(page, 0, "const rate = 0.125;");
    const { name, text } = await save(page, "As page");
    assert.is(name, "31-work my work.html");
    const older = file("older.html");
    writeFileSync(older, text.replace(/"version":"[^"]*"(,"saved")/, '"version":"0.1.0"$1'));
    for (const _ of [1, 2]) await page.click(".bar button:has-text('Start again')");
    const give = (path: string) => page.locator(".save input[type=file]").setInputFiles(path);
    await give(older);
    assert.match(await said(page, /^Opened/), "saved from version 0.1.0");
    assert.match(String(await texts(page)), "rate = 0.125");
    const hostile = file("hostile.html");
    const work = parseWork(text);
    work.notebooks[0].cells[0] = {
      ...work.notebooks[0].cells[0],
      source: "<img src=x onerror=alert(1)>",
      changed: true,
      outputs: [
        {
          output_type: "display_data",
          data: { "text/html": "<img src=x onerror=alert(1)><b>b</b>" },
        },
      ],
    };
    writeFileSync(
      hostile,
      `<script type="application/json" id="learner-work">${JSON.stringify(work).replaceAll("<", "\\u003c")}</script>`,
    );
    await give(hostile);
    await said(page, /^Opened/);
    assert.is(await page.locator("main [onerror]").count(), 0);
    assert.match((await outputs(page))[0], "b");
    writeFileSync(hostile, "nothing");
    await give(hostile);
    assert.match(await said(page, /^It could not/), "no work in this file");
    await give(source.path);
    assert.match(await said(page, /^It could not be opened: a notebook/), "opens in JupyterLab");
    await close(opened);
  },
);

test.run();
