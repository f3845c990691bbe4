/** Prints a handout to PDF through Chrome or Chromium. */
import { execFile } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { root } from "./files.js";

export const PAPERS = { a4: "A4", letter: "Letter" } as const;
export type Paper = keyof typeof PAPERS;

/** Around the text, in millimetres; below it stands the page's number. */
const MARGIN = { top: 16, right: 16, bottom: 18, left: 16 };
const SMALLEST_MARGIN = (18 / 25.4) * 72;

/**
 * How many pages a PDF has, and which have nothing on them inside the margin, in points: page numbers stand there.
 *
 * @param python a Python that has pypdfium2
 */
export async function inspect(
  python: string,
  pdf: string,
  margin = SMALLEST_MARGIN,
): Promise<{ pages: number; blank: number[] }> {
  const script = path.join(root, "handout", "inspect.py");
  const args = ["-X", "utf8", script, pdf, String(margin)];
  const { stdout } = await promisify(execFile)(python, args, { windowsHide: true });
  return JSON.parse(stdout);
}

export class Printer {
  private browser: Promise<Browser> | undefined;

  constructor(private launch: () => Promise<Browser>) {}

  /** Writes the PDFs, and returns what is wrong with them. */
  async print(html: string, targets: Partial<Record<Paper, string>>): Promise<string[]> {
    this.browser ??= this.launch();
    const context = await (await this.browser).newContext({ offline: true });
    try {
      const page = await context.newPage();
      await page.goto(pathToFileURL(html).href);
      const blank = await preparedFigures(page);
      if (blank.length > 0) return blank.map((title) => `the figure "${title}" came out blank`);
      for (const [paper, target] of Object.entries(targets))
        await page.pdf({
          path: target,
          format: PAPERS[paper as Paper],
          margin: Object.fromEntries(
            Object.entries(MARGIN).map(([side, size]) => [side, `${size}mm`]),
          ),
          printBackground: true,
          displayHeaderFooter: true,
          headerTemplate: "<span></span>",
          footerTemplate: footer(await page.title()),
          tagged: true,
          outline: true,
        });
      return [];
    } finally {
      await context.close();
    }
  }

  async close(): Promise<void> {
    await (await this.browser?.catch(() => undefined))?.close();
  }
}

const footer = (title: string): string =>
  `<div style="width: 100%; margin: 0 16mm; font: 8pt sans-serif; color: #444; display: flex; justify-content: space-between">
<span>${title.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)}</span>
<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;

/** Waits for the pictures that stand for the figures on paper; returns the titles of those with nothing on them. */
async function preparedFigures(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: the DOM, which this file's types do not know
    const { document, handout } = globalThis as any;
    await handout.preparePrint();
    const blank: string[] = [];
    for (const figure of document.querySelectorAll("figure.figure")) {
      const images = figure.querySelectorAll(".printed img");
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
    return blank;
  });
}
