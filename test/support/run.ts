/** A notebook's cells, run here as a handout's page runs them: seconds for all of them, and no kernel. */
import { createRequire } from "node:module";
import path from "node:path";
import { runInThisContext } from "node:vm";
import jupyter from "tslab/dist/jupyter.js";
import { compile } from "../../ipynb/language/compile.js";
import { type CompiledCell, runCompiled } from "../../ipynb/language/compiled-cell.js";
import { isRun, join, type Notebook } from "../../ipynb/nbformat.js";
import * as perceptron from "../../src/index.js";
import { notebooks, root } from "../../tools/paths.mjs";

const module: Record<string, unknown> = perceptron;
const page = globalThis as { __cell?: (cell: CompiledCell) => void };
const kernel = jupyter as { lastWriteDisplayData: unknown };
const require = createRequire(path.join(root, "package.json"));

/** What each cell said in Markdown, by the cell's id. Files are looked for where the notebooks are, as in Jupyter. */
export async function said(notebook: Notebook): Promise<Map<string, string[]>> {
  const scope: object = Object.create(null);
  const all = new Map<string, string[]>();
  const load = (name: unknown) => (name === "perceptron" ? module : require(String(name)));
  const before = { log: console.log, write: kernel.lastWriteDisplayData, folder: process.cwd() };
  console.log = () => {};
  process.chdir(notebooks);
  try {
    for (const cell of notebook.cells.filter(isRun)) {
      const sentences: string[] = [];
      all.set(String(cell.id), sentences);
      kernel.lastWriteDisplayData = ({ data }: { data: Record<string, unknown> }) => {
        if (data["text/markdown"]) sentences.push(String(data["text/markdown"]));
      };
      let compiled: CompiledCell | undefined;
      page.__cell = (value) => {
        compiled = value;
      };
      runInThisContext(compile(join(cell.source), Object.keys(module), `${cell.id}.ts`));
      if (compiled) await runCompiled(compiled, { scope, module, load });
    }
  } finally {
    console.log = before.log;
    kernel.lastWriteDisplayData = before.write;
    process.chdir(before.folder);
  }
  return all;
}

/** The claims among sentences: exercises and guesses have a name in bold behind their sign. */
export const claims = (sentences: string[]) =>
  sentences.filter((sentence) => /^[✓✗] (?!\*\*\d\d(-|&#45;))/.test(sentence));
