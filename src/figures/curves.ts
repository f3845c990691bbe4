import { checkFunction, checkObject, checkOptions, fail } from "../check.js";
import { type Figure, type FigureOptions, withoutUndefined } from "../figure.js";
import { format } from "../format.js";
import { plotLines } from "./lines.js";

/**
 * Functions of one number, by default the net input, as curves from −8 to 8.
 *
 * @param functions up to five functions by their names
 * @param options title, text alternative, axis titles and layout, in place of those that the figure knows
 * @throws TypeError, RangeError for what is no object of functions, an unknown option
 * @example plotCurves({ "σ(z)": sigmoid, step: (z) => (z > 0 ? 1 : 0) })
 * @see the article, figures 21, 90 and 92
 */
export function plotCurves(
  functions: Record<string, (z: number) => number>,
  options: Partial<Omit<FigureOptions, "slider">> = {},
): Figure {
  checkObject("functions", functions, "an object of functions by their names");
  const named = Object.entries(functions);
  if (named.length === 0) fail(RangeError, "functions", "at least one function", functions);
  for (const [name, f] of named) checkFunction(`functions.${name}`, f);
  checkOptions(options, ["title", "alt", "x", "y", "layout"]);
  const x = Array.from({ length: 321 }, (_, i) => (i - 160) / 20);
  const lines = named.map(([name, f]) => ({ name, x, y: x.map((z) => f(z)), smooth: true }));
  const at = (f: (z: number) => number) =>
    `${format(f(-8))} at −8, ${format(f(0))} at 0, ${format(f(8))} at 8`;
  const { x: over = "net input z" } = options;
  return plotLines(lines, {
    title: named.map(([name]) => name).join(", "),
    alt: `Curves over the ${over}. ${named.map(([name, f]) => `${name}: ${at(f)}`).join("; ")}.`,
    x: over,
    y: "output",
    ...withoutUndefined(options),
  });
}
