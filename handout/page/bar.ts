/** The bar at the foot of the page: runs, stops, starts again, and says what happens. */
import { plural } from "../../src/plural.js";
import { withPresets } from "./address.js";
import type { Cell } from "./cell.js";
import { button, element, hasKeys, twice } from "./dom.js";
import type { RunningNotebook, Watcher } from "./running-notebook.js";

export interface Bar extends Watcher {
  element: HTMLElement;
  edited(notebook: RunningNotebook): void;
  /** a question that stays until it is answered */
  ask(
    kind: string,
    question: string,
    ...answers: [text: string, label: string, then: () => void][]
  ): void;
  /** without that question, if it was asked */
  unask(kind: string): void;
  /** a sentence that stays */
  note(text: string): void;
}

/** @param keep called when something changed that should be kept */
export function toolbar(
  notebooks: Map<string, RunningNotebook>,
  keep: (soon: boolean) => void,
): Bar {
  const bar = element("section", "bar");
  bar.setAttribute("aria-label", "Run the code");
  const list = () => [...notebooks.values()];
  const all = button("▶ Run all", "Run all: every cell from the top", () => {
    for (const notebook of list()) void notebook.start("all");
  });
  const stop = button("■ Stop", "Stop: end the cell that runs", () => {
    for (const notebook of list()) notebook.stop();
  });
  const again = twice(
    "Start again",
    "Start again, and lose all changes",
    () => say("Press it once more: all code and results become as they were."),
    () => {
      for (const notebook of list()) notebook.resetAll();
      all.focus();
    },
  );
  const status = element("p", "", hasKeys() ? "The code can be changed and run: Shift+Enter." : ""); // with a finger, a row of its own
  status.setAttribute("role", "status");
  stop.hidden = again.hidden = true;
  const linked = element("p", "linked"); // what differs from the file, by whom: address.ts fills it
  linked.hidden = true;
  bar.append(linked, all, stop, again, status);
  let slow: ReturnType<typeof setTimeout> | undefined;
  let run: { began: number; cells: number; notebooks: Set<RunningNotebook> } | undefined;
  const several = () => notebooks.size > 1;
  const say = (text: string) => {
    clearTimeout(slow);
    status.textContent = text;
  };
  const tell = (text: string, where?: Element) => {
    say(text);
    if (!where) return;
    where.id ||= `cell-${Math.random().toString(36).slice(2)}`;
    const go = button("Go there", "Go there: to that cell", () => {
      where.closest("details")?.setAttribute("open", "");
      where.querySelector(":scope > .outcome")?.setAttribute("open", "");
      where.scrollIntoView({ block: "center" });
      where.querySelector<HTMLElement>(".outputs pre, .outputs input")?.focus();
    });
    status.append(" ", go);
  };
  // What is focused never lies below the bar.
  new ResizeObserver(() => {
    const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    document.documentElement.style.scrollPaddingBottom = `${height + 20}px`;
  }).observe(bar);
  const unask: Bar["unask"] = (kind) => bar.querySelector(`.asks.${kind}`)?.remove();
  const ask: Bar["ask"] = (kind, question, ...answers) => {
    const before = bar.querySelector(`.asks.${kind}`);
    if (before?.querySelector("p")?.textContent === question) return; // it is being answered
    before?.remove();
    const box = element("div", `asks ${kind}`);
    const words = element("p", "", question);
    words.setAttribute("role", "alert");
    box.append(words);
    for (const [text, label, then] of answers)
      box.append(
        button(text, label, () => {
          box.remove();
          all.focus();
          then();
        }),
      );
    bar.prepend(box);
  };
  return {
    element: bar,
    ask,
    unask,
    begins() {
      keep(false);
      run ??= { began: performance.now(), cells: 0, notebooks: new Set() };
    },
    changed(notebook) {
      const { current } = notebook;
      for (const cell of notebook.cells) {
        cell.element.classList.toggle("running", cell === current);
        cell.element.classList.toggle("changed-code", cell.isChanged);
      }
      keep(true);
      stop.hidden = !list().some((each) => each.current);
      again.hidden = !list().some((each) => each.isTouched);
      clearTimeout(slow);
      if (!current) return;
      const seen = notebook.cells.filter((cell) => cell.isSeen || cell === current);
      const of = several() ? ` of notebook ${notebook.number}` : "";
      const text = `Running cell ${seen.indexOf(current) + 1} of ${seen.length}${of} …`;
      slow = setTimeout(() => say(text), 300);
    },
    edited({ current, cells }) {
      if (!current && cells.some(({ isStale, box }) => isStale && box.firstElementChild))
        status.textContent = `Results beside a dotted line are older than the code: ${hasKeys() ? "Shift+Enter" : "press Run"}.`;
    },
    done(notebook, cells) {
      if (!run) return;
      run.cells += cells.filter((cell) => cell.isSeen).length;
      run.notebooks.add(notebook);
      if (list().some((other) => other !== notebook && other.isBusy)) return;
      const time = ((performance.now() - run.began) / 1000).toFixed(1);
      const of = !several()
        ? ""
        : run.notebooks.size === 1
          ? ` of notebook ${notebook.number}`
          : ` of ${run.notebooks.size} notebooks`;
      say(`Done: ${inCells(run.cells)}${of} in ${time} s.`);
      run = undefined;
      void withPresets(list());
    },
    waits: tell,
    said(text, where) {
      run = undefined;
      tell(text, where);
      void withPresets(list());
    },
    note(text) {
      bar.querySelector(".note.kept")?.remove();
      const line = element("p", "note kept", text);
      line.setAttribute("role", "alert");
      bar.prepend(line);
    },
  };
}

/** Which code cell of its notebook it is, among those that the page shows. */
export const numberOf = (notebook: RunningNotebook, cell: Cell): number =>
  notebook.cells.filter((other) => other.isSeen).indexOf(cell) + 1;

export const inCells = (count: number): string => plural(count, "cell");
