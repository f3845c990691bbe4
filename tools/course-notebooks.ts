/** The notebooks of the course, and those that words name. */
import { existsSync } from "node:fs";
import path from "node:path";
import { findNotebook, noNotebook, notebooksIn } from "../ipynb/list.mjs";
import { UsageError } from "./failure.mjs";
import { notebooks } from "./paths.mjs";

export interface Entry {
  name: string;
  path: string;
}

const entry = (file: string): Entry => ({ name: path.parse(file).name, path: path.resolve(file) });

/** The notebooks of the course, in order. */
export const courseNotebooks = (): Entry[] =>
  notebooksIn(notebooks).map((file) => entry(path.join(notebooks, file)));

/** The notebooks that the words name: all when there are none. */
export function select(words: string[]): Entry[] {
  if (words.length === 0) return courseNotebooks();
  const files = notebooksIn(notebooks);
  return words.map((word) => {
    if (word.endsWith(".ipynb") && existsSync(word)) return entry(word);
    const found = findNotebook(files, path.parse(word).base);
    if (!found) throw new UsageError(noNotebook(files, word));
    return entry(path.join(notebooks, found));
  });
}
