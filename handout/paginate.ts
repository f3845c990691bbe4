/**
 * Lays a page out as it will be printed, in columns as large as a sheet's text: the browser breaks columns where it breaks
 * pages, and columns can be measured. So figures fill the pages, and the contents know their numbers before anything is printed.
 */

/** What a sheet has for text, in CSS pixels: see the margins in print.css. */
interface Sheet {
  width: number;
  height: number;
}

/** How flat a figure may become so that it fits: axes keep their letters' size, a drawing does not. */
export const FLATTEST = { one: 0.7, several: 0.6, square: 0.7, drawing: 0.75 };
/** And how high, so that a page is filled. */
export const HIGHEST = 1.5;

/** Runs in the page: it cannot use what stands outside it. */
export async function paginate({
  width,
  height,
  flattest,
  highest,
}: Sheet & { flattest: typeof FLATTEST; highest: number }): Promise<void> {
  // biome-ignore lint/suspicious/noExplicitAny: the DOM, which this file's types do not know
  type Any = any;
  const { document, handout } = globalThis as Any;
  const least = 0.1 * height; // white that a page may have at its foot
  const margin = 20; // pixels around a figure
  const line = (8 * 96) / 25.4; // of an answer, in pixels: see print.css

  // What was done for another paper.
  const undone = handout.placed ?? [];
  for (const undo of undone.reverse()) undo();
  handout.placed = [];

  const style = document.createElement("style");
  style.textContent = `@media print {
    body { width: ${width}px; height: ${height}px; columns: ${width}px; column-gap: 0; column-fill: auto; }
    .notebook, .begins-page { break-before: column; }
    .cover, .cover + .toc { break-after: column; }
  }`;
  document.head.append(style);
  const boxes = (element: Any) => [...element.getClientRects()];
  const origin = document.body.getBoundingClientRect();
  const pageOf = (box: Any) => Math.floor((box.left - origin.left + 1) / width);
  const pageOfElement = (element: Any) => pageOf(boxes(element)[0]);

  /** The element that stands before another, or after it, inside the text. */
  const beside = (element: Any, side: "previous" | "next"): Any => {
    for (let at = element; at && at !== document.body; at = at.parentElement)
      for (let near = at[`${side}ElementSibling`]; near; near = near[`${side}ElementSibling`])
        if (boxes(near).length > 0) return near;
    return undefined;
  };

  /** How much is white on the page before a figure that begins a page. */
  const roomBefore = (figure: Any): number => {
    const [box] = boxes(figure);
    const last = boxes(beside(figure, "previous") ?? figure).at(-1);
    const begins = pageOf(last) === pageOf(box) - 1;
    return begins ? origin.top + height - last.bottom - margin : 0;
  };

  /** How much of a figure's height is pictures, of which some stand side by side. */
  function drawnHeight(figure: Any): number {
    const tops = new Map<number, number>();
    for (const image of figure.querySelectorAll(".printed img:not(.key)")) {
      const { top, height } = image.getBoundingClientRect();
      tops.set(Math.round(top), Math.max(height, tops.get(Math.round(top)) ?? 0));
    }
    return [...tops.values()].reduce((sum, each) => sum + each, 0);
  }
  const isDrawing = (figure: Any) => figure.querySelector("details.data") === null;
  const kindOf = (figure: Any): keyof typeof FLATTEST => {
    if (isDrawing(figure)) return "drawing";
    if (figure.querySelector(".printed.square")) return "square";
    return figure.querySelector(".key") ? "several" : "one";
  };

  /** Draws a figure again, so much as high as it is; kept where it then stands as it should. */
  async function redraw(figure: Any, ratio: number, isRight: () => boolean): Promise<boolean> {
    const place = figure.querySelector(".printed");
    const before = [...place.childNodes];
    const undo = () => {
      place.replaceChildren(...before);
      place.style.width = "";
    };
    if (isDrawing(figure)) place.style.width = `${100 * ratio}%`;
    else await handout.printScaled(figure, ratio);
    const isKept = isRight();
    if (isKept) handout.placed.push(undo);
    else undo();
    return isKept;
  }

  async function shrink(figure: Any, room: number): Promise<boolean> {
    const drawn = drawnHeight(figure);
    const rest = figure.getBoundingClientRect().height - drawn;
    const ratio = (room - rest) / drawn - 0.01;
    if (ratio >= 1 || ratio < flattest[kindOf(figure)]) return false;
    const page = pageOfElement(figure);
    return redraw(figure, ratio, () => pageOfElement(figure) < page);
  }

  /** Text and tables that follow a figure stand before it, as far as there is room. */
  function flow(figure: Any, room: number): void {
    let left = room;
    for (let steps = 0; steps < 4; steps++) {
      let next = beside(figure, "next");
      while (next?.matches("div:not(.scroll), details"))
        next = [...next.children].find((each: Any) => boxes(each).length > 0);
      if (!next?.matches("p:not(.label), ul, ol, .scroll")) return;
      const size = next.getBoundingClientRect().height + margin / 2;
      if (size > left) return;
      left -= size;
      const mark = document.createComment("");
      figure.before(mark);
      next.after(figure);
      handout.placed.push(() => mark.replaceWith(figure));
    }
  }

  for (const figure of document.querySelectorAll("figure.figure")) {
    const room = roomBefore(figure);
    if (room < least) continue;
    if (!(await shrink(figure, room))) flow(figure, room);
  }

  // A page for the small print alone is saved by a line less below each exercise.
  const footer = document.querySelector("body > footer");
  const lastPage = () => (boxes(footer).length > 0 ? pageOfElement(footer) : 0);
  const last = lastPage();
  if (last > pageOf(boxes(document.querySelector("main")).at(-1))) {
    document.body.classList.add("close");
    const undo = () => document.body.classList.remove("close");
    if (lastPage() < last) handout.placed.push(undo);
    else undo();
  }

  /** A page with white to spare has more lines for the answers of its exercises, up to twice as many. */
  function addLines(page: number, white: number, isRight: () => boolean): void {
    const answers = [...document.querySelectorAll(".answer.exercise")].filter(
      (each) => boxes(each).length > 0 && pageOfElement(each) === page,
    );
    const rows = Math.min(3, Math.floor(white / answers.length / line));
    if (rows < 1) return;
    const undo = () => {
      for (const each of answers) each.style.height = "";
    };
    for (const each of answers) each.style.height = `${each.clientHeight + rows * line}px`;
    if (isRight()) handout.placed.push(undo);
    else undo();
  }

  // What is still white at the foot of a page, its plots take, or the lines for answers.
  const ink = "p, li, tr, h1, h2, h3, h4, figcaption, pre span, math, img, .answer";
  const bottoms = (): number[] => {
    const all: number[] = [];
    for (const element of document.querySelectorAll(`main :is(${ink})`))
      for (const box of boxes(element))
        all[pageOf(box)] = Math.max(all[pageOf(box)] ?? 0, Math.round(box.bottom - origin.top));
    return all;
  };
  const chapters = [...document.querySelectorAll(".notebook")].map(pageOfElement);
  const pages = bottoms();
  const isEnd = (page: number) => page === pages.length - 1 || chapters.includes(page + 1);
  for (const [page, bottom = height] of pages.entries()) {
    const white = height - bottom - margin;
    if (white < least - margin || isEnd(page)) continue;
    const plots = [...document.querySelectorAll("figure.figure")].filter(
      (each) => pageOfElement(each) === page && /^(one|several)$/.test(kindOf(each)),
    );
    const drawn = plots.reduce((sum, each) => sum + drawnHeight(each), 0);
    const ratio = Math.min(highest, 1 + white / drawn);
    const isSame = () => {
      const now = bottoms();
      return now.length === pages.length && now[page + 1] === pages[page + 1];
    };
    for (const plot of plots) await redraw(plot, ratio, isSame);
    if (plots.length === 0) addLines(page, white, isSame);
  }

  // What no plot takes, the page before shares: it ends sooner, best before a heading.
  const blocks = [
    ...document.querySelectorAll(".text > *, .label, pre code > span, .output > p, figure"),
  ];
  const isHeading = (block: Any) => block.matches("h1, h2, h3, h4, .label");
  const begins = blocks.filter(
    (each, i) => i > 0 && !isHeading(blocks[i - 1]) && each.matches(":is(h2, h3, h4, p, span)"),
  );
  let now = bottoms();
  for (let page = pages.length - 1; page > 0; page--) {
    const white = height - now[page];
    if (white < 1.5 * least || isEnd(page) || isEnd(page - 1)) continue;
    const cost = (block: Any): number => {
      const [box] = boxes(block);
      const moved = box && pageOf(box) === page - 1 ? now[page - 1] + origin.top - box.top : 0;
      if (moved === 0 || moved + margin > white) return height;
      const whitest = Math.max(white - moved, height - now[page - 1] + moved);
      return whitest - (isHeading(block) && whitest < 2.4 * least ? least / 2 : 0);
    };
    const costs = begins.map(cost);
    const best = Math.min(...costs);
    if (best > white - least / 2) continue;
    const { classList } = begins[costs.indexOf(best)];
    const undo = () => classList.remove("begins-page");
    classList.add("begins-page");
    const then = bottoms();
    if (then.length !== now.length || then[page + 1] !== now[page + 1]) undo();
    else {
      handout.placed.push(undo);
      now = then;
    }
  }

  for (const link of document.querySelectorAll(".toc a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) link.dataset.page = String(pageOfElement(heading) + 1);
  }
  style.remove();
}
