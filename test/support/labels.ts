/** What is written in figures: where it stands, how large it is, and what touches. */
import type { Page } from "playwright-core";

interface Label {
  figure: string;
  text: string;
  /** pixels of the screen */
  size: number;
  box: { left: number; right: number; top: number; bottom: number };
}

/**
 * The texts of each figure of a page that is drawn, and what is wrong with them: touching, cut off, too small, a weight's
 * name crossed by a line.
 *
 * @param smallest letters, in pixels
 */
export async function wrongLabels(page: Page, smallest: number): Promise<string[]> {
  const labels: Label[] = await page.evaluate(`(${find})()`);
  const wrong = labels
    .filter(({ size }) => size < smallest - 0.01)
    .map(({ figure, text, size }) => `${figure}: “${text}” has ${size.toFixed(1)} pixels`);
  for (const [i, a] of labels.entries())
    for (const b of labels.slice(i + 1))
      if (a.figure === b.figure && overlap(a.box, b.box))
        wrong.push(`${a.figure}: “${a.text}” touches “${b.text}”`);
  for (const find of [findCut, findCrossed])
    wrong.push(...(await page.evaluate<string[]>(`(${find})()`)));
  return wrong;
}

const overlap = (a: Label["box"], b: Label["box"]) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;

const texts = `(figure) => [...figure.querySelectorAll(".plot svg text, .title, .control output, .ends span")]
  .filter((text) => text.textContent.trim() && text.getClientRects().length > 0 && !text.closest(".hoverlayer, .slides section:not(.present)")
    && getComputedStyle(text).visibility !== "hidden" && Number(getComputedStyle(text).opacity) > 0)`;

// A box of text is higher than its letters, which have a fifth of their size above and below; as wide as they are.
const find = `() => [...document.querySelectorAll("figure.figure")].flatMap((figure, i) => {
  const name = (i + 1) + ". " + (figure.querySelector(".plot").ariaLabel ?? "");
  return (${texts})(figure).map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const plot = figure.querySelector(".plot");
    const scale = plot.contains(text) ? plot.getBoundingClientRect().width / plot.offsetWidth : 1;
    const sizes = [text, ...text.querySelectorAll("tspan")].map((e) => parseFloat(getComputedStyle(e).fontSize));
    const line = scale * sizes[0] / 5;
    const isTurned = text.getScreenCTM !== undefined && Math.abs(text.getScreenCTM().b) > 0.01;
    const box = isTurned
      ? { left: left + line, right: right - line, top, bottom }
      : { left, right, top: top + line, bottom: bottom - line };
    return { figure: name, text: text.textContent, size: scale * Math.min(...sizes), box };
  });
})`;

const findCut = `() => [...document.querySelectorAll("figure.figure")].flatMap((figure, i) => {
  const name = (i + 1) + ". " + (figure.querySelector(".plot").ariaLabel ?? "");
  const frame = figure.querySelector(".plot").getBoundingClientRect();
  return (${texts})(figure).flatMap((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const isOut = text.closest(".plot")
      ? left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 3 || bottom > frame.bottom + 3
      : left < 0 || right > document.documentElement.clientWidth + 1;
    return isOut ? [name + ": “" + text.textContent + "” is cut off"] : [];
  });
})`;

const findCrossed = `() => [...document.querySelectorAll("figure.figure")].flatMap((figure, i) => {
  const name = (i + 1) + ". " + (figure.querySelector(".plot").ariaLabel ?? "");
  const weights = (${texts})(figure).filter((text) => /^[wb][₁-₉]* = /.test(text.textContent) && text.closest(".plot"));
  if (weights.length === 0) return [];
  const points = [...figure.querySelectorAll(".plot path.js-line")].flatMap((line) => {
    const onScreen = line.getScreenCTM();
    // Beyond its plot's edge a line is not seen.
    const clip = line.closest("[clip-path]")?.getAttribute("clip-path").match(/#([^'")]+)/)[1];
    const { width, height } = clip ? document.getElementById(clip).firstElementChild : {};
    const isSeen = ({ x, y }) => !clip || (x >= 0 && x <= width.baseVal.value && y >= 0 && y <= height.baseVal.value);
    return Array.from({ length: Math.ceil(line.getTotalLength()) }, (_, at) => line.getPointAtLength(at))
      .filter(isSeen)
      .map((at) => at.matrixTransform(onScreen));
  });
  return weights.flatMap((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const line = (bottom - top) / 6;
    return points.some(({ x, y }) => x > left && x < right && y > top + line && y < bottom - line)
      ? [name + ": a line crosses “" + text.textContent + "”"] : [];
  });
})`;
