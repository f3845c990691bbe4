/**
 * `node --import ./tools/typescript.mjs bench/class.ts [3000]`: makes a class, all exercises and mistakes in it, and grades it.
 * Every page is as large as a handout. Prints seconds and the most memory that the grading process held, and fails where a mark is wrong.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import path from "node:path";
import { readCourse } from "../grade/course.js";
import { grade } from "../grade/grade.js";
import { findSandbox } from "../grade/sandbox.js";
import { writeReport } from "../grade/write.js";
import { cache, dist, root } from "../tools/paths.mjs";
import { writeClass } from "./padded-class.js";

const count = Number(process.argv[2] ?? 3000);
const course = readCourse(path.join(root, "notebooks"));
const sandbox = findSandbox(path.join(dist, "sandboxed-runner.cjs"));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "bench-class-"));
try {
  const truths = writeClass(path.join(folder, "in"), course, count);
  let peak = 0;
  const memory: string[] = [];
  const [load] = loadavg();
  const started = Date.now();
  const onFile = (done: number, of: number) => {
    const { rss } = process.memoryUsage();
    peak = Math.max(peak, rss);
    if (done % Math.ceil(of / 6) === 0) memory.push(`${done}: ${Math.round(rss / 1e6)} MB`);
  };
  const grades = await grade({ folder: path.join(folder, "in"), course, sandbox, seed: 1, onFile });
  writeReport(path.join(folder, "out"), grades, course, sandbox, true);
  const seconds = (Date.now() - started) / 1000;
  const rows = new Map(grades.rows.map((row) => [`${row.learner} ${row.exercise}`, row]));
  const wrong = truths.flatMap(({ learner, truth }) =>
    Object.entries(truth).filter(
      ([name, { points }]) => rows.get(`${learner} ${name}`)?.points !== points,
    ),
  );
  const cores = availableParallelism();
  console.log(
    `${count} files, ${grades.rows.length} answers: ${seconds.toFixed(0)} s on ${cores} cores; load before: ${load.toFixed(1)}`,
  );
  console.log(
    `memory of the grading process: ${memory.join(", ")}; at most ${Math.round(peak / 1e6)} MB`,
  );
  console.log(`${wrong.length} wrong marks`);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
