/** Makes the cells of a handout editable and runnable. Without this script the page is the same, and stays as it is. */
import { agree, type Change, changesOf, listed, presetsIn, withPresets } from "./address.js";
import { Cell, type CellSource, RunningNotebook, type Watcher } from "./notebook.js";
import { element } from "./outputs.js";
import { tools } from "./unpack.js";

interface Program {
  cells: CellSource[];
  /** data files by the path that cells give */
  files: Record<string, string>;
}

function begin(program: Program): void {
  const elements = document.querySelectorAll<HTMLElement>("main > .cell");
  const notebooks = new Map<string, RunningNotebook>();
  const bar = toolbar(notebooks);
  for (const { notebook, source, role, at } of program.cells) {
    const place = elements[at];
    if (!place) continue;
    let owner = notebooks.get(notebook);
    if (!owner) {
      owner = new RunningNotebook(notebook, program.files, bar);
      notebooks.set(notebook, owner);
    }
    const cell = new Cell(place, source, role);
    owner.cells.push(cell);
    addControls(owner, cell, bar);
  }
  for (const notebook of notebooks.values()) notebook.begin();
  document.querySelector("main")?.append(bar.element);
  Object.assign((globalThis as unknown as { handout: object }).handout, { notebooks });
  void presets(notebooks, bar);
  globalThis.addEventListener("hashchange", () => void presets(notebooks, bar));
}

const button = (text: string, label: string, click: () => void): HTMLButtonElement => {
  const made = element("button", "", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.title = label;
  made.addEventListener("click", click);
  return made;
};

/** Buttons beside the code of a cell, and its editor as soon as the code has the focus. */
function addControls(notebook: RunningNotebook, cell: Cell, bar: Bar): void {
  const code = cell.element.querySelector<HTMLElement>(":scope > .code");
  const pre = code?.querySelector("pre");
  if (!code || !pre) return;
  const number = notebook.cells.filter((other) => other.element.querySelector(".code")).length;
  const which = `code cell ${number}`;
  const box = element("div", "run");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", which);
  const reset = button("Reset", `Reset ${which}: bring the original back`, () => {
    notebook.reset(cell);
    (cell.editor ?? pre).focus();
  });
  reset.className = "reset";
  box.append(
    reset,
    button("▶ Run", `Run ${which}`, () => void notebook.start(cell)),
  );
  code.append(box);
  code.classList.add("live");
  pre.setAttribute("aria-label", `${which}, TypeScript. It can be edited.`);
  pre.setAttribute("role", "textbox");
  pre.setAttribute("aria-multiline", "true");
  pre.setAttribute("aria-readonly", "true");

  let pressed: { x: number; y: number } | undefined;
  pre.addEventListener("pointerdown", ({ clientX, clientY }) => {
    pressed = { x: clientX, y: clientY };
  });
  const open = async () => {
    const { createEditor } = await tools();
    if (cell.editor) return;
    const editor = createEditor({
      text: cell.code,
      label: `${which}, TypeScript. Shift+Enter runs it.`,
      change: (text) => {
        notebook.edit(cell, text);
        bar.edited(notebook);
      },
      run: (how) => {
        void notebook.start(how === "all" ? "all" : cell);
        if (how === "next") next(cell);
      },
    });
    const focused = document.activeElement === pre;
    cell.editor = editor;
    pre.before(editor.element);
    pre.classList.add("edited");
    pre.tabIndex = -1;
    if (focused) editor.focus(pressed);
  };
  pre.addEventListener("focus", () => void open());
  cell.onEdit = (text) => {
    pre.textContent = text; // for print, and for a cell whose editor is not there yet
  };
}

/** As in Jupyter, Shift+Enter moves on to the next cell of code. */
function next(cell: Cell): void {
  const all = [...document.querySelectorAll<HTMLElement>(".code.live")];
  const here = cell.element.querySelector<HTMLElement>(".code.live");
  const after = all.slice(here ? all.indexOf(here) + 1 : 0).find((code) => code.offsetParent);
  const target = after?.querySelector<HTMLElement>(".cm-content, pre");
  target?.focus();
}

interface Bar extends Watcher {
  element: HTMLElement;
  edited(notebook: RunningNotebook): void;
  /** what a link wants changed, and what follows when the reader agrees, or does not */
  ask(changes: Change[], take: () => void, leave: () => void): void;
  warn(lines: string[]): void;
}

function toolbar(notebooks: Map<string, RunningNotebook>): Bar {
  const bar = element("section", "bar");
  bar.setAttribute("aria-label", "Run the code");
  const each = (work: (notebook: RunningNotebook) => void) => () => {
    for (const notebook of notebooks.values()) work(notebook);
  };
  const all = button("▶ Run all", "Run all: every cell from the top", () => {
    for (const notebook of notebooks.values()) void notebook.start("all");
  });
  const stop = button(
    "■ Stop",
    "Stop: end the cell that runs",
    each((notebook) => notebook.stop()),
  );
  const reset = button("Reset all", "Reset all: bring all code and results back", () => {
    for (const notebook of notebooks.values()) notebook.resetAll();
    all.focus();
  });
  const status = element("p", "", "The code can be changed and run: Shift+Enter.");
  status.setAttribute("role", "status");
  stop.hidden = reset.hidden = true;
  const linked = element("p", "linked"); // what the reader took from a link: address.ts fills it
  linked.hidden = true;
  bar.append(linked, all, stop, reset, status);
  let slow: ReturnType<typeof setTimeout> | undefined;
  const list = () => [...notebooks.values()];
  return {
    element: bar,
    changed(notebook) {
      const { current } = notebook;
      for (const cell of notebook.cells) {
        cell.element.classList.toggle("running", cell === current);
        cell.element.classList.toggle("changed-code", cell.code !== cell.source);
      }
      stop.hidden = !list().some((each) => each.current);
      reset.hidden = !list().some((each) => each.isTouched);
      clearTimeout(slow);
      if (!current) return;
      const place = notebook.cells.indexOf(current) + 1;
      slow = setTimeout(() => {
        status.textContent = `Running cell ${place} of ${notebook.cells.length} …`;
      }, 300);
    },
    edited({ current, cells }) {
      if (!current && cells.some(({ isStale, box }) => isStale && box.firstElementChild))
        status.textContent = "Results beside a dotted line are older than the code: Shift+Enter.";
    },
    said(text, where) {
      clearTimeout(slow);
      status.textContent = text;
      if (where) {
        where.id ||= `cell-${Math.random().toString(36).slice(2)}`;
        const go = button("Go there", "Go there: to that cell", () => {
          where.closest("details")?.setAttribute("open", "");
          where.scrollIntoView({ block: "center" });
          where.querySelector<HTMLElement>(".outputs pre, .outputs input")?.focus();
        });
        status.append(" ", go);
      }
      void withPresets(list());
    },
    ask(changes, take, leave) {
      bar.querySelector(".asks")?.remove();
      const box = element("div", "asks");
      const question = element("p", "", `The link to this page wants ${listed(changes)}.`);
      question.setAttribute("role", "alert");
      const answer = (text: string, label: string, then: () => void) =>
        button(text, label, () => {
          box.remove();
          all.focus();
          then();
        });
      box.append(
        question,
        answer("Run with that", "Run with that: take the link's values and run the code", take),
        answer("Leave it", "Leave it: keep the values of this file", leave),
      );
      bar.prepend(box);
    },
    warn(lines) {
      document.querySelector(".refused")?.remove();
      if (lines.length === 0) return;
      const box = element("div", "changed refused");
      box.setAttribute("role", "alert");
      box.append(
        element(
          "p",
          "",
          "The address of this page asks for values that do not fit. They were not taken:",
        ),
      );
      const items = element("ul");
      items.append(...lines.map((line) => element("li", "", line)));
      box.append(items);
      document.querySelector("header")?.append(box);
    },
  };
}

/** Takes the values that the address asks for, and runs the cells with them, when the reader agrees. */
async function presets(notebooks: Map<string, RunningNotebook>, bar: Bar): Promise<void> {
  const { wishes, anchor } = presetsIn(location.hash);
  bar.element.querySelector(".asks")?.remove(); // what an earlier link has asked
  if (wishes.length === 0) return void withPresets([...notebooks.values()]);
  const drawing = await tools();
  const refused: string[] = [];
  const changes: Change[] = [];
  const runs: (() => void)[] = [];
  for (const notebook of notebooks.values()) {
    const mine = wishes.filter(
      (wish) => notebooks.size === 1 || wish.notebook === notebook.name.slice(0, 2),
    );
    const cell = notebook.cells.find(({ role }) => role === "parameters");
    if (mine.length === 0) continue;
    const wish = drawing.withParameters(
      cell?.source ?? "",
      mine.map(({ name, json }) => [name, json]),
    );
    refused.push(...wish.refused);
    if (!cell || cell.code === wish.code) continue;
    changes.push(...changesOf(drawing, notebook, [cell.source, wish.code], notebooks.size > 1));
    runs.push(() => {
      notebook.edit(cell, wish.code);
      void notebook.start(cell);
    });
  }
  if (notebooks.size > 1)
    for (const { notebook } of wishes)
      if (![...notebooks.keys()].some((known) => known.slice(0, 2) === notebook))
        refused.push("a parameter's name must say of which notebook, as in 05.learningRate.");
  bar.warn([...new Set(refused)]);
  const take = () => {
    agree(changes);
    for (const run of runs) run();
  };
  if (runs.length > 0) bar.ask(changes, take, () => void withPresets([...notebooks.values()]));
  if (anchor) document.getElementById(anchor)?.scrollIntoView();
}

const able = typeof Worker === "function" && typeof DecompressionStream === "function";
const json = document.getElementById("program")?.textContent;
if (able && json) begin(JSON.parse(json));
