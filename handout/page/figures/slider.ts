/** The page's own slider: a keyboard can move it, it says what it shows, and its knob stands below its value on the axis. */
import type { PageFigure } from "./figure.js";
import { loaded, positionOf } from "./plotly.js";

const methods = ["animate", "restyle", "relayout", "update"];
const KNOB = 24; // pixels, as in the style

export function addControl(figure: PageFigure): void {
  const { slider, plot, title, scale } = figure;
  if (!slider) return;
  const { steps, active = 0, x = 0, len = 1 } = slider;
  const box = document.createElement("div");
  const value = document.createElement("output");
  const range = document.createElement("input");
  const ends = document.createElement("div");
  ends.className = "ends";
  ends.ariaHidden = "true";
  for (const i of [0, steps.length - 1]) {
    const end = document.createElement("span");
    end.textContent = steps[i].label;
    ends.append(end);
  }
  Object.assign(range, { type: "range", min: 0, max: steps.length - 1, value: active });
  range.setAttribute("aria-label", `Slider of the figure: ${title}`);
  const caption = figure.part("figcaption");
  const words = caption.textContent ?? "";
  figure.removed.addEventListener("abort", () => {
    caption.textContent = words;
  });
  const say = () => {
    const step = steps[Number(range.value)];
    figure.step = step;
    const shown = positionOf(slider, step);
    value.textContent = shown;
    const { value: says = shown } = step;
    range.setAttribute("aria-valuetext", says.includes(shown) ? says : `${shown}. ${says}`);
    figure.nameCaption();
    const before = steps[active].value;
    if (before && step.value) caption.textContent = words.replace(before, () => step.value ?? "");
  };
  range.addEventListener("input", () => {
    say();
    const { method, args = [] } = steps[Number(range.value)];
    const call = loaded()?.[method];
    if (methods.includes(method) && typeof call === "function")
      call(plot, ...structuredClone(args));
    for (const moved of figure.onMove) moved();
  });
  say();
  const { opens } = (figure.element as HTMLElement).dataset; // on a slide
  if (opens !== undefined) {
    range.value = opens;
    range.dispatchEvent(new Event("input"));
  }
  const place = () => {
    const { l, w } = plot._fullLayout?._size ?? { l: 0, w: plot.clientWidth };
    box.style.marginLeft = `${(l + x * w) * scale - KNOB / 2}px`;
    box.style.width = `${len * w * scale + KNOB}px`;
  };
  box.append(value, range, ends);
  figure.part(".control").replaceChildren(box);
  place();
  plot.on?.("plotly_afterplot", place);
  figure.removed.addEventListener("abort", () => plot.removeListener?.("plotly_afterplot", place));
}
