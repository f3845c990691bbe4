/** `npm run notebooks`: executes the notebooks in place, into a copy with changed parameters, or to check them. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { writeNotebook } from "../ipynb/notebook-file.js";
import { plural } from "../src/plural.js";
import { parse } from "./arguments.mjs";
import { NO_BROWSER } from "./browser.js";
import { type Entry, select } from "./course-notebooks.js";
import { UsageError } from "./failure.mjs";
import { secondsOf, valuesOf } from "./options.js";
import { cache } from "./paths.mjs";
import { checkNotebooks, runNotebooks } from "./run-notebooks.js";
import { StillPictures } from "./still-pictures.js";

async function executeInPlace(entries: Entry[], timeout: number): Promise<Map<string, string[]>> {
  const pictures = new StillPictures();
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

process.exitCode = await main(process.argv.slice(2));
