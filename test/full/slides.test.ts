/** The slides of all notebooks, one by one: nothing is clipped, and what a figure says can be read from the last row. */
// time limit: 600 s
import { writeFileSync } from "node:fs";
import { toString as textOf } from "hast-util-to-string";
import type { Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { deck } from "../../handout/deck.js";
import { type About, document, type Source } from "../../handout/document.js";
import { handout } from "../../handout/handout.js";
import { addTeaching } from "../../handout/teaching.js";
import { join } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { drawFigures } from "../support/draw.js";
import { wrongLabels } from "../support/labels.js";
import { close, end, file, open } from "../support/live.js";
import { browserTest } from "../support/skip.js";
import { waitFor } from "../support/wait-for.js";

test.after(end);

const sources = courseNotebooks().map(({ path }) => addTeaching(path, readNotebook(path)));
const about = ({ name }: Source): About => ({ name, edition: "student", parameters: [] });

/** Asks from outside: the page's policy forbids Playwright to wait within it. */
async function until(page: Page, condition: string): Promise<void> {
  await waitFor(() => page.evaluate(condition), condition, 60);
}

/** The deck of one notebook, at a slide. */
async function openDeck(source: Source, slide = ""): ReturnType<typeof open> {
  const target = file(`${source.name}.html`);
  writeFileSync(target, handout("slides", [source], about(source)));
  const opened = await open(target, slide, { viewport: { width: 1280, height: 720 } });
  await until(opened.page, "Reveal.isReady()");
  return opened;
}

test("slides of the course: 119 at most, each with a heading of its own and something to see", () => {
  const decks = sources.map((source) => deck(document([source], about(source))));
  const count = decks.flat().length;
  assert.ok(count <= 119, `${count} slides`);
  for (const [i, slides] of decks.entries()) {
    const headings = slides.map(({ heading }) => (heading ? textOf(heading) : ""));
    const twice = headings.filter((each, k) => !each || headings.indexOf(each) < k);
    assert.equal(twice, [], `${sources[i].name}: headings that are there twice`);
    const empty = slides.filter(({ parts }) =>
      parts.some(
        ({ words, shown, sliderStep }) =>
          words.length + shown.length === 0 && sliderStep === undefined,
      ),
    );
    assert.equal(
      empty.map(({ heading }) => heading && textOf(heading)),
      [],
    );
  }
});

/** What is typed on slides, without code and references; a formula counts as a number. */
const typed = ({ slides = [] }: Source) =>
  slides.map(({ heading, text }) =>
    `${heading}\n${text}`.replace(/`[^`]*`|^!\[.*$/gm, "").replace(/\$\$[^$]+\$\$|\$[^$]+\$/g, "0"),
  );

/** “Below 0” points at nothing. */
const POINTERS = /\b(the|this|next) cells?\b|\b(above|below)\b(?! (0|that))|\brun\b|\bexercise/i;

for (const source of sources)
  test(`${source.name}: no word of a slide is of the page, and no number on it is a result`, () => {
    const own = source.notebook.cells.map((cell) => join(cell.source)).join("\n");
    const numbers = (text: string) =>
      (text.match(/\d[\d,]*(\.\d+)?/g) ?? []).map((number) => Number(number.replaceAll(",", "")));
    const given = numbers(own);
    for (const text of typed(source)) {
      assert.not.match(text, POINTERS);
      const results = numbers(text).filter((number) => !given.includes(number));
      assert.equal(results, [], text);
    }
  });

/** Turns to a slide, and says what of it comes too early or too late. */
const wrongKeys = (number: number) => `(() => {
  Reveal.slide(${number}, 0, -1);
  const later = [...Reveal.getCurrentSlide().querySelectorAll(".fragment")];
  const isSeen = (each) => getComputedStyle(each).visibility === "visible";
  const keys = later.map((each) => Number(each.dataset.fragmentIndex));
  const order = [...new Set(keys)].sort((a, b) => a - b);
  const wrong = [];
  for (let key = 0; key <= order.length; key++) {
    if (key > 0) Reveal.next();
    for (const [i, each] of later.entries())
      if (isSeen(each) !== order.indexOf(keys[i]) < key)
        wrong.push("slide ${number + 1}: after " + key + " keys: " + each.textContent.trim().slice(0, 40));
  }
  if (Reveal.getIndices().h !== ${number}) wrong.push("slide ${number + 1} was left");
  return wrong;
})()`;

/** Shows a slide with its answer; what of it is beyond its edges or small. (A figure's own labels are measured apart.) */
const wrongWords = (number: number) => `(() => {
  Reveal.slide(${number}, 0, 99);
  const content = Reveal.getCurrentSlide().querySelector(".content");
  const edge = content.getBoundingClientRect();
  const scale = Reveal.getScale();
  const said = (each, what) => "slide ${number + 1}: " + each.tagName + " " + each.textContent.trim().slice(0, 40) + " " + what;
  const all = [...content.querySelectorAll("*:not(script)")]
    .filter((each) => !each.closest("figcaption, details, .plot, .printed, math *, var sub, .over > * > *") && each.getBoundingClientRect().width > 0);
  const clipped = all.filter((each) => {
    const { left, right, bottom } = each.getBoundingClientRect();
    return left < edge.left || right > edge.right - 20 * scale || bottom > edge.bottom - 10 * scale;
  });
  // Code is as high as the letters beside it.
  const small = all.filter((each) => !each.closest("sub, sup, code") && each.textContent.trim() && parseFloat(getComputedStyle(each).fontSize) < 20);
  const letters = parseFloat(getComputedStyle(content).fontSize);
  const sizes = { title: 42, figure: 28, table: 34, words: 36 };
  const kind = content.matches(".title") ? "title" : content.querySelector(".figure") ? "figure" : content.querySelector("table") ? "table" : "words";
  const heading = content.querySelector(":scope:not(.title) > :is(h1, h2)");
  const lines = heading ? heading.getBoundingClientRect().height / scale : 0;
  return [
    ...clipped.map((each) => said(each, "is clipped")),
    ...small.map((each) => said(each, "has small letters")),
    ...(letters !== sizes[kind] ? [said(content, "has letters of " + letters + ", not " + sizes[kind])] : []),
    ...(content.querySelector(".later") ? [said(content, "has an empty place beside its question")] : []),
    ...(lines > 80 ? [said(heading, "has two lines")] : []),
  ];
})()`;

for (const source of sources)
  browserTest(
    `${source.name}: on no slide anything is clipped or small, and an answer waits for its key`,
    async () => {
      const target = file(`${source.name}-slides.html`);
      const html = handout("slides", [source], about(source));
      writeFileSync(target, html);
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      assert.equal(
        ids.filter((id, i) => ids.indexOf(id) < i),
        [],
        "ids that are there twice",
      );
      const wrong: string[] = [];
      for (const [width, height] of [
        [1280, 720],
        [1024, 768],
      ]) {
        const opened = await open(target, "", { viewport: { width, height } });
        const { page } = opened;
        await until(page, "Reveal.isReady()");
        await drawFigures(page);
        const scale: number = await page.evaluate("Reveal.getScale()");
        const count: number = await page.evaluate("Reveal.getTotalSlides()");
        for (let i = 0; i < count; i++) {
          const found: string[] = await page.evaluate(wrongKeys(i));
          await page.evaluate("document.fonts.ready");
          found.push(...(await page.evaluate<string[]>(wrongWords(i))));
          // A slide is drawn at 1280 × 720 and then fitted to the window.
          found.push(...(await wrongLabels(page, 20 * scale)));
          wrong.push(...found.map((line) => `${width} × ${height}: ${line}`));
        }
        await close(opened);
      }
      assert.is(wrong.join("\n"), "");
    },
  );

browserTest("a slide cut from a notebook scrolls where it has no room", async () => {
  const { slides, ...source } = sources[4];
  assert.ok(slides);
  const opened = await openDeck(source);
  const { page } = opened;
  await drawFigures(page);
  const count: number = await page.evaluate("Reveal.getTotalSlides()");
  assert.ok(count > 8, `${count} slides`);
  const clipped: string[] = [];
  for (let i = 0; i < count; i++) {
    const found: string[] = await page.evaluate(wrongWords(i));
    clipped.push(...found.filter((line) => line.endsWith("is clipped")));
  }
  assert.equal(clipped, []);
  assert.ok(await page.locator(".over").count(), "else this test sees nothing");
  await close(opened);
});

browserTest("a slider moves with the key that gives the answer, and back", async () => {
  const opened = await openDeck(sources[4]);
  const { page } = opened;
  const moving = "Reveal.getSlides().findLastIndex((slide) => slide.querySelector('.moves'))";
  await page.evaluate(`Reveal.slide(${moving})`);
  await drawFigures(page);
  const position = () =>
    page.locator("section.present .control output").innerText({ timeout: 10_000 });
  assert.is(await position(), "epoch 0");
  await page.keyboard.press("ArrowRight");
  assert.is(await position(), "epoch 10,000");
  await page.keyboard.press("ArrowLeft");
  assert.is(await position(), "epoch 0");
  await close(opened);
});

browserTest(
  "on paper each slide is a page, with its answer and its figure as the answer has it",
  async () => {
    const opened = await openDeck(sources[1]);
    const { page } = opened;
    // Nobody has turned to these slides.
    const plots = "[...document.querySelectorAll('.plot')]";
    await until(page, `${plots}.every((plot) => plot._fullLayout)`);
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const slides = "Reveal.getSlides()";
    const boxes: number[][] = await page.evaluate(
      `${slides}.map((slide) => slide.getBoundingClientRect()).map(({ left, top, width, height }) => [left, top, width, height])`,
    );
    assert.ok(boxes.length > 8);
    const [[, first]] = boxes;
    assert.equal(
      boxes,
      boxes.map((_, i) => [0, first + 720 * i, 1280, 720]),
    );
    const clipped: string[] = await page.evaluate(
      `${slides}.flatMap((slide) => [...slide.querySelectorAll(".words, .shown:not(:has(.figure))")])
      .filter((each) => each.scrollHeight > each.clientHeight + 1).map((each) => each.textContent)`,
    );
    assert.equal(clipped, []);
    const unseen: string[] = await page.evaluate(
      `[...document.querySelectorAll(".fragment:not(.moves)")]
      .filter((each) => getComputedStyle(each).visibility !== "visible").map((each) => each.textContent)`,
    );
    assert.equal(unseen, []);
    const moved = () =>
      page.locator("section:has(.moves) .control output").first().textContent({ timeout: 10_000 });
    assert.is(await moved(), "W = 2");
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    assert.is(await moved(), "W = 3");
    await close(opened);
  },
);

browserTest(
  "paper has the picture of a plot that the last key changes, as that key leaves it",
  async () => {
    // A map of colours that changes when the printing begins is not painted in time.
    const opened = await openDeck(sources[4]);
    const { page } = opened;
    const moving = "[...document.querySelectorAll('section:has(.moves)')]";
    const shown = (selector: string) =>
      page.evaluate<string[]>(
        `${moving}.map((slide) => slide.querySelector("${selector}"))
      .map((each) => [getComputedStyle(each).display !== "none", getComputedStyle(each).visibility, each.naturalWidth > 0].join())`,
      );
    await until(page, `${moving}.every((slide) => slide.querySelector(".answer"))`);
    assert.equal([...new Set(await shown(".answer"))], ["false,visible,true"]);
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assert.equal([...new Set(await shown(".answer"))], ["true,visible,true"]);
    assert.equal([...new Set(await shown(".plot"))], ["true,hidden,false"]);
    const off: number[] = await page.evaluate(
      `${moving}.flatMap((slide) => {
      const [answer, plot] = [".answer", ".plot"].map((part) => slide.querySelector(part).getBoundingClientRect());
      return ["left", "top", "right", "bottom"].map((side) => Math.abs(answer[side] - plot[side]));
    })`,
    );
    assert.ok(Math.max(...off) < 1, `in the place of the plot, not ${off} beside it`);
    // What it says is of the last key: the line of ½ and the bias.
    const answers: string[] = await page.evaluate(
      `${moving}.map((slide) => decodeURIComponent(slide.querySelector(".answer").src))`,
    );
    assert.match(answers[0], />b = −0\.2</);
    await close(opened);
  },
);

browserTest("the legend of a region names its border", async () => {
  const opened = await openDeck(sources[8], "#/14");
  const { page } = opened;
  await drawFigures(page);
  const names: string[] = await page.evaluate(
    `[...document.querySelectorAll("section.present .legend .traces")].filter((each) => each.style.visibility !== "hidden").map((each) => each.textContent)`,
  );
  assert.equal(names, ["output ½", "target 1", "target 0"]);
  await close(opened);
});

browserTest("the speaker has the answer before the class", async () => {
  const opened = await openDeck(sources[1], "#/3");
  const { page } = opened;
  const [speaker] = await Promise.all([
    page.context().waitForEvent("page"),
    page.keyboard.press("s"),
  ]);
  const told = () => speaker.locator("body").innerText({ timeout: 10_000 });
  assert.match(await told(), /With the next key:\s+With W\s=\s3, 3 of 4/);
  await page.keyboard.press("ArrowRight");
  assert.not.match(await told(), /With the next key/);
  await close(opened);
});

test.run();
