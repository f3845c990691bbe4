/** The page for the teacher: which exercises, which mistakes, how often; who handed in what. */
import type { Element } from "hast";
import { h } from "hastscript";
import { type ExerciseName, exercises } from "../../src/exercises/index.js";
import { plural } from "../../src/plural.js";
import { emptyFolder } from "../collect.js";
import type { Grades, Row } from "../gradebook.js";
import { groupBy } from "../group-by.js";
import { rosterFile } from "../roster.js";
import type { Sandbox } from "../sandbox.js";
import {
  bar,
  type Content,
  mark,
  number,
  page,
  type Standing,
  section,
  standingOf,
  standings,
  table,
} from "./shared.js";

/** What leads to a learner's page, where there is one. */
type Link = (learner: string) => Element | string;

/** @param pages the learners' pages, by their names */
export function classPage(
  grades: Grades,
  pages: Map<string, string>,
  { protections, gaps }: Sandbox,
): string {
  const { rows, ungraded, guesses, identical, seed, files, roster } = grades;
  const learners = [...new Set(rows.map(({ learner }) => learner))];
  const notebooks = [...new Set(rows.map(({ notebook }) => notebook))].sort();
  const link: Link = (learner) =>
    pages.has(learner) ? h("a", { href: pages.get(learner) }, learner) : learner;
  return page("The class", [
    h(
      "p",
      `${plural(learners.length, "learner")}, ${plural(files, "file")}, ${plural(notebooks.length, "notebook")}. Every answer was computed again on inputs that no handout shows: seed ${seed}.`,
    ),
    h(
      "p",
      { class: "faint" },
      `Answers ran behind: ${protections.join(", ")}.${gaps.map((gap) => ` A stranger's code could still ${gap}.`).join("")}`,
    ),
    ...section("Exercises", ...exerciseRows(rows)),
    ...section("Mistakes", ...mistakeRows(rows)),
    ...section("Learners", ...learnerRows(rows, learners, notebooks, link)),
    ...section("Nothing handed in", ...notHandedIn(rows, learners, notebooks, grades)),
    ...section("Not on the list", ...unlistedLearners(roster, link)),
    ...section("The same answer, letter by letter", ...identicalRows(identical, link)),
    ...section("Guesses", ...guessRows(guesses)),
    ...section("What was noticed", ...noteRows(rows, link)),
    ...section("Not graded", ...ungradedRows(ungraded)),
  ]);
}

function exerciseRows(rows: Row[]): Content {
  if (rows.length === 0) return [];
  const lines = [...groupBy(rows, ({ exercise }) => exercise)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    h("p", standings.map(mark)),
    ...table(
      ["exercise", "how many", "#right", "#wrong", "#mean points"],
      lines.map(([name, all]) => {
        const counts: Partial<Record<Standing, number>> = {};
        for (const row of all) counts[standingOf(row)] = (counts[standingOf(row)] ?? 0) + 1;
        const mean = all.reduce((sum, { points }) => sum + points, 0) / all.length;
        const wrong = (counts.wrong ?? 0) + (counts["partly right"] ?? 0);
        return [
          [name],
          [bar(counts, all.length)],
          [number(counts.right ?? 0)],
          [number(wrong)],
          [number(mean)],
        ];
      }),
    ),
  ];
}

/** By name first: the same slip in several exercises is what a class should talk about. */
function mistakeRows(rows: Row[]): Content {
  const mistaken = rows.filter(({ mistake }) => mistake);
  const lines = [...groupBy(mistaken, ({ mistake }) => mistake)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  const most = Math.max(...lines.map(([, all]) => all.length));
  const hintOf = ({ exercise, mistake }: Row) =>
    exercises[exercise as ExerciseName].mistakes[mistake]?.[1] ?? "";
  return table(
    ["¶mistake", "#times", "…how often", "¶what the learner is told, and where"],
    lines.map(([name, all]) => {
      const where = [...groupBy(all, ({ exercise }) => exercise)].sort(
        ([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1),
      );
      const hints = [...new Set(all.map(hintOf))];
      return [
        [name],
        [number(all.length)],
        [h("div", { class: "most" }, [bar({ wrong: all.length }, most)])],
        [
          hints[0],
          h(
            "div",
            { class: "faint" },
            where
              .map(
                ([exercise, each]) => `${exercise}${where.length > 1 ? ` (${each.length})` : ""}`,
              )
              .join(", "),
          ),
        ],
      ];
    }),
  );
}

function learnerRows(rows: Row[], learners: string[], notebooks: string[], link: Link): Content {
  const of = groupBy(rows, ({ learner }) => learner);
  return table(
    ["learner", "#points", ...notebooks.map((name) => `#${name.slice(0, 2)}`)],
    learners.map((learner) => {
      const own = of.get(learner) ?? [];
      const points = (some: Row[]) => number(some.reduce((sum, row) => sum + row.points, 0));
      const cells = notebooks.map((name): Content => {
        const some = own.filter(({ notebook }) => notebook === name);
        return [
          some.length > 0 ? `${points(some)} / ${some.length}` : h("span", { class: "faint" }, "–"),
        ];
      });
      return [[link(learner)], [points(own)], ...cells];
    }),
  );
}

function notHandedIn(
  rows: Row[],
  learners: string[],
  notebooks: string[],
  { ungraded, roster }: Grades,
): Content {
  const seen = new Set(rows.map(({ learner, notebook }) => `${learner}\n${notebook}`));
  const lines = notebooks.map((name): [string, string[]] => [
    name,
    learners.filter((learner) => !seen.has(`${learner}\n${name}`)),
  ]);
  const empty = ungraded.filter(
    ({ learner, reason }) =>
      reason === emptyFolder && ![...learners, ...(roster?.absent ?? [])].includes(learner),
  );
  const answered = new Set(rows.filter((row) => row.answered).map(({ learner }) => learner));
  const nobody = learners.filter((learner) => !answered.has(learner));
  const all: [string, string[]][] = [
    ["an empty folder", empty.map(({ learner }) => learner)],
    ["no answer at all", nobody],
    ...lines.map(([name, who]): [string, string[]] => [`${name} is missing`, who]),
  ];
  // What most have not handed in was not asked for: the table above shows who has.
  const some = all.filter(([, who]) => who.length > 0 && who.length <= learners.length / 2);
  const absent: [string, string[]] = ["nothing at all", roster?.absent ?? []];
  const shown = [absent, ...some].filter(([, who]) => who.length > 0);
  const explanation = roster
    ? `Everybody in ${rosterFile} handed something in.`
    : `Who handed in nothing at all can't be known without a list: ${rosterFile} in the folder that is graded, a name on each line.`;
  return [
    ...(absent[1].length > 0 ? [] : [h("p", explanation)]),
    ...table(
      ["", "¶learners"],
      shown.map(([what, who]) => [[what], [who.join(", ")]]),
    ),
  ];
}

function unlistedLearners(roster: Grades["roster"], link: Link): Content {
  if (!roster || roster.unlisted.length === 0) return [];
  return [
    h("p", `They handed in, and ${rosterFile} has no such name: is it spelled in another way?`),
    h("p", separated(roster.unlisted.map(link))),
  ];
}

function identicalRows(same: Grades["identical"], link: Link): Content {
  if (same.length === 0) return [];
  return [
    h(
      "p",
      "Spaces aside. Only long answers are compared, and wrong ones that are no usual mistake: short right answers are alike by nature.",
    ),
    ...table(
      ["exercise", "¶learners", ""],
      same.map(({ exercise, learners, right }) => [
        [exercise],
        separated(learners.map(link)),
        [right ? "right" : "wrong"],
      ]),
    ),
  ];
}

function guessRows(guessed: Grades["guesses"]): Content {
  if (guessed.length === 0) return [];
  return [
    h("p", "Guesses are listed, never graded."),
    ...table(
      ["guess", "what was said", "#times", "came true"],
      [...groupBy(guessed, ({ guess, guessed }) => `${guess}\n${guessed}`)].map(([key, all]) => {
        const [guess, said] = key.split("\n");
        return [[guess], [said], [number(all.length)], [all[0].right ? "yes" : "no"]];
      }),
    ),
  ];
}

function noteRows(rows: Row[], link: Link): Content {
  const notes = new Map(
    rows.filter(({ note }) => note).map((row) => [`${row.file}\n${row.note}`, row]),
  );
  return table(
    ["learner", "¶file", "¶what"],
    [...notes.values()].map((row) => [[link(row.learner)], [row.file], [row.note]]),
  );
}

const ungradedRows = (unread: Grades["ungraded"]): Content =>
  table(
    ["file", "¶why"],
    unread.map(({ file, reason }) => [[file], [reason]]),
  );

const separated = (items: (Element | string)[]): Content =>
  items.flatMap((item, i) => (i > 0 ? [", ", item] : [item]));
