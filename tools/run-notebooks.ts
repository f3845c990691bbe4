/** Runs copies of notebooks in the kernel: for a command to keep, or to compare with what is committed. */
import path from "node:path";
import { differences, problems } from "../ipynb/compare.js";
import { isRun, join, type Notebook } from "../ipynb/nbformat.js";
import { readNotebook, tidy, writeNotebook } from "../ipynb/notebook-file.js";
import { plural } from "../src/plural.js";
import type { Entry } from "./course-notebooks.js";
import { execute, type Result } from "./execute.js";
import { UsageError } from "./failure.mjs";
import { setParameters } from "./set-parameters.js";
import { withTemporaryFolder } from "./temporary-folder.js";

type OnExecuted = (entry: Entry, fresh: Notebook, before: Notebook) => string[] | Promise<string[]>;

/**
 * Executes copies of the notebooks and hands each to `onExecuted`, which returns what is wrong with it.
 * A failed run is such a complaint. Prints a line for each notebook; returns the complaints by path.
 */
export async function runNotebooks(
  entries: Entry[],
  { values = {}, timeout = 120 }: { values?: Record<string, string>; timeout?: number },
  onExecuted: OnExecuted,
): Promise<Map<string, string[]>> {
  const complaints = new Map<string, string[]>();
  await withTemporaryFolder("notebooks", async (unfinished) => {
    const jobs = entries.map((entry, i) => {
      const before = tidy(readNotebook(entry.path));
      const file = (kind: string) => path.join(unfinished, `${i}-${kind}.ipynb`);
      writeNotebook(file("source"), setParametersOf(entry, before, values));
      const folder = path.dirname(entry.path);
      return {
        id: String(i),
        entry,
        before,
        folder,
        source: file("source"),
        target: file("target"),
      };
    });
    const onResult = async (result: Result) => {
      const { entry, before, source, target } = jobs[Number(result.id)];
      const cells = before.cells.filter(isRun).length;
      const found = result.failure
        ? [describeFailure(readNotebook(source), result.failure)]
        : await onExecuted(entry, tidy(readNotebook(target)), before);
      complaints.set(entry.path, found);
      console.log(`${entry.name} … ${plural(cells, "cell")}, ${result.seconds.toFixed(1)} s`);
      for (const complaint of found) console.log(indent(complaint));
    };
    await execute(jobs, { timeout, onResult });
  });
  return complaints;
}

function setParametersOf(
  entry: Entry,
  notebook: Notebook,
  values: Record<string, string>,
): Notebook {
  try {
    return setParameters(notebook, values);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${entry.name}: ${error.message}`) : error;
  }
}

function describeFailure(
  notebook: Notebook,
  { cell, message }: NonNullable<Result["failure"]>,
): string {
  const failed = notebook.cells[cell];
  if (!failed) return message.trim();
  const number = notebook.cells.slice(0, cell + 1).filter(isRun).length;
  const source = indent(join(failed.source).trimEnd());
  return `stopped at cell ${cell + 1} (code cell ${number}):\n\n${source}\n\n${message.trim()}\n\nThe notebook file was not changed.`;
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, "    ");

/** Executes copies and compares; the complaints of each notebook, by its path. */
export const checkNotebooks = (
  entries: Entry[],
  timeout?: number,
): Promise<Map<string, string[]>> =>
  runNotebooks(entries, { timeout }, (_entry, fresh, committed) => {
    const found = problems(committed);
    // Without committed outputs there is nothing to compare.
    if (found.some((problem) => problem.endsWith("not executed")))
      return ["not executed: npm run notebooks, then commit it"];
    return [...found, ...differences(committed, fresh)];
  });
