/** The numbers in a cell's code as controls: dragging them sideways or pressing keys changes them, and what depends on them follows. */
import type { Cell } from "./cell.js";
import type { RunningNotebook } from "./running-notebook.js";
import { loadOnDemand, onDemand } from "./unpack.js";

const PIXELS_PER_STEP = 8;
/** A pointer that moves less, in pixels, clicks. */
const CLICK_TOLERANCE = 4;
const DOUBLE_CLICK = { milliseconds: 500, pixels: 9 };
/** How long after the last key the change is run with all that depends on it. */
const KEY_DELAY = 400;
const TIP =
  "Drag it left or right, or press ↑ or ↓. ← and → lead to other numbers, Enter into the code. Escape or a double click brings the original back.";

const TAB_STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
const VALUE_STEPS: Record<string, number> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

/** A number of the cell's code. */
interface CodeNumber {
  /** which of the cell's numbers */
  index: number;
  text: string;
  original: string;
}

interface Drag {
  pointerId: number;
  startX: number;
  x: number;
  steps: number;
  /** undefined until the code that reads numbers is loaded */
  number?: CodeNumber;
}

export class NumberScrubber {
  private drag: Drag | undefined;
  private lastPress = { time: 0, x: 0, y: 0 };
  /** index of the number that Tab leads to */
  private tabStop = 0;
  private keyTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param code the element around a cell's code, static or in its editor */
  constructor(
    private code: HTMLElement,
    private pre: HTMLElement,
    private notebook: RunningNotebook,
    private cell: Cell,
  ) {
    this.updateHandles();
    code.addEventListener("pointerover", ({ target }) => {
      if (isHandle(target)) void loadOnDemand();
    });
    // No caret yet: the press may become a drag.
    const preventCaret = (event: MouseEvent) => {
      if (isHandle(event.target) && event.button === 0) event.preventDefault();
    };
    code.addEventListener("mousedown", preventCaret, { capture: true });
    code.addEventListener("pointerdown", (event) => void this.onPointerDown(event));
    code.addEventListener("pointermove", (event) => this.onPointerMove(event));
    code.addEventListener("pointerup", (event) => this.onPointerEnd(event));
    code.addEventListener("pointercancel", (event) => this.onPointerEnd(event));
    pre.addEventListener("keydown", (event) => void this.onKey(event));
  }

  private handles(): HTMLElement[] {
    return [...this.pre.querySelectorAll<HTMLElement>("[data-number]")];
  }

  /** Gives the elements of the numbers, which are new after each change of the code, their roles and values. */
  updateHandles(): void {
    const handles = this.handles();
    this.pre.tabIndex = handles.length > 0 ? -1 : 0;
    this.tabStop = Math.max(0, Math.min(this.tabStop, handles.length - 1));
    for (const [i, handle] of handles.entries()) {
      describe(handle);
      handle.tabIndex = i === this.tabStop ? 0 : -1;
    }
  }

  /** Changes the number at a position of the code; false if there is none. */
  nudge(position: number, steps: number): boolean {
    const [number, loaded] = [this.numberAt(position), onDemand()];
    if (!number || !loaded) return false;
    this.writeByKey(number, loaded.stepped(number.text, number.original, steps));
    return true;
  }

  private numberOf(handle: HTMLElement): CodeNumber | undefined {
    const { editor } = this.cell;
    const position = editor?.element.contains(handle)
      ? editor.positionOf(handle)
      : textOffset(this.pre, handle);
    return this.numberAt(position);
  }

  private numberAt(position: number): CodeNumber | undefined {
    const loaded = onDemand();
    const numbers = loaded?.numbersIn(this.cell.code) ?? [];
    const index = numbers.findIndex(({ from, to }) => from <= position && position <= to);
    if (index < 0) return undefined;
    const originals = loaded?.numbersIn(this.cell.source) ?? [];
    const { text } = numbers[index];
    const original = originals.length === numbers.length ? originals[index].text : text;
    return { index, text, original };
  }

  /** Writes a number into the code and runs what is in sight. */
  private write({ index }: CodeNumber, text: string): void {
    const { cell, notebook } = this;
    const loaded = onDemand();
    const number = loaded?.numbersIn(cell.code)[index];
    if (!loaded || !number || number.text === text) return;
    const handle = this.handles()[index];
    const isFocused = handle !== undefined && handle === document.activeElement;
    if (handle && /^\d/.test(text) && /^\d/.test(number.text)) handle.textContent = text; // it keeps the focus
    notebook.edit(cell, loaded.aligned(loaded.withNumber(cell.code, number, text), cell.source));
    this.updateHandles();
    if (isFocused) this.handles()[index]?.focus();
    void notebook.follow(cell);
  }

  private writeByKey(number: CodeNumber, text: string): void {
    this.write(number, text);
    clearTimeout(this.keyTimer);
    this.keyTimer = setTimeout(() => this.runAll(), KEY_DELAY);
  }

  /** Runs the cell and all that depends on it, in sight or not. */
  private runAll(): void {
    void this.notebook.start(this.cell);
  }

  private async onPointerDown(event: PointerEvent): Promise<void> {
    const { target, pointerId, clientX: x } = event;
    if (!isHandle(target) || event.button !== 0) return;
    const isDouble = this.isDoublePress(event);
    this.code.setPointerCapture(pointerId);
    const drag: Drag = { pointerId, startX: x, x, steps: 0 };
    this.drag = drag;
    if (!onDemand()) await loadOnDemand();
    drag.number = this.numberOf(target);
    if (isDouble) {
      this.drag = undefined;
      if (drag.number) this.write(drag.number, drag.number.original);
      this.runAll();
      return;
    }
    this.dragTo(drag);
    if (this.drag !== drag) this.endScrubbing(); // the pointer was released before the code was loaded
  }

  private isDoublePress({ timeStamp: time, clientX: x, clientY: y }: PointerEvent): boolean {
    const { lastPress } = this;
    this.lastPress = { time, x, y };
    return (
      time - lastPress.time < DOUBLE_CLICK.milliseconds &&
      Math.hypot(x - lastPress.x, y - lastPress.y) < DOUBLE_CLICK.pixels
    );
  }

  private onPointerMove({ clientX, pointerId }: PointerEvent): void {
    if (this.drag?.pointerId !== pointerId) return;
    this.drag.x = clientX;
    this.dragTo(this.drag);
  }

  private dragTo(drag: Drag): void {
    const { stepped } = onDemand() ?? {};
    if (!drag.number || !stepped) return;
    const distance = drag.x - drag.startX;
    const isClick = Math.abs(distance) < CLICK_TOLERANCE;
    const steps = isClick ? drag.steps : Math.round(distance / PIXELS_PER_STEP);
    if (steps === drag.steps) return;
    drag.steps = steps;
    this.code.classList.add("scrubbing");
    this.write(drag.number, stepped(drag.number.text, drag.number.original, steps));
  }

  private onPointerEnd({ type, clientX: x, clientY: y }: PointerEvent): void {
    const { drag } = this;
    if (!drag) return;
    this.drag = undefined;
    if (this.endScrubbing() || type !== "pointerup") return;
    if (!drag.number && Math.abs(drag.x - drag.startX) >= CLICK_TOLERANCE) return;
    if (this.cell.editor) this.cell.editor.focus({ x, y });
    else this.pre.focus();
  }

  /** @returns whether a number has been dragged */
  private endScrubbing(): boolean {
    if (!this.code.classList.contains("scrubbing")) return false;
    this.code.classList.remove("scrubbing");
    this.runAll();
    return true;
  }

  private async onKey(event: KeyboardEvent): Promise<void> {
    const { target, key } = event;
    if (!isHandle(target)) return;
    if (key in TAB_STEPS) {
      event.preventDefault();
      this.moveFocus(target, TAB_STEPS[key]);
    } else if (key in VALUE_STEPS || key === "Escape") {
      event.preventDefault();
      if (key === "Escape") this.pre.classList.add("tip-hidden"); // it covers the text above
      const loaded = await loadOnDemand();
      const number = this.numberOf(target);
      if (!number) return;
      const { text, original } = number;
      const isReset = key === "Escape";
      this.writeByKey(
        number,
        isReset ? original : loaded.stepped(text, original, VALUE_STEPS[key]),
      );
    }
  }

  private moveFocus(from: HTMLElement, steps: number): void {
    const handles = this.handles();
    this.tabStop = (handles.indexOf(from) + steps + handles.length) % handles.length;
    this.updateHandles();
    handles[this.tabStop].focus();
  }
}

const isHandle = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.closest("[data-number]") !== null;

/** Makes a number a spin button for assistive technology. */
function describe(handle: HTMLElement): void {
  const { number: name = "" } = handle.dataset;
  const minus = /-\s*$/.test(handle.previousSibling?.textContent ?? "") ? "-" : "";
  const text = `${minus}${handle.textContent}`;
  handle.setAttribute("role", "spinbutton");
  handle.setAttribute("aria-label", name);
  handle.setAttribute("aria-valuenow", decimal(Number(text.replaceAll("_", ""))));
  handle.setAttribute("aria-valuetext", text);
  handle.title = TIP;
}

/** Without a power of ten, which aria-valuenow does not know. */
const decimal = (value: number): string =>
  value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 });

/** Where the text of an element ends in that of the element around it. */
function textOffset(around: HTMLElement, element: HTMLElement): number {
  const range = document.createRange();
  range.setStart(around, 0);
  range.setEnd(element, element.childNodes.length);
  return range.toString().length;
}
