import { type Caption, type Figure, figure, type Slider, type Trace } from "../figure.js";

/** What a drawing is made of: shapes and texts on a plane without axes. */
interface Drawing {
  shapes?: object[];
  annotations: object[];
  /** the corners of the plane: left, right, bottom, top */
  corners: [number, number, number, number];
  /** pixels */
  height: number;
  /** pixels left and right, and below */
  margins: [number, number];
  data?: Trace[];
  slider?: Slider;
}

/** Without a trace Plotly shows no axes to place shapes and texts on. */
const unseen: Trace = {
  type: "scatter",
  x: [0],
  y: [0],
  mode: "markers",
  marker: { opacity: 0 },
  hoverinfo: "skip",
};

/** A figure drawn with shapes and texts alone, or below some traces. */
export function drawing(parts: Drawing, { title, alt }: Caption): Figure {
  const { shapes, annotations, corners, height, margins, data = [unseen], slider } = parts;
  const [left, right, bottom, top] = corners;
  const hidden = (range: number[]) => ({ visible: false, fixedrange: true, range });
  const [side, below] = margins;
  const layout = {
    ...(shapes && { shapes }),
    annotations,
    showlegend: false,
    height,
    margin: { l: side, r: side, t: 56, b: below },
    xaxis: hidden([left, right]),
    yaxis: hidden([bottom, top]),
  };
  return figure(data, { title, alt, layout, ...(slider && { slider }) });
}

/** A text on a drawing. */
export const note = (x: number, y: number, text: string, more: object = {}) => ({
  x,
  y,
  text,
  showarrow: false,
  ...more,
});

/** An arrow on a drawing. */
export const arrow = (from: number[], to: number[], arrowcolor: string, arrowwidth: number) => ({
  x: to[0],
  y: to[1],
  ax: from[0],
  ay: from[1],
  axref: "x",
  ayref: "y",
  text: "",
  showarrow: true,
  arrowhead: 2,
  arrowwidth,
  arrowcolor,
});
