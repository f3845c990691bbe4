import { checkFinite, checkFunction, checkOptions } from "../check.js";
import { type Caption, captionOf, colours, type Figure, figure, type Trace } from "../figure.js";
import { format } from "../format.js";
import { lineTraces } from "./lines.js";
import { line, marks } from "./traces.js";

/** The derivative beside a curve, and where to begin. */
export interface PlotTangentOptions extends Partial<Caption> {
  /** the derivative of the curve */
  slope: (x: number) => number;
  /** the point shown first */
  start: number;
}

const STEPS = 32; // of the slider from end to end

/**
 * A curve σ(z) and its derivative σ′(z) in one pair of axes, and a slider that moves a point with its tangent along them.
 * The tangent's steepness is the height of the lower dot.
 *
 * @param f the curve, with values from 0 to 1
 * @param options see {@link PlotTangentOptions}; title and text alternative by default from the numbers
 * @returns a figure from −8 to 8, or wider where `start` lies outside
 * @throws TypeError, RangeError for functions or a start of the wrong kind, an unknown option
 * @example plotTangent(sigmoid, { slope: sigmoidDerivative, start: 0 })
 * @see the article, figure 22
 */
export function plotTangent(f: (x: number) => number, options: PlotTangentOptions): Figure {
  checkFunction("f", f);
  checkOptions(options, ["slope", "start", "title", "alt"]);
  const { slope, start } = options;
  checkFunction("slope", slope);
  checkFinite("start", start);
  const reach = Math.max(8, Math.abs(start));
  const curve = Array.from({ length: 201 }, (_, i) => reach * (i / 100 - 1));
  // Even steps, so that the knob stands below its point; the point shown first is one of them.
  const step = (2 * reach) / STEPS;
  const active = Math.floor((start + reach) / step);
  const after = Math.floor((reach - start) / step);
  const points = Array.from({ length: active + 1 + after }, (_, i) => start + (i - active) * step);
  const half = reach / 4; // of the tangent's width
  const at = (point: number): Trace[] => {
    const height = f(point);
    const steep = slope(point);
    return [
      { x: [point - half, point + half], y: [height - half * steep, height + half * steep] },
      {
        x: [point, point],
        y: [height, steep],
        text: [`value ${format(height)}`, `slope ${format(steep)}`],
      },
      { text: [`● value ${format(height)}<br>◆ slope ${format(steep)}`] },
    ];
  };
  const [tangent, dots, numbers] = at(start);
  const describe = (point: number) =>
    `At ${format(point)} the value is ${format(f(point))} and the slope ${format(slope(point))}.`;
  const steepest = curve.reduce((a, b) => (slope(b) > slope(a) ? b : a));
  const alt = `The curve σ(z) and its slope σ′(z) from ${format(-reach)} to ${format(reach)}, with a tangent on a slider. The slope is largest at ${format(steepest)}, where it is ${format(slope(steepest))}. ${describe(start)}`;
  return figure(
    [
      ...lineTraces([
        { name: "σ(z)", x: curve, y: curve.map(f), smooth: true },
        { name: "σ′(z)", x: curve, y: curve.map(slope), smooth: true },
      ]),
      line({ name: "tangent", ...tangent }, colours.ink, 2, "dot"),
      marks(
        { ...dots, cliponaxis: false, showlegend: false },
        { size: 12, symbol: ["circle", "diamond"], color: colours.ink },
      ),
      // In the corner that an S, its hill and all tangents leave free.
      {
        type: "scatter",
        mode: "text",
        x: [-0.98 * reach],
        y: [1.08],
        ...numbers,
        textposition: "bottom right",
        hoverinfo: "skip",
        showlegend: false,
      },
    ],
    {
      title: "σ(z) and σ′(z)",
      alt,
      y: "value and slope",
      layout: {
        height: 500,
        xaxis: { range: [-reach, reach], fixedrange: true },
        yaxis: { range: [-0.16, 1.12], fixedrange: true },
      },
      slider: {
        prefix: "z = ",
        active,
        traces: [2, 3, 4],
        range: [points[0], points[points.length - 1]],
        positions: points.map((point) => ({
          label: format(point),
          data: at(point),
          description: describe(point),
        })),
      },
      x: "z",
      ...captionOf(options),
    },
  );
}
