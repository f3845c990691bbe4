/** What a class has answered: of each learner's answers the best, the guesses, and which long answers are the same. */
import { createHash } from "node:crypto";
import { type ExerciseName, exercises } from "../src/exercises/index.js";
import { replyTo } from "../src/guesses/guess.js";
import { type GuessName, guesses } from "../src/guesses/index.js";
import { type Outcome, verdict } from "../src/judge.js";
import { emptyFolder } from "./collect.js";
import { asksFor, type CodeCell, type CourseNotebook } from "./course.js";
import type { Plan } from "./plan.js";
import type { Roster } from "./roster.js";
import type { Ran } from "./run.js";

/** What one learner has for one exercise. */
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
  /** what a teacher should know: what the submission tried, that there was another */
  note: string;
  file: string;
}

/** A file of which nothing was graded. */
interface Unread {
  learner: string;
  file: string;
  why: string;
}

export interface Guessed {
  learner: string;
  guess: string;
  said: string | number;
  right?: boolean;
}

/** The same answer, letter by letter. */
interface Same {
  exercise: string;
  learners: string[];
  right: boolean;
}

export interface Grades {
  seed: number;
  files: number;
  rows: Row[];
  unread: Unread[];
  guessed: Guessed[];
  same: Same[];
  /** where there is a list of learners */
  roster?: {
    /** who is on it, and handed in nothing at all */
    absent: string[];
    /** who handed in, and is not on it */
    strangers: string[];
  };
}

/** One notebook of a file, and what it came to. */
interface Saved {
  learner: string;
  file: string;
  notes: string[];
  notebook: CourseNotebook;
  cells: CodeCell[];
  plan: Plan;
  ran: Ran;
}

/** The arguments of the calls on which an exercise is tried. */
export type Calls = readonly (readonly unknown[])[];

const silent: Outcome = {
  kind: "a function",
  problem: "exercise() was called, and no answer came: it is not the course's",
};

export class Gradebook {
  /** What is kept does not hang on the order in which files are read: one waits for another. */
  private rows = new Map<string, Row[]>();
  private unread: Unread[] = [];
  private guessed = new Map<string, Guessed & { file: string }>();
  private same = new Map<string, Same>();
  /** a learner's name as it is shown, by its small letters, which is what the rest of the class goes by */
  private spellings = new Map<string, string>();

  constructor(
    private calls: Record<string, Calls>,
    private roster: Roster | undefined,
  ) {}

  /** One name for all spellings of it; which one is shown does not hang on the order in which files are read. */
  keyOf(learner: string): string {
    const key = learner.toLowerCase();
    const other = this.spellings.get(key) ?? learner;
    this.spellings.set(key, learner < other ? learner : other);
    return key;
  }

  addUnread(unread: Unread): void {
    this.unread.push(unread);
  }

  addNotebook(saved: Saved): void {
    const { learner, file, notes, notebook, cells, plan, ran } = saved;
    const note = [...notes, ...ran.tried].join("; ");
    for (const exercise of notebook.exercises) {
      const said = ran.answers.get(exercise) ?? (plan.asked.has(exercise) ? silent : undefined);
      const outcome = checkedOutcome(said, this.calls[exercise].length);
      const found = verdict(exercises[exercise as ExerciseName], this.calls[exercise], outcome);
      const row = {
        learner,
        notebook: notebook.name,
        exercise,
        points: Math.round(found.share * 100) / 100,
        answered: found.right !== undefined,
        mistake: found.mistake ?? "",
        message: found.message,
        seconds: ran.seconds.get(exercise) ?? 0,
        note,
        file,
      };
      const key = `${learner}\n${exercise}`;
      this.rows.set(key, [...(this.rows.get(key) ?? []), row]);
      const source = cells[plan.asked.get(exercise) ?? -1]?.source;
      if (source && outcome.kind === "a function" && found.right !== undefined)
        this.compare(learner, exercise, source, notebook, found.right === true, found.mistake);
    }
    this.addGuesses(learner, file, plan);
  }

  private addGuesses(learner: string, file: string, { guesses: made }: Plan): void {
    for (const [guess, said] of made)
      if (Object.hasOwn(guesses, guess)) {
        const { right } = replyTo(guesses[guess as GuessName](), said);
        const key = `${learner}\n${guess}`;
        const other = this.guessed.get(key);
        const short = typeof said === "string" ? said.slice(0, 100) : said;
        if (!other || order.compare(other.file, file) <= 0)
          this.guessed.set(key, { learner, guess, said: short, right, file });
      }
  }

  /** Short right answers are alike by nature: long ones are noted, and wrong ones that are no usual mistake. */
  private compare(
    learner: string,
    exercise: string,
    source: string,
    { cells }: CourseNotebook,
    right: boolean,
    mistake?: string,
  ): void {
    const bare = source.replace(/\s+/g, "");
    const stub = cells.find((cell) => asksFor(cell.source, exercise))?.source ?? "";
    const added = bare.length - stub.replace(/\s+/g, "").length;
    if (added < 80 && (right || mistake)) return;
    const key = createHash("sha256").update(`${exercise}\n${bare}`).digest("base64");
    const { learners, right: all } = this.same.get(key) ?? { learners: [], right };
    // What a cell uses of others may make one of two wrong.
    this.same.set(key, {
      exercise,
      learners: [...new Set([...learners, learner])],
      right: all && right,
    });
  }

  /** An empty folder is nothing. */
  private missing(roster: Roster): Grades["roster"] {
    const handed = new Set([...this.rows.values()].flat().map(({ learner }) => learner));
    for (const { learner, why } of this.unread) if (why !== emptyFolder) handed.add(learner);
    return {
      absent: roster.all().filter((name) => !handed.has(name.toLowerCase())),
      strangers: [...handed]
        .map((key) => this.spellings.get(key) ?? key)
        .filter((name) => !roster.find(name))
        .sort(order.compare),
    };
  }

  grades(): Omit<Grades, "seed" | "files"> {
    const { roster } = this;
    const spelled = (key: string) => this.spellings.get(key) ?? key;
    const named = <Item extends { learner: string }>(items: Iterable<Item>): Item[] =>
      Array.from(items, (item) => ({ ...item, learner: spelled(item.learner) }));
    return {
      rows: named([...this.rows.values()].map(best)).sort(by("learner", "exercise")),
      unread: named(this.unread).sort(by("file", "why")),
      guessed: named(this.guessed.values())
        .map(({ file, ...guessed }) => guessed)
        .sort(by("guess", "learner")),
      same: [...this.same.values()]
        .filter(({ learners }) => learners.length > 1)
        .map((same) => ({ ...same, learners: same.learners.map(spelled).sort(order.compare) }))
        .sort(by("exercise", "learners", "right")),
      ...(roster && { roster: this.missing(roster) }),
    };
  }
}

const order = new Intl.Collator("en", { numeric: true });
const by =
  <Name extends string>(...names: Name[]) =>
  (a: Record<Name, unknown>, b: Record<Name, unknown>) =>
    names.map((name) => order.compare(`${a[name]}`, `${b[name]}`)).find((way) => way !== 0) ?? 0;

/** Of several files of a learner, the best answer counts; of equal ones, that of the first file by name. */
function best(rows: Row[]): Row {
  const byName = [...rows].sort(by("file"));
  const sorted = [...byName].sort(
    (a, b) => b.points - a.points || Number(b.answered) - Number(a.answered),
  );
  const notes = new Set(byName.map(({ note }) => note));
  const files = new Set(byName.map(({ file }) => file));
  if (files.size > 1) notes.add(`handed in more than once: ${[...files].join(", ")}`);
  return { ...sorted[0], note: [...notes].filter(Boolean).join("; ") };
}

/** A process may have said less, or more, than was asked. */
function checkedOutcome(outcome: Outcome | undefined, calls: number): Outcome {
  if (!outcome) return { kind: "something else", results: [] };
  const { kind, results } = outcome;
  const wanted = kind === "a function" ? calls : 1;
  if (results && results.length !== wanted && results.length > 0)
    return { kind, problem: "the answer could not be computed for every input" };
  return outcome;
}
