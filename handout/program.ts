/** What a page needs to run its cells: the sources, also of hidden cells, and the data files that they read. */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Names, namesIn } from "../ipynb/language/cell-names.js";
import { root } from "./assets.js";
import type { PageCell } from "./cells.js";

export interface Program {
  cells: (Pick<PageCell, "id" | "notebook" | "source" | "role"> & Names & { at: number })[];
  files: Record<string, string>;
}

const MAX_FILE_SIZE = 200_000;

export function program(cells: PageCell[]): Program | undefined {
  const sources = cells
    .map(({ id, notebook, source, role }, at) => ({ id, notebook, source, role, at }))
    .filter(({ source }) => source)
    .map((cell) => ({ ...cell, id: cell.id || `at-${cell.at}`, ...namesIn(cell.source) }));
  return sources.length > 0 ? { cells: sources, files: files(sources) } : undefined;
}

/** Files in the notebooks' folder, by the paths that are string literals in cells. */
function files(cells: { source: string }[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { source } of cells)
    for (const [, name] of source.matchAll(/"(data\/[\w.-]+\.csv)"/g)) {
      const file = path.join(root, "notebooks", name);
      if (existsSync(file) && statSync(file).size <= MAX_FILE_SIZE)
        found[name] = readFileSync(file, "utf8");
    }
  return found;
}
