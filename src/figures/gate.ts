import { checkOptions } from "../check.js";
import { gate } from "../datasets.js";
import { type Caption, colours, type Figure, type Trace } from "../figure.js";
import { drawing, note } from "./drawing.js";
import { line, nowhere } from "./traces.js";

const shown =
  "The sign of an OR gate: two wires lead in from the left, one leads out to the right. The output is 1 unless both inputs are 0.";

/**
 * The sign of an OR gate with its two inputs and its output; a slider runs through the four rows of the truth table.
 * A wire that carries a 1 is thick and solid, one that carries a 0 thin and dotted.
 *
 * @param options title and text alternative, in place of the figure's own
 * @throws TypeError, RangeError for an unknown option, or words that are no strings
 * @example drawOrGate()
 * @see the article, section 7, figure 23
 */
export function drawOrGate(options: Partial<Caption> = {}): Figure {
  checkOptions(options, ["title", "alt"]);
  const { title = "An OR gate", alt = shown } = options;
  const { inputs, targets } = gate("OR");
  const wires = (row: number): Trace[] => {
    const signals = [...inputs[row], targets[row]];
    const paths = [
      { x: [0, 1.15], y: [0.7, 0.7] },
      { x: [0, 1.15], y: [0.3, 0.3] },
      { x: [2.2, 3.2], y: [0.5, 0.5] },
    ];
    const on = (signal: number) => (_: unknown, i: number) => signals[i] === signal;
    const joined = (signal: number) => {
      const chosen = paths.filter(on(signal));
      if (chosen.length === 0) return nowhere;
      return {
        x: chosen.flatMap(({ x }) => [...x, null]),
        y: chosen.flatMap(({ y }) => [...y, null]),
      };
    };
    return [
      joined(1),
      joined(0),
      { text: ["x₁", "x₂", "out"].map((n, i) => `${n} = ${signals[i]}`) },
    ];
  };
  const first = 1;
  const [ones, zeros, labels] = wires(first);
  const sign = {
    type: "path",
    path: "M 1,0.1 Q 1.3,0.5 1,0.9 L 1.3,0.9 Q 1.95,0.88 2.2,0.5 Q 1.95,0.12 1.3,0.1 Z",
    line: { color: colours.ink, width: 2.5 },
    fillcolor: "#F3F8FC",
  };
  return drawing(
    {
      data: [
        line({ ...ones, hoverinfo: "skip" }, colours.blue, 5),
        line({ ...zeros, hoverinfo: "skip" }, colours.grey, 2, "dot"),
        {
          type: "scatter",
          mode: "text",
          x: [0, 0, 3.2],
          y: [0.74, 0.25, 0.54],
          ...labels,
          textposition: ["top right", "bottom right", "top left"],
          textfont: { size: 16 },
          hoverinfo: "skip",
        },
      ],
      shapes: [sign],
      annotations: [note(1.55, 0.5, "<b>OR</b>", { font: { size: 18 } })],
      corners: [-0.1, 3.3, 0, 1],
      height: 340,
      margins: [32, 8],
      slider: {
        prefix: "inputs ",
        active: first,
        traces: [0, 1, 2],
        positions: inputs.map((row, i) => ({ label: `(${row.join(", ")})`, data: wires(i) })),
      },
    },
    { title, alt },
  );
}
