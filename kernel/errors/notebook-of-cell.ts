/** The notebook to which the cell belongs, as its file has it: a kernel is told the code of the cells that run, no more. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Cell {
  id?: string;
  cell_type: string;
  source: string | string[];
}

export interface Notebook {
  cells: { id?: string; isCode: boolean; source: string }[];
  /** The place of the cell that runs, -1 where the file does not have it yet. */
  current: number;
}

interface Clues {
  code: string;
  /** JupyterLab sends it. */
  cellId?: string;
  /** Jupyter Server tells it when it starts the kernel; a notebook that was renamed since has another. */
  session?: string;
  /** Where the kernel runs: the notebook's folder. */
  folder: string;
}

/** The notebook that has this cell; else the one for which the kernel was started. */
export function findNotebook({ code, cellId, session, folder }: Clues): Notebook | undefined {
  const own = session?.endsWith(".ipynb") ? [session] : [];
  let first: Notebook | undefined;
  for (const file of [...own, ...list(folder)]) {
    const cells = read(file);
    if (!cells) continue;
    const byId = cellId ? cells.findIndex(({ id }) => id === cellId) : -1;
    const current = byId < 0 ? cells.findIndex((cell) => cell.source === code) : byId;
    if (current >= 0) return { cells, current };
    if (file === session) first = { cells, current };
  }
  return first;
}

function list(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
    return names.map((name) => join(folder, name));
  } catch {
    return []; // it may be gone
  }
}

function read(file: string): Notebook["cells"] | undefined {
  try {
    const { cells } = JSON.parse(readFileSync(file, "utf8")) as { cells: Cell[] };
    return cells.map(({ id, cell_type, source }) => ({
      id,
      isCode: cell_type === "code",
      source: [source].flat().join(""),
    }));
  } catch {
    return undefined; // it is being written, or is no notebook
  }
}

/** The heading below which a cell stands. */
export function headingOf({ cells }: Notebook, index: number): string | undefined {
  for (let i = index; i >= 0; i--) {
    if (cells[i].isCode) continue;
    const headings = cells[i].source.match(/^#{1,6} .*$/gm);
    if (headings) return headings[headings.length - 1].replace(/^#+ |[*_`$]/g, "");
  }
  return undefined;
}
