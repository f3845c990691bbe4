/** `npm run notebooks`: executes the notebooks in place, into a copy with changed parameters, or to check them. */
import { existsSync, mkdirSync, readdirSync, realpathSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isRun, join, type Notebook } from "../handout/nbformat.js";
import { parse } from "./arguments.mjs";
import { NO_BROWSER } from "./browser.js";
import { differences, problems } from "./compare-notebooks.js";
import { execute, type Result } from "./execute.js";
import { UsageError } from "./failure.mjs";
import { readNotebook, tidy, writeNotebook } from "./notebook-file.js";
import { secondsOf, valuesOf } from "./options.js";
import { setParameters } from "./parameters.js";
import { cache, notebooks } from "./paths.mjs";
import { Pictures } from "./pictures.js";
import { withUnfinished } from "./unfinished.js";

export interface Entry {
  name: string;
  path: string;
}

/** The notebooks of the course, in order. */
export function courseNotebooks(): Entry[] {
  const names = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
  return names
    .sort()
    .map((name) => ({ name: path.parse(name).name, path: path.join(notebooks, name) }));
}

/** The notebooks that the words name: all when there are none. */
export function select(words: string[]): Entry[] {
  const all = courseNotebooks();
  if (words.length === 0) return all;
  return words.map((word) => {
    if (word.endsWith(".ipynb") && existsSync(word))
      return { name: path.parse(word).name, path: path.resolve(word) };
    const name = path.parse(word).base.replace(/\.ipynb$/, "");
    const found = all.find((entry) => entry.name === name || isNumber(entry.name, name));
    if (found) return found;
    throw new UsageError(
      `no notebook "${word}"; there are: ${all.map((e) => e.name).join(", ") || "none"}`,
    );
  });
}

/** "5" and "05" both mean 05-or-gate. */
const isNumber = (name: string, word: string): boolean =>
  /^\d+$/.test(word) && Number.parseInt(name, 10) === Number(word);

type Ran = (entry: Entry, fresh: Notebook, before: Notebook) => string[] | Promise<string[]>;

/**
 * Executes copies of the notebooks and hands each to `ran`, which returns what is wrong with it.
 * A notebook that fails to run has that as its complaint. Prints a line for each; the answer has them all.
 */
export async function runNotebooks(
  entries: Entry[],
  { values = {}, timeout = 120 }: { values?: Record<string, string>; timeout?: number },
  ran: Ran,
): Promise<Map<string, string[]>> {
  const complaints = new Map<string, string[]>();
  await withUnfinished("notebooks", async (unfinished) => {
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
        : await ran(entry, tidy(readNotebook(target)), before);
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

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

const indent = (text: string): string => text.replace(/^(?=.)/gm, "    ");

/** Executes copies and compares; the complaints of each notebook, by its path. */
export const checkNotebooks = (
  entries: Entry[],
  timeout?: number,
): Promise<Map<string, string[]>> =>
  runNotebooks(entries, { timeout }, (_entry, fresh, committed) => {
    const found = problems(committed);
    // Outputs that are not there yet need no comparing.
    if (found.some((problem) => problem.endsWith("not executed")))
      return ["not executed: npm run notebooks, then commit it"];
    return [...found, ...differences(committed, fresh)];
  });

async function executeInPlace(entries: Entry[], timeout: number): Promise<Map<string, string[]>> {
  const pictures = new Pictures();
  let missing = 0;
  try {
    return await runNotebooks(entries, { timeout }, async (entry, fresh, before) => {
      missing += await pictures.add(fresh, before);
      writeNotebook(entry.path, fresh);
      return [];
    });
  } finally {
    await pictures.close();
    if (missing > 0)
      console.log(`${plural(missing, "figure")} left without a still picture: ${NO_BROWSER}`);
  }
}

function executeCopies(entries: Entry[], values: Record<string, string>, timeout: number) {
  const folder = path.join(cache, "notebooks");
  mkdirSync(folder, { recursive: true });
  return runNotebooks(entries, { values, timeout }, (entry, fresh) => {
    const copy = path.join(folder, `${entry.name}.ipynb`);
    writeNotebook(copy, fresh);
    console.log(
      `${path.relative(process.cwd(), copy)} is the copy; ${entry.name} itself is unchanged`,
    );
    return [];
  });
}

async function main(args: string[]): Promise<number> {
  const { words, values: asked } = parse("notebooks", args);
  const timeout = secondsOf(asked.timeout);
  const values = valuesOf(asked.set);
  const changed = Object.keys(values).length > 0;
  if (asked.check && changed) throw new UsageError("--check and --set do not go together");
  const entries = select(words);
  if (entries.length === 0) throw new UsageError("there are no notebooks");
  const complaints = asked.check
    ? await checkNotebooks(entries, timeout)
    : changed
      ? await executeCopies(entries, values, timeout)
      : await executeInPlace(entries, timeout);
  return [...complaints.values()].some((found) => found.length > 0) ? 1 : 0;
}

if (import.meta.url === pathToFileURL(realpathSync(process.argv[1] ?? ".")).href)
  process.exitCode = await main(process.argv.slice(2));
