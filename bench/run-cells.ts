/** Runs cells in the tslab kernel or in ipykernel, through kernels.py in the Python of this benchmark. */
import path from "node:path";
import { join as joined } from "../ipynb/nbformat.js";
import { readNotebook } from "../ipynb/notebook-file.js";
import { jupyterEnv } from "../jupyter/environment.mjs";
import { notebooks, root, state, venv } from "../tools/paths.mjs";
import { setParameters } from "../tools/set-parameters.js";
import { outputOf } from "./measure.js";
import { python } from "./python.js";

export interface Answer {
  /** seconds until the kernel answers */
  ready: number;
  /** seconds from the kernel's start to the first output and the end, and from the request to the first output */
  cells: { shown: number | null; answer: number | null; done: number }[];
  /** bytes, at the end */
  memory: number;
}

const script = path.join(root, "bench", "kernels.py");
const ways = {
  course: { kernel: "tslab", folder: notebooks },
  python: { kernel: "python3", folder: path.join(root, "bench", "python") },
};

export type Kernel = keyof typeof ways;

export const runCells = (side: Kernel, cells: string[]): Promise<Answer> =>
  runIn(venv, ways[side].kernel, ways[side].folder, cells);

/**
 * @param environment the virtual environment that knows the kernel, if the benchmark's own does not
 * @param folder in which the kernel runs
 */
export async function runIn(
  environment: string,
  kernel: string,
  folder: string,
  cells: string[],
): Promise<Answer> {
  const input = JSON.stringify({ kernel, folder, cells });
  const env = { ...jupyterEnv(state), JUPYTER_PATH: path.join(environment, "share", "jupyter") };
  return JSON.parse(await outputOf(python, [script], { input, env }));
}

/** The code of a notebook of the course, or of its Python counterpart; with other parameters where there are some. */
export function codeOf(side: Kernel, name: string, values: Record<string, string> = {}): string[] {
  const notebook = readNotebook(path.join(ways[side].folder, `${name}.ipynb`));
  const { cells } = Object.keys(values).length > 0 ? setParameters(notebook, values) : notebook;
  return cells.filter((cell) => cell.cell_type === "code").map((cell) => joined(cell.source));
}

/** Seconds until a cell's output was there. */
export function shown({ cells }: Answer, i: number): number {
  const seconds = cells[i]?.shown;
  if (typeof seconds !== "number") throw new Error(`cell ${i + 1} showed nothing`);
  return seconds;
}
