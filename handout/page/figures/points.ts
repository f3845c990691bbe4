/** The points of a figure, in words and numbers: for its table, its CSV and whoever reads it by keyboard. */
import { format } from "../../../src/format.js";
import type { Axis, Plot, Step, Trace } from "./plotly.js";
import { traces } from "./plotly.js";

export interface Curve {
  name: string;
  /** its place among Plotly's traces */
  trace: number;
  /** what stands at the axes */
  titles: [string, string];
  points: { x: unknown; y: unknown; text: string; index: number }[];
}

/** The curves that a position shows, each with its points; none for a drawing, which has no axes. */
export function curves(plot: Plot, step?: Step): Curve[] {
  return traces(plot, step).flatMap((trace, i) => {
    const { type = "scatter", hoverinfo, x, y, text } = trace;
    const isBar = type === "bar";
    if (!(type === "scatter" && hoverinfo !== "skip") && !isBar) return [];
    const titles = [axisOf(plot, trace, "x"), axisOf(plot, trace, "y")];
    if (titles.some((axis) => axis.visible === false) || !Array.isArray(x) || !Array.isArray(y))
      return [];
    const labels = { x: labelsOf(titles[0]), y: labelsOf(titles[1]) };
    const points = x.flatMap((_, index) => {
      if (x[index] === null || y[index] === null || y[index] === undefined) return [];
      const own = Array.isArray(text) ? plain(String(text[index] ?? "")) : "";
      return [{ x: labels.x(x[index]), y: labels.y(y[index]), text: own, index }];
    });
    const name = plain(String(trace.name ?? `trace ${i + 1}`));
    return points.length === 0
      ? []
      : [{ name, trace: i, titles: [nameOf(titles[0], "x"), nameOf(titles[1], "y")], points }];
  });
}

export const written = (value: unknown): string =>
  typeof value === "number" ? format(value) : String(value);

type Ticks = Axis & { tickvals?: unknown[]; ticktext?: unknown[] };

function axisOf({ layout }: Plot, trace: Trace, letter: "x" | "y"): Ticks {
  const key = String(trace[`${letter}axis`] ?? letter).replace(letter, `${letter}axis`);
  return (layout[key] ?? {}) as Ticks;
}

/** Bars stand at places that have names. */
function labelsOf({ tickvals, ticktext }: Ticks): (value: unknown) => unknown {
  return (value) => {
    const at = tickvals?.indexOf(value) ?? -1;
    return at >= 0 && ticktext ? plain(String(ticktext[at])) : value;
  };
}

function nameOf({ title }: Axis, letter: string): string {
  const text = typeof title === "string" ? title : title?.text;
  return plain(text ?? "") || letter;
}

/** Without Plotly's marks. */
const plain = (text: string): string =>
  text
    .replace(/<br\s*\/?>/g, " ")
    .replace(/<\/?\w+[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .trim();
