/** Reads a handout's files. The paths are right for this source file and for the built program in dist/. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

// Browsers read \r\n as \n: a script's hash would differ.
export const read = (...names: string[]): string =>
  readFileSync(path.join(root, ...names), "utf8").replaceAll("\r\n", "\n");
