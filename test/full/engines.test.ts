/** A handout from disk in each engine that browsers are made of: figures are drawn, cells run, an endless loop ends. */
// time limit: 900 s

import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findBrowser, NO_BROWSER } from "../../tools/browser.js";
import { select } from "../../tools/notebooks.js";
import * as engines from "../support/engines.js";
import { code, end, handout, write } from "../support/live.js";
import { needs } from "../support/skip.js";

test.after(end);
const [two, five] = select(["02", "05"]);

/** A page that only says things through its elements. */
class Reader {
  constructor(private engine: engines.Engine) {}

  async open(html: string, fragment = ""): Promise<void> {
    await this.engine.goto("about:blank");
    await this.engine.goto(pathToFileURL(html).href + fragment);
  }

  text = async (selector: string) =>
    String(
      await this.engine.evaluate(
        `[...document.querySelectorAll(${JSON.stringify(selector)})].map((e) => e.textContent).join("\\n")`,
      ),
    );

  count = async (selector: string) =>
    Number(
      await this.engine.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`),
    );

  click = (selector: string, place = 0) =>
    this.engine.evaluate(
      `document.querySelectorAll(${JSON.stringify(selector)})[${place}].click()`,
    );

  async until(what: string, there: () => Promise<boolean>, seconds = 90): Promise<void> {
    for (let tries = 0; tries < seconds * 5; tries++) {
      if (await there()) return;
      await sleep(200);
    }
    assert.unreachable(`${what}; the page says: ${await this.text(".bar [role=status]")}`);
  }

  said = (pattern: RegExp) =>
    this.until(String(pattern), async () => pattern.test(await this.text(".bar [role=status]")));
}

const drawn = ".figure .plot .main-svg, .figure .plot svg";

const tried = [
  ["Chromium", engines.chromium, findBrowser(), NO_BROWSER],
  ["Firefox", engines.firefox, engines.hasFirefox(), engines.NO_FIREFOX],
  ["WebKit", engines.webkit, engines.hasWebKit(), engines.NO_WEBKIT],
] as const;
for (const [name, start, there, reason] of tried)
  needs(
    test,
    there,
    reason,
  )(`${name} draws, runs and stops a handout from disk, and a link asks`, async () => {
    const engine = await start();
    const page = new Reader(engine);
    try {
      for (const entry of [two, five]) {
        await page.open(await handout([entry]));
        const figures = await page.count(".figure");
        assert.ok(figures > 2);
        for (let i = 0; i < figures; i++)
          await engine.evaluate(`document.querySelectorAll(".figure")[${i}].scrollIntoView()`);
        await page.until(
          `${entry.name}: a figure is drawn`,
          async () => (await page.count(drawn)) > 0,
        );
        await page.click(".bar button");
        await page.said(/^Done/);
        assert.is(await page.count(".output.error"), 0);
        assert.is(await page.count(".figure:not(.leaving)"), figures);
        await page.until(
          "a figure is drawn after the run",
          async () => (await page.count(drawn)) > 0,
        );
      }

      await page.open(await handout([two]), "#first=5");
      await page.until("the link asks", async () => (await page.count(".asks")) === 1);
      assert.match(await page.text(".asks"), "first = 5 instead of 3");
      assert.not.match(await page.text("main .outputs"), "With W = 5");
      await page.click(".asks button");
      await page.said(/^Done/);
      assert.match(await page.text("main .outputs"), "With W = 5");
      assert.match(await page.text(".bar .linked"), "A link changed first = 5");

      const cells = [code("const on = true;"), code("let i = 0;\nwhile (on) i++;"), code("on")];
      await page.open(await handout([write("endless", ...cells)]));
      await page.click(".code .run button:last-child", 1);
      await page.until("the loop runs", async () => (await page.count(".cell.running")) === 1);
      await sleep(1000);
      await page.click(".bar button", 1);
      await page.said(/^Stopped/);
      await page.click(".code .run button:last-child", 0);
      await page.said(/^Done/);
    } finally {
      await engine.close();
    }
  });

test.run();
