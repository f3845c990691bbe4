/** The grades of a class: each learner's best answers, the guesses, and which long answers are identical. */
import { createHash } from "node:crypto";
import { type ExerciseName, exercises } from "../src/exercises/index.js";
import { replyTo } from "../src/guesses/guess.js";
import { type GuessName, guesses } from "../src/guesses/index.js";
import { type Outcome, verdict } from "../src/judge.js";
import { emptyFolder } from "./collect.js";
import { asksFor, type CodeCell, type CourseNotebook } from "./course.js";
import type { Plan } from "./plan.js";
import type { Roster } from "./roster.js";
import type { RunResult } from "./run.js";

/** One learner's grade for one exercise. */
export interface Row {
  learner: string;
  notebook: string;
  exercise: string;
  /** from 0 to 1 */
  points: number;
  answered: boolean;
  /** the name of a usual mistake, else "" */
  mistake: string;
  /** what the learner is told */
  message: string;
  seconds: number;
  /** for the teacher: what a cell asked for, how its process ended, other files of this learner */
  note: string;
  file: string;
}

/** A file of which nothing was graded. */
interface Ungraded {
  learner: string;
  file: string;
  reason: string;
}

export interface GuessRow {
  learner: string;
  guess: string;
  guessed: string | number;
  right?: boolean;
}

/** Learners with the same answer, letter by letter. */
interface IdenticalAnswer {
  exercise: string;
  learners: string[];
  right: boolean;
}

export interface Grades {
  seed: number;
  files: number;
  rows: Row[];
  ungraded: Ungraded[];
  guesses: GuessRow[];
  identical: IdenticalAnswer[];
  /** only with a list of learners */
  roster?: {
    /** on the list, and handed in nothing at all */
    absent: string[];
    /** handed in, and not on the list */
    unlisted: string[];
  };
}

/** One notebook of a file, with the results of its cells. */
interface GradedNotebook {
  learner: string;
  file: string;
  notes: string[];
  notebook: CourseNotebook;
  cells: CodeCell[];
  plan: Plan;
  result: RunResult;
}

/** The arguments of the calls by which an answer is tested. */
export type Calls = readonly (readonly unknown[])[];

const NO_OUTCOME: Outcome = {
  kind: "a function",
  problem: "exercise() was called, and no answer came: it is not the course's",
};

export class Gradebook {
  // Files are graded in parallel: the contents must not depend on their order.

  private rows = new Map<string, Row[]>();
  private ungraded: Ungraded[] = [];
  private guessRows = new Map<string, GuessRow & { file: string }>();
  private identical = new Map<string, IdenticalAnswer>();
  /** a learner's name as it is shown, by its key, which is in lower case */
  private spellings = new Map<string, string>();

  constructor(
    private calls: Record<string, Calls>,
    private roster: Roster | undefined,
  ) {}

  /** One key for all spellings of a name; the first spelling in the order of code units is shown. */
  keyOf(learner: string): string {
    const key = learner.toLowerCase();
    const other = this.spellings.get(key) ?? learner;
    this.spellings.set(key, learner < other ? learner : other);
    return key;
  }

  addUngraded(row: Ungraded): void {
    this.ungraded.push(row);
  }

  addNotebook(graded: GradedNotebook): void {
    const { learner, file, notes, notebook, cells, plan, result } = graded;
    const note = [...notes, ...result.notes].join("; ");
    for (const exercise of notebook.exercises) {
      const reported =
        result.answers.get(exercise) ?? (plan.exerciseCells.has(exercise) ? NO_OUTCOME : undefined);
      const outcome = checkedOutcome(reported, this.calls[exercise].length);
      const { right, share, mistake, message } = verdict(
        exercises[exercise as ExerciseName],
        this.calls[exercise],
        outcome,
      );
      const row = {
        learner,
        notebook: notebook.name,
        exercise,
        points: Math.round(share * 100) / 100,
        answered: right !== undefined,
        mistake: mistake ?? "",
        message,
        seconds: result.seconds.get(exercise) ?? 0,
        note,
        file,
      };
      const key = `${learner}\n${exercise}`;
      this.rows.set(key, [...(this.rows.get(key) ?? []), row]);
      const source = cells[plan.exerciseCells.get(exercise) ?? -1]?.source;
      if (source && outcome.kind === "a function" && right !== undefined)
        this.recordLongAnswer(learner, exercise, source, notebook, right, mistake);
    }
    this.addGuesses(learner, file, plan);
  }

  private addGuesses(learner: string, file: string, { guesses: values }: Plan): void {
    for (const [guess, value] of values)
      if (Object.hasOwn(guesses, guess)) {
        const { right } = replyTo(guesses[guess as GuessName](), value);
        const key = `${learner}\n${guess}`;
        const other = this.guessRows.get(key);
        const guessed = typeof value === "string" ? value.slice(0, 100) : value;
        if (!other || collator.compare(other.file, file) <= 0)
          this.guessRows.set(key, { learner, guess, guessed, right, file });
      }
  }

  /** Compares long answers, and wrong ones without a known mistake: short right answers are often identical. */
  private recordLongAnswer(
    learner: string,
    exercise: string,
    source: string,
    { cells }: CourseNotebook,
    right: boolean,
    mistake?: string,
  ): void {
    const withoutSpaces = source.replace(/\s+/g, "");
    const stub = cells.find((cell) => asksFor(cell.source, exercise))?.source ?? "";
    const added = withoutSpaces.length - stub.replace(/\s+/g, "").length;
    if (added < 80 && (right || mistake)) return;
    const key = createHash("sha256").update(`${exercise}\n${withoutSpaces}`).digest("base64");
    const { learners, right: all } = this.identical.get(key) ?? { learners: [], right };
    // Of two identical cells one may be wrong, because of what it uses from other cells.
    this.identical.set(key, {
      exercise,
      learners: [...new Set([...learners, learner])],
      right: all && right,
    });
  }

  /** Who handed in only an empty folder counts as absent. */
  private compareWithRoster(roster: Roster): Grades["roster"] {
    const submitters = new Set([...this.rows.values()].flat().map(({ learner }) => learner));
    for (const { learner, reason } of this.ungraded)
      if (reason !== emptyFolder) submitters.add(learner);
    return {
      absent: roster.all().filter((name) => !submitters.has(name.toLowerCase())),
      unlisted: [...submitters]
        .map((key) => this.spellings.get(key) ?? key)
        .filter((name) => !roster.find(name))
        .sort(collator.compare),
    };
  }

  grades(): Omit<Grades, "seed" | "files"> {
    const { roster } = this;
    const spellingOf = (key: string) => this.spellings.get(key) ?? key;
    const withSpelling = <Item extends { learner: string }>(items: Iterable<Item>): Item[] =>
      Array.from(items, (item) => ({ ...item, learner: spellingOf(item.learner) }));
    return {
      rows: withSpelling([...this.rows.values()].map(bestRow)).sort(
        compareBy("learner", "exercise"),
      ),
      ungraded: withSpelling(this.ungraded).sort(compareBy("file", "reason")),
      guesses: withSpelling(this.guessRows.values())
        .map(({ file, ...guessed }) => guessed)
        .sort(compareBy("guess", "learner")),
      identical: [...this.identical.values()]
        .filter(({ learners }) => learners.length > 1)
        .map((same) => ({
          ...same,
          learners: same.learners.map(spellingOf).sort(collator.compare),
        }))
        .sort(compareBy("exercise", "learners", "right")),
      ...(roster && { roster: this.compareWithRoster(roster) }),
    };
  }
}

const collator = new Intl.Collator("en", { numeric: true });
const compareBy =
  <Name extends string>(...names: Name[]) =>
  (a: Record<Name, unknown>, b: Record<Name, unknown>) =>
    names.map((name) => collator.compare(`${a[name]}`, `${b[name]}`)).find((way) => way !== 0) ?? 0;

/** Of several files of a learner, the best answer counts; of equal ones, that of the first file by name. */
function bestRow(rows: Row[]): Row {
  const byName = [...rows].sort(compareBy("file"));
  const sorted = [...byName].sort(
    (a, b) => b.points - a.points || Number(b.answered) - Number(a.answered),
  );
  const notes = new Set(byName.map(({ note }) => note));
  const files = new Set(byName.map(({ file }) => file));
  if (files.size > 1) notes.add(`handed in more than once: ${[...files].join(", ")}`);
  return { ...sorted[0], note: [...notes].filter(Boolean).join("; ") };
}

/** A sandboxed process may have reported too few or too many results. */
function checkedOutcome(outcome: Outcome | undefined, calls: number): Outcome {
  if (!outcome) return { kind: "something else", results: [] };
  const { kind, results } = outcome;
  const wanted = kind === "a function" ? calls : 1;
  if (results && results.length !== wanted && results.length > 0)
    return { kind, problem: "the answer could not be computed for every input" };
  return outcome;
}
