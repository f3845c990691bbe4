/** A number in a page's code is dragged, and what depends on it follows at once. */
// time limit: 200 s
import type { Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { drawFigures } from "../support/draw.js";
import { close, end, handout, open, said, write } from "../support/live.js";
import { code } from "../support/notebook.js";
import { drag, handle, orGate } from "../support/scrub.js";
import { browserTest } from "../support/skip.js";
import { waitFor } from "../support/wait-for.js";

test.after(end);

const source = orGate();
const isFocused = (element: { ownerDocument: { activeElement: unknown } }) =>
  element === element.ownerDocument.activeElement;
const output = async (page: Page, place: number) =>
  (await page.locator(".outputs").nth(place).innerText()).trim();

browserTest(
  "dragged, a number changes by its last digit; the rest follows; a double click brings it back",
  async () => {
    const opened = await open(handout([source]), "", { viewport: { width: 1200, height: 1600 } });
    const { page } = opened;
    await page.locator(".run").first().waitFor();
    await drag(page, "learningRate", 40, 5);
    await page.locator(".outputs >> nth=3", { hasText: "0.1" }).waitFor();
    await page.mouse.up();
    await said(page, /^Done/);
    assert.match(await page.locator("pre").first().innerText(), "learningRate = 0.10;  // 7");
    assert.match(await output(page, 3), /0\.1$/);
    assert.is(await output(page, 4), "", "what does not depend on it did not run");
    await drag(page, "from", -80, 3);
    await page.mouse.up();
    await said(page, /^Done/);
    assert.is(await output(page, 5), "-12");
    await handle(page, "from").dblclick();
    await said(page, /^Done/);
    assert.match(await page.locator("pre").first().innerText(), "from = -2;");
    // In the editor, too.
    const number = page.locator(".cm-content .tok-number", { hasText: "0.10" });
    await number.waitFor();
    const box = await number.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 4, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 4);
    await page.mouse.up();
    await said(page, /^Done/);
    assert.match(await page.locator(".cm-content").innerText(), "learningRate = 0.12;");
    await close(opened);
  },
);

browserTest("a figure that follows goes on with the drawing of the one before", async () => {
  const opened = await open(handout([source]), "", { viewport: { width: 1200, height: 1600 } });
  const { page } = opened;
  await drag(page, "learningRate", 8);
  await page.locator(".outputs .main-svg").first().waitFor();
  await page.mouse.up();
  await said(page, /^Done/);
  const state = async () => {
    await drawFigures(page);
    return page.evaluate(`(() => {
      const figure = document.querySelector("main .figure:not(.leaving)");
      const plot = figure.querySelector(".plot");
      const isKept = plot.isKept === true;
      plot.isKept = true;
      return {
        isKept,
        figures: document.querySelectorAll("main .figure").length,
        isDescribed: plot.getAttribute("aria-describedby") === figure.querySelector("figcaption").id,
        lines: [...plot.querySelectorAll(".scatterlayer path.js-line")].map((line) => line.getAttribute("d")).join(),
      };
    })()`) as Promise<Record<string, unknown>>;
  };
  const first = await state();
  await drag(page, "learningRate", 400, 9);
  await page.mouse.up();
  await said(page, /^Done/);
  const { lines, ...last } = await state();
  assert.equal(last, { isKept: true, figures: 1, isDescribed: true });
  assert.is.not(lines, first.lines);
  await close(opened);
});

browserTest("by keyboard: a handle says its name and value, and the arrows move it", async () => {
  const opened = await open(handout([source]));
  const { page } = opened;
  const rate = handle(page, "learningRate");
  await rate.focus();
  assert.is(await rate.getAttribute("role"), "spinbutton");
  assert.is(await rate.getAttribute("aria-label"), "learningRate");
  assert.is(await rate.getAttribute("aria-valuenow"), "0.05");
  await page.keyboard.press("ArrowUp");
  await said(page, /^Done/);
  assert.is(await rate.getAttribute("aria-valuenow"), "0.06");
  assert.match(await output(page, 3), /0\.06$/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await said(page, /^Done/);
  const from = handle(page, "from");
  assert.is(await from.getAttribute("aria-valuenow"), "-3");
  assert.ok(await from.evaluate(isFocused));
  await page.keyboard.press("Escape");
  await said(page, /^Done/);
  assert.is(await from.getAttribute("aria-valuenow"), "-2");
  await close(opened);
});

browserTest(
  "Tab leads to a cell's numbers as one stop, Enter from there into the editor, Escape back",
  async () => {
    const opened = await open(handout([source]));
    const { page } = opened;
    await page.locator(".run").first().waitFor();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = (selector: string) => page.locator(`${selector}:focus`).waitFor();
    await page.locator(".skip").focus();
    for (let i = 0; i < 20 && !(await handle(page, "learningRate").evaluate(isFocused)); i++)
      await press("Tab");
    await focused("[data-number=learningRate]");
    const tip = await handle(page, "learningRate").evaluate(
      (e) => e.ownerDocument.defaultView?.getComputedStyle(e, "::after").content,
    );
    assert.match(String(tip), "press ↑ or ↓");
    assert.is(tip, JSON.stringify(await handle(page, "learningRate").getAttribute("title")));
    await press("ArrowRight", "Enter");
    await focused(".parameters .cm-content");
    await press("Alt+ArrowUp"); // the caret is where the number was
    assert.match(await page.locator(".parameters .cm-content").innerText(), "from = -1;");
    await press("Escape");
    await focused("[data-number=from]");
    assert.is(await page.locator(".parameters .cm-content").count(), 0);
    assert.is(await handle(page, "from").getAttribute("aria-valuenow"), "-1");
    await said(page, /^Done/);
    await press("Tab");
    await focused(".parameters .reset");
    await press("Shift+Tab", "Shift+Enter"); // runs it and goes on to the next, as in the editor
    await page.locator(".code >> nth=1").locator(".cm-content:focus").waitFor();
    await said(page, /^Done/);
    await close(opened);
  },
);

browserTest("in the editor Alt+Up and Alt+Down move the number at the caret", async () => {
  const opened = await open(handout([source]));
  const { page } = opened;
  await page.locator(".run").first().waitFor();
  await page.locator("pre").first().focus();
  const editor = page.locator(".parameters .cm-content");
  await editor.waitFor();
  assert.match(String(await editor.getAttribute("aria-label")), "Alt+Up and Alt+Down");
  await page.keyboard.press("Control+Home");
  for (const _ of "const learningRate = ") await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Alt+ArrowUp");
  await said(page, /^Done/);
  assert.match(await output(page, 3), /0\.06$/);
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  assert.match(await editor.innerText(), "learningRate = 0.04;");
  await said(page, /^Done/);
  await close(opened);
});

browserTest("a finger drags a number; its page still scrolls up and down", async () => {
  const opened = await open(handout([source]), "", { hasTouch: true, isMobile: true });
  const { page } = opened;
  await page.locator(".run").first().waitFor();
  assert.is(
    await handle(page, "from").evaluate(
      (e) => e.ownerDocument.defaultView?.getComputedStyle(e).touchAction,
    ),
    "pan-y",
  );
  const box = await handle(page, "from").boundingBox();
  assert.ok(box);
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: string, x: number) =>
    cdp.send("Input.dispatchTouchEvent", {
      type: type as "touchStart",
      touchPoints: type === "touchEnd" ? [] : [{ x, y: (box?.y ?? 0) + 5 }],
    });
  await touch("touchStart", box.x + 5);
  await waitFor(() => page.evaluate("'handoutOnDemand' in globalThis"), "the editor is loaded");
  for (const way of [8, 16, 24, 32, 40]) await touch("touchMove", box.x + 5 + way);
  await touch("touchEnd", 0);
  await said(page, /^Done/);
  assert.ok(Number(await output(page, 5)) > -2, await output(page, 5));
  await close(opened);
});

browserTest("of moves that come faster than the cells run, the newest counts", async () => {
  const { cells } = readNotebook(source.path);
  const counting = write(
    "05-count",
    ...cells,
    code("const followed: number[] = [];"),
    code("followed.push(learningRate);\nconsole.log(followed.length, learningRate);"),
  );
  const opened = await open(handout([counting]), "", { viewport: { width: 1200, height: 1600 } });
  const { page } = opened;
  await page.locator(".run").first().waitFor();
  await drag(page, "learningRate", 8);
  await page.locator(".outputs .main-svg").first().waitFor();
  await page.locator(".outputs >> nth=7", { hasText: "1 0.06" }).waitFor();
  await page.evaluate(`(() => {
    const code = document.querySelector(".code");
    const { left, top } = document.querySelector(".tok-number[data-number=learningRate]").getBoundingClientRect();
    for (let i = 2; i < 62; i++)
      code.dispatchEvent(new PointerEvent("pointermove", { pointerId: 1, clientX: left + 15 + 8 * i, clientY: top, bubbles: true }));
  })()`);
  await page.mouse.up();
  await said(page, /^Done/);
  const [text] = (await page.locator("pre").first().innerText()).match(/0\.\d+/) ?? [];
  assert.ok(Number(text) > 0.6, text);
  assert.is(Number((await output(page, 3)).split(" ").at(-1)), Number(text));
  // At most the first of them, the newest, and what is left of the page after the drag: not sixty times.
  const [count, last] = (await output(page, 7)).split(" ").map(Number);
  assert.is(last, Number(text));
  assert.ok(count - 1 <= 3, `${count - 1} times`);
  await close(opened);
});

test.run();
