import {
  checkFinite,
  checkFunction,
  checkList,
  checkObject,
  checkOptions,
  checkString,
  checkVector,
  checkWhole,
} from "../check.js";
import {
  colours,
  type Figure,
  type FigureOptions,
  figure,
  line,
  marks,
  nowhere,
} from "../figure.js";
import { format } from "../format.js";

/** A position of the slider. */
export interface Step {
  /** what the slider shows */
  label: string;
  /** where the tangent touches the curve */
  at: number;
  /** where a step of gradient descent leads from there, where one is shown */
  to?: number;
}

/** Where the steps lead, besides title, text alternative and axis titles. */
export interface PlotStepsOptions extends Omit<FigureOptions, "slider"> {
  /** the slope of the curve */
  slope: (x: number) => number;
  /** left and right end of the curve */
  range: [number, number];
  /** positions of the slider */
  steps: Step[];
  /** index of the position shown first */
  active: number;
  /** what stands before the slider's value, "w₂ = " */
  prefix: string;
}

/**
 * A curve, a ball on it, the tangent there, and the place where a step against the slope leads, on a slider.
 *
 * @param f the curve
 * @param options see {@link PlotStepsOptions}
 * @throws TypeError, RangeError for functions, steps or numbers of the wrong kind, a position that is not there
 * @example plotSteps((x) => x * x, { title: "A valley", alt: "A ball.", slope: (x) => 2 * x, range: [-2, 2], steps: [{ label: "0", at: 1, to: 0.5 }], active: 0, prefix: "step " })
 * @see the article, section 8, figure 32
 */
export function plotSteps(f: (x: number) => number, options: PlotStepsOptions): Figure {
  check(f, options);
  const { slope, range, steps, active, prefix, layout = {}, ...rest } = options;
  const [left, right] = range;
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
      line({ name: options.y ?? "curve", x: curve, y: heights }, colours.blue, 2.5),
      line({ name: "tangent", ...tangent }, colours.orange, 2.5, "dash"),
      line({ name: "step", ...way, showlegend }, colours.ink, 1.5, "dot"),
      marks({ name: "here", ...ball }, { size: 15, color: colours.orange }),
      marks({ name: "after the step", ...landing, showlegend }, ring),
    ],
    {
      ...rest,
      layout: {
        height: 480,
        ...layout,
        xaxis: { range },
        yaxis: { range: [low - room, Math.max(...heights) + room] },
      },
      slider: {
        prefix,
        active,
        ...(isAxis(steps) && { ends: [steps[0].at, steps[steps.length - 1].at] }),
        traces: [1, 2, 3, 4],
        positions: steps.map((step) => ({ label: step.label, data: moved(step) })),
      },
    },
  );
}

/** Whether the slider shows the same as the x axis: its labels are the places, in even steps. */
function isAxis(steps: Step[]): boolean {
  const width = (steps[steps.length - 1].at - steps[0].at) / (steps.length - 1);
  return steps.every(
    ({ label, at }, i) =>
      label === format(at) && Math.abs(at - steps[0].at - i * width) < 1e-9 * Math.abs(width),
  );
}

const own = ["slope", "range", "steps", "active", "prefix"];

function check(f: (x: number) => number, options: PlotStepsOptions): void {
  checkFunction("f", f);
  checkOptions(options, [...own, "title", "alt", "x", "y", "layout"]);
  checkFunction("slope", options.slope);
  checkVector("range", options.range, 2);
  checkList("steps", options.steps, (argument, step) => {
    checkObject(argument, step, "an object with label and at");
    checkString(`${argument}.label`, step.label);
    checkFinite(`${argument}.at`, step.at);
    if (step.to !== undefined) checkFinite(`${argument}.to`, step.to);
  });
  checkWhole("active", options.active, 0, options.steps.length - 1);
  checkString("prefix", options.prefix);
}
