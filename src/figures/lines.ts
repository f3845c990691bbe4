import { colours, type Figure, type FigureParts, figure, type Trace } from "../figure.js";

/** A line of a chart: n points. */
export interface Line {
  name: string;
  x: number[];
  y: number[];
  /** draw every point, for a curve: Plotly otherwise leaves some out, and corners show */
  smooth?: boolean;
  /** crosses in place of a line, so that a line through them does not hide them */
  points?: boolean;
}

const dashes = ["solid", "dash", "dot", "dashdot", "longdash"];
const inks = [colours.blue, colours.orange, colours.green, colours.purple, colours.ink];

/** One trace for each line, told apart by colour and by dash. */
export function lineTraces(lines: Line[]): Trace[] {
  return lines.map(({ name, x, y, smooth, points }, i) => ({
    type: "scatter",
    mode: points ? "markers" : x.length === 1 ? "lines+markers" : "lines",
    name,
    x,
    y,
    line: {
      color: inks[i % inks.length],
      dash: dashes[i % dashes.length],
      width: 2.5,
      ...(smooth && { simplify: false }),
    },
    ...(points && { marker: { color: inks[i % inks.length], symbol: "x", size: 11 } }),
  }));
}

/**
 * Lines in one pair of axes, told apart by colour and by dash.
 *
 * @param lines up to five
 * @param parts title, text alternative, axis titles, and what else `figure` takes; `logX` for a logarithmic x axis
 * @example plotLines([{ name: "σ", x: [-1, 0, 1], y: [0.27, 0.5, 0.73] }], { title: "The sigmoid", alt: "It rises.", x: "x", y: "σ(x)" })
 */
export function plotLines(
  lines: Line[],
  { logX = false, layout = {}, ...parts }: Omit<FigureParts, "data"> & { logX?: boolean },
): Figure {
  // A logarithm leaves out 0 and below: with fewer than two points left there would be no line.
  const isLog = logX && lines.some(({ x }) => x.filter((value) => value > 0).length > 1);
  const scale = isLog
    ? { xaxis: { type: "log", dtick: 1, exponentformat: "power", tickfont: { size: 11.5 } } }
    : {};
  return figure({
    ...parts,
    data: lineTraces(lines),
    layout: { showlegend: lines.length > 1, ...scale, ...layout },
  });
}
