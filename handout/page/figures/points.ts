/** The points of a figure, in words and numbers: for its table, its CSV and whoever reads it by keyboard. */
import { format } from "../../../src/format.js";
import { sigmoid } from "../../../src/sigmoid.js";
import type { Axis, Plot, Step, Trace } from "./plotly.js";
import { traces } from "./plotly.js";

export interface Curve {
  name: string;
  /** its place among Plotly's traces */
  trace: number;
  /** its axes, as Plotly names them together */
  subplot: string;
  /** what stands at the axes, and what else is known of each point */
  titles: string[];
  points: { values: unknown[]; text: string; index: number }[];
}

/** The curves that a position shows, each with its points; none for a drawing, which has no axes. */
export function curves(plot: Plot, step?: Step): Curve[] {
  const all = traces(plot, step);
  const sticks = all.find(isSticks);
  return all.flatMap((trace, i) => {
    const { type = "scatter", hoverinfo, x, y, text } = trace;
    const isBar = type === "bar";
    if (!(type === "scatter" && hoverinfo !== "skip") && !isBar) return [];
    if (trace === sticks) return []; // each stands with its example
    const axes = [axisOf(plot, trace, "x"), axisOf(plot, trace, "y")];
    if (axes.some((axis) => axis.visible === false) || !Array.isArray(x) || !Array.isArray(y))
      return [];
    const labels = { x: labelsOf(axes[0]), y: labelsOf(axes[1]) };
    const name = plain(String(trace.name ?? `trace ${i + 1}`));
    const titles = [nameOf(axes[0], "x"), nameOf(axes[1], "y")];
    const example = sticks
      ? onSticks(sticks, titles[0])
      : onMap(
          all.find((map) => isMap(map, trace)),
          name,
          titles,
        );
    const points = x.flatMap((_, index) => {
      if (x[index] === null || y[index] === null || y[index] === undefined) return [];
      const own = Array.isArray(text) ? plain(String(text[index] ?? "")) : "";
      const values = example?.values(x[index], y[index]) ?? [
        labels.x(x[index]),
        labels.y(y[index]),
      ];
      return [{ values, text: own, index }];
    });
    if (points.length === 0) return [];
    const subplot = `${trace.xaxis ?? "x"}${trace.yaxis ?? "y"}`;
    return [{ name, trace: i, subplot, titles: example?.titles ?? titles, points }];
  });
}

/** What a drawing beside the axes says in numbers: weights, bias and error. */
export const saidBeside = (plot: Plot, step?: Step): string =>
  traces(plot, step)
    .filter(({ mode, xaxis = "x" }) => mode === "text" && xaxis === "x")
    .filter((trace) => axisOf(plot, trace, "x").visible === false)
    .flatMap(({ text }) => (Array.isArray(text) ? text.map((part) => plain(String(part))) : []))
    .filter((part) => part.includes(" = "))
    .join(", ");

const EXAMPLE = /^(.+) ([01])$/; // as the course names the points of a class

interface Example {
  titles: string[];
  values(x: unknown, y: unknown): unknown[];
}

function isSticks({ name, x, y }: Trace): boolean {
  if (name !== "error" || !Array.isArray(x) || !Array.isArray(y)) return false;
  return x.every((value, i) => (i % 3 === 2 ? value === null : value === x[i - (i % 3)]));
}

/** A stick goes from an example's target to its output. */
function onSticks({ x, y }: Trace, title: string): Example {
  const [xs, ys] = [x, y] as unknown[][];
  return {
    titles: [title, "target", "output"],
    values: (at, target) => {
      const from = xs.findIndex((value, i) => i % 3 === 0 && value === at && ys[i] === target);
      return [at, target, from < 0 ? "" : ys[from + 1]];
    },
  };
}

/** Whether it colours the plane of these points by the net input, or the output. */
function isMap({ type, colorbar, z, xaxis }: Trace, points: Trace): boolean {
  const { title } = (colorbar ?? {}) as { title?: { text?: string } };
  const isPlane = Array.isArray(z) && z.length === 2 && Array.isArray(z[0]) && z[0].length === 2;
  return type === "heatmap" && title?.text === "output" && isPlane && xaxis === points.xaxis;
}

/** Between the corners of such a map the net input lies evenly. */
function onMap(map: Trace | undefined, name: string, titles: string[]): Example | undefined {
  const [, target, value] = EXAMPLE.exec(name) ?? [];
  if (!map || value === undefined) return undefined;
  const { x, y, z, zmin, colorscale } = map as Record<"x" | "y", [number, number]> & {
    z: [[number, number], [number, number]];
    zmin: number;
    colorscale: [number, string][];
  };
  const isStep = colorscale.some(([place], i) => i > 0 && place === colorscale[i - 1][0]);
  const answer = (net: number) => (isStep ? Number(net > 0) : zmin < 0 ? sigmoid(net) : net);
  return {
    titles: [...titles, target, "output"],
    values: (x1, x2) => {
      const right = (Number(x1) - x[0]) / (x[1] - x[0]);
      const up = (Number(x2) - y[0]) / (y[1] - y[0]);
      const [low, high] = z.map(([a, b]) => a + right * (b - a));
      return [x1, x2, Number(value), answer(low + up * (high - low))];
    },
  };
}

export const formatValue = (value: unknown): string =>
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
