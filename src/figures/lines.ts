import { checkList, checkNumber, checkObject, checkOptions, checkString } from "../check.js";
import {
  colours,
  type Figure,
  type FigureOptions,
  figure,
  type Trace,
  withoutUndefined,
} from "../figure.js";
import { format } from "../format.js";
import { plane, rangesOf, targetMarker } from "./points.js";

/** A line of a chart: n points. Where a number is not finite the line has a gap. */
export interface Line {
  /** what the legend calls it */
  name: string;
  /** n numbers */
  x: number[];
  /** n numbers */
  y: number[];
  /** draw every point, for a curve: Plotly otherwise leaves some out, and corners show */
  smooth?: boolean;
  /** marks in ink in place of a line, so that a line through them does not hide them */
  points?: boolean;
  /** points of this target, marked as in every plane; lines beside them leave their two colours to them */
  target?: 0 | 1;
  /** in place of the colour of its turn */
  color?: string;
}

const dashes = ["solid", "dash", "dot", "dashdot", "longdash"];
const inks = [colours.blue, colours.orange, colours.green, colours.purple, colours.ink];
const symbols = ["x", "circle-open", "diamond"];
const isOfTarget = ({ target }: Line) => target !== undefined;

/** One trace for each line, told apart by colour and by dash. */
export function lineTraces(lines: Line[]): Trace[] {
  const free = lines.some(isOfTarget) ? inks.slice(2) : inks;
  return lines.map(({ name, x, y, smooth, points, target, color: own }, i) => {
    const color = own ?? (points ? colours.ink : free[i % free.length]);
    const before = lines.slice(0, i).filter((line) => line.points).length;
    if (target !== undefined)
      return { type: "scatter", mode: "markers", name, x, y, marker: targetMarker(target, 15) };
    return {
      type: "scatter",
      mode: points ? "markers" : x.length === 1 ? "lines+markers" : "lines",
      name,
      x,
      y,
      line: {
        color,
        dash: dashes[i % dashes.length],
        width: 2.5,
        ...(smooth && { simplify: false }),
      },
      ...(points && { marker: { color, symbol: symbols[before % symbols.length], size: 11 } }),
    };
  });
}

/** How lines are shown: title, text alternative, axis titles, and what else a figure takes. */
export interface PlotLinesOptions extends Omit<FigureOptions, "alt"> {
  /** the text alternative; by default the ends of each line */
  alt?: string;
  /** a logarithmic x axis, where a line of two points above 0 is left on it; false */
  logX?: boolean;
}

/**
 * Lines in one pair of axes, told apart by colour and by dash. With points that have a target it is their plane.
 *
 * @param lines up to five are told apart without colour
 * @param options see {@link PlotLinesOptions}
 * @throws TypeError, RangeError for a line without a name and as many numbers in y as in x, an unknown option
 * @example plotLines([{ name: "σ", x: [-1, 0, 1], y: [0.27, 0.5, 0.73] }], { title: "The sigmoid", x: "x", y: "σ(x)" })
 * @see the article, figures 11, 19 and 20
 */
export function plotLines(lines: Line[], options: PlotLinesOptions): Figure {
  checkList("lines", lines, (argument, line) => {
    checkObject(argument, line, "an object with name, x and y");
    checkString(`${argument}.name`, line.name);
    checkList(`${argument}.x`, line.x, checkNumber);
    checkList(`${argument}.y`, line.y, checkNumber, line.x.length);
  });
  checkOptions(options, ["logX", "title", "alt", "x", "y", "layout", "slider"]);
  const { logX = false, layout = {}, ...rest } = options;
  const xaxis = logX && hasLogarithm(lines) ? logarithmic(lines) : {};
  return figure(lineTraces(lines), {
    alt: altText(lines),
    ...withoutUndefined(rest),
    layout: { showlegend: lines.length > 1, xaxis, ...planeOf(lines), ...layout },
  });
}

/** With room around the points, one scale for both axes. */
function planeOf(lines: Line[]): object {
  const points = lines.filter(isOfTarget).flatMap(({ x, y }) => x.map((x1, i) => [x1, y[i]]));
  return points.length > 0 ? plane(...rangesOf(points, 0.5)) : {};
}

/** The ends of each line, in words. */
function altText(lines: Line[]): string {
  const end = ({ x, y }: Line, i: number) => `${format(y[i])} at ${format(x[i])}`;
  const ends = lines.map((l) => `${l.name} from ${end(l, 0)} to ${end(l, l.x.length - 1)}`);
  return `${lines.length === 1 ? "A line" : `${lines.length} lines`}: ${ends.join("; ")}.`;
}

/** A power of ten at each tick, at each second one where they are many: on a phone the numbers have to stand side by side. */
function logarithmic(lines: Line[]): object {
  const values = lines.flatMap(({ x }) => x).filter((value) => value > 0);
  const decades = Math.log10(Math.max(...values) / Math.min(...values));
  return { type: "log", dtick: Math.ceil(decades / 5) || 1, tickformat: ",~r" };
}

/** A logarithm leaves out 0 and below: with fewer than two points left there would be no line. */
export const hasLogarithm = (lines: Line[]) =>
  lines.some(({ x }) => x.filter((value) => value > 0).length > 1);
