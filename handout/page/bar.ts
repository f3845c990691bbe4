/** The bar at the foot of the page: runs, stops and resets the notebooks, and reports what happens. */
import { plural } from "../../src/plural.js";
import { updateAddress } from "./address.js";
import type { Cell } from "./cell.js";
import { button, confirmButton, element, hasKeyboard } from "./dom.js";
import type { NotebookListener, RunningNotebook } from "./running-notebook.js";

/** A run shorter than this, in milliseconds, is not announced. */
const ANNOUNCE_AFTER = 300;

type Answer = [text: string, label: string, act: () => void];

export class Bar implements NotebookListener {
  readonly element = element("section", "bar");
  private runAll = button("▶ Run all", "Run all: every cell from the top", () => {
    for (const notebook of this.list()) void notebook.start("all");
  });
  private stop = button("■ Stop", "Stop: end the cell that runs", () => {
    for (const notebook of this.list()) notebook.stop();
  });
  private startAgain = confirmButton(
    "Start again",
    "Start again, and lose all changes",
    () => this.report("Press it once more: all code and results become as they were."),
    () => {
      for (const notebook of this.list()) notebook.resetAll();
      this.runAll.focus();
    },
  );
  private status = element(
    "p",
    "",
    hasKeyboard() ? "The code can be changed and run: Shift+Enter." : "", // a touch screen has no room for it
  );
  private announcement: ReturnType<typeof setTimeout> | undefined;
  /** what runs now, until the last of its notebooks is done */
  private run: { started: number; cells: number; notebooks: Set<RunningNotebook> } | undefined;

  /** @param onChange called when there is something to keep: `soon` or at once */
  constructor(
    private notebooks: Map<string, RunningNotebook>,
    private onChange: (soon: boolean) => void,
  ) {
    this.element.setAttribute("aria-label", "Run the code");
    this.status.setAttribute("role", "status");
    this.stop.hidden = this.startAgain.hidden = true;
    const linked = element("p", "linked"); // the parameters that differ from the file's: address.ts fills it
    linked.hidden = true;
    this.element.append(linked, this.runAll, this.stop, this.startAgain, this.status);
    keepFocusAbove(this.element);
  }

  private list(): RunningNotebook[] {
    return [...this.notebooks.values()];
  }

  private nameOf(notebook: RunningNotebook): string {
    return this.notebooks.size > 1 ? ` of notebook ${notebook.number}` : "";
  }

  private report(text: string, place?: Element): void {
    clearTimeout(this.announcement);
    this.status.textContent = text;
    if (place) this.status.append(" ", linkTo(place));
  }

  /** Asks a question that stays until it is answered. */
  ask(kind: string, question: string, ...answers: Answer[]): void {
    const before = this.element.querySelector(`.asks.${kind}`);
    if (before?.querySelector("p")?.textContent === question) return; // it is being answered
    before?.remove();
    const box = element("div", `asks ${kind}`);
    const words = element("p", "", question);
    words.setAttribute("role", "alert");
    const buttons = answers.map(([text, label, act]) =>
      button(text, label, () => {
        box.remove();
        this.runAll.focus();
        act();
      }),
    );
    box.append(words, ...buttons);
    this.element.prepend(box);
  }

  /** Removes a question, if it is there. */
  withdraw(kind: string): void {
    this.element.querySelector(`.asks.${kind}`)?.remove();
  }

  /** Shows a sentence that stays. */
  warn(text: string): void {
    this.element.querySelector(".note.kept")?.remove();
    const line = element("p", "note kept", text);
    line.setAttribute("role", "alert");
    this.element.prepend(line);
  }

  edited({ current, cells }: RunningNotebook): void {
    if (!current && cells.some(({ isStale, outputBox }) => isStale && outputBox.firstElementChild))
      this.status.textContent = `Results beside a dotted line are older than the code: ${hasKeyboard() ? "Shift+Enter" : "press Run"}.`;
  }

  runStarted(): void {
    this.onChange(false);
    this.run ??= { started: performance.now(), cells: 0, notebooks: new Set() };
  }

  changed(notebook: RunningNotebook): void {
    const { current } = notebook;
    for (const cell of notebook.cells) {
      cell.element.classList.toggle("running", cell === current);
      cell.element.classList.toggle("changed-code", cell.isChanged);
    }
    this.onChange(true);
    this.stop.hidden = !this.list().some((each) => each.current);
    this.startAgain.hidden = !this.list().some((each) => each.isTouched);
    clearTimeout(this.announcement);
    if (!current) return;
    const seen = notebook.cells.filter((cell) => cell.showsCode || cell === current);
    const position = `${seen.indexOf(current) + 1} of ${seen.length}${this.nameOf(notebook)}`;
    this.announcement = setTimeout(() => this.report(`Running cell ${position} …`), ANNOUNCE_AFTER);
  }

  runFinished(notebook: RunningNotebook, cells: Cell[]): void {
    const { run } = this;
    if (!run) return;
    run.cells += cells.filter((cell) => cell.showsCode).length;
    run.notebooks.add(notebook);
    if (this.list().some((other) => other !== notebook && other.isBusy)) return;
    const time = ((performance.now() - run.started) / 1000).toFixed(1);
    const count = run.notebooks.size;
    const where = count > 1 ? ` of ${count} notebooks` : this.nameOf(notebook);
    this.report(`Done: ${inCells(run.cells)}${where} in ${time} s.`);
    this.run = undefined;
    void updateAddress(this.list());
  }

  inputNeeded(text: string, place: Element): void {
    this.report(text, place);
  }

  message(text: string, place?: Element): void {
    this.run = undefined;
    this.report(text, place);
    void updateAddress(this.list());
  }
}

/** A button that brings an element into sight. */
function linkTo(place: Element): HTMLButtonElement {
  place.id ||= `cell-${Math.random().toString(36).slice(2)}`;
  return button("Go there", "Go there: to that cell", () => {
    place.closest("details")?.setAttribute("open", "");
    place.querySelector(":scope > .outcome")?.setAttribute("open", "");
    place.scrollIntoView({ block: "center" });
    place.querySelector<HTMLElement>(".outputs pre, .outputs input")?.focus();
  });
}

/** What has the focus never lies below the bar. */
function keepFocusAbove(bar: HTMLElement): void {
  new ResizeObserver(() => {
    const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    document.documentElement.style.scrollPaddingBottom = `${height + 20}px`;
  }).observe(bar);
}

/** Which code cell of its notebook it is, among those that the page shows. */
export const numberOf = <CellType extends Pick<Cell, "showsCode">>(
  notebook: { cells: readonly CellType[] },
  cell: CellType,
): number => notebook.cells.filter((other) => other.showsCode).indexOf(cell) + 1;

export const inCells = (count: number): string => plural(count, "cell");
