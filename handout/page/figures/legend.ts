/** A legend names what is in sight: not a line that has left the picture, until the slider brings it back. */
import type { PageFigure } from "./figure.js";
import { type Trace, traces } from "./plotly.js";

type Range = [from: number, to: number];
type Place = [x: number, y: number];
type Axis = { type: string; range: Range } | undefined;
type Item = Element & { __data__?: [{ trace: { index: number } }] };

const EVENTS = ["plotly_afterplot", "plotly_relayout"]; // a zoom draws the axes anew, not all

export function addLegend(figure: PageFigure): void {
  const { plot, given, removed: gone } = figure;
  const places = new Map<Element, { own: Place; put: Place }>();
  const mark = () => {
    const all = traces(given, figure.step);
    for (const group of plot.querySelectorAll(".legend .groups")) {
      const items = [...group.querySelectorAll<SVGElement>(".traces")];
      const away = items.map((item) => {
        const trace = all[(item as Item).__data__?.[0].trace.index ?? -1];
        return trace !== undefined && !isBorder(trace, all) && isAway(trace, plot._fullLayout);
      });
      // Where Plotly has put it, also when it stands elsewhere since.
      const own = items.map((item) => {
        const there = placeOf(item);
        const known = places.get(item);
        return known && String(known.put) === String(there) ? known.own : there;
      });
      for (const [i, put] of closed(own, away).entries()) {
        items[i].style.visibility = away[i] ? "hidden" : "";
        items[i].setAttribute("transform", `translate(${put})`);
        places.set(items[i], { own: own[i], put });
      }
    }
  };
  mark();
  for (const event of EVENTS) {
    plot.on?.(event, mark);
    gone.addEventListener("abort", () => plot.removeListener?.(event, mark));
  }
  figure.onMove.push(mark);
}

const placeOf = (item: Element): Place => {
  const [x = 0, y = 0] = (item.getAttribute("transform") ?? "").match(/-?[\d.]+/g) ?? [];
  return [Number(x), Number(y)];
};

/** Places without gaps: in one row each follows the one before it, in several each takes the next cell. */
function closed(own: Place[], away: boolean[]): Place[] {
  const isRow = own.every(([, y]) => y === own[0][1]);
  let next = 0;
  let [x] = own[0] ?? [0];
  return own.map((place, i) => {
    if (away[i]) return place;
    if (!isRow) return own[next++];
    const put: Place = [x, place[1]];
    x += (own[i + 1] ?? place)[0] - place[0];
    return put;
  });
}

/** A line of one point is only the legend entry of a map's border, so it is never out of sight. */
const isBorder = ({ x }: Trace, all: Trace[]): boolean =>
  Array.isArray(x) && x.length === 1 && all.some(({ type }) => type === "contour");

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
  if (![...x, ...y].every(Number.isFinite)) return false; // the line has a gap there
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
