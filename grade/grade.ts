/** A class's work becomes rows: every answer is computed again, on inputs that no handout shows. */
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import path from "node:path";
import { type ExerciseName, exercises } from "../src/exercises/index.js";
import { replyTo } from "../src/guesses/guess.js";
import { type GuessName, guesses } from "../src/guesses/index.js";
import { type Outcome, verdict } from "../src/judge.js";
import { seeded } from "../src/network.js";
import { collect, emptyFolder, type Item, Refused } from "./collect.js";
import { asksFor, type CodeCell, type Course, type CourseNotebook } from "./course.js";
import { clean, learnerOf } from "./learner.js";
import type { Plan } from "./plan.js";
import { PlanThread } from "./plan-thread.js";
import type { Roster } from "./roster.js";
import { type Ran, run } from "./run.js";
import { submissionIn } from "./submission.js";
import { limits, type Walls } from "./walls.js";

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
  /** where there is a list of learners */
  roster?: {
    /** who is on it, and handed in nothing at all */
    absent: string[];
    /** who handed in, and is not on it */
    strangers: string[];
  };
}

export interface GradeOptions {
  folder: string;
  course: Course;
  walls: Walls;
  roster?: Roster;
  /** a whole number from 0 to 4,294,967,295: another one, other inputs */
  seed: number;
  /** called after every file */
  onFile?: (done: number, of: number) => void;
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

type Calls = readonly (readonly unknown[])[];
const drawnCalls = 5;
const silent: Outcome = {
  kind: "a function",
  problem: "exercise() was called, and no answer came: it is not the course's",
};
/** Folders that are called so are no learner's name. */
const nobody =
  /^(course|perceptron|notebooks|handouts|submissions?|work|homework|files|documents|downloads|desktop|\d+)$/i;

export async function grade(options: GradeOptions): Promise<Grades> {
  const { folder, seed, onFile } = options;
  const items = await collect(folder);
  const gradebook = new Gradebook(options, callsOf(seed), items);
  const waiting = items.entries();
  let done = 0;
  const lane = async () => {
    const planner = new PlanThread();
    try {
      for (const [, item] of waiting) {
        await gradebook.add(item, planner);
        onFile?.(++done, items.length);
      }
    } finally {
      await planner.end();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return { seed, files: items.length, ...gradebook.grades() };
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

class Gradebook {
  /** What is kept does not hang on the order in which files are read: one waits for another. */
  private rows = new Map<string, Row[]>();
  private unread: Unread[] = [];
  private guessed = new Map<string, Guessed & { file: string }>();
  private same = new Map<string, Same>();
  private times = new Map<string, number>();
  /** seconds that what was handed in has taken, by the name that it has, since a typed one could be another's */
  private spent = new Map<string, number>();
  /** the zip that holds everything, which is the class's and nobody's, with "/"; else "" */
  private whole: string;
  /** a learner's name as it is shown, by its small letters, which is what the rest of the class goes by */
  private spellings = new Map<string, string>();

  constructor(
    private options: GradeOptions,
    private calls: Record<string, Calls>,
    items: Item[],
  ) {
    for (const { file } of items) {
      const name = baseOf(file);
      this.times.set(name, (this.times.get(name) ?? 0) + 1);
    }
    const [outer = ""] = /^.*?\.zip\//i.exec(items[0]?.file ?? "") ?? [];
    this.whole = items.every(({ file }) => file.startsWith(outer)) ? outer : "";
  }

  /** Never throws: what is wrong with a file is a row of its own. */
  async add({ file, read }: Item, planner: PlanThread): Promise<void> {
    let typed = "";
    try {
      const submission = submissionIn(file, await read(), this.options.course);
      typed = submission.typed;
      const learner = this.learnerOf(file, typed);
      const { notebooks, notes } = submission;
      const own = this.learnerOf(this.handedIn(file), "");
      const left = limits.learner - (this.spent.get(own) ?? 0);
      // A timer may end a little early, and a process can't begin in less.
      if (left < 0.05)
        throw new Refused(
          `it was not run: ${this.handedIn(file)} has taken ${limits.learner} s; unpack it, if it is a class's`,
        );
      const begun = Date.now();
      const taken = () => (Date.now() - begun) / 1000;
      try {
        const plans = await planner.plan(
          notebooks.map(({ cells }) => cells),
          left,
        );
        const asked = plans.map((plan, i) => ({
          plan,
          calls: this.callsFor(notebooks[i].notebook),
        }));
        const ran = await run(asked, this.options.course.files, this.options.walls, left - taken());
        for (const [i, saved] of notebooks.entries())
          this.addNotebook({ ...saved, learner, file, notes, plan: plans[i], ran: ran[i] });
      } finally {
        this.spent.set(own, (this.spent.get(own) ?? 0) + taken());
      }
    } catch (error) {
      this.unread.push({
        learner: this.learnerOf(file, typed),
        file,
        why: (error as Error).message,
      });
    }
  }

  /** A file, or the zip that it came in, whose names inside are whatever the learner wanted. */
  private handedIn(file: string): string {
    const [zip = ""] = /^.*?\.zip(?=\/)/i.exec(file.slice(this.whole.length)) ?? [];
    return zip ? this.whole + zip : file;
  }

  /** One name for all spellings of it; which one is shown does not hang on the order in which files are read. */
  private learnerOf(file: string, typed: string): string {
    const { course, roster } = this.options;
    const called = learnerOf(file, typed, (name) => {
      const isNotebook = course.notebooks.some((notebook) => name.includes(notebook.name));
      return isNotebook || nobody.test(name) || (this.times.get(name) ?? 0) > 1;
    });
    const learner = roster?.find(called) ?? called;
    const key = learner.toLowerCase();
    const other = this.spellings.get(key) ?? learner;
    this.spellings.set(key, learner < other ? learner : other);
    return key;
  }

  private callsFor({ exercises }: CourseNotebook): Record<string, Calls> {
    return Object.fromEntries(exercises.map((name) => [name, this.calls[name]]));
  }

  private addNotebook(saved: Saved): void {
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

  grades() {
    const { roster } = this.options;
    const spelled = (key: string) => this.spellings.get(key) ?? key;
    const named = <Item extends { learner: string }>(items: Iterable<Item>): Item[] =>
      Array.from(items, (item) => ({ ...item, learner: spelled(item.learner) }));
    return {
      rows: named([...this.rows.values()].map(best)).sort(
        by(
          (row) => row.learner,
          (row) => row.exercise,
        ),
      ),
      unread: named(this.unread).sort(
        by(
          (each) => each.file,
          (each) => each.why,
        ),
      ),
      guessed: named(this.guessed.values())
        .map(({ file, ...guessed }) => guessed)
        .sort(
          by(
            (each) => each.guess,
            (each) => each.learner,
          ),
        ),
      same: [...this.same.values()]
        .filter(({ learners }) => learners.length > 1)
        .map((same) => ({ ...same, learners: same.learners.map(spelled).sort(order.compare) }))
        .sort(
          by(
            (each) => each.exercise,
            (each) => each.learners.join("\n"),
            (each) => String(each.right),
          ),
        ),
      ...(roster && { roster: this.missing(roster) }),
    };
  }
}

const order = new Intl.Collator("en", { numeric: true });
const by =
  <Item>(...keys: ((item: Item) => string)[]) =>
  (a: Item, b: Item) =>
    keys.map((key) => order.compare(key(a), key(b))).find((way) => way !== 0) ?? 0;

/** Of several files of a learner, the best answer counts; of equal ones, that of the first file by name. */
function best(rows: Row[]): Row {
  const byName = [...rows].sort(by((row) => row.file));
  const sorted = [...byName].sort(
    (a, b) => b.points - a.points || Number(b.answered) - Number(a.answered),
  );
  const notes = new Set(byName.map(({ note }) => note));
  const files = new Set(byName.map(({ file }) => file));
  if (files.size > 1) notes.add(`handed in more than once: ${[...files].join(", ")}`);
  return { ...sorted[0], note: [...notes].filter(Boolean).join("; ") };
}

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
