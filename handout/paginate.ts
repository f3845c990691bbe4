/**
 * Decides where pages end, as a typesetter does: of all ways to break the text, the one that leaves least white, where figures
 * may be flatter or higher, or stand after text that follows them. Then lays it out in columns as large as a sheet's text: the
 * browser breaks columns where it breaks pages, and columns can be measured. So the contents know their numbers, too.
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

/**
 * Runs in the page: it cannot use what stands outside it. Returns the number of pages.
 *
 * `spare` is what stays free at the foot of each page, in pixels.
 */
export async function paginate({
  width,
  height,
  flattest,
  highest,
  spare,
}: Sheet & { flattest: typeof FLATTEST; highest: number; spare: number }): Promise<number> {
  // biome-ignore lint/suspicious/noExplicitAny: the DOM, which this file's types do not know
  type Any = any;
  const { document, handout, getComputedStyle } = globalThis as Any;
  const main = document.querySelector("main");
  const stretch = 6; // pixels more between two blocks where a page has white to spare
  const margin = 20; // pixels around a figure
  const line = (8 * 96) / 25.4; // of an answer, in pixels: see print.css

  // What was done for another paper.
  const undone = handout.placed ?? [];
  for (const undo of undone.reverse()) undo();
  handout.placed = [];

  const style = document.createElement("style");
  style.textContent = `@media print {
    body { width: ${width}px; }
    body:not(.flat) { height: ${height}px; columns: ${width}px; column-gap: 0; column-fill: auto; }
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

  /** Draws a figure again, so much as high as it is. */
  async function redraw(figure: Any, ratio: number): Promise<void> {
    const place = figure.querySelector(".printed");
    const before = [...place.childNodes];
    handout.placed.push(() => {
      place.replaceChildren(...before);
      place.style.width = "";
    });
    if (isDrawing(figure)) place.style.width = `${100 * ratio}%`;
    else await handout.printScaled(figure, ratio);
  }

  /** Whether a figure answers what the text before it asks. */
  function isAsked(figure: Any): boolean {
    let cell = figure.closest(".cell")?.previousElementSibling;
    while (cell && !cell.querySelector(".text")) cell = cell.previousElementSibling;
    const words = [...(cell?.querySelectorAll(".text > p") ?? [])].at(-1)?.textContent ?? "";
    return words.includes("?");
  }

  interface Block {
    element: Any;
    /** where it begins and ends, were the paper endless */
    top: number;
    bottom: number;
    /** of a table that goes on: it stands above each part */
    head: number;
    /** of its pictures: how high, and how flat and high they may become */
    drawn: number;
    flattest: number;
    highest: number;
    /** how much higher it may be as lines to write on */
    lines: number;
    isHeading: boolean;
    /** how much of what is white on its page may stand above it */
    share: number;
    /** Whether it may stand before a figure that it follows. */
    flows: boolean;
    /** what it costs to begin a page with it */
    cost: number;
  }

  /** A page: the figure deferred from the page before, if any, then the blocks from one to the one before another. */
  interface Layout {
    late: number | undefined;
    from: number;
    to: number;
    /** the factor of a figure's usual height on this page */
    ratio(block: Block): number;
    cost: number;
    before: Layout | undefined;
  }

  const isHeading = (element: Any) => element.matches("h1, h2, h3, h4, .label");

  /** What belongs together stays as near as it is. */
  function shareOf(element: Any): number {
    if (element.matches("pre span, tr, .label + .code pre, .answer")) return 0;
    return isHeading(element) ? 3 : 1;
  }

  /** Whether there are lines to write the answer on. */
  const isAnswered = (element: Any) =>
    [...(element.closest(".cell")?.querySelectorAll(".answer") ?? [])].some(isThere);

  /** What it costs to begin a page with an element, as the square of the share of a page left white: 0.01 is a tenth left white. */
  function costOf(element: Any, before: Any, isShort: boolean): number {
    if (!before || isHeading(before) || before.matches('[id^="came-"] + p'))
      return Number.POSITIVE_INFINITY;
    const alone = isShort ? 0.04 : 0; // little more than its heading would stand at the foot
    if (isHeading(element)) return alone - 0.004;
    if (element.matches(".answer, .to-came")) return 0.03;
    // A program that has room on a page goes on on the next only if a quarter of this one would be white.
    const program = element.closest("pre")?.getBoundingClientRect().height < height;
    if (element.matches("pre span"))
      return (program ? 0.06 : 0.01) + (element.matches(".inside") ? 0.01 : 0);
    if (element.matches("tr")) return 0.01;
    if (before.textContent.trimEnd().endsWith(":")) return alone + 0.02;
    if (element.matches("pre") && before.matches(".text *"))
      return alone + (isAnswered(element) ? 0.03 : 0.003); // what the text speaks of
    if (element.closest(".notes")?.contains(before)) return alone + 0.02;
    if (element.matches(".solution .output *")) return alone + 0.03;
    if (element.matches(".output *") && before.matches("pre, pre span")) return alone + 0.01; // a table below its program
    return alone;
  }

  /** Whether a page may begin with it: a row of a long table, with two or more before and after it. */
  function isRow(element: Any): boolean {
    if (!element.matches("tr")) return false;
    const rows = [...element.parentElement.children];
    const at = rows.indexOf(element);
    return rows.length > 15 && at > 1 && at < rows.length - 2;
  }

  /** What cannot be torn, in its order. */
  function blocksOf(all: (selector: string) => Any[]): Block[] {
    const found = all(
      ".text > :not(pre, ul, ol), .text > :is(ul, ol) > li, .label, pre.whole, pre:not(.whole) > code > span, .output > :not(pre), figure.figure, .answer, tbody tr",
    ).filter(
      (each) =>
        isThere(each) &&
        (each.matches("tr")
          ? isRow(each)
          : !each.parentElement.closest("li, .output > :not(pre), .toc")),
    );
    const isLow = (element: Any) => element.getBoundingClientRect().height < 3 * margin;
    // The last lines of a program go down to the end of its ground.
    const bottomOf = (element: Any) => {
      const isEnd = element.matches("pre span") && !element.nextElementSibling;
      return (isEnd ? element.closest("pre") : element).getBoundingClientRect().bottom;
    };
    return found.map((element, i) => {
      const box = element.getBoundingClientRect();
      const isCut = found[i + 1]?.matches("tr") && element.matches(".scroll, tr");
      const drawn = element.matches(".figure") ? drawnHeight(element) : 0;
      const kind = drawn > 0 ? kindOf(element) : "one";
      const grows = drawn > 0 && /^(one|several)$/.test(kind);
      return {
        element,
        top: box.top,
        bottom: isCut ? found[i + 1].getBoundingClientRect().top : bottomOf(element),
        head: isRow(element) ? element.closest("table").tHead.clientHeight : 0,
        drawn,
        flattest: flattest[kind],
        highest: grows ? highest : 1,
        lines: element.matches(".answer.exercise") ? 3 * line : 0,
        isHeading: isHeading(element),
        share: shareOf(element),
        flows: element.matches("p:not(.label), li, .scroll"),
        cost: costOf(
          element,
          found[i - 1],
          i > 1 && isHeading(found[i - 2]) && isLow(found[i - 1]),
        ),
      };
    });
  }

  /** The pages with the least white: each square of it counts, so that no page is half empty. */
  function planned(blocks: Block[], room: number): Layout[] {
    const tail = document.body.getBoundingClientRect().bottom - blocks[blocks.length - 1].bottom;
    const asked = blocks.map((block) => block.drawn > 0 && isAsked(block.element));
    const begin = (i: number) => (i === 0 ? origin.top : blocks[i].top);
    const [words] = [...document.querySelectorAll(".glossary dl")].filter(isThere);
    const saved = words ? words.getBoundingClientRect().height / 5 : 0; // at least, in three columns in place of two
    /** From 1 for a last page with next to nothing on it to 0 for one that is a third full. */
    function thinness(size: number): number {
      const isSaved = size > room && size - saved < room;
      return isSaved ? 0 : Math.max(0, 1 - (3 * (size % room)) / room);
    }
    /** The page, or nothing if it has no room for all that. */
    function page(before: Layout | undefined, to: number, late?: number): Layout | undefined {
      const from = before?.to ?? 0;
      const put = before && lateOf.get(before);
      const there = blocks.slice(from, to).filter((_, i) => from + i !== late);
      if (put !== undefined) there.unshift(blocks[put]);
      let size = blocks[from].head + blocks[to - 1].bottom - begin(from);
      if (late !== undefined) size -= blocks[late + 1].top - blocks[late].top;
      if (put !== undefined) size += blocks[put].bottom - blocks[put].top + margin;
      const sum = (value: (block: Block) => number) =>
        there.reduce((n, each) => n + value(each), 0);
      const over = size - room;
      const less = sum((block) => block.drawn * (1 - block.flattest));
      const more = sum((block) => block.drawn * (block.highest - 1));
      const isTall = there.length === 1; // a table that is higher than a page
      if (over > less && !isTall) return undefined;
      const flat = over > 0 ? Math.min(1, over / Math.max(less, 1)) : 0;
      const lines = sum((block) => block.lines);
      const gaps = stretch * sum(({ share }) => share);
      const isLast = to === blocks.length;
      // A figure is drawn again only for what cannot stand between the blocks: drawing takes time.
      const rest = isLast ? 0 : Math.max(0, -over - lines - gaps);
      const high = more > 0 ? Math.min(1, rest / more) : 0;
      const white = (rest - high * more) / room;
      return {
        late: put,
        from,
        to,
        ratio: ({ flattest, highest }) => 1 - flat * (1 - flattest) + high * (highest - 1),
        cost:
          (before?.cost ?? 0) +
          white ** 2 +
          0.02 * flat ** 2 +
          (isLast ? 0 : 0.01 * high ** 2 + Math.max(0, -over / room - white) ** 2 / 10) +
          (isLast ? 0 : blocks[to].cost) +
          // A last page with little on it is worth a try to save it, the more the less it has.
          (isLast && before ? 0.1 * thinness(size + tail) : 0) +
          0.004,
        before,
      };
    }

    const lateOf = new Map<Layout, number>();
    const best = new Map<string, Layout>(); // by what comes next
    const reached: (Layout | undefined)[][] = blocks.map(() => []);
    reached[0] = [undefined];
    let end: Layout | undefined;
    for (const [from, ways] of reached.entries())
      for (const before of ways) {
        if (before && best.get(`${from} ${lateOf.get(before)}`) !== before) continue;
        let misses = 0;
        for (let to = from + 1; to <= blocks.length && misses < 8; to++) {
          const keep = (next: Layout | undefined, late?: number) => {
            if (!next) return;
            if (to === blocks.length) {
              if (late === undefined && (!end || next.cost < end.cost)) end = next;
              return;
            }
            const key = `${to} ${late}`;
            if ((best.get(key)?.cost ?? Number.POSITIVE_INFINITY) <= next.cost) return;
            best.set(key, next);
            if (late !== undefined) lateOf.set(next, late);
            reached[to].push(next);
          };
          const isOver = to < blocks.length && blocks[to].cost === Number.POSITIVE_INFINITY;
          const next = isOver ? undefined : page(before, to);
          if (next) misses = 0;
          else if (!isOver) misses++;
          keep(next);
          // A figure that comes later, after what follows it.
          const last = blocks[to - 1];
          const isWhole = !blocks[to]?.element.matches("li") && !last.isHeading;
          if (to === blocks.length || !isWhole) continue;
          for (let late = to - 2; late > from && blocks[late + 1].flows; late--)
            if (
              blocks[late].drawn > 0 &&
              !asked[late] &&
              blocks[late].cost !== Number.POSITIVE_INFINITY
            )
              keep(page(before, to, late), late);
        }
      }
    const pages: Layout[] = [];
    for (let at = end; at; at = at.before) pages.unshift(at);
    return pages;
  }

  /** Lays out what begins a page and ends one: a chapter of the course, or all; returns on how many pages. */
  async function layOut(part: Any[], room: number): Promise<number> {
    const all = (selector: string): Any[] =>
      part.flatMap((each) => [
        ...(each.matches(selector) ? [each] : []),
        ...each.querySelectorAll(selector),
      ]);
    const ink = all(
      "p, li, tr, h1, h2, h3, h4, summary, dt, dd, figcaption, pre.whole, pre:not(.whole) > code > span, img, math, .answer",
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

    document.body.classList.add("flat");
    const blocks = blocksOf(all);
    const plan = blocks.length > 0 ? planned(blocks, room) : [];
    document.body.classList.remove("flat");
    const started = handout.placed.length;
    for (const { late, from, to, ratio } of plan) {
      const [first, put] = [blocks[from].element, late !== undefined && blocks[late].element];
      if (put) {
        const mark = document.createComment("");
        put.before(mark);
        const last = blocks[from - 1].element;
        (last.matches("li") ? last.parentElement : last).after(put);
        handout.placed.push(() => mark.replaceWith(put));
      }
      if (from > 0) {
        const { classList } = put || first;
        classList.add("begins-page");
        handout.placed.push(() => classList.remove("begins-page"));
      }
      for (const block of [...blocks.slice(from, to), ...(put ? [blocks[late as number]] : [])]) {
        const isElsewhere = block.drawn === 0 || (block.element !== put && isPutOff(block));
        if (!isElsewhere && Math.abs(ratio(block) - 1) > 0.02)
          await redraw(block.element, ratio(block));
      }
    }
    function isPutOff(block: Block): boolean {
      return plan.some(({ late }) => late !== undefined && blocks[late] === block);
    }

    let now = bottoms();
    const end = blocks.length > 0 ? pageOf(boxes(blocks[blocks.length - 1].element).at(-1)) : 0;
    const isEnd = (page: number) => page >= end; // only small print can follow
    const whiteOn = (page: number) => height - (now[page] ?? height);
    const isBlank = (page: number) => now[page] === undefined;
    const isAsPlanned =
      !plan.some((_, page) => isBlank(page)) &&
      plan.every(({ from, to, late }) => {
        const begin = pageOfElement(blocks[late ?? from].element);
        const end = boxes(blocks[to - 1].element).at(-1);
        return (
          to - from === 1 || pageOf(end) === begin || blocks[to - 1].element.matches(".scroll")
        );
      });
    // What is a hair higher than planned has more room the next time.
    if (!isAsPlanned && room > 0.9 * height) {
      for (const undo of handout.placed.splice(started).reverse()) undo();
      return layOut(part, room - margin);
    }
    const places = () => blocks.map(({ element }) => boxes(element).map(pageOf).join());
    const before = places();
    /** Whether each block is on the page where it was. */
    function isSame(): boolean {
      const then = bottoms();
      const isKept = then.length === now.length && places().every((at, i) => at === before[i]);
      if (isKept) now = then;
      return isKept;
    }

    interface Change {
      do(): void;
      undo(): void;
    }

    /** Changes all pages at once, as each look at them takes a layout; one by one if that moves a block to another page. */
    function changePages(changeOf: (page: number) => Change | undefined): void {
      const changes = now.flatMap((_, page) => (isEnd(page) ? [] : (changeOf(page) ?? [])));
      const tried = (some: Change[]) => {
        for (const each of some) each.do();
        return attempt(() => {
          for (const each of some) each.undo();
        }, isSame);
      };
      if (changes.length > 0 && !tried(changes)) for (const each of changes) tried([each]);
    }

    /** A page with white to spare has more lines for the answers of its exercises, up to twice as many. */
    function moreLines(page: number): Change | undefined {
      const answers = all(".answer.exercise").filter(
        (each) => isThere(each) && pageOfElement(each) === page,
      );
      const rows = Math.min(3, Math.floor((whiteOn(page) - margin) / answers.length / line));
      if (rows < 1) return undefined;
      const heights = answers.map((each) => each.clientHeight + rows * line);
      return {
        do() {
          for (const [i, each] of answers.entries()) each.style.height = `${heights[i]}px`;
        },
        undo() {
          for (const each of answers) each.style.height = "";
        },
      };
    }

    /** What is white then stands between the blocks of a page, most above its headings. */
    function spread(page: number): Change | undefined {
      const there = blocks.filter(({ element }) => pageOfElement(element) === page).slice(1);
      const gaps = there.filter(({ share }) => share > 0);
      const shares = gaps.reduce((sum, { share }) => sum + share, 0);
      const each = Math.min(stretch, (whiteOn(page) - spare - margin / 2) / shares);
      if (each < 0.5 || shares === 0) return undefined;
      // Margins that meet are as wide as the wider one.
      const tops = gaps.map(({ element }) => {
        const above = boxes(
          blocks[blocks.findIndex((each) => each.element === element) - 1].element,
        );
        const gap = boxes(element)[0].top - (above.at(-1)?.bottom ?? 0);
        const own = Number.parseFloat(getComputedStyle(element).marginTop);
        return gap > 0 && gap < 2 * margin ? Math.max(own, gap) : own;
      });
      return {
        do() {
          for (const [i, block] of gaps.entries())
            block.element.style.marginTop = `${tops[i] + each * block.share}px`;
        },
        undo() {
          for (const { element } of gaps) element.style.marginTop = "";
        },
      };
    }

    changePages(moreLines);
    changePages(spread);
    // The end is no page of its own, where the words used can stand closer.
    const [words] = all(".glossary dl").filter(isThere);
    now = bottoms();
    if (words && (now.at(-1) ?? height) < height / 3) {
      const pages = now.length;
      words.style.columns = "3";
      attempt(
        () => {
          words.style.columns = "";
        },
        () => bottoms().length < pages,
      );
    }
    return bottoms().length;
  }

  // The other chapters are away meanwhile: a change is measured in the time that one chapter takes.
  const parts: Any[][] = [[]];
  for (const each of main.children) {
    if (each.matches(".notebook")) parts.push([]);
    parts.at(-1)?.push(each);
  }
  parts.at(-1)?.push(document.querySelector("footer"));
  const links = [...document.querySelectorAll(".toc a, .on-page")].map((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return { link, heading };
  });
  let pages = 0;
  for (const part of parts) {
    const here = new Set(part);
    for (const each of main.children) each.classList.toggle("elsewhere", !here.has(each));
    const count = await layOut(part, height - spare);
    for (const { link, heading } of links)
      if (heading && isThere(heading)) {
        link.dataset.page = String(pages + pageOfElement(heading) + 1);
        if (link.matches(".on-page")) link.textContent = `page ${link.dataset.page}`;
      }
    pages += count;
  }
  for (const each of main.children) each.classList.remove("elsewhere");
  style.remove();
  return pages;
}
