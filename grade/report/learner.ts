/** The page for one learner: points, what went wrong, and the solution where the teacher says so. */
import { h } from "hastscript";
import { codeBlock } from "../../handout/render/code.js";
import { memoized } from "../../src/memoized.js";
import type { Course } from "../course.js";
import type { GuessRow, Row } from "../gradebook.js";
import { type Content, mark, number, page, section, standingOf, table } from "./shared.js";

export function learnerPage(
  rows: Row[],
  guessed: GuessRow[],
  course: Course,
  solutions: boolean,
): string {
  const [{ learner }] = rows;
  const points = rows.reduce((sum, row) => sum + row.points, 0);
  const notebooks = [...new Set(rows.map(({ notebook }) => notebook))];
  return page(learner, [
    h("p", `${number(points)} of ${rows.length} points.`),
    ...notebooks.flatMap((name) => {
      const own = rows.filter(({ notebook }) => notebook === name);
      const notebook = course.notebooks.find((each) => each.name === name);
      return section(
        name,
        ...table(
          ["exercise", "#points", "¶what came"],
          own.map((row) => [
            [row.exercise],
            [number(row.points)],
            [
              mark(standingOf(row)),
              ...(says(row) ? [/[.?!]$/.test(row.message) ? row.message : `${row.message}.`] : []),
              ...(solutions ? solution(notebook?.solutions.get(row.exercise)) : []),
            ],
          ]),
        ),
      );
    }),
    ...section("Guesses", ...guessRows(guessed)),
  ]);
}

/** Whether the message has more to say than the mark. */
const says = (row: Row): boolean => !["right", "not answered"].includes(standingOf(row));

const guessRows = (guessed: GuessRow[]): Content =>
  table(
    ["guess", "you said", "came true"],
    guessed.map(({ guess, guessed, right }) => [
      [guess],
      [String(guessed)],
      [right ? "yes" : "no"],
    ]),
  );

/** Coloured once, for all learners. */
const block = memoized(codeBlock);

const solution = (source: string | undefined): Content =>
  source ? [h("details", [h("summary", "Solution"), block(source)])] : [];
