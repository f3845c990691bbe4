/** Makes the cells of a handout editable and runnable. Without this script the page is the same, and stays as it is. */
import { agree, type Change, changesOf, listed, presetsIn, withPresets } from "./address.js";
import { type Bar, numberOf, toolbar } from "./bar.js";
import type { Page } from "./browser-storage.js";
import { Cell, type CellSource } from "./cell.js";
import { button, element, hasKeys, headBox } from "./dom.js";
import { keepFolds } from "./folds.js";
import { LearnerWork } from "./learner-work.js";
import { figures, reachable } from "./outputs.js";
import { RunningNotebook } from "./running-notebook.js";
import { scrub } from "./scrub.js";
import { loadOnDemand, onDemand } from "./unpack.js";

interface Program extends Omit<Page, "file"> {
  cells: CellSource[];
  /** data files by the path that cells give */
  files: Record<string, string>;
}

async function begin(program: Program): Promise<void> {
  if (!hasKeys())
    for (const words of document.querySelectorAll(".handling"))
      words.innerHTML = words.innerHTML.replaceAll("Shift+Enter", "Run");
  const elements = document.querySelectorAll<HTMLElement>("main > .cell");
  const notebooks = new Map<string, RunningNotebook>();
  const bar = toolbar(notebooks, (soon) => mine.changed(soon));
  for (const given of program.cells) {
    const place = elements[given.at];
    if (!place) continue;
    let owner = notebooks.get(given.notebook);
    if (!owner) {
      owner = new RunningNotebook(given.notebook, program.files, bar);
      notebooks.set(given.notebook, owner);
    }
    const cell = new Cell(place, given);
    owner.cells.push(cell);
    addControls(owner, cell, bar);
  }
  for (const notebook of notebooks.values()) notebook.begin();
  const mine = new LearnerWork(program, notebooks, bar);
  document.querySelector("main")?.append(bar.element);
  await mine.begin();
  await presets(notebooks, bar);
  globalThis.addEventListener("hashchange", () => void presets(notebooks, bar));
}

/** Buttons beside the code of a cell, and its editor as soon as the code has the focus. */
function addControls(notebook: RunningNotebook, cell: Cell, bar: Bar): void {
  const code = cell.element.querySelector<HTMLElement>(":scope > .code");
  const pre = code?.querySelector("pre");
  if (!code || !pre) return;
  const which = `code cell ${numberOf(notebook, cell)}`;
  const box = element("div", "run");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", which);
  const reset = button("Reset", `Reset ${which}: bring the original back`, () => {
    notebook.reset(cell);
    (cell.editor ?? pre).focus();
  });
  reset.className = "reset";
  const below = button("Run from here", `Run from here: ${which} and all below`, () => {
    void notebook.start(cell, "below");
  });
  below.className = "below";
  box.append(
    reset,
    below,
    button("▶ Run", `Run ${which}`, () => void notebook.start(cell)),
  );
  code.append(box);
  code.classList.add("live");
  pre.setAttribute("aria-label", `${which}, TypeScript. It can be edited.`);
  pre.setAttribute("role", "group");

  let pressed: { x: number; y: number } | undefined;
  pre.addEventListener("pointerdown", ({ clientX, clientY }) => {
    pressed = { x: clientX, y: clientY };
  });
  const run = (how: "stay" | "next" | "all") => {
    void notebook.start(how === "all" ? "all" : cell);
    if (how === "next") next(cell);
  };
  // Tab leads to a number of the code, and Enter from there into its editor.
  pre.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, target } = event;
    if (key !== "Enter") return;
    event.preventDefault();
    const isHeld = ctrlKey || metaKey;
    if (shiftKey || isHeld) return run(!shiftKey ? "stay" : isHeld ? "all" : "next");
    const { left: x, top: y } = (target as Element).getBoundingClientRect();
    pressed = { x, y };
    pre.focus();
  });
  const close = () => {
    const number = pre.querySelector<HTMLElement>("[tabindex='0']");
    if (!number) return false;
    cell.editor?.close();
    cell.editor = undefined;
    pre.classList.remove("edited");
    number.focus();
    return true;
  };
  const open = async () => {
    const { createEditor } = await loadOnDemand();
    if (cell.editor) return;
    const editor = createEditor({
      text: cell.code,
      label: `${which}, TypeScript. Shift+Enter runs it. Alt+Up and Alt+Down move the number at the caret. Escape leads to the numbers.`,
      change: (text) => {
        if (text !== cell.code) notebook.edit(cell, text);
        bar.edited(notebook);
      },
      run,
      close,
      nudge,
    });
    const focused = document.activeElement === pre;
    cell.editor = editor;
    pre.before(editor.element);
    pre.classList.add("edited");
    if (focused) editor.focus(pressed);
  };
  pre.addEventListener("focus", () => void open());
  const { dress, nudge } = scrub(code, pre, notebook, cell);
  cell.onEdit = (text) => {
    if (pre.textContent === text) return;
    // For print, and for a cell whose editor is not there yet.
    pre.innerHTML = onDemand()?.renderCode(text) ?? "";
    dress();
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

/** Takes the values that the address asks for, and runs the cells with them, when the reader agrees. */
async function presets(notebooks: Map<string, RunningNotebook>, bar: Bar): Promise<void> {
  const { wishes, anchor } = presetsIn(location.hash);
  bar.element.querySelector(".asks.link")?.remove(); // what an earlier link has asked
  if (wishes.length === 0) return void withPresets([...notebooks.values()]);
  const loaded = await loadOnDemand();
  const refused: string[] = [];
  const changes: Change[] = [];
  const runs: (() => void)[] = [];
  for (const notebook of notebooks.values()) {
    const mine = wishes.filter((wish) => notebooks.size === 1 || wish.notebook === notebook.number);
    const cell = notebook.parameters;
    if (mine.length === 0) continue;
    const wish = loaded.withParameters(
      cell?.source ?? "",
      mine.map(({ name, json }) => [name, json]),
    );
    refused.push(...wish.refused);
    if (!cell || cell.code === wish.code) continue;
    changes.push(...changesOf(loaded, notebook, [cell.source, wish.code], notebooks.size > 1));
    runs.push(() => {
      notebook.edit(cell, wish.code);
      void notebook.start(cell);
    });
  }
  if (notebooks.size > 1)
    for (const { notebook } of wishes)
      if (![...notebooks.values()].some(({ number }) => number === notebook))
        refused.push("a parameter's name must say of which notebook, as in 05.learningRate.");
  headBox(
    "refused",
    "The address of this page asks for values that do not fit. They were not taken:",
    [...new Set(refused)].map((line) => [line]),
  )?.setAttribute("role", "alert");
  const take = () => {
    agree(changes);
    for (const run of runs) run();
  };
  if (runs.length > 0)
    bar.ask(
      "link",
      `The link to this page wants ${listed(changes)}.`,
      ["Run with that", "Run with that: take the link's values and run the code", take],
      [
        "Leave it",
        "Leave it: keep the values of this file",
        () => void withPresets([...notebooks.values()]),
      ],
    );
  if (anchor) document.getElementById(anchor)?.scrollIntoView();
}

const able = typeof Worker === "function" && typeof DecompressionStream === "function";
const json = document.getElementById("program")?.textContent;
if (able && json) {
  const program = JSON.parse(json) as Program;
  keepFolds(`${program.name} ${program.edition} ${program.version}`);
  void figures().first.then(() => begin(program));
}

void document.fonts.ready.then(() => reachable());
addEventListener("resize", () => reachable());
addEventListener("toggle", () => reachable(), true); // what is folded has no width
