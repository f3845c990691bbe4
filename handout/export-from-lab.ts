/**
 * What JupyterLab's File → Save and Export Notebook As runs, built into dist/handout.mjs: the notebook, as JSON with its
 * name and the form wanted, comes from standard input, and the handout goes to standard output.
 */
import path from "node:path";
import { root } from "./assets.js";
import type { Source } from "./document.js";
import { handout } from "./handout.js";
import { addTeaching } from "./teaching.js";
import { changedSinceCommit } from "./version.js";

try {
  let request = "";
  for await (const text of process.stdin.setEncoding("utf8")) request += text;
  const { form, name, notebook } = JSON.parse(request);
  const parameters = changedSinceCommit(name, notebook);
  const about = { name, edition: "student", parameters } as const;
  const made = (source: Source) => handout(form, [source], about);
  let html: string;
  try {
    html = made(addTeaching(path.join(root, "notebooks", `${name}.ipynb`), notebook));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    html = made({ name, notebook }); // a copy of a notebook from which cells are gone
  }
  process.stdout.write(html);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
