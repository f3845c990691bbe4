import { checkFunction, checkOptions, checkString, checkVector, fail } from "../check.js";
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
import { lineTraces } from "./lines.js";

/** What a dial turns, besides title, text alternative and axis titles. */
export interface PlotDialOptions extends Omit<FigureOptions, "slider"> {
  /** where the curves are computed, in rising order */
  at: number[];
  /** what the dial turns, "w" */
  name: string;
  /** the positions of the dial, in rising order */
  values: number[];
  /** the position shown first: one of `values` */
  start: number;
  /** up to four positions whose curves stay in the figure, for comparison */
  fixed: number[];
  /** a point of the curve worth a dot; undefined when there is none in sight */
  mark: (value: number) => [number, number] | undefined;
}

const own = ["at", "name", "values", "start", "fixed", "mark"];

/**
 * A curve with a dial: some curves that stay, and one that follows the slider, with a dot on it.
 *
 * @param f the height of the curve at x when the dial stands at `value`
 * @param options see {@link PlotDialOptions}
 * @throws TypeError, RangeError for a function, numbers or a name of the wrong kind, a start that is none of `values`
 * @example plotDial((x, w) => sigmoid(w * x), { title: "Steepness", alt: "A curve.", at: [-1, 0, 1], name: "w", values: [1, 2], start: 1, fixed: [1], mark: () => [0, 0.5] })
 * @see the article, figures 90 and 92
 */
export function plotDial(
  f: (x: number, value: number) => number,
  options: PlotDialOptions,
): Figure {
  checkFunction("f", f);
  checkOptions(options, [...own, "title", "alt", "x", "y", "layout"]);
  const { at, name, values, start, fixed, mark, ...rest } = options;
  checkString("name", name);
  checkVector("at", at);
  checkVector("values", values);
  checkVector("fixed", fixed);
  checkFunction("mark", mark);
  const active = values.indexOf(start);
  if (active < 0) fail(RangeError, "start", "one of the values", start);
  const curve = (value: number) => ({ y: at.map((x) => f(x, value)) });
  const dot = (value: number) => {
    const point = mark(value);
    const inSight = point && point[0] >= at[0] && point[0] <= at[at.length - 1];
    return inSight ? { x: [point[0]], y: [point[1]] } : nowhere;
  };
  const lines = fixed.map((value) => ({
    name: `${name} = ${format(value)}`,
    x: at,
    y: curve(value).y,
  }));
  return figure(
    [
      ...lineTraces(lines),
      line({ name: "slider", x: at, ...curve(values[active]) }, colours.ink, 4),
      marks(
        { ...dot(values[active]), cliponaxis: false, showlegend: false },
        { size: 13, color: colours.ink, line: { color: "white", width: 2 } },
      ),
    ],
    {
      ...rest,
      slider: {
        prefix: `${name} = `,
        active,
        traces: [fixed.length, fixed.length + 1],
        positions: values.map((value) => ({
          label: format(value),
          data: [curve(value), dot(value)],
        })),
      },
    },
  );
}
