/** Prints a handout to PDF through Chrome or Chromium, and completes its tags. */
import { execFile } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { root } from "./assets.js";
import { COURSE, citation } from "./course.js";
import { FLATTEST, HIGHEST, paginate } from "./paginate.js";

export const PAPERS = { a4: "A4", letter: "Letter" } as const;
export type Paper = keyof typeof PAPERS;

/** Their sizes in inches, as the browser takes them, less the margins in print.css: all in its whole pixels, as it rounds them. */
const sheet = (width: number, height: number) => ({
  width: Math.round(96 * width) - 2 * 68,
  height: Math.round(96 * height) - 64 - 76,
});
const SHEETS = { a4: sheet(8.27, 11.7), letter: sheet(8.5, 11) };

/** About as wide as both papers: a style that asks for a window's width sees what it will see in print. */
const WINDOW = { width: 800, height: 600 };

/** Of text, in pixels. */
const LINE = 20;

/** What has ink inside this margin, in points, is no blank page: page numbers stand further out. */
const SMALLEST_MARGIN = (20 / 25.4) * 72;

export interface Printed {
  pages: number;
  blank: number[];
  /** each with its page */
  headings: [string, number][];
}

/**
 * How many pages a PDF has, which have nothing on them inside the margin, in points, and where its headings stand.
 *
 * @param python a Python that has pypdfium2
 */
export async function inspect(
  python: string,
  pdf: string,
  margin = SMALLEST_MARGIN,
): Promise<Printed> {
  return JSON.parse(await ran(python, "pages.py", pdf, String(margin)));
}

async function ran(python: string, script: string, ...args: string[]): Promise<string> {
  const all = ["-X", "utf8", path.join(root, "handout", script), ...args];
  const { stdout } = await promisify(execFile)(python, all, { windowsHide: true });
  return stdout;
}

export class Printer {
  private browser: Promise<Browser> | undefined;
  /** Those that print nothing now: a page that was used once loads the next document in half the time. */
  private free: Page[] = [];
  private pictures: Pictures = new Map();

  constructor(private launch: () => Promise<Browser>) {}

  private async page(): Promise<Page> {
    this.browser ??= this.launch();
    const options = { offline: true, viewport: WINDOW };
    return this.free.pop() ?? (await (await this.browser).newContext(options)).newPage();
  }

  /**
   * Writes the PDFs, and returns what is in them.
   *
   * @param python one that has pypdf, too
   */
  async print(
    html: string,
    targets: Partial<Record<Paper, string>>,
    python: string,
  ): Promise<Map<Paper, Printed>> {
    const page = await this.page();
    const printed = new Map<Paper, Printed>();
    try {
      await page.emulateMedia({ media: "screen" });
      await page.goto(pathToFileURL(html).href);
      const blank = await preparedFigures(page, this.pictures);
      if (blank.length > 0)
        throw new Error(blank.map((title) => `the figure "${title}" came out blank`).join("; "));
      await page.evaluate("globalThis.__name = (each) => each"); // what tsx adds to functions
      await page.evaluate(prepareText);
      await page.evaluate(putOutcomesLast);
      await page.emulateMedia({ media: "print" });
      for (const [paper, target] of Object.entries(targets) as [Paper, string][]) {
        const options = {
          path: target,
          format: PAPERS[paper],
          printBackground: true,
          tagged: true,
          outline: true,
        };
        // Letters can be a hair wider in print, and a line longer: then pages have more to spare.
        let found: Printed;
        let planned: number;
        let spare = 0;
        do {
          spare += LINE;
          const limits = { flattest: FLATTEST, highest: HIGHEST, spare };
          planned = await page.evaluate(paginate, { ...SHEETS[paper], ...limits });
          await page.pdf(options);
          found = await inspect(python, target);
        } while ((found.pages !== planned || found.blank.length > 0) && spare < 5 * LINE);
        if (await page.evaluate(numberContents, found.headings)) await page.pdf(options);
        printed.set(paper, found);
      }
      await ran(python, "tag.py", citation().authors, COURSE, ...Object.values(targets));
      this.free.push(page);
      return printed;
    } catch (error) {
      await page
        .context()
        .close()
        .catch(() => {}); // its own error is the one to tell
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.browser?.catch(() => undefined))?.close();
  }
}

/** Runs in the page: tags code as code and a picture as one figure, and removes the outputs of exercises without an answer. */
export function prepareText(): void {
  // biome-ignore lint/suspicious/noExplicitAny: the DOM, which this file's types do not know
  type Any = any;
  const { document } = globalThis as Any;

  const height = (each: Any) => each.textContent.trimEnd().split("\n").length;

  /** A page ends between statements, unless one is long. */
  function statements(nodes: Any[]): Any[] {
    const all: Any[] = [];
    let begins = true;
    const put = (node: Any, text: string) => {
      if (begins && /^[^\s)\]}]/.test(text)) all.push(document.createElement("span"));
      (all.at(-1) ?? all[all.push(document.createElement("span")) - 1]).append(node);
      begins = text.endsWith("\n");
    };
    for (const node of nodes)
      if (node.nodeName !== "#text") put(node, node.textContent);
      else for (const line of node.textContent.split(/(?<=\n)/)) put(line, line);
    // Nor does it end after the first four lines, or before the last four.
    while (all.length > 1 && height(all[0]) < 5) all[0].append(...all.splice(1, 1)[0].childNodes);
    while (all.length > 1 && height(all.at(-1)) < 5) {
      const end = all.pop();
      all.at(-1).append(...end.childNodes);
    }
    return all.flatMap((each) => (height(each) > 8 ? lines(each) : [each]));
  }

  /** A long statement: its first lines, each line between, its last lines. */
  function lines(statement: Any): Any[] {
    const all: Any[] = [];
    const count = height(statement);
    let at = 0;
    let isNew = true;
    for (const node of [...statement.childNodes]) {
      const pieces = node.nodeName === "#text" ? node.textContent.split(/(?<=\n)/) : [node];
      for (const piece of pieces) {
        if (isNew && (at === 0 || (at >= 5 && at <= count - 5))) {
          const span = document.createElement("span");
          if (at > 0) span.className = "inside";
          all.push(span);
        }
        all.at(-1).append(piece);
        isNew = (piece.textContent ?? piece).endsWith("\n");
        if (isNew) at++;
      }
    }
    return all;
  }

  for (const pre of document.querySelectorAll("pre")) {
    for (const part of [pre, ...pre.querySelectorAll("*")]) // its numbers are no fields
      for (const name of part.getAttributeNames()) if (name !== "class") part.removeAttribute(name);
    const code = document.createElement("code");
    const isWhole = height(pre) <= 20;
    pre.classList.toggle("whole", isWhole);
    const nodes = [...pre.childNodes];
    pre.replaceChildren();
    code.append(...(isWhole ? nodes : statements(nodes)));
    pre.append(code);
  }
  // A printed page lies beside no other.
  for (const link of document.querySelectorAll("a[href]:not([href^='#'], [href^='http'])"))
    link.removeAttribute("href");
  // Nobody has answered yet.
  for (const output of document.querySelectorAll(".answer ~ .output, .answer ~ .outputs"))
    output.remove();
  // A cell with nothing in it would have no tag, and its row be shorter than the others: see tag.py for the corner's.
  for (const cell of document.querySelectorAll("td:empty")) cell.append("–");
  for (const figure of document.querySelectorAll("figure")) figure.setAttribute("role", "none");
  for (const scroll of document.querySelectorAll(".scroll")) scroll.removeAttribute("role");
  for (const details of document.querySelectorAll("details:not(.solution)")) details.open = true;
}

/**
 * Runs in the page: what is folded there, as the text asks to guess it, stands on paper at the end of its chapter, below a number
 * that is in its place. In the instructor's edition it stays where it is, as solutions do.
 */
export function putOutcomesLast(): void {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  type Any = any;
  const { document } = globalThis as Any;
  if (document.querySelector("div.solution, .notes")) return;

  function element(name: string, className: string, ...children: Any[]): Any {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }
  function link(to: string): Any {
    const made = element("a", "on-page", "page 00"); // paginate knows which
    made.href = `#${to}`;
    return made;
  }

  const chapters: Any[][] = [[]];
  for (const cell of document.querySelectorAll("main > .cell")) {
    if (cell.matches(".notebook")) chapters.push([]);
    chapters.at(-1)?.push(cell);
  }
  for (const [i, cells] of chapters.entries()) {
    const came: Any[] = [];
    const last = cells.at(-1);
    let section = "";
    for (const cell of cells) {
      section = [...cell.querySelectorAll("h2, h3")].at(-1)?.textContent ?? section;
      const fold = cell.querySelector(":scope > .outcome");
      if (!fold) continue;
      const number = came.length + 1;
      const [here, there] = [`asked-${i}-${number}`, `came-${i}-${number}`];
      fold.querySelector("summary").remove();
      const outputs = [...fold.childNodes];
      for (let more = cell.nextElementSibling; more?.matches(".more"); ) {
        const next = more.nextElementSibling;
        outputs.push(...more.childNodes);
        more.remove();
        more = next;
      }
      const place = element("p", "to-came", `What came: ${number}, `, link(there));
      place.id = here;
      fold.replaceWith(element("div", "output", place));
      const label = element("p", "label came", `${number} · ${section}, `, link(here));
      label.id = there;
      came.push(element("div", "cell", label, ...outputs));
    }
    if (came.length === 0) continue;
    const isInBook = cells[0].matches(".notebook");
    const heading = element(isInBook ? "h3" : "h2", "", "What came");
    heading.id = `came-${i}`;
    const words = "What came of the questions in the text, by their numbers. Guess first.";
    came.unshift(element("div", "cell", element("div", "text", heading, element("p", "", words))));
    for (const cell of came) cell.style.page = last.style.page;
    last.after(...came);
    const beginning = isInBook && cells[0].querySelector("h2").id;
    const entries = document.querySelector(
      isInBook ? `.toc li:has(> a[href="#${beginning}"]) > ul` : ".toc > ul",
    );
    const entry = element("a", "", "What came");
    entry.href = `#came-${i}`;
    entries?.append(element("li", "", entry));
  }
}

/** Runs in the page: the contents name the headings in their order; returns whether a page's number was another. */
function numberContents(headings: [string, number][]): boolean {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const { document } = globalThis as any;
  const space = /\s+/g;
  let at = 0;
  let isOther = false;
  for (const link of document.querySelectorAll(".toc a")) {
    const words = link.textContent.replace(space, " ").trim();
    const found = headings.findIndex(
      ([text], i) => i >= at && text.replace(space, " ").trim() === words,
    );
    if (found < 0) continue;
    const page = String(headings[found][1]);
    isOther ||= link.dataset.page !== page;
    link.dataset.page = page;
    at = found + 1;
  }
  return isOther;
}

/** What stands for a figure on paper, in HTML, by what the figure was made of. */
type Pictures = Map<string, string>;

/**
 * Waits for the pictures that stand for the figures on paper; returns the titles of those with nothing on them. Each figure comes
 * in four documents (its notebook and the course, for students and for instructors) and is drawn for one.
 */
async function preparedFigures(page: Page, pictures: Pictures): Promise<string[]> {
  const figures = await page.locator("figure.figure script").allTextContents();
  const known = figures.map((figure) => pictures.get(figure));
  const { blank, made } = await page.evaluate(async (known) => {
    // biome-ignore lint/suspicious/noExplicitAny: the DOM, which this file's types do not know
    const { document, handout } = globalThis as any;
    const all = [...document.querySelectorAll("figure.figure")];
    for (const [i, figure] of all.entries()) {
      if (!known[i]) continue;
      figure.querySelector(".printed").outerHTML = known[i];
      figure.classList.add("prepared");
    }
    await handout.preparePrint();
    await Promise.all(
      [...document.querySelectorAll(".printed img")].map((image) => image.decode()),
    );
    const blank: string[] = [];
    for (const figure of all.filter((_, i) => !known[i])) {
      const images = figure.querySelectorAll(".printed img:not(.key)");
      const title = figure.querySelector(".plot").getAttribute("aria-label");
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const inked = [...images].every((image: any) => {
        const canvas = document.createElement("canvas");
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        if (canvas.width * canvas.height === 0) return false;
        const context = canvas.getContext("2d");
        context.fillStyle = "white";
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(image, 0, 0);
        const pixels = new Uint32Array(
          context.getImageData(0, 0, canvas.width, canvas.height).data.buffer,
        );
        return pixels.filter((pixel) => pixel !== 0xffffffff).length > 500;
      });
      if (images.length === 0 || !inked) blank.push(title);
    }
    const made = all.map((each, i) => (known[i] ? "" : each.querySelector(".printed").outerHTML));
    return { blank, made };
  }, known);
  if (blank.length === 0)
    for (const [i, figure] of figures.entries()) if (made[i]) pictures.set(figure, made[i]);
  return blank;
}
