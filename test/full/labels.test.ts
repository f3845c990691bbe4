/** What is written in the figures of all notebooks: nothing touches, nothing is cut off, everything is large enough. */
// time limit: 600 s
import { test } from "uvu";
import * as assert from "uvu/assert";
import { FLATTEST } from "../../handout/paginate.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { drawFigures } from "../support/draw.js";
import { wrongLabels } from "../support/labels.js";
import { close, end, handout, open } from "../support/live.js";
import { browserTest } from "../support/skip.js";

test.after(end);

for (const entry of courseNotebooks())
  browserTest(
    `${entry.name}: no two labels of a figure touch, on any screen and on paper`,
    async () => {
      const wrong: string[] = [];
      for (const width of [360, 768, 1280]) {
        const opened = await open(handout([entry]), "", { viewport: { width, height: 900 } });
        const { page } = opened;
        await page.evaluate(
          `document.querySelectorAll("details").forEach((d) => { d.open = true; })`,
        );
        await drawFigures(page);
        wrong.push(...(await wrongLabels(page, 12)).map((line) => `${width} px: ${line}`));
        if (width === 768) {
          await page.evaluate("handout.preparePrint()");
          await page.evaluate(`(${flatten})(${JSON.stringify(FLATTEST)})`);
          await page.evaluate(`(${unfold})()`);
          wrong.push(...(await wrongLabels(page, 0)).map((line) => `paper: ${line}`));
        }
        await close(opened);
      }
      assert.is(wrong.join("\n"), "");
    },
  );

/** As flat as the end of a page may ask for: there the labels are closest. */
const flatten = `({ one, several, square }) => Promise.all(
  [...document.querySelectorAll("figure.figure:has(details.data)")].map((figure) =>
    handout.printScaled(figure, figure.querySelector(".printed.square") ? square
      : figure.querySelector(".key") ? several : one)))`;

/** Puts the pictures that paper gets in the place of the figures: as drawings, whose texts can be measured. */
const unfold = `() => {
  for (const figure of document.querySelectorAll("figure.figure")) {
    const plot = figure.querySelector(".plot");
    for (const image of figure.querySelectorAll(".printed img")) {
      const copy = document.createElement("figure");
      copy.className = "figure";
      copy.innerHTML = '<div class="plot"></div>';
      const svg = decodeURIComponent(image.src.slice(image.src.indexOf(",") + 1));
      copy.firstChild.innerHTML = svg;
      copy.firstChild.ariaLabel = image.alt;
      Object.assign(copy.firstChild.style, { width: image.naturalWidth + "px", height: image.naturalHeight + "px" });
      document.body.append(copy);
    }
    figure.remove();
  }
}`;

browserTest("labels that touch, are cut off, too small or crossed are found", async () => {
  const opened = await open(handout([courseNotebooks()[1]]));
  const { page } = opened;
  await drawFigures(page);
  await page.evaluate(`document.querySelector(".plot svg").innerHTML +=
    '<text x="40" y="40">one</text><text x="44" y="42">two</text><text x="-20" y="90">three</text><text x="9" y="99" font-size="8">four</text><text x="40" y="150">w₁ = 5</text><path class="js-line" d="M0,146H90" />'`);
  const wrong = (await wrongLabels(page, 12)).join("\n");
  for (const line of [
    "“one” touches “two”",
    "“three” is cut off",
    "“four” has 8.0 pixels",
    "a line crosses “w₁ = 5”",
  ])
    assert.match(wrong, line);
  await close(opened);
});

test.run();
