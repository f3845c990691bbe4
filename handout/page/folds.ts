/** Remembers the folds that a reader has opened, and opens them when the page is loaded again. */
import { remember, remembered } from "./browser-storage.js";

/** @param page identifies the page */
export function keepFolds(page: string): void {
  const folds = new Map<string, HTMLDetailsElement>();
  for (const fold of document.querySelectorAll<HTMLDetailsElement>("details.solution, .outcome")) {
    const cell = fold.closest<HTMLElement>("[data-cell]");
    if (cell?.dataset.cell) folds.set(cell.dataset.cell, fold);
  }
  const name = `folds ${page}`;
  for (const id of remembered(name).split(" ")) folds.get(id)?.setAttribute("open", "");
  const keep = () => {
    const open = [...folds].filter(([, fold]) => fold.open).map(([id]) => id);
    remember(name, open.join(" "));
  };
  for (const fold of folds.values()) fold.addEventListener("toggle", keep);
}
