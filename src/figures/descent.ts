import { colours, type Figure, figure } from "../figure.js";
import { format } from "../format.js";

/** What `plotDescent` shows. */
export interface Descent {
  /** the weight before the first step, and after each step */
  path: number[];
  /** the error for a weight */
  error: (w: number) => number;
}

/**
 * The steps of gradient descent with one weight, in the valley of its error.
 *
 * @example plotDescent({ path: [3, 2.3, 2.1], error: (w) => 7 * (w - 2) ** 2 })
 * @see the article, figure 19
 */
export function plotDescent({ path, error }: Descent): Figure {
  const last = path[path.length - 1];
  // Symmetric about the lowest point of the path, so that both walls of the valley are seen.
  const lowest = path.reduce((a, b) => (error(b) < error(a) ? b : a));
  const reach = 1.2 * Math.max(...path.map((w) => Math.abs(w - lowest))) || 1;
  const valley = Array.from({ length: 81 }, (_, i) => lowest + reach * (i / 40 - 1));
  return figure({
    title: "Gradient descent in the valley",
    alt: `The error over the weight W, and the path of ${path.length - 1} steps in it: from W = ${format(path[0])}, error ${format(error(path[0]))}, to W = ${format(last)}, error ${format(error(last))}.`,
    x: "weight W",
    y: "error E",
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "error E",
        x: valley,
        y: valley.map(error),
        line: { color: colours.blue, width: 2.5 },
      },
      {
        type: "scatter",
        mode: "lines+markers",
        name: "steps",
        x: path,
        y: path.map(error),
        text: path.map((_, i) => `step ${i}`),
        line: { color: colours.orange, width: 1.5, dash: "dot" },
        marker: { size: 9, color: colours.orange },
      },
    ],
  });
}
