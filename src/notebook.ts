import { describe } from "./check.js";
import type { Figure } from "./figure.js";
import { format, round } from "./format.js";
import { display } from "./kernel.js";
import { escapeHtml, text } from "./text.js";

/**
 * Shows a figure below the cell: interactive where the program knows Plotly, its text alternative elsewhere.
 *
 * @param figure what one of the `plot…` and `draw…` functions, or `figure`, returns
 * @throws TypeError for anything else
 */
export function show(figure: Figure): void {
  if (!Array.isArray(figure?.data) || typeof figure.alt !== "string")
    throw new TypeError(
      `figure must be what a plot or draw function returns; got ${describe(figure)}`,
    );
  const { alt, ...plotly } = figure;
  display({ "application/vnd.plotly.v1+json": rounded(plotly), "text/plain": alt });
}

/** Columns of a table by their names, or a danfojs DataFrame. */
export type Table = Record<string, readonly unknown[]> | { columns: string[]; values: unknown };

const mostRows = 50;

/**
 * Shows a table, as HTML without script. Numbers are printed with 5 significant digits.
 *
 * @param data columns by name, all of one length, or a danfojs DataFrame; at most 50 rows are shown
 * @param caption a line above the table
 * @throws TypeError, RangeError for columns that are no arrays or differ in length
 * @example table({ W: [2, 3], error: [0, 7] }, "The error for two weights")
 */
export function table(data: Table, caption?: string): void {
  const { names, rows } = rowsOf(data);
  const cells = rows.slice(0, mostRows).map((row) => row.map(cell));
  const more = rows.length - cells.length;
  const html = [
    "<table>",
    caption === undefined ? "" : `<caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${names.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("")}</tr></thead>`,
    `<tbody>${cells.map((row) => `<tr>${row.map((c) => `<td>${escapeHtml(c)}</td>`).join("")}</tr>`).join("\n")}</tbody>`,
    "</table>",
    more > 0 ? `<p>… and ${more} more rows</p>` : "",
  ];
  const plain = [names, ...cells].map((row) => row.join("\t"));
  display({
    "text/html": html.filter(Boolean).join("\n"),
    "text/plain": [...(caption === undefined ? [] : [caption]), ...plain].join("\n"),
  });
}

function rowsOf(data: Table): { names: string[]; rows: unknown[][] } {
  if (typeof data !== "object" || data === null)
    throw new TypeError(`data must be an object of columns or a DataFrame; got ${describe(data)}`);
  if (Array.isArray(data.columns) && Array.isArray(data.values) && "shape" in data)
    return { names: data.columns.map(String), rows: data.values };
  const names = Object.keys(data);
  const columns = Object.values(data) as unknown[][];
  const length = Array.isArray(columns[0]) ? columns[0].length : 0;
  for (const [i, column] of columns.entries()) {
    if (!Array.isArray(column))
      throw new TypeError(`column ${names[i]} must be an array; got ${describe(column)}`);
    if (column.length !== length)
      throw new RangeError(
        `column ${names[i]} must be of length ${length}; got ${column.length} values`,
      );
  }
  return { names, rows: Array.from({ length }, (_, i) => columns.map((column) => column[i])) };
}

function cell(value: unknown): string {
  if (typeof value === "number") return format(value);
  if (Array.isArray(value)) return `[${value.map(cell).join(", ")}]`;
  return value === null || value === undefined ? "" : String(value);
}

/**
 * Prints a sentence with values computed by the notebook, as Markdown.
 *
 * @example md`The best weight is **${weight}**.`
 */
export function md(template: TemplateStringsArray, ...values: unknown[]): void {
  const markdown = text(template, ...values);
  display({ "text/markdown": markdown, "text/plain": markdown });
}

/**
 * Prints a sentence that the computation can prove or refute.
 *
 * @returns a function of `holds`, whether the sentence is true, and `otherwise`, what is true when it is not
 *   (Markdown, from `text`). It prints the sentence with ✓, or crosses it out and says what is true instead.
 * @throws TypeError when `holds` is no boolean
 * @example claim`W = 4 is worse than W = 3`(error(4) > error(3), text`W = 4 has the error ${error(4)}`)
 */
export function claim(template: TemplateStringsArray, ...values: unknown[]) {
  const sentence = text(template, ...values);
  return (holds: boolean, otherwise: string): void => {
    if (typeof holds !== "boolean")
      throw new TypeError(`holds must be true or false; got ${describe(holds)}`);
    const markdown = holds
      ? `✓ ${sentence}`
      : `✗ Not so here: ~~${sentence}~~ Instead: ${otherwise}`;
    display({ "text/markdown": markdown, "text/plain": markdown });
  };
}

/** The same JSON with all numbers at 6 significant digits: enough for any screen, and half the size. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return round(value, 6);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}
