import { gate } from "../datasets.js";
import { colours, type Figure, figure, type Trace } from "../figure.js";

/**
 * The sign of an OR gate with its two inputs and its output; a slider runs through the four rows of the truth table.
 * A wire that carries a 1 is thick and solid, one that carries a 0 thin and dotted.
 *
 * @example drawOrGate()
 * @see the article, section 7, figure 23
 */
export function drawOrGate(): Figure {
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
      return {
        x: chosen.length > 0 ? chosen.flatMap(({ x }) => [...x, null]) : [null],
        y: chosen.length > 0 ? chosen.flatMap(({ y }) => [...y, null]) : [null],
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
  const hidden = { visible: false, fixedrange: true };
  return figure({
    title: "An OR gate",
    alt: "The sign of an OR gate: two wires lead in from the left, one leads out to the right. The output is 1 unless both inputs are 0.",
    data: [
      {
        type: "scatter",
        mode: "lines",
        ...ones,
        line: { color: colours.blue, width: 5 },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "lines",
        ...zeros,
        line: { color: colours.grey, width: 2, dash: "dot" },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "text",
        x: [0, 0, 3.2],
        y: [0.74, 0.26, 0.54],
        ...labels,
        textposition: ["top right", "bottom right", "top left"],
        textfont: { size: 16 },
        hoverinfo: "skip",
      },
    ],
    layout: {
      shapes: [
        {
          type: "path",
          path: "M 1,0.1 Q 1.3,0.5 1,0.9 L 1.3,0.9 Q 1.95,0.88 2.2,0.5 Q 1.95,0.12 1.3,0.1 Z",
          line: { color: colours.ink, width: 2.5 },
          fillcolor: "#F3F8FC",
        },
      ],
      annotations: [{ x: 1.55, y: 0.5, text: "<b>OR</b>", showarrow: false, font: { size: 18 } }],
      showlegend: false,
      height: 340,
      margin: { l: 32, r: 32, t: 56, b: 8 },
      xaxis: { ...hidden, range: [-0.1, 3.3] },
      yaxis: { ...hidden, range: [0, 1] },
    },
    slider: {
      prefix: "inputs ",
      active: first,
      traces: [0, 1, 2],
      positions: inputs.map((row, i) => ({ label: `(${row.join(", ")})`, data: wires(i) })),
    },
  });
}
