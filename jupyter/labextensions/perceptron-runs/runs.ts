// JupyterLab empties all cells of a run before the first begins, and stays at its end. So after a failure nothing is left
// below, and the error is out of sight. This extension brings the failed cell into sight, and those below it show again, marked
// as not run, what they showed before. JupyterLab also unfolds the outputs of all cells that it runs: the answers to every guess
// below. With this extension a folded output stays folded, unless it belongs to the active cell. A cell that is folded whole, as
// solutions are, stays folded even then, unless it is prose: that answers a guess, and its code is never shown.
//
// The file registers itself as a bundler's module federation would: tools/setup/build.mjs only compiles it.

/** As much of JupyterLab's Cell as this uses. */
interface Cell {
  model: CellModel;
  inputHidden: boolean;
  outputHidden: boolean;
  isDisposed: boolean;
  node: HTMLElement;
  outputArea: { node: HTMLElement };
  addClass(name: string): void;
  removeClass(name: string): void;
}

interface CellModel {
  trusted: boolean;
  outputs: { length: number; toJSON(): unknown[]; fromJSON(outputs: unknown[]): void };
  getMetadata(key: string): unknown;
}

interface Notebook {
  activeCell: Cell | null;
  activeCellIndex: number;
  widgets: Cell[];
  mode: "command" | "edit";
  deselectAll(): void;
}

interface Signal<Args> {
  connect(slot: (sender: unknown, args: Args) => void): void;
}

interface NotebookModule {
  NotebookActions: {
    executionScheduled: Signal<{ notebook: Notebook; cell: Cell }>;
    executed: Signal<{ notebook: Notebook; cell: Cell; success: boolean }>;
  };
}

/** The packages that JupyterLab shares with extensions: by name, then by version. */
type SharedPackages = Record<string, Record<string, { get(): Promise<() => unknown> }>>;

const NOT_RUN = "perceptron-not-run"; // styled in custom/custom.css

const shownBefore = new WeakMap<Cell, { outputs: unknown[]; trusted: boolean }>();

// JupyterLab emits this for every cell of a run before it activates the next cell.
function onScheduled({ notebook, cell }: { notebook: Notebook; cell: Cell }): void {
  cell.removeClass(NOT_RUN);
  const { outputs, trusted } = cell.model;
  shownBefore.set(cell, { outputs: outputs.toJSON(), trusted });
  const tags = cell.model.getMetadata("tags");
  const isProse = Array.isArray(tags) && tags.includes("prose");
  const unfolds = cell === notebook.activeCell && (!cell.inputHidden || isProse);
  if (cell.outputHidden && !unfolds)
    queueMicrotask(() => {
      cell.outputHidden = true;
    });
}

function onExecuted(run: { notebook: Notebook; cell: Cell; success: boolean }): void {
  const { notebook, cell, success } = run;
  const before = shownBefore.get(cell);
  shownBefore.delete(cell);
  if (success || !before || cell.isDisposed) return;
  if (cell.model.outputs.length > 0) bringIntoSight(notebook, cell);
  else showAsNotRun(cell, before);
}

/** For a cell that the kernel has skipped, because one above has failed. Its outputs are trusted as they were. */
function showAsNotRun(cell: Cell, before: { outputs: unknown[]; trusted: boolean }): void {
  cell.model.trusted = before.trusted;
  cell.model.outputs.fromJSON(before.outputs);
  cell.addClass(NOT_RUN);
}

function bringIntoSight(notebook: Notebook, cell: Cell): void {
  cell.outputHidden = false;
  if (notebook.mode === "edit") return; // the reader is typing
  notebook.deselectAll();
  notebook.activeCellIndex = notebook.widgets.indexOf(cell);
  requestAnimationFrame(() => {
    const last = cell.outputArea.node.lastElementChild ?? cell.node;
    last.scrollIntoView({ block: "center" });
  });
}

let shared: SharedPackages;

async function loadPlugin(): Promise<() => object> {
  const [version] = Object.values(shared["@jupyterlab/notebook"]);
  const { NotebookActions } = (await version.get())() as NotebookModule;
  const activate = () => {
    NotebookActions.executionScheduled.connect((_sender, run) => onScheduled(run));
    NotebookActions.executed.connect((_sender, run) => onExecuted(run));
  };
  const plugin = { id: "perceptron-runs:plugin", autoStart: true, activate };
  return () => ({ __esModule: true, default: plugin });
}

const containers = globalThis as { _JUPYTERLAB?: Record<string, object> };
containers._JUPYTERLAB ??= {};
containers._JUPYTERLAB["perceptron-runs"] = {
  init: (scope: SharedPackages) => {
    shared = scope;
  },
  get: loadPlugin,
};

export {}; // a module of its own: its names are not global
