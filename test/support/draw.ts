/** Figures are drawn when their reader comes near: a test that asks for all of them goes by each. */
import type { Page } from "playwright-core";

/** Opens the folds and scrolls to each figure, or goes from slide to slide; then all is as it was. */
export const drawFigures = (page: Page, figures = "figure.figure"): Promise<void> =>
  page.evaluate(goBy(figures));

/** As code for a page. */
export const goBy = (figures: string) => `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const drawn = (figure) => figure.querySelector(".js-plotly-plot .infolayer, .plot img");
  const until = async (figure) => {
    for (let i = 0; !drawn(figure); i++) {
      const fault = figure.querySelector("p[role=status]");
      if (fault) throw new Error("not drawn: " + fault.textContent);
      if (i === 1200) throw new Error("never drawn: " + figure.outerHTML.slice(0, 300));
      await frame();
    }
    // What stands around the drawing comes when Plotly says that it is done.
    await frame();
    await frame();
  };
  const figures = [...document.querySelectorAll("${figures}")].filter((figure) => !drawn(figure));
  if (document.querySelector(".slides")) {
    while (!Reveal.isReady()) await frame();
    const { h, v, f } = Reveal.getIndices();
    for (const figure of figures) {
      const slide = figure.closest(".slides > section");
      Reveal.slide(Reveal.getIndices(slide).h);
      await until(figure);
    }
    Reveal.slide(h, v, f);
    return;
  }
  const { scrollX, scrollY } = globalThis;
  for (const figure of figures) {
    const folds = [];
    for (let at = figure.closest("details:not([open])"); at; at = at.parentElement.closest("details:not([open])")) {
      at.open = true;
      folds.push(at);
    }
    figure.scrollIntoView({ behavior: "instant", block: "center" });
    await until(figure);
    for (const fold of folds) fold.open = false;
  }
  scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
})()`;
