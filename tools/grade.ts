/** `npm run grade -- FOLDER`: what a class handed in becomes grades.csv and pages. */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { readCourse } from "../grade/course.js";
import { grade } from "../grade/grade.js";
import { type Roster, readRoster } from "../grade/roster.js";
import { findSandbox } from "../grade/sandbox.js";
import { isReplaceable, writeReport } from "../grade/write.js";
import { plural } from "../src/plural.js";
import { parse } from "./arguments.mjs";
import { UsageError } from "./failure.mjs";
import { dist, root, workFolder } from "./paths.mjs";
import { withProgress } from "./progress.mjs";

function parseOptions(args: string[]) {
  const { words, values } = parse("grade", args);
  if (words.length !== 1)
    throw new UsageError("grade needs one folder, with what learners handed in");
  const folder = path.resolve(words[0]);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`there is no folder ${folder}`);
  const to = path.resolve(workFolder, values.to);
  const isInside = `${to}${path.sep}`.startsWith(`${folder}${path.sep}`);
  if (isInside) throw new UsageError("--to must not lie in the folder that is graded");
  if (!isReplaceable(to))
    throw new UsageError(`--to must be a new folder, or one with grades; ${to} holds other files`);
  const seed =
    values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed);
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32))
    throw new UsageError(`--seed must be a whole number from 0 to 4294967295; got ${values.seed}`);
  return { folder, to, seed, solutions: values.solutions ?? false };
}

function rosterIn(folder: string): Roster | undefined {
  try {
    return readRoster(folder);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

async function main(args: string[]): Promise<void> {
  const { folder, to, seed, solutions } = parseOptions(args);
  const roster = rosterIn(folder);
  const sandbox = findSandbox(path.join(dist, "sandboxed-runner.cjs"));
  for (const gap of sandbox.gaps) console.log(`A stranger's code could still ${gap}.`);
  const course = readCourse(path.join(root, "notebooks"));
  const started = Date.now();
  let progressText = "";
  const onFile = (done: number, of: number) => {
    const seconds = ((Date.now() - started) / 1000 / done) * (of - done);
    const timeLeft = seconds > 90 ? `${Math.round(seconds / 60)} min` : `${Math.ceil(seconds)} s`;
    progressText = `${done} of ${of} files, about ${timeLeft} left`;
  };
  const task = { folder, course, sandbox, roster, seed, onFile };
  const grades = await withProgress(
    `Grading ${folder}`,
    () => grade(task),
    () => progressText,
  );
  if (grades.files === 0) throw new UsageError(`nothing was handed in in ${folder}`);
  writeReport(to, grades, course, sandbox, solutions);
  for (const { file, error } of grades.faults)
    console.error(`\n${file} was not graded, by a fault of the course's own program:`, error);
  if (grades.faults.length > 0) process.exitCode = 1;
  const learners = new Set(grades.rows.map(({ learner }) => learner)).size;
  console.log(
    `${plural(learners, "learner")}, ${plural(grades.rows.length, "answer")}, ${plural(grades.ungraded.length, "file")} not graded: ${path.join(to, "index.html")}`,
  );
  if (grades.roster)
    console.log(`${plural(grades.roster.absent.length, "learner")} handed in nothing at all`);
  console.log(`The same inputs again: --seed ${seed}`);
}

await main(process.argv.slice(2));
