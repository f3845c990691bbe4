import {
  checkFinite,
  checkList,
  checkMatrix,
  checkObject,
  checkOptions,
  checkString,
} from "../check.js";
import { colours, type Figure, type Words, words } from "../figure.js";
import { format } from "../format.js";
import { drawing, note } from "./drawing.js";

/** A matrix with its name, by its rows or as a single column; or a sign such as "·", "+", "=" between two of them. */
export type MatrixTerm =
  | { name: string; rows: number[][] }
  | { name: string; column: number[] }
  | string;

const letter = 0.27; // of the unit in which cells are measured

/**
 * A calculation with matrices, each drawn as a grid of its numbers, with its name above and its size below.
 *
 * @param terms matrices and the signs between them, from left to right
 * @param options title and text alternative, by default from the terms
 * @throws TypeError, RangeError for a term that is neither a sign nor a matrix with a name, an unknown option
 * @example drawMatrices([{ name: "inputs", rows: [[0, 1]] }, "·", { name: "weights", column: [0.1, 0.2] }])
 * @see the article, figures 78 to 83
 */
export function drawMatrices(terms: MatrixTerm[], options: Partial<Words> = {}): Figure {
  checkList("terms", terms, (argument, term) => {
    if (typeof term === "string") return;
    checkObject(argument, term, "a string, or an object with name and rows");
    checkString(`${argument}.name`, term.name);
    if ("column" in term) checkList(`${argument}.column`, term.column, checkFinite);
    else checkMatrix(`${argument}.rows`, term.rows);
  });
  checkOptions(options, ["title", "alt"]);
  const shapes: object[] = [];
  const annotations: object[] = [];
  const write = (x: number, y: number, text: string, size = 14) => {
    annotations.push(note(x, y, text, { font: { size } }));
  };
  let left = 0;
  let tallest = 1;
  for (const term of terms) {
    if (typeof term === "string") {
      write(left + 0.3, 0, `<b>${term}</b>`, 18);
      left += 0.6;
      continue;
    }
    const rows = rowsOf(term);
    const height = rows.length;
    const width = rows[0].length;
    const texts = rows.map((row) => row.map((value) => format(value)));
    // As wide as its longest number, in a slot as wide as its name, so that both can be read on a phone.
    const cell = Math.max(0.8, ...texts.flat().map((text) => letter * text.length));
    const lines = wrapped(term.name, width * cell);
    const slot = Math.max(width * cell, ...lines.map((text) => letter * text.length));
    const start = left + (slot - width * cell) / 2;
    tallest = Math.max(tallest, height);
    for (const [i, row] of texts.entries())
      for (const [j, text] of row.entries()) {
        const x = start + j * cell;
        const y = height / 2 - i;
        shapes.push({
          type: "rect",
          x0: x,
          x1: x + cell,
          y0: y - 1,
          y1: y,
          line: { color: colours.blue, width: 1.5 },
          fillcolor: "#F3F8FC",
        });
        write(x + cell / 2, y - 0.5, text);
      }
    const above = lines.map((text) => `<b>${text}</b>`).join("<br>");
    annotations.push(note(left + slot / 2, height / 2 + 0.2, above, { yanchor: "bottom" }));
    write(left + slot / 2, -height / 2 - 0.45, `${height}×${width}`);
    left += slot;
  }
  const corners: [number, number, number, number] = [
    -0.2,
    left + 0.2,
    -tallest / 2 - 1,
    tallest / 2 + 1.4,
  ];
  return drawing(
    { shapes, annotations, corners, height: 164 + 42 * tallest, margins: [16, 16] },
    { ...altText(terms), ...words(options) },
  );
}

type Matrix = Exclude<MatrixTerm, string>;

const rowsOf = (matrix: Matrix): number[][] =>
  "rows" in matrix ? matrix.rows : matrix.column.map((value) => [value]);

function altText(terms: MatrixTerm[]): Words {
  const numbers = (row: number[]) => row.map((value) => format(value)).join(", ");
  const listed = terms.map((term) => {
    if (typeof term === "string") return term;
    const rows = rowsOf(term);
    return `${term.name}, ${rows.length}×${rows[0].length}: ${rows.map(numbers).join("; ")}`;
  });
  return {
    title: terms.map((term) => (typeof term === "string" ? term : term.name)).join(" "),
    alt: `A calculation with matrices. ${listed.join(" ")}.`,
  };
}

/** A name in two lines where it is longer than that and has a space. */
function wrapped(name: string, width: number): string[] {
  const at = name.lastIndexOf(" ");
  return letter * name.length <= width || at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}
