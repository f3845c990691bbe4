// JupyterLab empties all cells of a run before the first begins, and stays at its end. So after a failure nothing is left
// below, and the error is out of sight. Here the failed cell comes into sight, and those below it show again, as not run,
// what they showed before. JupyterLab also unfolds the outputs of all that it runs: the answers to every guess below. Here
// an output that is folded stays so, unless it is that of the chosen cell. A cell that is folded whole, as solutions are,
// stays so even then, unless it is prose: that answers a guess, and its code is never to be seen. Written by hand as what a
// bundler would make of it, a container of webpack's module federation: there is nothing to build.
(() => {
  const NOT_RUN = "perceptron-not-run"; // see custom.css
  /** What a cell showed before its turn came. */
  const before = new WeakMap();

  // JupyterLab tells this of all cells of a run before it chooses the next cell.
  function onScheduled(_sender, { notebook, cell }) {
    cell.removeClass(NOT_RUN);
    const { outputs, trusted } = cell.model;
    before.set(cell, { outputs: outputs.toJSON(), trusted: trusted });
    const isProse = cell.model.getMetadata("tags")?.includes("prose");
    const opens = cell === notebook.activeCell && (!cell.inputHidden || isProse);
    if (cell.outputHidden && !opens)
      queueMicrotask(() => {
        cell.outputHidden = true;
      });
  }

  function onExecuted(_sender, { notebook, cell, success }) {
    const shown = before.get(cell);
    before.delete(cell);
    if (success || !shown || cell.isDisposed) return;
    if (cell.model.outputs.length > 0) return bringIntoSight(notebook, cell);
    // The kernel has refused it, because one above has failed. Old outputs are trusted as far as they were.
    cell.model.trusted = shown.trusted;
    cell.model.outputs.fromJSON(shown.outputs);
    cell.addClass(NOT_RUN);
  }

  function bringIntoSight(notebook, cell) {
    cell.outputHidden = false;
    if (notebook.mode === "edit") return; // somebody types already
    notebook.deselectAll();
    notebook.activeCellIndex = notebook.widgets.indexOf(cell);
    requestAnimationFrame(() => {
      const last = cell.outputArea.node.lastElementChild ?? cell.node;
      last.scrollIntoView({ block: "center" });
    });
  }

  let shared;
  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["perceptron-runs"] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const [version] = Object.values(shared["@jupyterlab/notebook"]);
      const { NotebookActions } = (await version.get())();
      const activate = () => {
        NotebookActions.executionScheduled.connect(onScheduled);
        NotebookActions.executed.connect(onExecuted);
      };
      const plugin = { id: "perceptron-runs:plugin", autoStart: true, activate };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
