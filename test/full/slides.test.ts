/** The slides of all notebooks, one by one: nothing is clipped, and what a figure says can be read from the last row. */
// time limit: 600 s
import { writeFileSync } from "node:fs";
import type { ElementContent } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { deck } from "../../handout/deck.js";
import { document } from "../../handout/document.js";
import { handout } from "../../handout/handout.js";
import { findBrowser, NO_BROWSER } from "../../tools/browser.js";
import { readNotebook } from "../../tools/notebook-file.js";
import { courseNotebooks } from "../../tools/notebooks.js";
import { wrongLabels } from "../support/labels.js";
import { close, end, file, open } from "../support/live.js";
import { needs } from "../support/skip.js";

const browserTest = needs(test, findBrowser(), NO_BROWSER);
test.after(end);

function slides({ name, path }: { name: string; path: string }): string {
  const target = file(`${name}-slides.html`);
  const source = { name, notebook: readNotebook(path) };
  writeFileSync(target, handout("slides", [source], { name, edition: "student", parameters: [] }));
  return target;
}

/** Shows a slide with its answer; what of it is beyond its edges or small. (A figure's own labels are measured apart.) */
const wrongWords = (number: number) => `(() => {
  Reveal.slide(${number}, 0, 99);
  const content = Reveal.getCurrentSlide().querySelector(".content");
  const edge = content.getBoundingClientRect();
  const scale = Reveal.getScale();
  const said = (each, what) => "slide ${number + 1}: " + each.tagName + " " + each.textContent.trim().slice(0, 40) + " " + what;
  const all = [...content.querySelectorAll("*:not(script)")]
    .filter((each) => !each.closest("figcaption, details, .plot, .printed, math *") && each.getBoundingClientRect().width > 0);
  const clipped = all.filter((each) => {
    const { left, right, bottom } = each.getBoundingClientRect();
    return left < edge.left || right > edge.right - 20 * scale || bottom > edge.bottom - 10 * scale;
  });
  // Code is as high as the letters beside it.
  const small = all.filter((each) => !each.closest("sub, sup, code") && each.textContent.trim() && parseFloat(getComputedStyle(each).fontSize) < 20);
  // Few words are large.
  const words = content.querySelector(":scope:not(.title, :has(.figure)) > .words");
  const ends = words ? [words.firstElementChild, words.lastElementChild].map((each) => each.getBoundingClientRect()) : [];
  const few = words && ends[1].bottom - ends[0].top < edge.height / 3 && parseFloat(getComputedStyle(words).fontSize) < 40 ? [words] : [];
  return [
    ...clipped.map((each) => said(each, "is clipped")),
    ...small.map((each) => said(each, "has small letters")),
    ...few.map((each) => said(each, "could be larger")),
  ];
})()`;

test("slides of the course: 120 at most, each with a heading of its own, and none with a heading alone", () => {
  const entries = courseNotebooks().map(({ name, path }) => ({
    name,
    notebook: readNotebook(path),
  }));
  const decks = entries.map((entry) =>
    deck(document([entry], { name: entry.name, edition: "student", parameters: [] })),
  );
  const count = decks.flat().length;
  assert.ok(count <= 120, `${count} slides`);
  for (const [i, slides] of decks.entries()) {
    const headings = slides.map(({ heading }) => textOf(heading ?? { type: "root", children: [] }));
    const twice = headings.filter((each, i) => !each || headings.indexOf(each) < i);
    assert.equal(twice, [], `${entries[i].name}: headings that are there twice`);
    for (const [k, { blocks, figure }] of slides.entries()) {
      const where = `${entries[i].name}: “${headings[k]}”`;
      assert.ok(figure || blocks.length > 0, `${where} is empty`);
      const leads = blocks.filter(
        ({ children }) => isBold(children.at(-1)) && children.length === 1,
      );
      assert.equal(leads.map(textOf), [], `${where}: what leads into words that are not there`);
      assert.not.match(blocks.map(textOf).join("\n"), /\$|\b[Rr]un the\b/, where);
    }
  }
});

const isBold = (node?: ElementContent) => node?.type === "element" && node.tagName === "strong";

for (const entry of courseNotebooks())
  browserTest(`${entry.name}: on no slide anything is clipped or small`, async () => {
    const wrong: string[] = [];
    for (const [width, height] of [
      [1280, 720],
      [1024, 768],
    ]) {
      const opened = await open(slides(entry), "", { viewport: { width, height } });
      const { page } = opened;
      await page.waitForFunction("Reveal.isReady()");
      await page.evaluate("handout.drawAll()");
      const scale: number = await page.evaluate("Reveal.getScale()");
      const count: number = await page.evaluate("Reveal.getTotalSlides()");
      for (let i = 0; i < count; i++) {
        const found: string[] = await page.evaluate(wrongWords(i));
        // A slide is drawn at 1280 × 720 and then fitted to the window.
        found.push(...(await wrongLabels(page, 20 * scale)));
        wrong.push(...found.map((line) => `${width} × ${height}: ${line}`));
      }
      await close(opened);
    }
    assert.is(wrong.join("\n"), "");
  });

test.run();
