/**
 * What JupyterLab's File → Save and Export Notebook As runs, built into dist/handout.mjs: the notebook, as JSON with its
 * name and the form wanted, comes from standard input, and the handout goes to standard output.
 */
import { handout } from "./handout.js";
import { changedParameters } from "./version.js";

try {
  let request = "";
  for await (const text of process.stdin.setEncoding("utf8")) request += text;
  const { form, name, notebook } = JSON.parse(request);
  const parameters = changedParameters(name, notebook);
  const about = { name, edition: "student", parameters } as const;
  process.stdout.write(handout(form, [{ name, notebook }], about));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
