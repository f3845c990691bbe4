/** Grades a class: computes every answer again, with inputs that no handout shows. */
import { availableParallelism } from "node:os";
import path from "node:path";
import { exercises } from "../src/exercises/index.js";
import { seeded } from "../src/random.js";
import { collectFiles, Refused, type SubmittedFile } from "./collect.js";
import type { Course, CourseNotebook } from "./course.js";
import { type Calls, Gradebook, type Grades } from "./gradebook.js";
import { cleanName, learnerNameOf } from "./learner-name.js";
import { PlanThread } from "./plan-thread.js";
import type { Roster } from "./roster.js";
import { runSubmission } from "./run.js";
import { limits, type Sandbox } from "./sandbox.js";
import { parseSubmission, type Submission } from "./submission.js";

interface GradeOptions {
  folder: string;
  course: Course;
  sandbox: Sandbox;
  roster?: Roster;
  /** a whole number from 0 to 4,294,967,295, which determines the inputs */
  seed: number;
  /** called after every file */
  onFile?: (done: number, of: number) => void;
}

const DRAWN_CALLS = 5;
/** Usual names of folders and files that name no learner. */
const NOT_A_LEARNER =
  /^(course|perceptron|notebooks|handouts|submissions?|work|homework|files|documents|downloads|desktop|\d+)$/i;

/** An error of our own: its file is not graded, and that is no fault of the learner. */
interface Fault {
  file: string;
  error: unknown;
}

export async function grade(options: GradeOptions): Promise<Grades & { faults: Fault[] }> {
  const { folder, seed, onFile } = options;
  const items = await collectFiles(folder);
  const calls = callsOf(seed);
  const gradebook = new Gradebook(calls, options.roster);
  const grader = new SubmissionGrader(options, calls, gradebook, items);
  const remaining = items.entries();
  let done = 0;
  const gradeRemaining = async () => {
    const planner = new PlanThread();
    try {
      for (const [, item] of remaining) {
        await grader.add(item, planner);
        onFile?.(++done, items.length);
      }
    } finally {
      await planner.terminate();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, gradeRemaining));
  return { seed, files: items.length, ...gradebook.grades(), faults: grader.faults };
}

/** The arguments with which each answer is called: the exercise's own, and some drawn at random. */
function callsOf(seed: number): Record<string, Calls> {
  const random = seeded(seed);
  return Object.fromEntries(
    Object.entries(exercises).map(([name, { calls = [], inputs }]) => {
      const drawn = Array.from({ length: inputs ? DRAWN_CALLS : 0 }, () => inputs?.(random) ?? []);
      return [name, [...calls, ...drawn]];
    }),
  );
}

/** Grades one file after the other, and enters the results into a gradebook. */
class SubmissionGrader {
  readonly faults: Fault[] = [];
  private nameCounts = new Map<string, number>();
  /** by the submission's own name: one that a learner typed could be another learner's */
  private secondsSpent = new Map<string, number>();
  /** the zip that holds the whole class, with "/"; else "" */
  private classZip: string;

  constructor(
    private options: GradeOptions,
    private calls: Record<string, Calls>,
    private gradebook: Gradebook,
    items: SubmittedFile[],
  ) {
    for (const { file } of items) {
      const name = baseName(file);
      this.nameCounts.set(name, (this.nameCounts.get(name) ?? 0) + 1);
    }
    const [outer = ""] = /^.*?\.zip\//i.exec(items[0]?.file ?? "") ?? [];
    this.classZip = items.every(({ file }) => file.startsWith(outer)) ? outer : "";
  }

  /** Never rejects: a file that can't be graded gets a row that says why. */
  async add({ file, read }: SubmittedFile, planner: PlanThread): Promise<void> {
    let typedName = "";
    try {
      const submission = parseSubmission(file, await read(), this.options.course);
      typedName = submission.typedName;
      await this.gradeSubmission(file, submission, planner);
    } catch (error) {
      this.addUngraded(file, this.learnerNameOf(file, typedName), error);
    }
  }

  private async gradeSubmission(
    file: string,
    { typedName, notebooks, notes }: Submission,
    planner: PlanThread,
  ): Promise<void> {
    const learner = this.learnerNameOf(file, typedName);
    const { plans, results } = await this.withinTimeLimit(file, async (secondsLeft) => {
      const plans = await planner.plan(
        notebooks.map(({ cells }) => cells),
        secondsLeft(),
      );
      const calls = notebooks.map(({ notebook }) => this.callsFor(notebook));
      const tasks = plans.map((plan, i) => ({ plan, calls: calls[i] }));
      const { course, sandbox } = this.options;
      const results = await runSubmission(tasks, course.files, sandbox, secondsLeft());
      return { plans, results };
    });
    for (const [i, notebook] of notebooks.entries())
      this.gradebook.addNotebook({
        ...notebook,
        learner,
        file,
        notes,
        plan: plans[i],
        result: results[i],
      });
  }

  /** Calls `work` with the time that is left to the learner: all files of a submission share it. */
  private async withinTimeLimit<Result>(
    file: string,
    work: (secondsLeft: () => number) => Promise<Result>,
  ): Promise<Result> {
    const submitted = this.submissionOf(file);
    const owner = this.learnerNameOf(submitted, "");
    const spent = this.secondsSpent.get(owner) ?? 0;
    // A timer may fire a little early, and a process needs longer to start.
    if (limits.learnerSeconds - spent < 0.05)
      throw new Refused(
        `it was not run: ${submitted} has taken ${limits.learnerSeconds} s; unpack it, if it is a class's`,
      );
    const started = Date.now();
    const secondsTaken = () => (Date.now() - started) / 1000;
    try {
      return await work(() => limits.learnerSeconds - spent - secondsTaken());
    } finally {
      this.secondsSpent.set(owner, (this.secondsSpent.get(owner) ?? 0) + secondsTaken());
    }
  }

  private addUngraded(file: string, learner: string, error: unknown): void {
    const { message } = error as Error;
    if (error instanceof Refused) {
      this.gradebook.addUngraded({ learner, file, reason: message });
      return;
    }
    const reason = `a fault of the course's own program, not of this file: ${message}`;
    this.gradebook.addUngraded({ learner, file, reason });
    this.faults.push({ file, error });
  }

  /** The file as it was handed in: itself, or the zip that holds it. A learner chooses the names in a zip. */
  private submissionOf(file: string): string {
    const [zip = ""] = /^.*?\.zip(?=\/)/i.exec(file.slice(this.classZip.length)) ?? [];
    return zip ? this.classZip + zip : file;
  }

  private learnerNameOf(file: string, typedName: string): string {
    const { course, roster } = this.options;
    const name = learnerNameOf(file, typedName, (part) => {
      const isNotebook = course.notebooks.some((notebook) => part.includes(notebook.name));
      return isNotebook || NOT_A_LEARNER.test(part) || (this.nameCounts.get(part) ?? 0) > 1;
    });
    return this.gradebook.keyOf(roster?.find(name) ?? name);
  }

  private callsFor({ exercises }: CourseNotebook): Record<string, Calls> {
    return Object.fromEntries(exercises.map((name) => [name, this.calls[name]]));
  }
}

const baseName = (file: string) => cleanName(path.posix.basename(file).replace(/\.\w+$/, ""));
