import { colours, type Figure, figure, type Trace } from "../figure.js";
import { format } from "../format.js";

/** What `plotRanking` shows. */
export interface Ranking {
  /** n names, from the first place to the last */
  names: string[];
  /** n numbers, one for each name */
  values: number[];
  /** how many of them are chosen, from the first place on */
  chosen: number;
  /** what the bars of the chosen ones and of the others are called in the legend */
  groups: [string, string];
  title: string;
  /** title of the axis of the values */
  x: string;
}

/**
 * Horizontal bars in the order given, the chosen ones filled, the others hatched.
 *
 * @example plotRanking({ names: ["cat", "pencil"], values: [0.9, 0.1], chosen: 1, groups: ["saved", "left"], title: "First", x: "weight" })
 * @see the article, section 1
 */
export function plotRanking({ names, values, chosen, groups, title, x }: Ranking): Figure {
  const bars = (
    from: number,
    to: number,
    name: string,
    color: string,
    hatched: boolean,
  ): Trace => ({
    type: "bar",
    orientation: "h",
    name,
    x: values.slice(from, to),
    // Plotly would take "<b>" for a style.
    y: names.slice(from, to).map((label) => label.replace(/</g, "&lt;")),
    text: values.slice(from, to).map((value) => format(value)),
    textposition: "outside",
    cliponaxis: false,
    marker: {
      color,
      ...(hatched && { pattern: { shape: "/", fgcolor: color, bgcolor: "white" } }),
    },
    hoverinfo: "skip",
  });
  const list = names.map((name, i) => `${name} ${format(values[i])}`).join(", ");
  return figure({
    title,
    alt: `Bars from the first place to the last: ${list}. ${Math.min(chosen, names.length)} of ${names.length} are ${groups[0]}.`,
    x,
    y: "item",
    data: [
      bars(0, chosen, groups[0], colours.blue, false),
      bars(chosen, names.length, groups[1], colours.orange, true),
    ].filter(({ y }) => (y as string[]).length > 0),
    layout: {
      height: 170 + 40 * names.length,
      showlegend: true,
      margin: { r: 64 },
      yaxis: { type: "category", ticksuffix: "  ", autorange: "reversed", fixedrange: true },
      xaxis: { fixedrange: true },
    },
  });
}
