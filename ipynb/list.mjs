// The notebooks of a folder. In JavaScript: what makes TypeScript importable takes `npm start` 0.1 s to load.
import { readdirSync } from "node:fs";
import { parse } from "node:path";

/**
 * The notebooks of a folder, by the names of their files, in order.
 * @param {string} folder
 */
export const notebooksIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .sort();

/**
 * The notebook that a word means: "05-or-gate.ipynb" is "05-or-gate", "05" and "5".
 * @param {string[]} files
 * @param {string} word
 */
export function findNotebook(files, word) {
  const name = word.replace(/\.ipynb$/, "");
  const isMeant = (/** @type {string} */ file) =>
    parse(file).name === name || (/^\d+$/.test(name) && Number.parseInt(file, 10) === Number(name));
  return files.find(isMeant);
}

/**
 * What to say of a word that names none of them.
 * @param {string[]} files
 * @param {string} word
 */
export const noNotebook = (files, word) =>
  `no notebook "${word}"; there are: ${files.map((file) => parse(file).name).join(", ") || "none"}`;
