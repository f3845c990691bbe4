/** A legend names what is in sight: not a line that has left the picture, until the slider brings it back. */
import type { PageFigure } from "./figure.js";
import { type Trace, traces } from "./plotly.js";

type Range = [from: number, to: number];
type Axis = { type: string; range: Range } | undefined;
type Item = Element & { __data__?: [{ trace: { index: number } }] };

export function addLegend(figure: PageFigure): void {
  const { plot, given, gone } = figure;
  const mark = () => {
    const all = traces(given, figure.step);
    for (const item of plot.querySelectorAll<SVGElement>(".legend .traces")) {
      const trace = all[(item as Item).__data__?.[0].trace.index ?? -1];
      item.style.visibility = trace && isAway(trace, plot._fullLayout) ? "hidden" : "";
    }
  };
  mark();
  plot.on?.("plotly_afterplot", mark);
  gone.addEventListener("abort", () => plot.removeListener?.("plotly_afterplot", mark));
  figure.onMove.push(mark);
}

function isAway({ mode, x, y, xaxis = "x", yaxis = "y" }: Trace, layout: object = {}): boolean {
  if (mode !== "lines" || !Array.isArray(x) || !Array.isArray(y)) return false;
  const [across, up] = [xaxis, yaxis].map((name) => {
    const axis = (layout as Record<string, Axis>)[String(name).replace(/^./, "$&axis")];
    return axis?.type === "linear" ? axis.range : undefined;
  });
  if (!across || !up) return false;
  return !x.some((to, i) => i > 0 && crosses([x[i - 1], to], [y[i - 1], y[i]], across, up));
}

/** Whether a piece of a line goes through a box. */
function crosses(x: Range, y: Range, across: Range, up: Range): boolean {
  let [from, to] = [0, 1];
  for (const [[begin, end], [low, high]] of [
    [x, across],
    [y, up],
  ]) {
    const step = end - begin;
    const [near, far] = [low, high].map((side) => (side - begin) / step).sort((a, b) => a - b);
    if (step !== 0) [from, to] = [Math.max(from, near), Math.min(to, far)];
    else if (begin < low || begin > high) return false;
  }
  return from <= to;
}
