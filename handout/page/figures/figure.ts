/** A figure of the page: drawn when it comes near, with its slider, its data and, for a keyboard, its points. */
import { element as made } from "../dom.js";
import { addData } from "./data.js";
import { addLegend } from "./legend.js";
import {
  type Drawn,
  fitted,
  type Plot,
  plotly,
  positionOf,
  type Slider,
  type Step,
} from "./plotly.js";
import { addKeyboardReading } from "./reading.js";
import { addControl } from "./slider.js";

const config = {
  displaylogo: false,
  displayModeBar: false,
  responsive: true,
  showSendToCloud: false,
};

let types: string[] | undefined;

export class PageFigure {
  readonly given: Plot;
  readonly slider: Slider | undefined;
  readonly title: string;
  plot: Drawn;
  /** the page's pixels for one of Plotly's */
  scale = 1;
  isFailed = false;
  /** the slider's position */
  step: Step | undefined;
  /** called after the slider moved */
  readonly onMove: (() => void)[] = [];
  /** ends what was added to the element: the same one can come back, as another figure */
  private readonly ending = new AbortController();
  private drawing: Promise<void> | undefined;

  /**
   * @param isAdded whether a cell that was run shows it
   * @param before the figure whose place it takes
   */
  constructor(
    readonly element: Element,
    private isAdded = false,
    private before?: PageFigure,
  ) {
    const parts = JSON.parse(this.part("script").textContent ?? "");
    this.given = parts.plot;
    this.slider = parts.slider ?? undefined;
    this.title = parts.title;
    this.plot = this.part(".plot");
    this.step = this.slider?.steps[this.slider.active ?? 0];
    this.nameCaption();
    // A browser of text would show a fold in which nothing is.
    this.part("details.data:empty")?.append(made("summary", "", "Data of this figure"));
  }

  /** On paper several positions of the slider stand side by side, and the caption describes one: its label is added if it is not there. */
  nameCaption(): void {
    const at = positionOf(this.slider, this.step);
    const { dataset } = this.part("figcaption");
    if (this.step?.value?.includes(at) === false) dataset.at = at;
    else delete dataset.at;
  }

  part(selector: string): HTMLElement {
    return this.element.querySelector(selector) as HTMLElement;
  }

  private get stillPicture(): Element | null {
    return this.element.querySelector(".frame > img");
  }

  get removed(): AbortSignal {
    return this.ending.signal;
  }

  end(): void {
    this.ending.abort();
  }

  private get family(): string {
    return getComputedStyle(this.element).fontFamily;
  }

  draw(): Promise<void> {
    this.drawing ??= this.drawOnce();
    return this.drawing;
  }

  private async drawOnce(): Promise<void> {
    try {
      const { newPlot, react } = await plotly();
      if (this.isAdded) await this.refuseUnknown();
      // Plotly measures what it writes, and a slide that is not shown yet has not asked for its typeface.
      const isSlide = this.element.closest(".slides") !== null;
      if (isSlide) await document.fonts.load(`16px ${this.family}`).catch(() => []); // without it: in another
      await document.fonts.ready;
      const isThere = await this.takeOver();
      const { plot } = this;
      // A finger scrolls the page, also over a figure.
      const coarse = matchMedia("(pointer: coarse)").matches;
      const size = isSlide
        ? this.enlarge()
        : { width: undefined, height: undefined, autosize: true };
      // Of a folded part Chromium knows no width any more once somebody has asked for its styles.
      const given = isSlide ? this.given : fitted(this.given, plot.clientWidth);
      if (given.layout.height !== this.given.layout.height)
        (plot.parentElement as HTMLElement).style.height = `${given.layout.height}px`;
      const font = { ...given.layout.font, family: this.family };
      const layout = { ...given.layout, font, ...size, ...(coarse && { dragmode: false }) };
      await (isThere ? react : newPlot)(plot, { ...given, layout, config });
      this.stillPicture?.remove();
      if (this.removed.aborted) return;
      addControl(this);
      addLegend(this);
      addKeyboardReading(this);
      addData(this);
    } catch (error) {
      this.showPicture(error as Error);
    }
  }

  /** Goes on with the drawing of the figure before, which takes half as long as a new one. */
  private async takeOver(): Promise<boolean> {
    const { before, plot } = this;
    this.before = undefined;
    await before?.drawing;
    if (!before?.plot._fullLayout || before.isFailed || this.removed.aborted) return false;
    // What the figure before had points for: addReading gives it again to one that has them, too.
    for (const name of ["tabindex", "aria-roledescription"]) before.plot.removeAttribute(name);
    for (const { name, value } of plot.attributes)
      if (name !== "class") before.plot.setAttribute(name, value);
    this.plot = before.plot;
    before.plot = plot; // empty, for when that figure comes back
    const frame = plot.parentElement;
    this.plot.replaceWith(plot);
    frame?.prepend(this.plot);
    return true;
  }

  /** plotly.js draws a trace of a type that it lacks as a line; what the page came with needs none of these. */
  private async refuseUnknown(): Promise<void> {
    const { PlotSchema } = await plotly();
    types ??= Object.keys(PlotSchema.get().traces);
    const { data, frames = [] } = this.given;
    const traces = [data, ...frames.map((frame) => frame?.data)].flat();
    const strange = traces
      .map((trace) => String(trace?.type ?? "scatter"))
      .find((type) => !types?.includes(type));
    if (strange === undefined) return;
    const known = types.join(", ");
    throw new RangeError(
      `type must be one of ${known}; got ${strange}. JupyterLab draws more types.`,
    );
  }

  /** On a slide, whose size is fixed, a figure is drawn smaller and enlarged to fill its frame: how much, slides.css says. */
  private enlarge(): { width: number; height: number } {
    const frame = getComputedStyle(this.plot.parentElement as HTMLElement); // also of a slide not yet shown
    const larger = Number(frame.getPropertyValue("--larger"));
    const height = Number.parseInt(frame.height, 10) / larger;
    const { width = Number.POSITIVE_INFINITY, height: own } = this.given.layout;
    const size = {
      width: Math.min(Number.parseInt(frame.width, 10) / larger, height * (width / own)),
      height,
    };
    this.scale = larger;
    Object.assign(this.plot.style, { width: `${size.width}px`, height: `${size.height}px` });
    this.plot.style.transform = `scale(${larger})`;
    return size;
  }

  /** An old browser keeps the still picture. */
  private showPicture(error: Error): void {
    console.warn(`${this.title} could not be drawn:`, error);
    this.isFailed = true;
    if (this.stillPicture) return;
    const message = document.createElement("p");
    message.setAttribute("role", "status");
    message.textContent = `This figure could not be drawn: ${error.message}`;
    (this.plot.parentElement as HTMLElement).style.height = "auto";
    this.plot.replaceWith(message);
  }
}
