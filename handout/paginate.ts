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
  const { document, handout, getComputedStyle } = globalThis as Any;
  const main = document.querySelector("main");
  const least = 0.1 * height; // white that a page may have at its foot
  const stretch = 6; // pixels more between two blocks where a page has white to spare
  const margin = 20; // pixels around a figure
  const line = (8 * 96) / 25.4; // of an answer, in pixels: see print.css

  // What was done for another paper.
  const undone = handout.placed ?? [];
  for (const undo of undone.reverse()) undo();
  handout.placed = [];

  const style = document.createElement("style");
  style.textContent = `@media print {
    body { width: ${width}px; height: ${height}px; columns: ${width}px; column-gap: 0; column-fill: auto; }
    .begins-page { break-before: column; }
    .elsewhere { display: none; }
    .cover, .cover + .toc { break-after: column; }
  }`;
  document.head.append(style);
  const boxes = (element: Any) => [...element.getClientRects()];
  const origin = document.body.getBoundingClientRect();
  const pageOf = (box: Any) => Math.floor((box.left - origin.left + 1) / width);
  const pageOfElement = (element: Any) => pageOf(boxes(element)[0]);
  const isThere = (element: Any) => boxes(element).length > 0;

  /** Does what can be undone; keeps it where all then stands as it should. */
  function attempt(undo: () => void, isRight: () => boolean): boolean {
    const isKept = isRight();
    if (isKept) handout.placed.push(undo);
    else undo();
    return isKept;
  }

  /** The element that stands before another, or after it, inside the text. */
  const beside = (element: Any, side: "previous" | "next"): Any => {
    for (let at = element; at && at !== document.body; at = at.parentElement)
      for (let near = at[`${side}ElementSibling`]; near; near = near[`${side}ElementSibling`])
        if (isThere(near)) return near;
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

  const drawnAt = new Map<Any, number>(); // so much as high as usual
  /** Draws a figure again, so much as high as it is; kept where it then stands as it should. */
  async function redraw(figure: Any, change: number, isRight: () => boolean): Promise<boolean> {
    const place = figure.querySelector(".printed");
    const before = [...place.childNodes];
    const earlier = drawnAt.get(figure) ?? 1;
    const ratio = Math.min(highest, earlier * change);
    if (isDrawing(figure)) place.style.width = `${100 * ratio}%`;
    else await handout.printScaled(figure, ratio);
    drawnAt.set(figure, ratio);
    const undo = () => {
      drawnAt.set(figure, earlier);
      place.replaceChildren(...before);
      place.style.width = earlier < 1 && isDrawing(figure) ? `${100 * earlier}%` : "";
    };
    return attempt(undo, isRight);
  }

  async function shrink(figure: Any, room: number): Promise<boolean> {
    const drawn = drawnHeight(figure);
    const rest = figure.getBoundingClientRect().height - drawn;
    const ratio = (room - rest) / drawn - 0.01;
    if (ratio >= 1 || ratio < flattest[kindOf(figure)]) return false;
    const page = pageOfElement(figure);
    return redraw(figure, ratio, () => pageOfElement(figure) < page);
  }

  /** Whether a figure answers what the text before it asks. */
  function isAsked(figure: Any): boolean {
    let cell = figure.closest(".cell")?.previousElementSibling;
    while (cell && !cell.querySelector(".text")) cell = cell.previousElementSibling;
    const words = [...(cell?.querySelectorAll(".text > p") ?? [])].at(-1)?.textContent ?? "";
    return words.includes("?");
  }

  /** Text and tables that follow a figure stand before it, as far as there is room. */
  function flow(figure: Any, room: number): void {
    let left = room;
    for (let steps = 0; steps < 4; steps++) {
      let next = beside(figure, "next");
      while (next?.matches("div:not(.scroll), details")) next = [...next.children].find(isThere);
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

  /** Lays out what begins a page and ends one: a chapter of the course, or all; returns on how many pages. */
  async function layOut(part: Any[]): Promise<number> {
    const all = (selector: string): Any[] =>
      part.flatMap((each) => [
        ...(each.matches(selector) ? [each] : []),
        ...each.querySelectorAll(selector),
      ]);
    const ink = all(
      "p, li, tr, h1, h2, h3, h4, figcaption, pre.whole, pre span, math, img, .answer",
    );
    const bottoms = (): number[] => {
      const found: number[] = [];
      for (const element of ink)
        for (const box of boxes(element)) {
          const page = pageOf(box);
          found[page] = Math.max(found[page] ?? 0, Math.round(box.bottom - origin.top));
        }
      return found;
    };

    for (const figure of all("figure.figure")) {
      const room = roomBefore(figure);
      if (room < least) continue;
      if (!(await shrink(figure, room)) && !isAsked(figure)) flow(figure, room);
    }

    // A page for the small print alone is saved by a line less below each exercise.
    const footer = document.querySelector("body > footer");
    const lastPage = () => (footer && isThere(footer) ? pageOfElement(footer) : 0);
    const last = lastPage();
    if (last > pageOf(boxes(main).at(-1))) {
      document.body.classList.add("close");
      attempt(
        () => document.body.classList.remove("close"),
        () => lastPage() < last,
      );
    }

    let now = bottoms();
    const isEnd = (page: number) => page >= now.length - 1;
    /** Whether the pages after this one are as they were. */
    const isSame = (page: number): boolean => {
      const then = bottoms();
      if (then.length !== now.length || then[page + 1] !== now[page + 1]) return false;
      now = then;
      return true;
    };
    const whiteOn = (page: number) => height - (now[page] ?? height);

    /** A page with white to spare has more lines for the answers of its exercises, up to twice as many. */
    function addLines(page: number, white: number): void {
      const answers = all(".answer.exercise").filter(
        (each) => isThere(each) && !each.style.height && pageOfElement(each) === page,
      );
      const rows = Math.min(3, Math.floor(white / answers.length / line));
      if (rows < 1) return;
      for (const each of answers) each.style.height = `${each.clientHeight + rows * line}px`;
      const undo = () => {
        for (const each of answers) each.style.height = "";
      };
      attempt(undo, () => isSame(page));
    }

    /** What is white at the foot of pages, their plots take, or the lines for answers. */
    async function fill(): Promise<void> {
      for (let page = 0; !isEnd(page); page++) {
        const white = whiteOn(page) - margin;
        if (white < least - margin) continue;
        const plots = all("figure.figure").filter(
          (each) => pageOfElement(each) === page && /^(one|several)$/.test(kindOf(each)),
        );
        const drawn = plots.reduce((sum, each) => sum + drawnHeight(each), 0);
        for (const plot of plots) await redraw(plot, 1 + white / drawn, () => isSame(page));
        if (plots.length === 0) addLines(page, white);
      }
    }

    const blocks = all(
      ".text > *, .label, pre, pre:not(.whole) span:is(.short, .long):not(:first-child), .output > *, figure",
    ).filter((each) => isThere(each) && !each.matches(".toc, .toc *"));
    const isHeading = (block: Any) => block.matches("h1, h2, h3, h4, .label");

    /** What no plot takes, the page before shares: it ends sooner, best before a heading. */
    function share(): void {
      const begins = blocks.filter(
        (each, i) =>
          i > 0 &&
          !isHeading(blocks[i - 1]) &&
          each.matches(":is(h2, h3, h4, p, ul, ol, pre, span)"),
      );
      for (let page = now.length - 2; page > 0; page--) {
        const white = whiteOn(page);
        if (white < 1.5 * least) continue;
        const cost = (block: Any): number => {
          const [box] = boxes(block);
          const moved = box && pageOf(box) === page - 1 ? now[page - 1] + origin.top - box.top : 0;
          if (moved <= 0 || moved + margin > white) return height;
          const whitest = Math.max(white - moved, whiteOn(page - 1) + moved);
          if (whitest > white - least / 2) return height;
          return whitest - (isHeading(block) && whitest < 2.4 * least ? least / 2 : 0);
        };
        const costs = begins.map(cost);
        const best = Math.min(...costs);
        if (best === height) continue;
        const { classList } = begins[costs.indexOf(best)];
        classList.add("begins-page");
        attempt(
          () => classList.remove("begins-page"),
          () => isSame(page),
        );
      }
    }

    /** What is white then stands between the blocks of a page, most above its headings. */
    function spread(): void {
      for (let page = 0; !isEnd(page); page++) {
        const there = blocks.filter((each) => pageOfElement(each) === page).slice(1);
        const gaps = there.filter((each) => !each.matches("span, p.label + .code pre"));
        const share = (each: Any) => (isHeading(each) ? 3 : 1);
        const shares = gaps.reduce((sum, each) => sum + share(each), 0);
        const each = Math.min(stretch, (whiteOn(page) - margin) / shares);
        if (each < 0.5 || shares === 0) continue;
        const tops = gaps.map((gap) => Number.parseFloat(getComputedStyle(gap).marginTop));
        gaps.forEach((gap, i) => {
          gap.style.marginTop = `${tops[i] + each * share(gap)}px`;
        });
        const undo = () => {
          for (const gap of gaps) gap.style.marginTop = "";
        };
        attempt(undo, () => isSame(page));
      }
    }

    await fill();
    share();
    await fill();
    spread();
    return now.length;
  }

  // The other chapters are away meanwhile: a change is measured in the time that one chapter takes.
  const parts: Any[][] = [[]];
  for (const each of main.children) {
    if (each.matches(".notebook")) parts.push([]);
    parts.at(-1)?.push(each);
  }
  const links = [...document.querySelectorAll(".toc a")].map((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return { link, heading };
  });
  let pages = 0;
  for (const part of parts) {
    const here = new Set(part);
    for (const each of main.children) each.classList.toggle("elsewhere", !here.has(each));
    const count = await layOut(part);
    for (const { link, heading } of links)
      if (heading && isThere(heading))
        link.dataset.page = String(pages + pageOfElement(heading) + 1);
    pages += count;
  }
  for (const each of main.children) each.classList.remove("elsewhere");
  style.remove();
}
