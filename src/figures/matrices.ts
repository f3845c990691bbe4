import { checkList, checkMatrix, checkOptions, checkString, checkVector } from "../check.js";
import { type Caption, captionOf, colours, type Figure } from "../figure.js";
import { format } from "../format.js";
import { drawing, note } from "./drawing.js";

const letter = 0.27; // of the unit in which cells are measured

/**
 * A calculation with matrices, each drawn as a grid of its numbers, with its name above and its size below.
 *
 * @param formula the names, with signs between them: "·", "+", "−" or "=", a space on each side
 * @param matrices one for each name, from left to right: its rows, or the numbers of a single column
 * @param options title and text alternative, by default from the names and the numbers
 * @throws TypeError, RangeError for what is no matrix, another number of matrices than of names, an unknown option
 * @example drawMatrices("inputs · weights = net input", [[[0, 1]], [0.1, 0.2], [0.2]])
 * @see the article, figures 78 to 83
 */
export function drawMatrices(
  formula: string,
  matrices: (number[] | number[][])[],
  options: Partial<Caption> = {},
): Figure {
  checkString("formula", formula);
  const terms = formula.split(/ ([·+−=]) /); // names at 0, 2, 4 …, and the signs between them
  checkList("matrices", matrices, checkMatrixOrColumn, (terms.length + 1) / 2);
  checkOptions(options, ["title", "alt"]);
  const rowsAt = (i: number) => matrices[i / 2].map((row) => [row].flat());
  const shapes: object[] = [];
  const annotations: object[] = [];
  const write = (x: number, y: number, text: string, size = 14) => {
    annotations.push(note(x, y, text, { font: { size } }));
  };
  let left = 0;
  let tallest = 1;
  for (const [i, term] of terms.entries()) {
    if (i % 2 === 1) {
      write(left + 0.3, 0, `<b>${term}</b>`, 18);
      left += 0.6;
      continue;
    }
    const rows = rowsAt(i);
    const height = rows.length;
    const width = rows[0].length;
    const texts = rows.map((row) => row.map((value) => format(value)));
    // As wide as its longest number, in a slot as wide as its name, so that both can be read on a phone.
    const cell = Math.max(0.8, ...texts.flat().map((text) => letter * text.length));
    const lines = wrapped(term, width * cell);
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
    { title: formula, alt: altText(terms, rowsAt), ...captionOf(options) },
  );
}

function checkMatrixOrColumn(argument: string, value: unknown): void {
  if (Array.isArray(value) && typeof value[0] === "number") checkVector(argument, value);
  else checkMatrix(argument, value);
}

/** What to see: how the sizes fit, and what comes out. */
function altText(terms: string[], rowsAt: (i: number) => number[][]): string {
  const numbers = (row: number[]) => row.map((value) => format(value)).join(", ");
  const size = ({ length, 0: row }: number[][]) => `${length}×${row.length}`;
  const sizes = terms.map((term, i) => (i % 2 === 1 ? term : size(rowsAt(i))));
  const last = terms.length - 1;
  return `Matrices: ${sizes.join(" ")}. The last one, ${terms[last]}: ${rowsAt(last).map(numbers).join("; ")}.`;
}

/** A name in two lines where it is longer than that and has a space. */
function wrapped(name: string, width: number): string[] {
  const at = name.lastIndexOf(" ");
  return letter * name.length <= width || at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}
