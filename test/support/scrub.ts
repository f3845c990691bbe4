/** A number in a page's code is dragged while the page itself measures how soon it is drawn anew. */
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { write } from "./live.js";
import { code } from "./notebook.js";

/** The OR gate as notebook 05 trains it, and the neuron drawn from the weights. */
export const orGate = () =>
  write(
    "05-scrub",
    code("const learningRate = 0.05;  // 7 is no number here\nconst from = -2;", "parameters"),
    code(`import { gate, plotNeuron, show, train } from "perceptron";
const { inputs, targets } = gate("OR");
const training = train({ inputs, targets }, { learningRate: learningRate, epochs: 10000, weights: [0.1, 0.2], bias: 0.3 });`),
    code(`show(plotNeuron(inputs, targets, training, { title: "The neuron" }));`),
    code("console.log(training.bias, learningRate);"),
    code("console.log('apart');"),
    code("from"),
  );

export const handle = (page: Page, name: string) =>
  page.locator(`.tok-number[data-number="${name}"]`);

export async function drag(page: Page, name: string, way: number, steps = 1): Promise<void> {
  const box = await handle(page, name).boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= steps; i++) await page.mouse.move(x + (way * i) / steps, y);
}

/** Sixty steps of a drag of the learning rate: milliseconds from the pointer's event until the last figure is drawn with the new value. */
export async function redraws(page: Page): Promise<number[]> {
  await page.locator(".run").first().waitFor();
  await drag(page, "learningRate", 8);
  await page.locator(".outputs .main-svg").first().waitFor();
  const times = await page.evaluate(`(async () => {
    const code = document.querySelector(".code");
    const { left, top } = document.querySelector(".tok-number[data-number=learningRate]").getBoundingClientRect();
    const times = [];
    // What is printed, and the labels in the figure.
    const texts = () => [document.querySelectorAll(".outputs")[3], document.querySelector("main .figure:not(.leaving) .plot")].map((element) => element?.textContent);
    for (let i = 2; i < 62; i++) {
      const before = texts();
      const began = performance.now();
      code.dispatchEvent(new PointerEvent("pointermove", { pointerId: 1, clientX: left + 15 + 8 * i, clientY: top, bubbles: true }));
      while (texts().some((text, i) => !text || text === before[i]) && performance.now() - began < 3000) await new Promise((done) => setTimeout(done, 1));
      times.push(performance.now() - began);
      await new Promise((done) => setTimeout(done, 100));
    }
    return times;
  })()`);
  await page.mouse.up();
  return times as number[];
}
