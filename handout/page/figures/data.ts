/** Below a figure, folded: what it shows as a table and as CSV, made when it is opened. */
import { button, download, element } from "../dom.js";
import type { PageFigure } from "./figure.js";
import { positionOf } from "./plotly.js";
import { type Curve, curves, formatValue, saidBeside } from "./points.js";

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
  details.addEventListener("toggle", fill, { signal: figure.removed });
  figure.onMove.push(fill);
}

function content(figure: PageFigure): HTMLElement[] {
  const { given, slider, step, title } = figure;
  const all = curves(given, step);
  const name = [title, positionOf(slider, step)].filter(Boolean).join(", ");
  const rows = rowsOf(all).map((row) => row.map(formatValue));
  const scroll = element("div", "scroll");
  scroll.tabIndex = 0;
  scroll.role = "group";
  scroll.ariaLabel = name;
  scroll.append(table(name, heads(all), rows.slice(0, MOST)));
  const link = button("Save as CSV", "", () => save(name, csv(all)));
  const more = rows.length - MOST;
  const others = `… and ${formatValue(more)} more ${more === 1 ? "row" : "rows"}, which the CSV has.`;
  const beside = saidBeside(given, step);
  return [
    ...(beside ? [element("p", "", `${beside}.`)] : []),
    scroll,
    ...(more > 0 ? [element("p", "", others)] : []),
    link,
  ];
}

/** Rows that say their target need no other name. */
const isNamed = (all: Curve[]) => !all.every(({ titles }) => titles.length > 2);

/** The titles of the axes, where all curves share them, and of what else is known of the points of some. */
function heads(all: Curve[]): string[] {
  const most = Math.max(...all.map(({ titles }) => titles.length));
  const shared = Array.from({ length: most }, (_, i) =>
    [...new Set(all.flatMap(({ titles }) => titles[i] ?? []))].join(" or "),
  );
  return [...(isNamed(all) ? ["curve"] : []), ...shared];
}

function rowsOf(all: Curve[]): unknown[][] {
  const { length } = heads(all);
  return all.flatMap(({ name, points }) =>
    points.map(({ values }) => {
      const row = [...(isNamed(all) ? [name] : []), ...values];
      return Array.from({ length }, (_, i) => row[i] ?? "");
    }),
  );
}

function table(name: string, heads: string[], rows: string[][]): HTMLElement {
  const box = element("table");
  const head = element("tr");
  const isText = (i: number) => i === 0 && heads[0] === "curve";
  for (const [i, text] of heads.entries()) {
    const cell = element("th", isText(i) ? "" : "number", text);
    cell.scope = "col";
    head.append(cell);
  }
  const body = element("tbody");
  for (const row of rows) {
    const line = element("tr");
    line.append(...row.map((text, i) => element("td", isText(i) ? "" : "number", text)));
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
  return [heads(all), ...rowsOf(all)].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

const save = (name: string, text: string): void =>
  download(`${name.replace(/[^\p{L}\p{N}.−-]+/gu, "-").slice(0, 80)}.csv`, text, "text/csv");
