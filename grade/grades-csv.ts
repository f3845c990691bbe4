/** grades.csv: opened by a spreadsheet, which takes text that begins with = for a formula. */
import type { Grades } from "./gradebook.js";

/** Without the characters by which a learner's text could reverse the text beside it. */
export const withoutBidiControls = (text: string): string => text.replace(/\p{Bidi_Control}/gu, "");

const columns = ["learner", "notebook", "exercise", "points", "mistake", "seconds", "note", "file"];

export function gradesCsv({ rows, ungraded, roster }: Grades): string {
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
  const others = ungraded.map(({ learner, file, reason }) => [
    learner,
    "",
    "",
    "",
    "",
    "",
    reason,
    file,
  ]);
  const absent = roster?.absent ?? [];
  const nothing = absent.map((learner) => [learner, "", "", 0, "", "", "handed in nothing", ""]);
  const lines = [columns, ...graded, ...others, ...nothing].map((line) => line.map(cell).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`; // without the mark a spreadsheet takes UTF-8 for another code
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = withoutBidiControls(value); // first: what it takes away could hide a = behind it
  const harmless = /^[=+\-@\t\r|%]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
