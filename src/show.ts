import { display } from "#display";
import { checkObject, checkOneOf, checkString, fail } from "./check.js";
import { type ExerciseName, exercises } from "./exercises/index.js";
import type { Figure } from "./figure.js";
import { format, round } from "./format.js";
import type { Frame } from "./frame.js";
import { replyTo } from "./guesses/guess.js";
import { type GuessName, guesses } from "./guesses/index.js";
import { judge } from "./judge.js";
import { plural } from "./plural.js";
import { escapeHtml, text } from "./text.js";

/**
 * Shows a figure below the cell: interactive where the program knows Plotly, its text alternative elsewhere.
 *
 * @param figure what one of the `plot…` and `draw…` functions, or `figure`, returns
 * @throws TypeError for anything else
 * @example show(drawOrGate())
 */
export function show(figure: Figure): void {
  if (!Array.isArray(figure?.data) || typeof figure.alt !== "string")
    fail(TypeError, "figure", "what a plot or draw function returns", figure);
  const { alt, ...plotly } = figure;
  display({ "application/vnd.plotly.v1+json": rounded(plotly), "text/plain": alt });
}

/** Columns by their names, rows as objects, or a danfojs DataFrame. */
export type Table = Record<string, readonly unknown[]> | readonly object[] | Frame;

const mostRows = 50;

/**
 * Shows a table, as HTML without script. Numbers are written as `format` writes them.
 * Where the first column holds names, each its own, they are the headings of their rows.
 *
 * @param data columns by name, all of one length; or rows, each an object with a value for each column, a missing one
 *   stays empty; or a danfojs DataFrame. At most 50 rows are shown.
 * @param caption a line above the table
 * @throws TypeError, RangeError for columns that are no arrays or differ in length, rows that are no objects
 * @example table({ W: [2, 3], error: [0, 7] }, "The error for two weights")
 */
export function table(data: Table, caption?: string): void {
  const { names, rows } = rowsOf(data);
  if (caption !== undefined) checkString("caption", caption);
  const cells = rows.slice(0, mostRows).map((row) => row.map(cell));
  const more = rows.length - cells.length;
  const first = rows.map((row) => row[0]);
  const isNamed = names.length > 1 && first.every(isName) && new Set(first).size === first.length;
  const place = (j: number) => (isNamed && j === 0 ? ['th scope="row"', "th"] : ["td", "td"]);
  const filled = (c: string, j: number) => `<${place(j)[0]}>${escapeHtml(c)}</${place(j)[1]}>`;
  const html = [
    "<table>",
    caption === undefined ? "" : `<caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${names.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("")}</tr></thead>`,
    `<tbody>${cells.map((row) => `<tr>${row.map(filled).join("")}</tr>`).join("\n")}</tbody>`,
    "</table>",
    more > 0 ? `<p>… and ${plural(more, "more row")}</p>` : "",
  ];
  const plain = [names, ...cells].map((row) => row.join("\t"));
  display({
    "text/html": html.filter(Boolean).join("\n"),
    "text/plain": [...(caption === undefined ? [] : [caption]), ...plain].join("\n"),
  });
}

const isName = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

function rowsOf(data: Table): { names: string[]; rows: unknown[][] } {
  checkObject("data", data, "an object of columns, an array of rows or a DataFrame");
  if (Array.isArray(data)) return rowsOfObjects(data);
  if (isFrame(data)) return { names: data.columns.map(String), rows: data.values };
  const names = Object.keys(data);
  if (names.length === 0) fail(RangeError, "data", "an object of at least one column", data);
  const columns = Object.values(data) as unknown[][];
  const length = Array.isArray(columns[0]) ? columns[0].length : 0;
  for (const [i, column] of columns.entries()) {
    if (!Array.isArray(column)) fail(TypeError, `column ${names[i]}`, "an array", column);
    if (column.length !== length)
      fail(RangeError, `column ${names[i]}`, `an array of length ${length}`, column);
  }
  return { names, rows: Array.from({ length }, (_, i) => columns.map((column) => column[i])) };
}

const isFrame = (data: Table): data is Frame =>
  "shape" in data && "columns" in data && "values" in data && Array.isArray(data.values[0] ?? []);

function rowsOfObjects(data: readonly object[]): { names: string[]; rows: unknown[][] } {
  if (data.length === 0) fail(RangeError, "data", "an array of at least one row", data);
  for (const [i, row] of data.entries()) {
    checkObject(`data[${i}]`, row, "an object with a value for each column");
    if (Array.isArray(row))
      fail(TypeError, `data[${i}]`, "an object, with names for its values", row);
  }
  const names = [...new Set(data.flatMap(Object.keys))];
  const rows = data.map((row) => names.map((name) => (row as Record<string, unknown>)[name]));
  return { names, rows };
}

function cell(value: unknown): string {
  if (typeof value === "number") return format(value);
  if (Array.isArray(value)) return `[${value.map(cell).join(", ")}]`;
  return value === null || value === undefined ? "" : String(value);
}

/**
 * Prints a sentence with values computed by the notebook, as Markdown. How values are written: see `text`.
 *
 * @param template Markdown with TeX in it
 * @param values numbers, strings, booleans, or arrays of them
 * @throws TypeError for a value that is neither number, string, boolean nor an array of those
 * @example md`The best weight is **${weight}**.`
 */
export function md(template: TemplateStringsArray, ...values: unknown[]): void {
  say(text(template, ...values));
}

const say = (markdown: string) => display({ "text/markdown": markdown, "text/plain": markdown });

/**
 * Prints a sentence that the computation can prove or refute: with ✓, or crossed out, with what is true instead.
 *
 * @param holds whether the sentence is true
 * @param sentence Markdown, from `text`
 * @param otherwise what is true when the sentence is not; Markdown, from `text`
 * @throws TypeError when `holds` is no boolean, or one of the others no string
 * @example claim(error(4) > error(3), text`W = 4 is worse than W = 3.`, text`W = 4 has the error ${error(4)}.`)
 */
export function claim(holds: boolean, sentence: string, otherwise: string): void {
  if (typeof holds !== "boolean") fail(TypeError, "holds", "true or false", holds);
  checkString("sentence", sentence);
  checkString("otherwise", otherwise);
  say(holds ? `✓ ${sentence}` : `✗ Not so here: ~~${sentence}~~ Instead: ${otherwise}`);
}

/**
 * Checks the answer to an exercise: ✓ right, ✗ wrong, with the mistake named where it is a usual one,
 * or ◻ for no answer yet.
 *
 * @param name "02-a": the notebook's number and a letter
 * @param answer a number, an array of numbers or a function, as the exercise asks; undefined is no answer yet
 * @throws TypeError, RangeError for a name that no exercise has
 * @example exercise("02-b", 16) // ✗ 02-b: this is the square of the difference; E is half of it.
 */
export function exercise(name: ExerciseName, answer: unknown): void {
  checkOneOf("name", name, Object.keys(exercises) as ExerciseName[]);
  const { right, message } = judge(exercises[name], answer);
  md`${signOf(right)} **${name}**: ${message}.`;
}

/**
 * Answers a guess, made before the next cell is run: ✓ or ✗ with what came and, where the guess was wrong, the thought
 * that usually leads there; or ◻ and what can be guessed. What came is what the notebook gives with its own parameters.
 *
 * @param name "02-p1": the notebook's number and p1, p2, …
 * @param answer one of the words that ◻ names, a number, or words in an order, "b, a"; undefined is no guess yet
 * @throws TypeError, RangeError for a name that no guess has
 * @example guess("02-p2", 2) // ✗ 02-p2: you guessed 2. E went from 7 to 28. Each single error doubles; …
 */
export function guess(name: GuessName, answer: unknown): void {
  checkOneOf("name", name, Object.keys(guesses) as GuessName[]);
  const { right, message } = replyTo(guesses[name](), answer);
  say(`${signOf(right)} **${name}**: ${message}`);
}

const signOf = (right: boolean | undefined) => (right === undefined ? "◻" : right ? "✓" : "✗");

/** The same JSON with all numbers at 6 significant digits: enough for any screen, and half the size. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return round(value, 6);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}
