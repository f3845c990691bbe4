/** Writes the submissions of a class, each page as long as a handout. */
import type { Course } from "../grade/course.js";
import { classOf, type Made, put } from "../test/support/class.js";

const padding = Buffer.from(`<!-- ${"a handout's scripts and figures ".repeat(50_000)} -->`);

/** @returns the grades that each should get */
export function writeClass(folder: string, course: Course, count: number): Omit<Made, "bytes">[] {
  const all: Omit<Made, "bytes">[] = [];
  for (const { bytes, ...made } of classOf(course, count)) {
    const isPage = made.file.endsWith(".html");
    put(folder, made.file, isPage ? Buffer.concat([padding, bytes]) : bytes);
    all.push(made);
  }
  return all;
}
