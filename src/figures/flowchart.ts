import { type Caption, colours, type Figure } from "../figure.js";
import { arrow, drawing, note } from "./drawing.js";

/** A box of a flow chart. */
interface FlowBox {
  /** what stands in it; `<br>` breaks a line */
  text: string;
  /** column and row in the grid, from 0 */
  at: [number, number];
  /** "step" is a rectangle, "question" a hexagon, "end" (also a start) has round sides; "step" */
  kind?: "step" | "question" | "end";
}

/** What joins the boxes. */
interface FlowchartOptions extends Caption {
  /** arrows between boxes: from, to, and a word that stands at its beginning */
  arrows: [from: string, to: string, label?: string][];
}

const HALF_WIDTH = 0.44;
const HALF_HEIGHT = 0.31;
const tints = { step: "#F3F8FC", question: "#FFF3E6", end: "#E6F3EE" };
const inks = { step: colours.blue, question: colours.orange, end: colours.green };

/**
 * A flow chart on a grid. An arrow between boxes of one row or column is straight; any other leaves its box
 * upwards or downwards and enters the next one from the side.
 */
export function flowchart(boxes: Record<string, FlowBox>, options: FlowchartOptions): Figure {
  const list = Object.values(boxes);
  const columns = 1 + Math.max(...list.map(({ at }) => at[0]));
  const rows = 1 + Math.max(...list.map(({ at }) => at[1]));
  const bends: object[] = [];
  const heads = options.arrows.flatMap(([from, to, label]) => {
    const [x0, y0] = boxes[from].at;
    const [x1, y1] = boxes[to].at;
    const across = Math.sign(x1 - x0);
    const down = Math.sign(y1 - y0);
    const straight = across === 0 || down === 0;
    const start = [x0 + (down === 0 ? across * HALF_WIDTH : 0), y0 + down * HALF_HEIGHT];
    const tip = [x1 - across * HALF_WIDTH, y1 - (across === 0 ? down * HALF_HEIGHT : 0)];
    const line = { color: colours.ink, width: 1.8 };
    if (!straight) bends.push({ type: "line", x0, x1: x0, y0: start[1], y1, line });
    const head = arrow(straight ? start : [x0, y1], tip, colours.ink, 1.8);
    if (!label) return [head];
    const word =
      down === 0
        ? note(x0 + across / 2, y0, label, { yshift: 12 })
        : note(x0, y0 + down * 0.42, label, { xshift: 6, xanchor: "left" });
    return [head, word];
  });
  const outlines = list.map(({ at, kind = "step" }) => ({
    type: "path",
    path: outline(at, kind),
    fillcolor: tints[kind],
    line: { color: inks[kind], width: 2 },
  }));
  const texts = list.map(({ text, at: [x, y] }) => note(x, y, text));
  return drawing(
    {
      shapes: [...bends, ...outlines],
      annotations: [...heads, ...texts],
      corners: [-0.5, columns - 0.5, rows - 0.6, -0.4],
      height: 76 + 84 * rows,
      margins: [8, 8],
    },
    options,
  );
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
