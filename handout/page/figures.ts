/**
 * Draws the figures of the page with plotly.js.
 * globalThis.handout: preparePrint() makes the pictures of all of them for paper. What can wait for the first figure waits
 * for `first`.
 */
import { PageFigure } from "./figures/figure.js";
import { loaded, plotly } from "./figures/plotly.js";
import { picture, prepare, prepareOnce, prepareSlide } from "./figures/print-pictures.js";

const figures = [...document.querySelectorAll("figure.figure")].map((e) => new PageFigure(e));

/** Cells that run have the time before what only paper needs. */
async function inIdleTime(work: (figure: PageFigure) => Promise<void>): Promise<void> {
  for (const figure of [...figures]) {
    do
      await new Promise((resolve) => {
        if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 2000 });
        else setTimeout(resolve, 50);
      });
    while (document.querySelector(".running"));
    if (figures.includes(figure)) await work(figure);
  }
}

let prepareTimer: ReturnType<typeof setTimeout> | undefined;
/** Not while a number is dragged. */
function prepareLater(): void {
  clearTimeout(prepareTimer);
  prepareTimer = setTimeout(() => inIdleTime(prepare), 1000);
}

const NEAR = 800; // pixels

const nearViewport = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting)
        for (const figure of figures) if (figure.element === target) figure.draw();
  },
  { rootMargin: `${NEAR}px 0px` },
);

async function drawFirst(): Promise<void> {
  if (figures.length === 0) return;
  plotly();
  // The last script of the page keeps it as it is before anything is drawn: its saved work begins with that.
  if (document.readyState === "loading")
    await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  await figures[0].draw();
  performance.mark("first figure");
  for (const { element } of figures) nearViewport.observe(element);
  await nextPaint();
}

/** A tab that is not seen paints nothing. */
const nextPaint = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    if (document.hidden) resolve();
  });

const first = drawFirst().catch((error) => console.warn(error));

Object.assign(globalThis, {
  handout: {
    first,
    preparePrint: () => Promise.all(figures.map(prepare)),
    printScaled: (element: Element, ratio: number) =>
      prepareOnce(figures.find((figure) => figure.element === element) as PageFigure, ratio),
    // A cell that was run shows other figures than those the page came with.
    add(element: Element, place?: Element) {
      if (figures.some((figure) => figure.element === element)) return;
      const before = figures.find((figure) => figure.element === place);
      const { top, bottom } = (place ?? element).getBoundingClientRect();
      const isNear = bottom > -NEAR && top < innerHeight + NEAR;
      const figure = new PageFigure(element, true, isNear ? before : undefined);
      figures.push(figure);
      nearViewport.observe(element);
      prepareLater();
      if (isNear) return figure.draw();
      // As high as what it takes the place of, so that nothing moves.
      if (before) figure.part(".frame").style.height = before.part(".frame").style.height;
      return Promise.resolve();
    },
    picture: (element: Element) =>
      picture(figures.find((figure) => figure.element === element) as PageFigure),
    remove(element: Element) {
      const at = figures.findIndex((figure) => figure.element === element);
      if (at < 0) return;
      figures[at].end();
      nearViewport.unobserve(element);
      loaded()?.purge(figures[at].plot);
      figures.splice(at, 1);
    },
  },
});

// For paper a page has pictures, and slides are printed almost as they are seen.
const isSlides = document.querySelector(".slides") !== null;
void first.then(() => inIdleTime(isSlides ? prepareSlide : prepare));
