/** A figure as plain Plotly JSON, with the text that stands in for it where it can't be seen. */
export interface Figure {
  /** Plotly traces */
  data: Trace[];
  layout: Record<string, unknown>;
  /** one for each position of the slider */
  frames?: { name: string; data: Trace[]; traces: number[] }[];
  config: Record<string, unknown>;
  /** what the figure shows, in a sentence or two */
  alt: string;
}

/** A Plotly trace: see the plotly.js reference for the fields of each `type`. */
export type Trace = Record<string, unknown>;

/** What a figure is made of. */
export interface FigureParts {
  title: string;
  alt: string;
  data: Trace[];
  /** title of the horizontal axis */
  x?: string;
  /** title of the vertical axis */
  y?: string;
  /** more of Plotly's layout, merged over the course's: a `height`, in pixels, other than 420 */
  layout?: Record<string, unknown>;
  slider?: Slider;
}

/** Positions of a slider, shown when there are two or more; each brings its own version of some traces. */
export interface Slider {
  /** what stands before the value, "W = " */
  prefix: string;
  /** index of the first position shown */
  active: number;
  /** indices of the traces that change */
  traces: number[];
  positions: { label: string; data: Trace[] }[];
  /** indices of the positions that stand side by side on paper; without it the first, the middle and the last */
  print?: number[];
}

/**
 * The course's colours, Okabe and Ito's: told apart by colour-blind readers.
 * In greyscale they differ too little, so traces differ in dash or marker as well.
 */
export const colours = {
  blue: "#0072B2",
  orange: "#D55E00",
  green: "#007A5A",
  purple: "#9B4F96",
  ink: "#1F1F1F",
  grey: "#6B6B6B",
  light: "#E4E4E4",
};

/**
 * Puts parts together to a figure in the course's style: white ground, dark ink, axis titles, no toolbar clutter.
 *
 * @example figure({ title: "A line", alt: "A rising line.", x: "x", y: "y", data: [{ x: [0, 1], y: [0, 1] }] })
 */
export function figure({ title, alt, data, x, y, layout = {}, slider }: FigureParts): Figure {
  const axis = (text?: string) => ({
    title: { text: text ?? "", standoff: 10 },
    gridcolor: colours.light,
    zerolinecolor: "#9A9A9A",
    automargin: true,
  });
  const { height = 420 } = layout;
  const moves = slider && slider.positions.length > 1 ? slider : undefined;
  const base = {
    title: {
      text: title,
      font: { size: 17 },
      x: 0.02,
      xanchor: "left",
      yref: "container",
      y: 1,
      yanchor: "top",
      pad: { t: 14 },
    },
    font: { family: "system-ui, Helvetica, Arial, sans-serif", size: 14, color: colours.ink },
    paper_bgcolor: "white",
    plot_bgcolor: "white",
    height,
    margin: { l: 64, r: 24, t: 56, b: 56 },
    // Below the title, however many lines it needs: Plotly makes room for a legend that is placed in the container.
    legend: {
      orientation: "h",
      x: 0,
      yref: "container",
      y: 1 - 44 / Number(height),
      yanchor: "top",
    },
    hovermode: "closest",
    xaxis: axis(x),
    yaxis: axis(y),
  };
  return {
    data,
    layout: {
      ...merge(base, layout),
      ...(moves && { sliders: [control(moves)] }),
      ...(moves?.print && { meta: { print: moves.print } }),
    },
    ...(moves && {
      frames: moves.positions.map((position, i) => ({
        name: String(i),
        data: position.data,
        traces: moves.traces,
      })),
    }),
    config: { displaylogo: false, displayModeBar: false, showSendToCloud: false, responsive: true },
    alt,
  };
}

function control({ prefix, active, positions }: Slider) {
  return {
    active,
    currentvalue: { prefix, font: { size: 15 } },
    bordercolor: colours.grey,
    tickcolor: colours.grey,
    pad: { t: 60, b: 8 },
    steps: positions.map(({ label }, i) => ({
      label,
      method: "animate",
      args: [
        [String(i)],
        { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } },
      ],
    })),
  };
}

type Layout = Record<string, unknown>;

/** A copy of `base` with the fields of `over` laid over it, level by level; arrays are replaced. */
function merge(base: Layout, over: Layout): Layout {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const under = base[key];
    result[key] = isLayout(value) && isLayout(under) ? merge(under, value) : value;
  }
  return result;
}

function isLayout(value: unknown): value is Layout {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** For a drawing made of shapes and texts alone: without a trace Plotly shows no axes to place them on. */
export const unseen: Trace = {
  type: "scatter",
  x: [0],
  y: [0],
  mode: "markers",
  marker: { opacity: 0 },
  hoverinfo: "skip",
};
