import { colours, type Figure, figure } from "../figure.js";

/** A box of a flow chart. */
export interface FlowBox {
  /** what stands in it; `<br>` breaks a line */
  text: string;
  /** column and row in the grid, from 0 */
  at: [number, number];
  /** "step" is a rectangle, "question" a hexagon, "end" (also a start) has round sides; "step" */
  kind?: "step" | "question" | "end";
}

/** What `drawFlowchart` draws. */
export interface Flowchart {
  /** the boxes by their names */
  boxes: Record<string, FlowBox>;
  /** arrows between boxes: from, to, and a word that stands at its beginning */
  arrows: [from: string, to: string, label?: string][];
  title: string;
  alt: string;
}

const HALF_WIDTH = 0.44;
const HALF_HEIGHT = 0.31;
const tints = { step: "#F3F8FC", question: "#FFF3E6", end: "#E6F3EE" };
const inks = { step: colours.blue, question: colours.orange, end: colours.green };

/**
 * A flow chart on a grid. An arrow between boxes of one row or column is straight; any other leaves its box
 * upwards or downwards and enters the next one from the side.
 *
 * @example drawFlowchart({ boxes: { a: { text: "guess", at: [0, 0] }, b: { text: "good?", at: [0, 1], kind: "question" } }, arrows: [["a", "b"]], title: "Guessing", alt: "Guess, then ask." })
 * @see the article, figures 7 and 8
 */
export function drawFlowchart({ boxes, arrows, title, alt }: Flowchart): Figure {
  const list = Object.values(boxes);
  const columns = 1 + Math.max(...list.map(({ at }) => at[0]));
  const rows = 1 + Math.max(...list.map(({ at }) => at[1]));
  const bends: Record<string, unknown>[] = [];
  const heads = arrows.flatMap(([from, to, label]) => {
    const [x0, y0] = boxes[from].at;
    const [x1, y1] = boxes[to].at;
    const across = Math.sign(x1 - x0);
    const down = Math.sign(y1 - y0);
    const straight = across === 0 || down === 0;
    const start = [x0 + (down === 0 ? across * HALF_WIDTH : 0), y0 + down * HALF_HEIGHT];
    const tip = [x1 - across * HALF_WIDTH, y1 - (across === 0 ? down * HALF_HEIGHT : 0)];
    const tail = straight ? start : [x0, y1];
    if (!straight)
      bends.push({
        type: "line",
        x0,
        x1: x0,
        y0: start[1],
        y1,
        line: { color: colours.ink, width: 1.8 },
      });
    const head = {
      x: tip[0],
      y: tip[1],
      ax: tail[0],
      ay: tail[1],
      axref: "x",
      ayref: "y",
      text: "",
      showarrow: true,
      arrowhead: 2,
      arrowwidth: 1.8,
      arrowcolor: colours.ink,
    };
    const place =
      down === 0
        ? { x: x0 + across / 2, y: y0, yshift: 12 }
        : { x: x0, y: y0 + down * 0.42, xshift: 6, xanchor: "left" };
    const word = { ...place, text: label, showarrow: false };
    return label ? [head, word] : [head];
  });
  const hidden = { visible: false, fixedrange: true };
  return figure({
    title,
    alt,
    data: [{ type: "scatter", mode: "markers", x: [0], y: [0], opacity: 0, hoverinfo: "skip" }],
    layout: {
      shapes: [
        ...bends,
        ...list.map(({ at, kind = "step" }) => ({
          type: "path",
          path: outline(at, kind),
          fillcolor: tints[kind],
          line: { color: inks[kind], width: 2 },
        })),
      ],
      annotations: [
        ...heads,
        ...list.map(({ text, at: [x, y] }) => ({
          x,
          y,
          text,
          showarrow: false,
          font: { size: 13 },
        })),
      ],
      showlegend: false,
      height: 76 + 84 * rows,
      margin: { l: 8, r: 8, t: 56, b: 8 },
      xaxis: { ...hidden, range: [-0.5, columns - 0.5] },
      yaxis: { ...hidden, range: [rows - 0.6, -0.4] },
    },
  });
}

/** The outline of a box, as an SVG path. */
function outline([x, y]: [number, number], kind: "step" | "question" | "end"): string {
  const cut = kind === "step" ? 0 : 0.08;
  const [left, right, top, bottom] = [
    x - HALF_WIDTH,
    x + HALF_WIDTH,
    y - HALF_HEIGHT,
    y + HALF_HEIGHT,
  ];
  const side = (at: number, to: number) =>
    `${kind === "end" ? `Q${at},${y}` : `L${at},${y}L`} ${to}`;
  return `M${left + cut},${top}L${right - cut},${top}${side(right, right - cut)},${bottom}L${left + cut},${bottom}${side(left, left + cut)},${top}Z`;
}
