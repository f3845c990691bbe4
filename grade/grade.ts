/** A class's work becomes rows: every answer is computed again, on inputs that no handout shows. */
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import path from "node:path";
import { type ExerciseName, exercises } from "../src/exercises/index.js";
import { replyTo } from "../src/guesses/guess.js";
import { type GuessName, guesses } from "../src/guesses/index.js";
import { type Outcome, verdict } from "../src/judge.js";
import { seeded } from "../src/network.js";
import { collect, type Item } from "./collect.js";
import { asksFor, type CodeCell, type Course, type CourseNotebook } from "./course.js";
import { clean, learnerOf } from "./learner.js";
import { type Ran, run } from "./run.js";
import { type Submission, submissionIn } from "./submission.js";
import type { Walls } from "./walls.js";

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
export interface Unread {
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
export interface Same {
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
}

export interface Task {
  folder: string;
  course: Course;
  walls: Walls;
  /** a whole number from 0 to 4,294,967,295: another one, other inputs */
  seed: number;
  /** called after every file */
  onFile?: (done: number, of: number) => void;
}

type Calls = readonly (readonly unknown[])[];
const drawnCalls = 5;
const silent: Outcome = {
  kind: "a function",
  problem: "exercise() was called, and no answer came: it is not the course's",
};
/** Folders that are called so are no learner's name. */
const nobody =
  /^(course|perceptron|notebooks|handouts|submissions?|work|homework|files|documents|downloads|desktop|\d+)$/i;

export async function grade({ folder, course, walls, seed, onFile }: Task): Promise<Grades> {
  const items = await collect(folder);
  const class_ = new Class(course, walls, callsOf(seed), items);
  const waiting = items.entries();
  let done = 0;
  const lane = async () => {
    for (const [, item] of waiting) {
      await class_.add(item);
      onFile?.(++done, items.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return { seed, files: items.length, ...class_.grades() };
}

/** The calls on which each exercise is tried: its own, and some that nobody has seen. */
function callsOf(seed: number): Record<string, Calls> {
  const random = seeded(seed);
  return Object.fromEntries(
    Object.entries(exercises).map(([name, { calls = [], inputs }]) => {
      const drawn = Array.from({ length: inputs ? drawnCalls : 0 }, () => inputs?.(random) ?? []);
      return [name, [...calls, ...drawn]];
    }),
  );
}

class Class {
  private rows = new Map<string, Row>();
  private unread: Unread[] = [];
  private guessed = new Map<string, Guessed>();
  private same = new Map<string, Same>();
  private times = new Map<string, number>();
  /** a learner's name as it is shown, by its small letters, which is what the rest of the class goes by */
  private spellings = new Map<string, string>();

  constructor(
    private course: Course,
    private walls: Walls,
    private calls: Record<string, Calls>,
    items: Item[],
  ) {
    for (const { file } of items) {
      const name = baseOf(file);
      this.times.set(name, (this.times.get(name) ?? 0) + 1);
    }
  }

  /** Never throws: what is wrong with a file is a row of its own. */
  async add({ file, read }: Item): Promise<void> {
    let typed = "";
    try {
      const submission = submissionIn(file, await read(), this.course);
      typed = submission.typed;
      const learner = this.learnerOf(file, typed);
      for (const { notebook, cells } of submission.notebooks)
        await this.gradeNotebook(learner, file, submission, notebook, cells);
    } catch (error) {
      this.unread.push({
        learner: this.learnerOf(file, typed),
        file,
        why: (error as Error).message,
      });
    }
  }

  /** One name for all spellings of it; which one is shown does not hang on the order in which files are read. */
  private learnerOf(file: string, typed: string): string {
    const learner = learnerOf(file, typed, (name) => {
      const isNotebook = this.course.notebooks.some((notebook) => name.includes(notebook.name));
      return isNotebook || nobody.test(name) || (this.times.get(name) ?? 0) > 1;
    });
    const key = learner.toLowerCase();
    const other = this.spellings.get(key) ?? learner;
    this.spellings.set(key, learner < other ? learner : other);
    return key;
  }

  private async gradeNotebook(
    learner: string,
    file: string,
    { notes }: Submission,
    notebook: CourseNotebook,
    cells?: CodeCell[],
  ): Promise<void> {
    const sources = cells?.map(({ source }) => source) ?? [];
    const calls = Object.fromEntries(notebook.exercises.map((name) => [name, this.calls[name]]));
    const ran = cells && (await run({ cells, calls, files: this.course.files }, this.walls));
    const note = [...notes, ...(ran?.tried ?? [])].join("; ");
    for (const exercise of notebook.exercises) {
      const isSilent = ran?.asked.has(exercise) && !ran.answers.has(exercise);
      const said = isSilent ? silent : ran?.answers.get(exercise);
      const outcome = checkedOutcome(said, this.calls[exercise].length);
      const found = verdict(exercises[exercise as ExerciseName], this.calls[exercise], outcome);
      this.addRow({
        learner,
        notebook: notebook.name,
        exercise,
        points: Math.round(found.share * 100) / 100,
        answered: found.right !== undefined,
        mistake: found.mistake ?? "",
        message: found.message,
        seconds: ran?.seconds.get(exercise) ?? 0,
        note,
        file,
      });
      const source = sources[ran?.asked.get(exercise) ?? -1];
      if (source && outcome.kind === "a function" && found.right !== undefined)
        this.compare(learner, exercise, source, notebook, found.right === true, found.mistake);
    }
    if (ran) this.addGuesses(learner, ran);
  }

  /** Of two files of a learner, the better answer counts. */
  private addRow(row: Row): void {
    const key = `${row.learner}\n${row.exercise}`;
    const other = this.rows.get(key);
    if (!other) {
      this.rows.set(key, row);
      return;
    }
    const better = row.points > other.points || (row.answered && !other.answered) ? row : other;
    const note = [better.note, `handed in more than once: ${other.file}, ${row.file}`];
    this.rows.set(key, { ...better, note: note.filter(Boolean).join("; ") });
  }

  private addGuesses(learner: string, { guesses: made }: Ran): void {
    for (const [guess, said] of made)
      if (Object.hasOwn(guesses, guess)) {
        const { right } = replyTo(guesses[guess as GuessName](), said);
        this.guessed.set(`${learner}\n${guess}`, { learner, guess, said, right });
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
    const same = this.same.get(key) ?? { exercise, learners: [], right };
    if (!same.learners.includes(learner)) same.learners.push(learner);
    this.same.set(key, same);
  }

  grades() {
    const spelled = (key: string) => this.spellings.get(key) ?? key;
    const named = <Item extends { learner: string }>(items: Iterable<Item>): Item[] =>
      Array.from(items, (item) => ({ ...item, learner: spelled(item.learner) }));
    const by =
      <Item>(...keys: ((item: Item) => string)[]) =>
      (a: Item, b: Item) =>
        keys.map((key) => order.compare(key(a), key(b))).find((way) => way !== 0) ?? 0;
    return {
      rows: named(this.rows.values()).sort(
        by(
          (row) => row.learner,
          (row) => row.exercise,
        ),
      ),
      unread: named(this.unread).sort(by((each) => each.file)),
      guessed: named(this.guessed.values()).sort(
        by(
          (each) => each.guess,
          (each) => each.learner,
        ),
      ),
      same: [...this.same.values()]
        .filter(({ learners }) => learners.length > 1)
        .map((same) => ({ ...same, learners: same.learners.map(spelled) })),
    };
  }
}

const order = new Intl.Collator("en", { numeric: true });
const baseOf = (file: string) => clean(path.posix.basename(file).replace(/\.\w+$/, ""));

/** A process may have said less, or more, than was asked. */
function checkedOutcome(outcome: Outcome | undefined, calls: number): Outcome {
  if (!outcome) return { kind: "something else", results: [] };
  const { kind, results } = outcome;
  const wanted = kind === "a function" ? calls : 1;
  if (results && results.length !== wanted && results.length > 0)
    return { kind, problem: "the answer could not be computed for every input" };
  return outcome;
}
