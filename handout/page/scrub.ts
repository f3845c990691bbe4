/** Numbers in code are dragged left and right, or moved by keys; what depends on them follows. */
import type { Cell } from "./cell.js";
import type { RunningNotebook } from "./running-notebook.js";
import { loadOnDemand, onDemand } from "./unpack.js";

/** Of the pointer's way, in pixels. */
const step = 8;
/** A press that moves less is a click. */
const least = 4;
const double = 500;

interface Drag {
  id: number;
  x: number;
  now: number;
  steps: number;
  held?: Grip;
}

interface Grip {
  /** which of the cell's numbers */
  at: number;
  text: string;
  original: string;
}

/** @param code the element around a cell's code, static or in its editor */
export function scrub(code: HTMLElement, pre: HTMLElement, notebook: RunningNotebook, cell: Cell) {
  const isNumber = (target: EventTarget | null): target is HTMLElement =>
    target instanceof HTMLElement && target.closest("[data-number]") !== null;

  const grip = (element: HTMLElement): Grip | undefined => {
    const { editor } = cell;
    const place = editor?.element.contains(element)
      ? editor.positionOf(element)
      : before(pre, element);
    return gripAt(place);
  };
  const gripAt = (place: number): Grip | undefined => {
    const loaded = onDemand();
    const numbers = loaded?.numbersIn(cell.code) ?? [];
    const at = numbers.findIndex(({ from, to }) => from <= place && place <= to);
    if (at < 0) return undefined;
    const originals = loaded?.numbersIn(cell.source) ?? [];
    const { text } = numbers[at];
    const original = originals.length === numbers.length ? originals[at].text : text;
    return { at, text, original };
  };

  const put = ({ at, text }: Grip): void => {
    const loaded = onDemand();
    const number = loaded?.numbersIn(cell.code)[at];
    if (!loaded || !number || number.text === text) return;
    const handle = handles()[at];
    const isFocused = handle !== undefined && handle === document.activeElement;
    if (handle && /^\d/.test(text) && /^\d/.test(number.text)) handle.textContent = text; // it keeps the focus
    notebook.edit(cell, loaded.aligned(loaded.withNumber(cell.code, number, text), cell.source));
    dress();
    if (isFocused) handles()[at]?.focus();
    void notebook.follow(cell);
  };
  let resting: ReturnType<typeof setTimeout> | undefined;
  const rest = () => void notebook.start(cell);
  const pressed = (held: Grip, text: string) => {
    put({ ...held, text });
    clearTimeout(resting);
    resting = setTimeout(rest, 400);
  };

  const handles = () => [...pre.querySelectorAll<HTMLElement>("[data-number]")];
  let stop = 0; // which of them Tab leads to
  const dress = () => {
    const all = handles();
    pre.tabIndex = all.length > 0 ? -1 : 0;
    stop = Math.max(0, Math.min(stop, all.length - 1));
    for (const [i, handle] of all.entries()) {
      const { number = "" } = handle.dataset;
      const minus = /-\s*$/.test(handle.previousSibling?.textContent ?? "") ? "-" : "";
      const text = `${minus}${handle.textContent}`;
      handle.setAttribute("role", "spinbutton");
      handle.setAttribute("aria-label", number);
      handle.setAttribute("aria-valuenow", decimal(Number(text.replaceAll("_", ""))));
      handle.setAttribute("aria-valuetext", text);
      handle.tabIndex = i === stop ? 0 : -1;
      handle.title =
        "Drag it left or right, or press ↑ or ↓. ← and → lead to other numbers, Enter into the code. Escape or a double click brings the original back.";
    }
  };
  dress();

  let press: Drag | undefined;
  let last = { time: 0, x: 0, y: 0 };
  code.addEventListener("pointerover", ({ target }) => {
    if (isNumber(target)) void loadOnDemand();
  });
  code.addEventListener(
    "mousedown",
    (event) => {
      if (isNumber(event.target) && event.button === 0) event.preventDefault(); // no caret yet: it may become a drag
    },
    { capture: true },
  );
  code.addEventListener(
    "pointerdown",
    async ({ target, pointerId, clientX: x, clientY: y, button, timeStamp: time }) => {
      if (!isNumber(target) || button !== 0) return;
      const isDouble = time - last.time < double && Math.hypot(x - last.x, y - last.y) < 9;
      last = { time, x, y };
      code.setPointerCapture(pointerId);
      const mine: Drag = { id: pointerId, x, now: x, steps: 0 };
      press = mine;
      if (!onDemand()) await loadOnDemand();
      mine.held = grip(target);
      if (!isDouble) {
        pull(mine);
        if (press !== mine) settle(); // it was over before it was loaded
        return;
      }
      press = undefined;
      if (mine.held) put({ ...mine.held, text: mine.held.original });
      rest();
    },
  );
  const pull = (drag: Drag) => {
    const { stepped } = onDemand() ?? {};
    if (!drag.held || !stepped) return;
    const way = drag.now - drag.x;
    const steps = Math.abs(way) < least ? drag.steps : Math.round(way / step);
    if (steps === drag.steps) return;
    drag.steps = steps;
    code.classList.add("scrubbing");
    put({ ...drag.held, text: stepped(drag.held.text, drag.held.original, steps) });
  };
  code.addEventListener("pointermove", ({ clientX, pointerId }) => {
    if (press?.id !== pointerId) return;
    press.now = clientX;
    pull(press);
  });
  const settle = () => {
    if (!code.classList.contains("scrubbing")) return false;
    code.classList.remove("scrubbing");
    rest();
    return true;
  };
  const release = ({ type, clientX: x, clientY: y }: PointerEvent) => {
    if (!press) return;
    const { held, now, x: from } = press;
    press = undefined;
    if (settle() || type !== "pointerup" || (!held && Math.abs(now - from) >= least)) return;
    if (cell.editor) cell.editor.focus({ x, y });
    else pre.focus();
  };
  code.addEventListener("pointerup", release);
  code.addEventListener("pointercancel", release);

  pre.addEventListener("keydown", async (event) => {
    const { target, key } = event;
    if (!isNumber(target)) return;
    const all = handles();
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[key];
    if (sideways !== undefined) {
      stop = (all.indexOf(target) + sideways + all.length) % all.length;
      dress();
      all[stop].focus();
    } else if (steps === undefined && key !== "Escape") return;
    event.preventDefault();
    if (key === "Escape") pre.classList.add("told"); // its tip covers the text above
    if (sideways !== undefined) return;
    const loaded = await loadOnDemand();
    const held = grip(target);
    if (!held) return;
    const { text, original } = held;
    pressed(held, steps === undefined ? original : loaded.stepped(text, original, steps));
  });
  /** Moves the number at a place of the code, if one is there. */
  const nudge = (place: number, steps: number): boolean => {
    const [held, loaded] = [gripAt(place), onDemand()];
    if (!held || !loaded) return false;
    pressed(held, loaded.stepped(held.text, held.original, steps));
    return true;
  };
  return { dress, nudge };
}

/** Without a power of ten, which aria-valuenow does not know. */
const decimal = (value: number): string =>
  value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 });

/** Where an element ends, in the text of another. */
function before(whole: HTMLElement, element: HTMLElement): number {
  const range = document.createRange();
  range.setStart(whole, 0);
  range.setEnd(element, element.childNodes.length);
  return range.toString().length;
}
