/** What a speaker and a reader do with a handout now and then. */
// time limit: 300 s
import { writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { select } from "../../tools/course-notebooks.js";
import { drawFigures } from "../support/draw.js";
import {
  begun,
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

browserTest(
  "the speaker's window says what is and what comes, and its keys turn the slides",
  async () => {
    const html = handout(select(["05"]), "student", "slides");
    const opened = await open(html, "", { viewport: { width: 1280, height: 720 } });
    const { page } = opened;
    await page.waitForFunction("Reveal.isReady()");
    const popup = page.waitForEvent("popup");
    await page.keyboard.press("s");
    const speaker = await popup;
    const place = () => page.evaluate("Reveal.getIndices().h");
    const says = () => speaker.innerText("body");
    const [, next] = /^Next: (.+)$/m.exec(await says()) ?? [];
    assert.match(await says(), /^Slide 1 of \d+: /m);
    await speaker.keyboard.press("ArrowRight");
    assert.is(await place(), 1);
    assert.is(/^Slide 2 of \d+: (.+)$/m.exec(await says())?.[1], next);
    await speaker.keyboard.press("ArrowLeft");
    assert.is(await place(), 0);

    await page.evaluate("Reveal.slide(1)");
    const fold = speaker.locator("details").first();
    await fold.locator("summary").focus();
    await speaker.keyboard.press(" ");
    assert.is(await fold.getAttribute("open"), "");
    assert.is(await place(), 1, "the key opens the fold, and turns nothing");

    const clock = () => speaker.innerText(".clock");
    const before = await clock();
    assert.match(before, /^\d+:\d\d:\d\d/);
    await waitFor(async () => (await clock()) !== before, "the clock goes on");

    const moving = "Reveal.getSlides().findIndex((slide) => slide.querySelector('.moves'))";
    await page.evaluate(`Reveal.slide(${moving})`);
    await drawFigures(page);
    const position = () => page.innerText("section.present .control output");
    const first = await position();
    await speaker.keyboard.press("ArrowRight");
    assert.is.not(await position(), first);
    await speaker.keyboard.press("ArrowLeft");
    assert.is(await position(), first);

    await page.evaluate("Reveal.slide(Reveal.getTotalSlides() - 1)");
    assert.match(await says(), /^This is the last slide\.$/m);
    await speaker.close();
    await page.waitForTimeout(1100); // the clock looks once more
    await page.keyboard.press("ArrowLeft");
    await close(opened);
  },
);

const outputs = (page: Page) => page.locator(".outputs").allInnerTexts();

browserTest(
  "an error is shown, and Go there leads to it, also into a folded solution",
  async () => {
    const many = Array.from({ length: 20 }, (_, i) => code(`const a${i} = ${i};`));
    const solution = code("// Solution\nthrow new Error('far');", "solution");
    const opened = await open(handout([write("41-far", ...many, solution)]));
    const { page } = opened;
    await runAll(page);
    await said(page, /^An error/);
    const fold = page.locator("details.solution");
    assert.is(await fold.getAttribute("open"), null);
    await page.click(".bar [role=status] button");
    assert.is(await fold.getAttribute("open"), "");
    const box = await fold.locator(".output.error").boundingBox();
    const height = Number(await page.evaluate("innerHeight"));
    assert.ok(box && box.y > 0 && box.y < height, "in sight");
    await close(opened);
  },
);

browserTest("an error that comes outside of all that a cell does is shown there, too", async () => {
  const source = code("queueMicrotask(() => { throw new RangeError('apart'); });\n1");
  const opened = await open(handout([write("42-apart", source, code("'below'"))]));
  const { page } = opened;
  await runAll(page);
  await said(page, /^An error/);
  assert.match((await outputs(page))[0], /RangeError: apart/);
  await close(opened);
});

browserTest("a cell that keeps a small map and a small set for a while runs on", async () => {
  const source = code(`const map = new Map<number, number[]>();
const set = new Set<string>();
const end = Date.now() + 1000;
for (let i = 0; Date.now() < end; i++) {
  map.set(i % 1000, [i]);
  set.add(String(i % 1000));
}
[map.size, set.size]`);
  const opened = await open(handout([write("43-map", source)]));
  await runAll(opened.page);
  await said(opened.page, /^Done/);
  assert.is((await outputs(opened.page))[0].trim(), "[ 1000, 1000 ]");
  await close(opened);
});

browserTest("of a value that is too long, and of too many outputs, a part is shown", async () => {
  const many = code(`import { md } from "perceptron";
for (let i = 1; i <= 302; i++) md\`output \${i}\`;`);
  const opened = await open(handout([write("45-much", code("'x'.repeat(300_000)"), many)]));
  const { page } = opened;
  await runAll(page);
  await said(page, /^Done/);
  const [long, list] = await outputs(page);
  assert.match(long, /^x{1000}\s+… and more: that is too much to show$/);
  assert.match(list, /output 300\s+… and more: only 300 outputs are shown\s*$/);
  await close(opened);
});

const work = write("44-work", code("const rate = 0.5;", "parameters"), code("rate"));

browserTest("two tabs that come to the same text have no question any more", async () => {
  const opened = await open(handout([work]));
  const { page } = opened;
  const other = await page.context().newPage();
  await other.goto(page.url());
  const asks = page.locator(".asks.apart");
  await type(page, 0, "const rate = 1;");
  await other.locator(".code", { hasText: "rate = 1;" }).waitFor();
  await type(other, 0, "const rate = 2;");
  await asks.waitFor();
  await type(other, 0, "const rate = 3;");
  const stored = "Object.values(localStorage).some((text) => text.includes('rate = 3;'))";
  await waitFor(() => page.evaluate(stored), "the change has come to the first tab");
  assert.is(await asks.count(), 1, "it is asked once");
  await type(other, 0, "const rate = 1;");
  await asks.waitFor({ state: "detached" });
  await close(opened);
});

browserTest("saved work is chosen; of cells that are not in this page it is said", async () => {
  const opened = await open(handout([work]));
  const { page } = opened;
  await type(page, 0, "const rate = 0.125;");
  await type(page, 1, "rate + 1");
  const { text } = await save(page, "As page");
  const [id] = /(?<="id":")code-\d+(?=","source":"rate \+ 1")/.exec(text) ?? [];
  assert.ok(id);
  const older = file("older.html");
  writeFileSync(
    older,
    text.replace(`{"id":"${id}","source":"rate + 1"`, '{"id":"gone","source":"rate + 1"'),
  );
  const choosing = page.waitForEvent("filechooser");
  await page.click("button:has-text('Open saved work')");
  await (await choosing).setFiles(older);
  assert.match(await said(page, /^Opened/), /1 cell of it is not in this page\.$/);
  await close(opened);
});

browserTest("work of an older version can be left where it is, or forgotten", async () => {
  const opened = await open(handout([work]));
  const { page } = opened;
  await begun(page);
  const key = JSON.stringify(["perceptron", "44-work", "student", "", "0.9.0", "44-work", "x"]);
  const kept = JSON.stringify({ id: "x", source: "1", shown: 1 });
  await page.evaluate(`localStorage.setItem(${JSON.stringify(key)}, ${JSON.stringify(kept)})`);
  for (const [answer, left] of [
    ["Not now", 1],
    ["Forget it", 0],
  ] as const) {
    await reload(page);
    await page.click(`.asks.older button:has-text("${answer}")`);
    assert.is(await page.locator(".asks").count(), 0);
    assert.is(await page.evaluate("localStorage.length"), left);
  }
  await close(opened);
});

browserTest("a file that cannot be made is said to be none", async () => {
  const opened = await open(handout([work]));
  const { page } = opened;
  await begun(page);
  await page.evaluate("URL.createObjectURL = () => { throw new Error('no room'); }");
  await page.click("text=Save my work");
  await page.click(".save button:has-text('As notebook')");
  assert.is(await said(page, /^It could not/), "It could not be saved: no room");
  await close(opened);
});

browserTest("on a phone the contents fold away behind the link that was followed", async () => {
  const opened = await open(handout(select(["02"])), "", { viewport: { width: 390, height: 800 } });
  const { page } = opened;
  const fold = page.locator("nav > details");
  await fold.locator("summary").click();
  await fold.locator("a").nth(2).click();
  assert.is(await fold.getAttribute("open"), null);
  assert.match(page.url(), /#s-/);
  await close(opened);
});

test.run();
