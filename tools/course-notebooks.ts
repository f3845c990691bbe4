/** The notebooks of the course, and those that words name. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { UsageError } from "./failure.mjs";
import { notebooks } from "./paths.mjs";

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
