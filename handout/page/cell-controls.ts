/** What a cell of code gets on the page: its buttons, its keys, numbers that can be dragged, and an editor once it has the focus. */
import { type Bar, numberOf } from "./bar.js";
import type { Cell } from "./cell.js";
import { button, element } from "./dom.js";
import type { RunningNotebook } from "./running-notebook.js";
import { NumberScrubber } from "./scrub.js";
import { loadOnDemand, onDemand } from "./unpack.js";

export function addControls(notebook: RunningNotebook, cell: Cell, bar: Bar): void {
  const code = cell.element.querySelector<HTMLElement>(":scope > .code");
  const pre = code?.querySelector("pre");
  if (code && pre) new CellControls(notebook, cell, bar, code, pre);
}

class CellControls {
  /** as the cell is called in labels */
  private name: string;
  private numbers: NumberScrubber;
  /** where the pointer went down: the caret goes there */
  private pressed: { x: number; y: number } | undefined;

  constructor(
    private notebook: RunningNotebook,
    private cell: Cell,
    private bar: Bar,
    code: HTMLElement,
    private pre: HTMLElement,
  ) {
    this.name = `code cell ${numberOf(notebook, cell)}`;
    code.append(this.buttons());
    code.classList.add("live");
    pre.setAttribute("aria-label", `${this.name}, TypeScript. It can be edited.`);
    pre.setAttribute("role", "group");
    pre.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => {
      this.pressed = { x, y };
    });
    pre.addEventListener("keydown", (event) => this.onKey(event));
    pre.addEventListener("focus", () => void this.openEditor());
    this.numbers = new NumberScrubber(code, pre, notebook, cell);
    cell.onEdit = (text) => this.showCode(text);
  }

  private buttons(): HTMLElement {
    const { notebook, cell, name } = this;
    const group = element("div", "run");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    const reset = button("Reset", `Reset ${name}: bring the original back`, () => {
      notebook.reset(cell);
      (cell.editor ?? this.pre).focus();
    });
    reset.className = "reset";
    const below = button("Run from here", `Run from here: ${name} and all below`, () => {
      void notebook.start(cell, "below");
    });
    below.className = "below";
    const run = button("▶ Run", `Run ${name}`, () => void notebook.start(cell));
    group.append(reset, below, run);
    return group;
  }

  private run(how: "stay" | "next" | "all"): void {
    void this.notebook.start(how === "all" ? "all" : this.cell);
    if (how === "next") focusNext(this.cell);
  }

  /** Tab leads to a number of the code, and Enter from there into the editor. */
  private onKey(event: KeyboardEvent): void {
    const { key, shiftKey, target } = event;
    if (key !== "Enter") return;
    event.preventDefault();
    const hasControl = event.ctrlKey || event.metaKey;
    if (shiftKey && hasControl) this.run("all");
    else if (shiftKey) this.run("next");
    else if (hasControl) this.run("stay");
    else {
      const { left: x, top: y } = (target as Element).getBoundingClientRect();
      this.pressed = { x, y };
      this.pre.focus();
    }
  }

  private async openEditor(): Promise<void> {
    const { notebook, cell, pre, numbers } = this;
    const { createEditor } = await loadOnDemand();
    if (cell.editor) return;
    const editor = createEditor({
      text: cell.code,
      label: `${this.name}, TypeScript. Shift+Enter runs it. Alt+Up and Alt+Down move the number at the caret. Escape leads to the numbers.`,
      change: (text) => {
        if (text !== cell.code) notebook.edit(cell, text);
        this.bar.edited(notebook);
      },
      run: (how) => this.run(how),
      close: () => this.closeEditor(),
      nudge: (position, steps) => numbers.nudge(position, steps),
    });
    const isFocused = document.activeElement === pre;
    cell.editor = editor;
    pre.before(editor.element);
    pre.classList.add("edited");
    if (isFocused) editor.focus(this.pressed);
  }

  /** @returns false where the code has no number that could take the focus */
  private closeEditor(): boolean {
    const { cell, pre } = this;
    const number = pre.querySelector<HTMLElement>("[tabindex='0']");
    if (!number) return false;
    cell.editor?.close();
    cell.editor = undefined;
    pre.classList.remove("edited");
    number.focus();
    return true;
  }

  /** Keeps the static code up to date: for print, and for a cell whose editor is not open. */
  private showCode(text: string): void {
    if (this.pre.textContent === text) return;
    this.pre.innerHTML = onDemand()?.renderCode(text) ?? "";
    this.numbers.updateHandles();
  }
}

/** As in Jupyter, Shift+Enter moves on to the next cell of code. */
function focusNext(cell: Cell): void {
  const all = [...document.querySelectorAll<HTMLElement>(".code.live")];
  const here = cell.element.querySelector<HTMLElement>(".code.live");
  const after = all.slice(here ? all.indexOf(here) + 1 : 0).find((code) => code.offsetParent);
  const target = after?.querySelector<HTMLElement>(".cm-content, pre");
  target?.focus();
}
