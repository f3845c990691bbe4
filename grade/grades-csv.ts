/** grades.csv: opened by a spreadsheet, which takes text that begins with = for a formula. */
import Papa from "papaparse";
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
  const lines = [columns, ...graded, ...others, ...nothing].map((line) =>
    // Before Papa Parse looks at it: a character that is taken away could hide a = behind it.
    line.map((value) => (typeof value === "string" ? withoutBidiControls(value) : value)),
  );
  const table = Papa.unparse(lines, {
    newline: "\r\n",
    escapeFormulae: /^[=+\-@\t\r|%]/,
    // Some spreadsheets also separate at these.
    quotes: (value: unknown) => /[;\t']/.test(String(value)),
  });
  return `\ufeff${table}\r\n`; // the byte order mark tells a spreadsheet that this is UTF-8
}
