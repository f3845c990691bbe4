import { checkFinite, checkFunction, checkList, checkOptions, checkPositive } from "../check.js";
import { colours, type Figure, type FigureOptions, figure, withoutUndefined } from "../figure.js";
import { format } from "../format.js";
import { line, marks, nowhere } from "./traces.js";

/** Which steps are shown, and a caption in place of the figure's own. */
export interface PlotStepsOptions extends Partial<Omit<FigureOptions, "slider" | "layout">> {
  /** the slope of the curve */
  slope: (x: number) => number;
  /** places on the way down, one after the other: the slider goes from step to step; or one place, with `rates` */
  path: number[];
  /** learning rates: the slider goes from rate to rate, and shows the step from the last place of the path */
  rates?: number[];
}

/** A position of the slider: from where a step leads to where; the last place of a path has no step. */
interface Step {
  label: string;
  at: number;
  to?: number;
}

/**
 * A curve, a ball on it, the tangent there, and the place where a step against the slope leads, on a slider.
 *
 * @param f the curve
 * @param options see {@link PlotStepsOptions}; title and text alternative by default from the numbers
 * @throws TypeError, RangeError for functions or numbers of the wrong kind, an unknown option
 * @example plotSteps((x) => x * x, { slope: (x) => 2 * x, path: [1, 0.5, 0.25] })
 * @see the article, section 8, figure 32
 */
export function plotSteps(f: (x: number) => number, options: PlotStepsOptions): Figure {
  checkFunction("f", f);
  checkOptions(options, ["slope", "path", "rates", "title", "alt", "x", "y"]);
  const { slope, path, rates, x = "X", y = "f(X)", ...caption } = options;
  checkFunction("slope", slope);
  checkList("path", path, checkFinite);
  if (rates !== undefined) checkList("rates", rates, checkPositive);
  const here = path[path.length - 1];
  const steps = rates
    ? rates.map((rate): Step => ({ label: format(rate), at: here, to: here - rate * slope(here) }))
    : path.map((at, i): Step => ({ label: String(i), at, to: path[i + 1] }));
  const active = rates ? rates.length >> 1 : 0;
  const lowest = path.reduce((a, b) => (f(b) < f(a) ? b : a));
  const [left, right] = bounds(steps, rates ? here : lowest);
  const curve = Array.from({ length: 81 }, (_, i) => left + (i / 80) * (right - left));
  const heights = curve.map(f);
  const low = Math.min(...heights);
  const room = 0.1 * (Math.max(...heights) - low || 1);
  const half = 0.2 * (right - left);
  const moved = ({ at, to }: Step) => [
    {
      x: [at - half, at + half],
      y: [f(at) - half * slope(at), f(at) + half * slope(at)],
    },
    // The step: along the ground, then up or down to the curve.
    to === undefined ? nowhere : { x: [at, to, to], y: [f(at), f(at), f(to)] },
    { x: [at], y: [f(at)] },
    to === undefined ? nowhere : { x: [to], y: [f(to)] },
  ];
  const [tangent, way, ball, landing] = moved(steps[active]);
  const ring = { size: 13, symbol: "circle-open", color: colours.ink, line: { width: 2.5 } };
  const showlegend = steps.some(({ to }) => to !== undefined);
  return figure(
    [
      line({ name: y, x: curve, y: heights }, colours.blue, 2.5),
      line({ name: "tangent", ...tangent }, colours.orange, 2.5, "dash"),
      line({ name: "step", ...way, showlegend }, colours.ink, 1.5, "dot"),
      marks({ name: "here", ...ball }, { size: 15, color: colours.orange }),
      marks({ name: "after the step", ...landing, showlegend }, ring),
    ],
    {
      title: rates ? "The same slope, longer steps" : "A ball that feels the slope",
      alt: altText(f, options, steps),
      x,
      y,
      ...withoutUndefined(caption),
      layout: {
        height: 480,
        xaxis: { range: [left, right] },
        yaxis: { range: [low - room, Math.max(...heights) + room] },
      },
      slider: {
        prefix: rates ? "learning rate " : "step ",
        active,
        traces: [1, 2, 3, 4],
        positions: steps.map((step) => ({ label: step.label, data: moved(step) })),
      },
    },
  );
}

/** Left and right end of the curve, to equal sides of its middle. */
function bounds(steps: Step[], middle: number): [number, number] {
  const places = steps.flatMap(({ at, to = at }) => [at, to]);
  const reach = 1.15 * Math.max(...places.map((place) => Math.abs(place - middle))) || 1;
  return [middle - reach, middle + reach];
}

function altText(
  f: (x: number) => number,
  { path, rates, x = "X" }: PlotStepsOptions,
  steps: Step[],
) {
  const place = (at: number) => `${x} = ${format(at)}, where the curve is ${format(f(at))} high`;
  const { at, to = at } = steps[steps.length - 1];
  if (rates)
    return `A curve, and steps from ${place(at)}. The longest, with the learning rate ${format(rates[rates.length - 1])}, leads to ${place(to)}.`;
  return `A curve, and a ball that takes ${path.length - 1} steps against its slope, from ${place(path[0])}, to ${place(at)}.`;
}
