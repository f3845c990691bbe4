/** What a cell cannot do, or does too much of, ends in a sentence; what comes late comes to its cell. */
// time limit: 300 s
import type { Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { close, end, handout, open, reload, runAll, said, type, write } from "../support/live.js";
import { code } from "../support/notebook.js";
import { browserTest } from "../support/skip.js";

test.after(end);

const run = (page: Page, place: number) =>
  page.locator(".run button", { hasText: "▶ Run" }).nth(place).click();
const output = async (page: Page, place: number) =>
  (await page.locator(".outputs").nth(place).innerText()).trim();

const bombs = [
  "const a: number[][] = [];\nwhile (true) a.push(new Array(1e5).fill(1));",
  "const b: string[] = [];\nfor (let i = 0; ; i++) b.push('x'.repeat(1e5) + i);",
  "const c = new Map<number, object>();\nlet n = 0;\nwhile (true) c.set(n, { n: n++, list: [n, n, n] });",
  "function f() { const d: Float64Array[] = []; for (;;) d.push(new Float64Array(1e6)); }\nf();",
];

for (const bomb of bombs)
  browserTest(`memory is not filled: ${bomb.replaceAll("\n", " ").slice(0, 60)}`, async () => {
    const opened = await open(handout([write("memory", code(bomb), code("1 + 1"))]));
    const { page } = opened;
    await run(page, 0);
    assert.match(await said(page, /^Ended/), "The next run starts at the top");
    assert.match(
      await output(page, 0),
      /^RangeError: this code fills the memory: it holds \d+ million bytes/,
    );
    await type(page, 0, "5;");
    await page.keyboard.press("Control+Enter");
    await said(page, /^Done/);
    assert.is(await output(page, 0), "5");
    await close(opened);
  });

browserTest("code that keeps little runs on, however much it makes", async () => {
  const cells = [
    code(`let sum = 0;
const same = Array.from({ length: 1000 }, () => 1);
const many = new Array(100_000).fill(same);
for (let i = 0; i < 20_000; i++) { const list = new Array(10_000).fill(i); sum += list[5]; }
sum`),
  ];
  const opened = await open(handout([write("little", ...cells)]));
  await runAll(opened.page);
  await said(opened.page, /^Done/);
  assert.is(await output(opened.page, 0), "199990000");
  await close(opened);
});

browserTest("after a crash the page says what happened, and that the edits are there", async () => {
  const opened = await open(handout([write("crash", code("1"))]));
  const { page } = opened;
  // What a run leaves in the tab when the browser ends the page.
  const crash = async () => {
    await page.evaluate("sessionStorage.setItem('perceptron running', 'crash')");
    await reload(page);
    return said(page, /./);
  };
  assert.match(await crash(), /^The page ended while notebook crash ran/);
  await reload(page);
  assert.match(await said(page, /./), /^The code can be changed/);
  await type(page, 0, "1 + 1");
  assert.match(await crash(), /^Your changes are as you left them\. The page ended while/);
  await close(opened);
});

browserTest("a reload in the middle of a run is no crash", async () => {
  const opened = await open(handout([write("reload", code("for (;;) {}"), code("2"))]));
  const { page } = opened;
  await type(page, 1, "1 + 1");
  for (const _ of [1, 2, 3]) {
    await run(page, 0);
    await page.locator(".cell.running").waitFor();
    await reload(page);
    assert.match(await said(page, /left them/), /^Your changes are as you left them\.$/);
  }
  await close(opened);
});

browserTest(
  "what comes after a cell's end comes to that cell: output, errors, rejections",
  async () => {
    const late = `setTimeout(() => console.log("late"), 300);
setTimeout(() => { throw new RangeError("too late"); }, 400);
Promise.resolve().then(() => new Promise((done) => setTimeout(done, 500))).then(() => Promise.reject(new Error("rejected")));
console.log("at once");`;
    const opened = await open(handout([write("late", code(late), code("console.log('second')"))]));
    const { page } = opened;
    await runAll(page);
    await said(page, /^Done/);
    await page.locator(".outputs", { hasText: "rejected" }).waitFor();
    assert.match(
      await output(page, 0),
      /^at once\nlate\n+RangeError: too late\n.*line 2.*\n+Error: rejected/s,
    );
    assert.is(await output(page, 1), "second");
    await close(opened);
  },
);

browserTest("a million lines are cut with a sentence and scroll; Stop says so once", async () => {
  const cells = [code("for (let i = 0; i < 1e6; i++) console.log(i);"), code("for (;;) {}")];
  const opened = await open(handout([write("long", ...cells)]));
  const { page } = opened;
  await run(page, 0);
  await said(page, /^Done/);
  assert.match(await output(page, 0), /… and more: that is too much to show$/);
  assert.ok(Number(await page.evaluate("document.querySelector('.outputs').offsetHeight")) < 480);
  for (const _ of [1, 2]) {
    await run(page, 1);
    await page.locator(".cell.running").nth(0).waitFor();
    await page.waitForTimeout(1500);
    await page.locator(".bar button", { hasText: "Stop" }).click();
    await said(page, /^Stopped/);
    assert.is(await output(page, 1), "Stopped.");
  }
  await close(opened);
});

browserTest("a run that is stopped before it has begun does not look as if it ran", async () => {
  const opened = await open(handout([write("early", code("for (;;) {}"))]));
  const { page } = opened;
  const stop = page.locator(".bar button", { hasText: "Stop" });
  await page.locator(".run").first().waitFor();
  // Sooner than the first run's worker is there.
  await page.evaluate(`(async () => {
    document.querySelector(".run button:last-child").click();
    await Promise.resolve();
    [...document.querySelectorAll(".bar button")].find((b) => /Stop/.test(b.textContent)).click();
  })()`);
  await said(page, /^Stopped/);
  assert.is(await stop.isVisible(), false);
  await close(opened);
});

browserTest("what a page forbids is said in a sentence", async () => {
  const tried: [source: string, message: RegExp][] = [
    ["globalThis.close();", /^Error: a cell cannot end what runs it/],
    ["eval('1 + 1');", /^EvalError: a page makes no code of text/],
    ["new Function('return 1')();", /^EvalError: a page makes no code of text/],
    ["await fetch('data.csv');", /^Error: a page has no network/],
    ["new XMLHttpRequest();", /^Error: a page has no network/],
  ];
  const notebooks = tried.map(([source], i) => write(`${i + 40}-no`, code(source)));
  const opened = await open(handout(notebooks));
  const { page, complaints } = opened;
  for (const [i, [source, message]] of tried.entries()) {
    await run(page, i);
    await said(page, /^An error/);
    await page.evaluate("document.querySelector('.bar [role=status]').textContent = ''");
    assert.match(await output(page, i), message, source);
  }
  // The browser tells its own console what the policy forbids.
  assert.ok(complaints.splice(0).every((text) => /Content Security Policy/.test(text)));
  await close(opened);
});

browserTest(
  "the bar counts the cells that the page shows; Run from here runs all below",
  async () => {
    const cells = [code("let n = 1;"), code("", "prose"), code("n = n + 1;\nn"), code("'end'")];
    cells[1].source = 'import { text } from "perceptron";\ntext`n`;';
    const opened = await open(handout([write("count", ...cells)]));
    const { page } = opened;
    await runAll(page);
    assert.match(await said(page, /^Done/), "Done: 3 cells in");
    const below = page.locator(".run button", { hasText: "Run from here" }).nth(1);
    await below.click();
    assert.match(await said(page, /^Done: 2/), "Done: 2 cells in");
    await close(opened);
  },
);

test.run();
