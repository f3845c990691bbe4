import { checkOptions, checkVector, checkWhole } from "../check.js";
import { type Caption, captionOf, colours, type Figure, type Trace } from "../figure.js";
import { format } from "../format.js";
import { drawing, note } from "./drawing.js";
import { subscript } from "./neuron-body.js";

const BODY = 4; // where the cell bodies stand, from left to right
const UPPER = 2.3; // and how high
const LOWER = -2.3;

/**
 * A nerve cell above an artificial neuron, with the same number at parts that correspond:
 * 1 where signals arrive, 2 how strongly each counts, 3 where they are added up, 4 the way out, 5 what is handed on.
 *
 * @param weights one weight for each input, up to six: the thicker a connection, the larger its weight
 * @param options title and text alternative, in place of the figure's own
 * @throws TypeError, RangeError for weights that are not one to six finite numbers, an unknown option
 * @example drawNeurons([0.9, -0.4, 0.3])
 * @see the article, figure 2
 */
export function drawNeurons(weights: number[], options: Partial<Caption> = {}): Figure {
  checkVector("weights", weights);
  checkWhole("weights.length", weights.length, 1, 6);
  checkOptions(options, ["title", "alt"]);
  const n = weights.length;
  const heaviest = Math.max(...weights.map(Math.abs)) || 1;
  const spread = (i: number) => (n === 1 ? 0 : 1.4 - (2.8 * i) / (n - 1));
  const line = (path: string, width: number, dash = "solid") => ({
    type: "path",
    path,
    layer: "below",
    line: { color: colours.grey, width, dash },
  });
  const connections = weights.flatMap((weight, i) => {
    const width = 1 + (7 * Math.abs(weight)) / heaviest;
    const dash = weight < 0 ? "dot" : "solid";
    const up = UPPER + spread(i);
    const down = LOWER + spread(i);
    const twig = (to: number) => line(`M1.5,${up}Q1,${up} 0.6,${to}`, Math.max(1, width / 2), dash);
    return [
      line(`M${BODY},${UPPER}Q2.7,${up} 1.5,${up}`, width, dash),
      twig(up + 0.28),
      twig(up - 0.28),
      line(`M${BODY},${LOWER}L1,${down}`, width, dash),
    ];
  });
  const axon = [
    line(`M${BODY},${UPPER}Q6,${UPPER + 0.5} 8,${UPPER}`, 4),
    ...[-0.7, 0, 0.7].map((by) => line(`M8,${UPPER}Q8.5,${UPPER} 9,${UPPER + by}`, 2)),
    line(`M${BODY},${LOWER}L9,${LOWER}`, 3),
  ];
  const body = {
    type: "path",
    path: `M3,${UPPER}Q3.2,${UPPER + 1} ${BODY},${UPPER + 0.8}Q5.2,${UPPER + 0.9} 5,${UPPER}Q5.1,${UPPER - 0.9} ${BODY},${UPPER - 0.8}Q3,${UPPER - 0.9} 3,${UPPER}Z`,
    fillcolor: "#FBE9DC",
    line: { color: colours.orange, width: 2 },
    layer: "below",
  };
  const dots = (points: [number, number, string][], marker: Trace, color: string): Trace => ({
    type: "scatter",
    mode: "markers+text",
    x: points.map(([x]) => x),
    y: points.map(([, y]) => y),
    text: points.map(([, , label]) => label),
    textfont: { color },
    marker,
    hoverinfo: "skip",
  });
  const white = (size: number) => ({
    size,
    color: "white",
    line: { color: colours.blue, width: 2 },
  });
  const numbered = [UPPER, LOWER].flatMap((y): [number, number, string][] => [
    [0.1, y + 1.4, "1"],
    [2.5, y + (n === 1 ? 0.35 : y > 0 ? 1.65 : 1.15), "2"],
    [BODY, y + 1.25, "3"],
    [6.5, y + (y > 0 ? 0.3 : 0), "4"],
    [9.7, y, "5"],
  ]);
  const alt = `Above, a nerve cell: branches on the left lead to the cell body, one fibre leads away from it and divides. Below, an artificial neuron: ${n} inputs joined to one unit, with an output. The same numbers, 1 to 5, stand at corresponding parts. The connections are as thick as the weights ${weights.map((w) => format(w)).join(", ")}${weights.some((w) => w < 0) ? "; dotted ones are negative" : ""}.`;
  const data = [
    dots([[BODY, UPPER, ""]], { size: 20, color: colours.orange, opacity: 0.8 }, "white"),
    dots(
      weights.map((_, i) => [1, LOWER + spread(i), `x${subscript(i + 1)}`]),
      white(n > 4 ? 24 : 32),
      colours.ink,
    ),
    dots([[BODY, LOWER, "Σ"]], white(52), colours.ink),
    dots(numbered, { size: 22, symbol: "square", color: colours.ink }, "white"),
  ];
  return drawing(
    {
      data,
      shapes: [...connections, ...axon, body],
      annotations: [
        note(6.6, UPPER - 1.4, "<b>nerve cell</b>"),
        note(6.6, LOWER - 1.4, "<b>artificial neuron</b>"),
      ],
      corners: [-0.4, 10.2, -4.4, 4.4],
      height: 560,
      margins: [8, 8],
    },
    { title: "A nerve cell and an artificial neuron", alt, ...captionOf(options) },
  );
}
