/** Makes the cells of a handout editable and runnable. Without this script the page is the same, and stays as it is. */
import { Bar } from "./bar.js";
import type { Page } from "./browser-storage.js";
import { Cell, type CellData } from "./cell.js";
import { addControls } from "./cell-controls.js";
import { hasKeyboard } from "./dom.js";
import { keepFolds } from "./folds.js";
import { LearnerWork } from "./learner-work.js";
import { offerLinkedValues } from "./linked-values.js";
import { figures, makeScrollable } from "./outputs.js";
import { RunningNotebook } from "./running-notebook.js";

interface Program extends Omit<Page, "file"> {
  cells: CellData[];
  /** contents of data files by the path that cells use */
  files: Record<string, string>;
}

async function begin(program: Program): Promise<void> {
  if (!hasKeyboard()) replaceKeysInText();
  const notebooks = new Map<string, RunningNotebook>();
  const bar = new Bar(notebooks, (soon) => work.notebookChanged(soon));
  addCells(program, notebooks, bar);
  for (const notebook of notebooks.values()) notebook.rememberOriginals();
  const work = new LearnerWork(program, notebooks, bar);
  document.querySelector("main")?.append(bar.element);
  await work.restore();
  await offerLinkedValues(notebooks, bar);
  globalThis.addEventListener("hashchange", () => void offerLinkedValues(notebooks, bar));
}

/** On a touch screen there is no Shift+Enter. */
function replaceKeysInText(): void {
  for (const text of document.querySelectorAll(".handling"))
    text.innerHTML = text.innerHTML.replaceAll("Shift+Enter", "Run");
}

function addCells(program: Program, notebooks: Map<string, RunningNotebook>, bar: Bar): void {
  const elements = document.querySelectorAll<HTMLElement>("main > .cell");
  for (const source of program.cells) {
    const cellElement = elements[source.at];
    if (!cellElement) continue;
    const notebook =
      notebooks.get(source.notebook) ?? new RunningNotebook(source.notebook, program.files, bar);
    notebooks.set(source.notebook, notebook);
    const cell = new Cell(cellElement, source);
    notebook.cells.push(cell);
    addControls(notebook, cell, bar);
  }
}

const canRun = typeof Worker === "function" && typeof DecompressionStream === "function";
const json = document.getElementById("program")?.textContent;
if (canRun && json) {
  const program = JSON.parse(json) as Program;
  keepFolds(`${program.name} ${program.edition} ${program.version}`);
  void figures().first.then(() => begin(program));
}

void document.fonts.ready.then(() => makeScrollable());
addEventListener("resize", () => makeScrollable());
addEventListener("toggle", () => makeScrollable(), true); // what is folded has no width
