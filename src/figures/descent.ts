import { checkFunction, checkList, checkOptions, checkVector } from "../check.js";
import { type Caption, captionOf, colours, type Figure, figure, type Trace } from "../figure.js";
import { format } from "../format.js";
import { line } from "./traces.js";

/** The valley of a path, and a caption in place of the figure's own. */
export interface PlotDescentOptions extends Partial<Caption> {
  /** the squared error for a weight */
  E: (W: number) => number;
  /** with several paths, the learning rate of each: a slider moves through them */
  rates?: number[];
}

/**
 * The steps of gradient descent with one weight, in the valley of its squared error E.
 *
 * @param path the weight before the first step, and after each step; or a path for each of `rates`, from the same weight
 * @param options E; title and text alternative by default from path and E
 * @throws TypeError, RangeError for a path that is no array of finite numbers, an E that is no function, rates that
 *   are not as many as paths
 * @example plotDescent([3, 2.3, 2.1], { E: (W) => 7 * (W - 2) ** 2 })
 * @example plotDescent([[3, 2.3], [3, 0.9]], { E: (W) => 7 * (W - 2) ** 2, rates: [0.05, 0.15] })
 * @see the article, figure 19
 */
export function plotDescent(path: number[] | number[][], options: PlotDescentOptions): Figure {
  checkOptions(options, ["E", "rates", "title", "alt"]);
  const { E, rates } = options;
  if (rates === undefined) checkVector("path", path);
  else checkList("path", path, checkVector);
  checkFunction("E", E);
  const paths = (rates === undefined ? [path] : path) as number[][];
  if (rates !== undefined) checkVector("rates", rates, paths.length);
  const all = paths.flat();
  // Symmetric about the lowest point of all, so that both walls of the valley are seen.
  const lowest = all.reduce((a, b) => (E(b) < E(a) ? b : a));
  const reach = 1.2 * Math.max(...all.map((w) => Math.abs(w - lowest))) || 1;
  const valley = Array.from({ length: 81 }, (_, i) => lowest + reach * (i / 40 - 1));
  const altTexts = paths.map((walk, k) => {
    const last = walk[walk.length - 1];
    const rate = rates ? `with the learning rate ${format(rates[k])} ` : "";
    return `${rate}from W = ${format(walk[0])}, E = ${format(E(walk[0]))}, to W = ${format(last)}, E = ${format(E(last))}`;
  });
  const steps = (walk: number[]): Trace => ({
    x: walk,
    y: walk.map(E),
    text: walk.map((_, i) => `step ${i}`),
    marker: { size: 9, color: colours.orange },
  });
  return figure(
    [
      line({ name: "squared error E", x: valley, y: valley.map(E) }, colours.purple, 2.5),
      line(
        { name: "steps", mode: "lines+markers", ...steps(paths[0]) },
        colours.orange,
        1.5,
        "dot",
      ),
    ],
    {
      title: "Gradient descent in the valley",
      alt: `The squared error E over the weight W, and the path of ${paths[0].length - 1} steps in it: ${altTexts.join("; ")}.`,
      x: "weight W",
      y: "squared error E",
      ...(rates && {
        slider: {
          prefix: "learning rate η = ",
          active: 0,
          traces: [1],
          positions: paths.map((walk, k) => ({ label: format(rates[k]), data: [steps(walk)] })),
        },
      }),
      ...captionOf(options),
    },
  );
}
