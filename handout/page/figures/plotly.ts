/** plotly.js, which the page carries compressed, and what it draws. */
import { runScript, unpack } from "../unpack.js";

export type Trace = Record<string, unknown>;

export interface Axis {
  title?: { text?: string } | string;
  visible?: boolean;
}

export interface Plot {
  data: Trace[];
  layout: Record<string, unknown> & { height: number; width?: number; font?: object };
  frames?: { name: string; data: Trace[]; traces?: number[] }[];
}

export interface Step {
  label: string;
  /** what the position shows, in a sentence; by Plotly's defaults the label */
  value?: string;
  method: string;
  args?: unknown[];
}

export interface Slider {
  steps: Step[];
  active?: number;
  /** where it begins and how long it is, in parts of the plot's width */
  x?: number;
  len?: number;
  currentvalue?: { prefix?: string };
}

/** An element in which Plotly has drawn. */
export type Drawn = HTMLElement & {
  _fullLayout?: { _size: { l: number; w: number } };
  on?(event: string, call: () => void): void;
  removeListener?(event: string, call: () => void): void;
};

interface Plotly {
  newPlot(element: HTMLElement, figure: object): Promise<unknown>;
  /** changes what is drawn there */
  react(element: HTMLElement, figure: object): Promise<unknown>;
  toImage(figure: object, options: object): Promise<string>;
  purge(element: HTMLElement): void;
  Fx?: {
    hover(element: HTMLElement, points: object[], subplot: string): void;
    unhover(element: HTMLElement): void;
  };
  PlotSchema: { get(): { traces: object } };
  [method: string]: unknown;
}

let unpacked: Promise<Plotly> | undefined;

export const loaded = (): Plotly | undefined =>
  (globalThis as unknown as { Plotly?: Plotly }).Plotly;

export function plotly(): Promise<Plotly> {
  unpacked ??= unpack("plotly").then((text) => {
    runScript(text);
    return loaded() as Plotly;
  });
  return unpacked;
}

const NARROW = 520; // pixels: too few for two plots side by side

const FEW = 6; // points that have room also there

/** Where there are many points, each is smaller. */
function lighter(trace: Trace): Trace {
  const { mode, x, marker } = trace as { mode?: string; x?: unknown[]; marker?: Trace };
  const { size } = marker ?? {};
  if (mode !== "markers" || typeof size !== "number" || !((x?.length ?? 0) > FEW)) return trace;
  return { ...trace, marker: { ...marker, size: size * 0.6 } };
}

/** Puts the title of a colour bar along the bar, so that the plot has its width. */
function slimmer(plot: Plot): Plot {
  const data = plot.data.map(lighter).map((trace) => {
    const { colorbar } = trace as { colorbar?: { title?: object } };
    if (!colorbar) return trace;
    return { ...trace, colorbar: { ...colorbar, title: { ...colorbar.title, side: "right" } } };
  });
  const { margin } = plot.layout as { margin?: { r?: number } };
  const r = Math.min(margin?.r ?? 80, SLIM);
  return { ...plot, data, layout: { ...plot.layout, margin: { ...margin, r } } };
}

const SLIM = 64; // pixels at the right of a plot, where such a key stands

/**
 * On a narrow screen and in a narrow picture points and keys are smaller, and two plots that stand side by side stand one below
 * the other.
 */
export function fitted(plot: Plot, width: number): Plot {
  type Panel = { domain?: [number, number]; scaleanchor?: string } | undefined;
  const { xaxis, yaxis, xaxis2, yaxis2 } = plot.layout as Record<string, Panel>;
  const [, end = 1] = xaxis?.domain ?? [];
  const [begin = 0] = xaxis2?.domain ?? [];
  if (width >= NARROW) return plot;
  const slim = slimmer(plot);
  if (end > begin) return slim;
  const more = yaxis2?.scaleanchor ? 1.3 : 1.6; // a square is no higher than the screen is wide
  const layout = {
    ...slim.layout,
    height: Math.round(plot.layout.height * more),
    xaxis: { ...xaxis, domain: [0, 1] },
    yaxis: { ...yaxis, domain: [0.58, 1] },
    xaxis2: { ...xaxis2, domain: [0, 1] },
    yaxis2: { ...yaxis2, domain: [0, 0.5] },
  };
  const data = slim.data.map((trace) =>
    trace.colorbar ? { ...trace, colorbar: { ...trace.colorbar, y: 0.25, len: 0.5 } } : trace,
  );
  return { ...plot, data, layout };
}

/** A position of the slider in words. */
export const positionOf = (slider: Slider | undefined, step: Step | undefined): string =>
  step ? `${slider?.currentvalue?.prefix ?? ""}${step.label}` : "";

/** The traces as a position of the slider shows them. */
export function traces({ data, frames = [] }: Plot, step?: Step): Trace[] {
  const [names] = (step?.args ?? []) as [string[]?];
  const frame = frames.find(({ name }) => name === names?.[0]);
  const shown = structuredClone(data);
  frame?.data.forEach((change, i) => {
    const index = frame.traces?.[i] ?? i;
    if (shown[index]) Object.assign(shown[index], structuredClone(change));
  });
  return shown;
}
