/** Grades become files: grades.csv, index.html for the class, and a page for each learner. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Course } from "./course.js";
import type { Grades } from "./gradebook.js";
import { csv, straight } from "./grades-csv.js";
import { groupBy } from "./group-by.js";
import { classPage } from "./report/class.js";
import { learnerPage } from "./report/learner.js";
import type { Walls } from "./sandbox.js";

/** Whether a folder may be written anew: there is none, it is empty, or grades are in it. */
export const isOurs = (folder: string): boolean =>
  !existsSync(folder) ||
  readdirSync(folder).every((name) => ["grades.csv", "index.html", "learners"].includes(name));

/** Written aside, then put in place: an interrupted run leaves the earlier grades whole. */
export function write(
  folder: string,
  grades: Grades,
  course: Course,
  walls: Walls,
  solutions: boolean,
): void {
  const unfinished = `${folder}.${process.pid}.tmp`;
  const put = (file: string, text: string) =>
    writeFileSync(path.join(unfinished, file), straight(text));
  mkdirSync(path.join(unfinished, "learners"), { recursive: true });
  try {
    const pages = new Map<string, string>();
    const guessed = groupBy(grades.guessed, ({ learner }) => learner);
    for (const [learner, rows] of groupBy(grades.rows, ({ learner }) => learner)) {
      const file = `learners/${String(pages.size + 1).padStart(4, "0")}-${slug(learner)}.html`;
      pages.set(learner, file);
      const html = learnerPage(rows, guessed.get(learner) ?? [], course, solutions);
      put(file, html);
    }
    put("index.html", classPage(grades, pages, walls));
    put("grades.csv", csv(grades));
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** A name as any disk can hold it. */
const slug = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40) || "learner";
