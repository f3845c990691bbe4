import { checkFunction, checkOptions, checkVector } from "../check.js";
import { colours, type Figure, figure, line, type Words, words } from "../figure.js";
import { format } from "../format.js";

/** The valley of a path, and words in place of the figure's own. */
export interface PlotDescentOptions extends Partial<Words> {
  /** the error for a weight */
  error: (w: number) => number;
}

/**
 * The steps of gradient descent with one weight, in the valley of its error.
 *
 * @param path the weight before the first step, and after each step
 * @param options the error of a weight; title and text alternative by default from path and error
 * @throws TypeError, RangeError for a path that is no array of finite numbers, an error that is no function
 * @example plotDescent([3, 2.3, 2.1], { error: (w) => 7 * (w - 2) ** 2 })
 * @see the article, figure 19
 */
export function plotDescent(path: number[], options: PlotDescentOptions): Figure {
  checkVector("path", path);
  checkOptions(options, ["error", "title", "alt"]);
  const { error } = options;
  checkFunction("error", error);
  const last = path[path.length - 1];
  // Symmetric about the lowest point of the path, so that both walls of the valley are seen.
  const lowest = path.reduce((a, b) => (error(b) < error(a) ? b : a));
  const reach = 1.2 * Math.max(...path.map((w) => Math.abs(w - lowest))) || 1;
  const valley = Array.from({ length: 81 }, (_, i) => lowest + reach * (i / 40 - 1));
  const alt = `The error over the weight W, and the path of ${path.length - 1} steps in it: from W = ${format(path[0])}, error ${format(error(path[0]))}, to W = ${format(last)}, error ${format(error(last))}.`;
  const steps = {
    x: path,
    y: path.map(error),
    text: path.map((_, i) => `step ${i}`),
    marker: { size: 9, color: colours.orange },
  };
  return figure(
    [
      line({ name: "error E", x: valley, y: valley.map(error) }, colours.blue, 2.5),
      line({ name: "steps", mode: "lines+markers", ...steps }, colours.orange, 1.5, "dot"),
    ],
    {
      title: "Gradient descent in the valley",
      alt,
      x: "weight W",
      y: "error E",
      ...words(options),
    },
  );
}
