/** A figure that has the focus is read point by point: left and right along a curve, up and down from curve to curve. */
import type { PageFigure } from "./figure.js";
import { loaded } from "./plotly.js";
import { type Curve, curves, formatValue } from "./points.js";

export function addKeyboardReading(figure: PageFigure): void {
  const { plot, given, removed: gone } = figure;
  if (curves(given).length === 0 || plot.closest(".slides")) return;
  const status = document.createElement("p");
  status.className = "reading";
  status.ariaLive = "polite";
  plot.parentElement?.after(status);
  gone.addEventListener("abort", () => status.remove());
  plot.tabIndex = 0;
  // So that a screen reader hands the arrow keys on.
  plot.setAttribute("role", "application");
  plot.setAttribute("aria-roledescription", "figure, read with the arrow keys");
  let at: [curve: number, point: number] | undefined;
  const announce = () => {
    const all = curves(given, figure.step);
    if (!at) return;
    at[0] = Math.min(at[0], all.length - 1);
    const curve = all[at[0]];
    at[1] = Math.min(at[1], curve.points.length - 1);
    status.textContent = sentence(curve, at[1]);
    const point = { curveNumber: curve.trace, pointNumber: curve.points[at[1]].index };
    loaded()?.Fx?.hover(plot, [point], curve.subplot);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const all = curves(given, figure.step);
    const next = nextPoint(event.key, at, all);
    if (!next) return;
    event.preventDefault();
    at = next;
    announce();
  };
  const clearStatus = () => {
    status.textContent = "";
    loaded()?.Fx?.unhover(plot);
  };
  plot.addEventListener("keydown", onKey, { signal: gone });
  plot.addEventListener("blur", clearStatus, { signal: gone });
  figure.onMove.push(() => document.activeElement === plot && announce());
}

/** Where a key leads: to the next point or to the nearest of the next curve. The first key leads to the first point. */
function nextPoint(
  key: string,
  at: [number, number] | undefined,
  all: Curve[],
): [number, number] | undefined {
  const along = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[key];
  const across = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (along === undefined && across === undefined) return undefined;
  if (!at) return [0, 0];
  const [curve, point] = at;
  const within = (i: number, n: number) => Math.max(0, Math.min(n - 1, i));
  if (along !== undefined) return [curve, within(point + along, all[curve].points.length)];
  const to = within(curve + (across ?? 0), all.length);
  const [x] = all[curve].points[point].values;
  const away = all[to].points.map(({ values }) => Math.abs(Number(values[0]) - Number(x)));
  const nearest = away.indexOf(Math.min(...away));
  return [to, nearest >= 0 ? nearest : within(point, all[to].points.length)];
}

function sentence({ name, titles, points }: Curve, i: number): string {
  const { values, text } = points[i];
  const place = titles.map((title, j) => `${title} ${formatValue(values[j])}`).join(", ");
  if (titles.length > 2) return `${place}. Point ${i + 1} of ${points.length}.`; // its target names it
  return `${name}: ${text ? `${text}, ` : ""}${place}. Point ${i + 1} of ${points.length}.`;
}
