/** Writes the report: grades.csv, index.html for the class, and a page for each learner. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Course } from "./course.js";
import type { Grades } from "./gradebook.js";
import { gradesCsv, withoutBidiControls } from "./grades-csv.js";
import { groupBy } from "./group-by.js";
import { classPage } from "./report/class.js";
import { learnerPage } from "./report/learner.js";
import type { Sandbox } from "./sandbox.js";

/** Whether the folder may be replaced: it does not exist, is empty, or holds only an earlier report. */
export const isReplaceable = (folder: string): boolean =>
  !existsSync(folder) ||
  readdirSync(folder).every((name) => ["grades.csv", "index.html", "learners"].includes(name));

/** Writes into a temporary folder, then renames it: an interrupted run leaves the earlier report whole. */
export function writeReport(
  folder: string,
  grades: Grades,
  course: Course,
  sandbox: Sandbox,
  solutions: boolean,
): void {
  const temporary = `${folder}.${process.pid}.tmp`;
  const put = (file: string, text: string) =>
    writeFileSync(path.join(temporary, file), withoutBidiControls(text));
  mkdirSync(path.join(temporary, "learners"), { recursive: true });
  try {
    const pages = new Map<string, string>();
    const guessed = groupBy(grades.guesses, ({ learner }) => learner);
    for (const [learner, rows] of groupBy(grades.rows, ({ learner }) => learner)) {
      const file = `learners/${String(pages.size + 1).padStart(4, "0")}-${slug(learner)}.html`;
      pages.set(learner, file);
      const html = learnerPage(rows, guessed.get(learner) ?? [], course, solutions);
      put(file, html);
    }
    put("index.html", classPage(grades, pages, sandbox));
    put("grades.csv", gradesCsv(grades));
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** A name that is valid on any file system. */
const slug = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40) || "learner";
