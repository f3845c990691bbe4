/** Adds a still picture to every figure of a notebook, for places that run no script. */
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { FIGURE, join, type Notebook, type Output, PICTURE, type Text } from "../ipynb/nbformat.js";
import { sorted } from "../ipynb/notebook-file.js";
import { findBrowser, launch } from "./browser.js";
import { encodePng } from "./encode-png.js";

interface Figure {
  data: unknown;
  layout?: { width?: number; height?: number };
}

const WIDTH = 760; // about as wide as a notebook's output
const HEIGHT = 450;
const SCALE = 1.5; // sharp enough on most screens, and small in the repository

export const figureOutputs = (notebook: Notebook): Output[] =>
  notebook.cells.flatMap((cell) => cell.outputs ?? []).filter((output) => output.data?.[FIGURE]);

const figureKey = (figure: unknown): string => JSON.stringify(sorted(figure));

export class StillPictures {
  private page: Promise<Page> | undefined;
  private browser: Browser | undefined;

  /**
   * Adds the pictures, and returns how many figures stay without one for want of a browser.
   * A figure that was in `before` keeps its picture, so that running again changes no byte.
   */
  async add(notebook: Notebook, before?: Notebook): Promise<number> {
    const oldPictures = new Map<string, unknown>();
    for (const { data } of before ? figureOutputs(before) : [])
      if (data?.[PICTURE]) oldPictures.set(figureKey(data[FIGURE]), data[PICTURE]);
    let missing = 0;
    for (const output of figureOutputs(notebook)) {
      const { data = {} } = output;
      const picture =
        oldPictures.get(figureKey(data[FIGURE])) ?? (await this.draw(data[FIGURE] as Figure));
      if (!picture) {
        missing++;
        continue;
      }
      data[PICTURE] = picture;
      // nbconvert and others read the text alternative from here.
      const alt = join(data["text/plain"] as Text).trim();
      output.metadata = { ...output.metadata, [PICTURE]: { alt } };
    }
    return missing;
  }

  /** The figure as a PNG in base64, or undefined without a browser. */
  async draw(figure: Figure): Promise<string | undefined> {
    if (!findBrowser()) return undefined;
    this.page ??= this.open();
    const page = await this.page;
    const { pixels, width, height } = await page.evaluate(draw, {
      figure: { data: figure.data, layout: figure.layout ?? {} },
      size: {
        width: figure.layout?.width ?? WIDTH,
        height: figure.layout?.height ?? HEIGHT,
        scale: SCALE,
      },
    });
    return encodePng(Buffer.from(pixels, "base64"), width, height).toString("base64");
  }

  async close(): Promise<void> {
    await this.page?.catch(() => {});
    await this.browser?.close();
  }

  private async open(): Promise<Page> {
    this.browser = await launch();
    const page = await this.browser.newPage();
    await page.setContent("<!doctype html><meta charset=utf-8><body>");
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve("plotly.js-dist-min") });
    return page;
  }
}

interface Drawing {
  figure: unknown;
  size: { width: number; height: number; scale: number };
}

/** Runs in the page: draws the figure on white and returns its pixels, four bytes each, in base64. */
async function draw({ figure, size }: Drawing) {
  // biome-ignore lint/suspicious/noExplicitAny: Plotly and the DOM, which this file's types do not know
  const page = globalThis as any;
  const image = new page.Image();
  image.src = await page.Plotly.toImage(figure, { ...size, format: "png" });
  await image.decode();
  const canvas = page.document.createElement("canvas");
  const { width, height } = image;
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, width, height).data;
  const reader = new page.FileReader();
  reader.readAsDataURL(new Blob([pixels]));
  await new Promise((resolve) => reader.addEventListener("load", resolve));
  const url: string = reader.result;
  return { pixels: url.slice(url.indexOf(",") + 1), width, height };
}
