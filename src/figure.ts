import { checkList, checkObject, checkOptions, checkString, checkWhole } from "./check.js";

/** A figure as plain Plotly JSON, with the text that stands in for it where it can't be seen. */
export interface Figure {
  /** Plotly traces */
  data: Trace[];
  /** title, axes, legend and slider, as Plotly's reference names them */
  layout: Record<string, unknown>;
  /** one for each position of the slider */
  frames?: { name: string; data: Trace[]; traces: number[] }[];
  /** how Plotly shows it: its buttons, and that it follows the width */
  config: Record<string, unknown>;
  /** what the figure shows, in a sentence or two */
  alt: string;
}

/** What may bring the way that led to it, as a training does: a slider then moves over its epochs. */
export type WithHistory<Model> = Model & { history?: (Model & { epoch: number })[] };

/** A Plotly trace: see the plotly.js reference for the fields of each `type`. */
export type Trace = Record<string, unknown>;

/** What every figure takes; where one knows its title and its text alternative itself, these take their place. */
export interface Caption {
  /** what stands above the figure */
  title: string;
  /** the text alternative: what the figure shows, in a sentence or two */
  alt: string;
}

/** The options without those that are undefined. */
export const withoutUndefined = <Options extends object>(options: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;

/** The title and the text alternative that were given: they take the place of a figure's own. */
export const captionOf = ({ title, alt }: Partial<Caption>): Partial<Caption> =>
  withoutUndefined({ title, alt });

/** How traces become a figure. */
export interface FigureOptions extends Caption {
  /**
   * title of the horizontal axis
   * @default none
   */
  x?: string;
  /**
   * title of the vertical axis
   * @default none
   */
  y?: string;
  /** more of Plotly's layout, merged over the course's: a `height`, in pixels, other than 420 */
  layout?: Record<string, unknown>;
  /** what the reader can move; without it the figure stands still */
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
  /** each with what it shows, in a sentence: the one of the active position also stands in the text alternative */
  positions: { label: string; data: Trace[]; description?: string }[];
  /** where the slider shows what the x axis shows: its ends there, with even steps between; takes `layout.xaxis.range` */
  range?: [number, number];
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

/** An axis in the course's style. */
export const axis = (text: string) => ({
  title: { text, standoff: 10, ...(text !== "" && { font: { size: 14 } }) },
  gridcolor: colours.light,
  zerolinecolor: "#9A9A9A",
  automargin: true,
  ticks: "", // Plotly draws ticks below a contour and nowhere else
});

const known = ["title", "alt", "x", "y", "layout", "slider"] as const;

function checkSlider(slider: Slider, traces: number): void {
  checkObject("slider", slider);
  checkString("slider.prefix", slider.prefix);
  checkList("slider.traces", slider.traces, (name, at) => checkWhole(name, at, 0, traces - 1));
  checkList("slider.positions", slider.positions, (name, position) => {
    checkObject(name, position);
    const { label, data } = position as Slider["positions"][number];
    checkString(`${name}.label`, label);
    checkList(`${name}.data`, data, checkObject, slider.traces.length);
  });
  checkWhole("slider.active", slider.active, 0, slider.positions.length - 1);
}

/**
 * Makes a figure in the course's style: white ground, dark ink, axis titles, no toolbar clutter.
 *
 * @param data Plotly traces, at least one
 * @param options title and text alternative, and what else {@link FigureOptions} has
 * @throws TypeError, RangeError for traces that are no objects, a title or text that is no string, a slider without positions
 *   or of traces that are not there, an unknown option
 * @example figure([{ x: [0, 1], y: [0, 1] }], { title: "A line", alt: "A rising line.", x: "x", y: "y" })
 * @see the article's figures, all of them
 */
export function figure(data: Trace[], options: FigureOptions): Figure {
  checkList("data", data, checkObject);
  checkOptions(options, known);
  const { title, alt, x = "", y = "", layout = {}, slider } = options;
  for (const [name, value] of Object.entries({ title, alt, x, y })) checkString(name, value);
  checkObject("layout", layout);
  if (slider !== undefined) checkSlider(slider, data.length);
  const { height = 420 } = layout;
  const moves = slider && slider.positions.length > 1 ? moving(slider) : undefined;
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
      ...apart(merge(base, layout)),
      ...(moves && { sliders: [control(moves, data, layout)] }),
      ...(moves?.print && { meta: { print: moves.print } }),
    },
    ...(moves && {
      frames: moves.positions.map((position, i) => ({
        name: String(i),
        data: position.data,
        traces: moves.traces,
      })),
    }),
    config: { displaylogo: false, displayModeBar: false, showSendToCloud: false },
    alt,
  };
}

/** Drops the traces that no position of the slider changes: the notebook stores every frame in full. */
function moving({ positions, traces, ...slider }: Slider): Slider {
  const moves = traces.map((_, k) => positions.some(({ data }) => Object.keys(data[k]).length > 0));
  const some = <Item>(list: Item[]) => list.filter((_, k) => moves[k]);
  return {
    ...slider,
    positions: positions.map((position) => ({ ...position, data: some(position.data) })),
    traces: some(traces),
  };
}

const inset = 10; // pixels from the ends of Plotly's slider to where its knob can go

/** The knob goes from one end of the plot to the other, or from value to value of the x axis. */
function control(slider: Slider, data: Trace[], { xaxis }: Layout) {
  const { prefix, active, positions, traces } = slider;
  const { range } = (xaxis ?? {}) as { range?: [number, number] };
  const [left, right] = range ?? [0, 1];
  const [from, to] = (range && slider.range) ?? [left, right];
  // Only points and lines can move without being drawn anew.
  const redraw = traces.some((i) => (data[i].type ?? "scatter") !== "scatter");
  return {
    active,
    x: (from - left) / (right - left),
    len: (to - from) / (right - left),
    currentvalue: { prefix, font: { size: 15 } },
    bordercolor: colours.grey,
    tickcolor: colours.grey,
    pad: { t: 60, b: 8, l: -inset, r: -inset },
    steps: positions.map(({ label, description }, i) => ({
      label,
      ...(description !== undefined && { value: description }),
      method: "animate",
      args: [
        [String(i)],
        { mode: "immediate", frame: { duration: 0, redraw }, transition: { duration: 0 } },
      ],
    })),
  };
}

type Layout = Record<string, unknown>;

/** Moves the numbers of the x axis away from it, so that the first one does not touch the lowest of the y axis. */
function apart(layout: Layout): Layout {
  const axes = Object.entries(layout).filter(([key]) => /^xaxis\d*$/.test(key));
  const moved = axes.map(([key, value]) => [key, { ticklabelstandoff: 5, ...(value as object) }]);
  return { ...layout, ...Object.fromEntries(moved) };
}

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
