import type { Trace } from "../figure.js";

/** A line through points. */
export const line = (trace: Trace, color: string, width: number, dash?: string): Trace => ({
  type: "scatter",
  mode: "lines",
  ...trace,
  line: { color, width, ...(dash && { dash }) },
});

/** Marks at points. */
export const marks = (trace: Trace, marker: object): Trace => ({
  type: "scatter",
  mode: "markers",
  ...trace,
  marker,
});

/** What Plotly draws nothing for: one point that is nowhere. It would drop a trace without points, also from the legend. */
export const nowhere: Trace = { x: [null], y: [null] };
