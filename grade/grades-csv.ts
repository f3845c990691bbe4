/** grades.csv: opened by a spreadsheet, which takes text that begins with = for a formula. */
import type { Grades } from "./gradebook.js";

/** A stranger's text must not turn around the order in which the letters beside it are read. */
export const straight = (text: string): string => text.replace(/\p{Bidi_Control}/gu, "");

const columns = ["learner", "notebook", "exercise", "points", "mistake", "seconds", "note", "file"];

export function csv({ rows, unread, roster }: Grades): string {
  const graded = rows.map((row) => [
    row.learner,
    row.notebook,
    row.exercise,
    row.points,
    row.mistake,
    row.seconds.toFixed(2),
    row.note,
    row.file,
  ]);
  const others = unread.map(({ learner, file, why }) => [learner, "", "", "", "", "", why, file]);
  const absent = roster?.absent ?? [];
  const nothing = absent.map((learner) => [learner, "", "", 0, "", "", "handed in nothing", ""]);
  const lines = [columns, ...graded, ...others, ...nothing].map((line) => line.map(cell).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`; // without the mark a spreadsheet takes UTF-8 for another code
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = straight(value); // first: what it takes away could hide a = behind it
  const harmless = /^[=+\-@\t\r|%]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
