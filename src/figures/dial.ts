import { colours, type Figure, type FigureParts, figure } from "../figure.js";
import { format } from "../format.js";
import { lineTraces } from "./lines.js";

/** What `plotDial` shows, besides title, text alternative and axis titles. */
export interface Dial extends Omit<FigureParts, "data" | "slider"> {
  /** where the curves are computed, in rising order */
  at: number[];
  /** the height of the curve at x when the dial stands at `value` */
  f: (x: number, value: number) => number;
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

/**
 * A curve with a dial: some curves that stay, and one that follows the slider, with a dot on it.
 *
 * @example plotDial({ title: "Steepness", alt: "…", at: [-1, 0, 1], f: (x, w) => sigmoid(w * x), name: "w", values: [1, 2], start: 1, fixed: [1], mark: () => [0, 0.5] })
 * @see the article, figures 90 and 92
 */
export function plotDial({
  at,
  f,
  name,
  values,
  start,
  fixed,
  mark,
  layout = {},
  ...parts
}: Dial): Figure {
  const active = Math.max(0, values.indexOf(start));
  const curve = (value: number) => ({ y: at.map((x) => f(x, value)) });
  const dot = (value: number) => {
    const point = mark(value);
    const inSight = point && point[0] >= at[0] && point[0] <= at[at.length - 1];
    return inSight ? { x: [point[0]], y: [point[1]] } : { x: [null], y: [null] };
  };
  const lines = fixed.map((value) => ({
    name: `${name} = ${format(value)}`,
    x: at,
    y: curve(value).y,
  }));
  return figure({
    ...parts,
    data: [
      ...lineTraces(lines),
      {
        type: "scatter",
        mode: "lines",
        name: "slider",
        x: at,
        ...curve(values[active]),
        line: { color: colours.ink, width: 4 },
      },
      {
        type: "scatter",
        mode: "markers",
        ...dot(values[active]),
        marker: { size: 13, color: colours.ink, line: { color: "white", width: 2 } },
        cliponaxis: false,
        showlegend: false,
      },
    ],
    layout,
    slider: {
      prefix: `${name} = `,
      active,
      traces: [fixed.length, fixed.length + 1],
      positions: values.map((value) => ({
        label: format(value),
        data: [curve(value), dot(value)],
      })),
    },
  });
}
