/** Below a figure, folded: what it shows as a table and as CSV, made when it is opened. */
import { button, download, element } from "../dom.js";
import type { PageFigure } from "./figure.js";
import { positionOf } from "./plotly.js";
import { type Curve, curves, written } from "./points.js";

const MOST = 200; // rows of the table: the CSV has all

export function addData(figure: PageFigure): void {
  const { element, given } = figure;
  const details = element.querySelector<HTMLDetailsElement>("details.data");
  if (!details) return;
  if (curves(given).length === 0) {
    details.remove();
    return;
  }
  const fill = () => {
    if (details.open) details.replaceChildren(summary, ...content(figure));
  };
  const summary = details.querySelector("summary") as HTMLElement;
  details.addEventListener("toggle", fill, { signal: figure.gone });
  figure.onMove.push(fill);
}

function content(figure: PageFigure): HTMLElement[] {
  const { given, slider, step, title } = figure;
  const all = curves(given, step);
  const name = [title, positionOf(slider, step)].filter(Boolean).join(", ");
  const rows = all.flatMap((curve) =>
    curve.points.map(({ x, y }) => [curve.name, written(x), written(y)]),
  );
  const scroll = element("div", "scroll");
  scroll.tabIndex = 0;
  scroll.role = "group";
  scroll.ariaLabel = name;
  scroll.append(table(name, heads(all), rows.slice(0, MOST)));
  const link = button("Save as CSV", "", () => save(name, csv(all)));
  const more = rows.length - MOST;
  return [
    scroll,
    ...(more > 0 ? [element("p", "", `… and ${written(more)} more rows, which the CSV has.`)] : []),
    link,
  ];
}

/** The titles of the axes, where all curves share them. */
function heads(all: Curve[]): string[] {
  const shared = (i: 0 | 1) => [...new Set(all.map(({ titles }) => titles[i]))].join(" or ");
  return ["curve", shared(0), shared(1)];
}

function table(name: string, heads: string[], rows: string[][]): HTMLElement {
  const box = element("table");
  const head = element("tr");
  for (const [i, text] of heads.entries()) {
    const cell = element("th", i > 0 ? "number" : "", text);
    cell.scope = "col";
    head.append(cell);
  }
  const body = element("tbody");
  for (const row of rows) {
    const line = element("tr");
    line.append(...row.map((text, i) => element("td", i > 0 ? "number" : "", text)));
    body.append(line);
  }
  const top = element("thead");
  top.append(head);
  box.append(element("caption", "", name), top, body);
  return box;
}

function csv(all: Curve[]): string {
  const quoted = (value: unknown) =>
    typeof value === "number" ? String(value) : `"${String(value).replaceAll('"', '""')}"`;
  const rows = all.flatMap(({ name, points }) => points.map(({ x, y }) => [name, x, y]));
  return [heads(all), ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

const save = (name: string, text: string): void =>
  download(`${name.replace(/[^\p{L}\p{N}.−-]+/gu, "-").slice(0, 80)}.csv`, text, "text/csv");
