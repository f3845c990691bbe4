/** Where a handout's parts lie. This holds for the file here and for the program that dist/ has of it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

// Browsers read \r\n as \n: a script's hash would differ.
export const read = (...names: string[]): string =>
  readFileSync(path.join(root, ...names), "utf8").replaceAll("\r\n", "\n");
