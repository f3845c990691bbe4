/** `npm run handouts`: executes the notebooks and writes HTML, PDF and slides, for students and for instructors. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { COURSE } from "../handout/course.js";
import { Printer } from "../handout/print.js";
import { site } from "../handout/site.js";
import { addTeaching } from "../handout/teaching.js";
import { EDITIONS, FORMATS, type HandoutJob, suffix, write } from "../handout/write.js";
import { changedParameters } from "../ipynb/parameters.js";
import { parse as parseArguments } from "./arguments.mjs";
import { findBrowser, launch, NO_BROWSER } from "./browser.js";
import { type Entry, select } from "./course-notebooks.js";
import { explainCause, Failure, UsageError } from "./failure.mjs";
import { secondsOf, valuesOf } from "./options.js";
import { forEachParallel } from "./parallel.js";
import { notebooks, python, workFolder } from "./paths.mjs";
import { runNotebooks } from "./run-notebooks.js";
import { StillPictures } from "./still-pictures.js";
import { withTemporaryFolder } from "./temporary-folder.js";

type Options = ReturnType<typeof parse>;

function parse(args: string[]) {
  const { words, values } = parseArguments("handouts", args);
  const entries = select(words);
  if (entries.length === 0) throw new UsageError("there are no notebooks");
  return {
    entries,
    isCourse: words.length === 0,
    to: chosen("--to", values.to, FORMATS),
    editions: chosen("--edition", values.edition, EDITIONS),
    values: valuesOf(values.set),
    out: path.resolve(values.out),
    timeout: secondsOf(values.timeout),
  };
}

function chosen<Choice extends string>(
  option: string,
  given: string[],
  known: readonly Choice[],
): Choice[] {
  const wrong = given.find((word) => !(known as readonly string[]).includes(word));
  if (wrong !== undefined)
    throw new UsageError(`${option} must be one of ${known.join(", ")}; got ${wrong}`);
  return known.filter((choice) => given.includes(choice));
}

/** Executes the notebooks; the documents to write of those that ran, and how many failed. */
async function executeNotebooks({ entries, values, timeout, isCourse }: Options) {
  const jobs = new Map<Entry, HandoutJob>();
  const pictures = new StillPictures();
  try {
    await runNotebooks(entries, { values, timeout }, async (entry, fresh, before) => {
      await pictures.add(fresh, before);
      const { name } = entry;
      const source = addTeaching(entry.path, fresh, notebooks);
      const about = { name, parameters: changedParameters(fresh, before) };
      jobs.set(entry, { name: name + suffix(values), sources: [source], about });
      return [];
    });
  } finally {
    await pictures.close();
  }
  const done = entries.flatMap((entry) => jobs.get(entry) ?? []);
  const failed = entries.filter((entry) => !jobs.has(entry)).map(({ name }) => name);
  if (failed.length > 0)
    console.log(`The earlier handouts of ${failed.join(", ")} stay as they were.`);
  const whole = isCourse && failed.length === 0 ? [courseJob(done, suffix(values))] : [];
  return { jobs: [...done, ...whole], failed: failed.length };
}

const courseJob = (jobs: HandoutJob[], ending: string): HandoutJob => ({
  name: `course${ending}`,
  sources: jobs.flatMap(({ sources }) => sources),
  about: {
    name: "the whole course",
    title: COURSE,
    parameters: jobs.flatMap(({ about }) =>
      about.parameters.map((parameter) => ({ ...parameter, notebook: about.name })),
    ),
  },
});

/** Writes the index page, which links to all handouts of the course. */
function writeSite(jobs: HandoutJob[], { editions, out, values }: Options): void {
  if (Object.keys(values).length > 0) return;
  const sources = jobs.filter((job) => job.sources.length === 1).flatMap(({ sources }) => sources);
  for (const edition of editions) {
    const folder = path.join(out, edition);
    const files = site(sources, edition, (name) => existsSync(path.join(folder, name)));
    mkdirSync(path.join(folder, "pictures"), { recursive: true });
    for (const [name, content] of files) writeFileSync(path.join(folder, name), content);
    console.log(
      `${path.relative(process.cwd(), path.join(folder, "index.html"))} leads to them all`,
    );
  }
}

async function main(args: string[]): Promise<number> {
  const options = parse(args);
  const stopped = "\nStopped. The files named above are finished, the others as they were.";
  const printer = findBrowser() ? new Printer(launch) : undefined;
  try {
    // Unfinished files are never in the folder of finished ones.
    return await withTemporaryFolder(
      "handouts",
      (folder) => writeHandouts(options, folder, printer),
      stopped,
    );
  } finally {
    await printer?.close();
  }
}

function explainFatal(what: string, { message }: Error): Failure | undefined {
  const cause = explainCause(what, message);
  return cause === undefined ? undefined : new Failure(cause);
}

async function writeHandouts(
  options: Options,
  unfinished: string,
  printer?: Printer,
): Promise<number> {
  const { jobs, failed } = await executeNotebooks(options);
  let failures = failed;
  const writeOptions = {
    ...options,
    unfinished,
    python,
    printer,
    fatal: explainFatal,
    say: console.log,
  };
  // The browser prints one while the next is made. The course comes last, when all its figures are drawn.
  const queue = options.editions
    .flatMap((edition) => jobs.map((job) => ({ job, edition })))
    .sort((a, b) => a.job.sources.length - b.job.sources.length);
  await forEachParallel(queue, 2, async ({ job, edition }) => {
    const missing = await write(job, edition, writeOptions);
    failures += missing;
  });
  if (options.isCourse && failed === 0) writeSite(jobs, options);
  if (options.to.includes("pdf") && !printer) {
    console.error(`No PDF was written: ${NO_BROWSER}`);
    return 1;
  }
  return failures > 0 ? 1 : 0;
}

process.chdir(workFolder);
process.exitCode = await main(process.argv.slice(2));
