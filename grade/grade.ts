/** A class's work becomes rows: every answer is computed again, on inputs that no handout shows. */
import { availableParallelism } from "node:os";
import path from "node:path";
import { exercises } from "../src/exercises/index.js";
import { seeded } from "../src/random.js";
import { collect, type Item, Refused } from "./collect.js";
import type { Course, CourseNotebook } from "./course.js";
import { type Calls, Gradebook, type Grades } from "./gradebook.js";
import { clean, learnerOf } from "./learner-name.js";
import { PlanThread } from "./plan-thread.js";
import type { Roster } from "./roster.js";
import { run } from "./run.js";
import { submissionIn } from "./submission.js";
import { limits, type Walls } from "./sandbox.js";

interface GradeOptions {
  folder: string;
  course: Course;
  walls: Walls;
  roster?: Roster;
  /** a whole number from 0 to 4,294,967,295: another one, other inputs */
  seed: number;
  /** called after every file */
  onFile?: (done: number, of: number) => void;
}

const drawnCalls = 5;
/** Folders that are called so are no learner's name. */
const nobody =
  /^(course|perceptron|notebooks|handouts|submissions?|work|homework|files|documents|downloads|desktop|\d+)$/i;

export async function grade(options: GradeOptions): Promise<Grades> {
  const { folder, seed, onFile } = options;
  const items = await collect(folder);
  const calls = callsOf(seed);
  const gradebook = new Gradebook(calls, options.roster);
  const handIns = new HandIns(options, calls, gradebook, items);
  const waiting = items.entries();
  let done = 0;
  const lane = async () => {
    const planner = new PlanThread();
    try {
      for (const [, item] of waiting) {
        await handIns.add(item, planner);
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

/** What was handed in, run file by file into a gradebook. */
class HandIns {
  private times = new Map<string, number>();
  /** seconds that what was handed in has taken, by the name that it has, since a typed one could be another's */
  private spent = new Map<string, number>();
  /** the zip that holds everything, which is the class's and nobody's, with "/"; else "" */
  private whole: string;

  constructor(
    private options: GradeOptions,
    private calls: Record<string, Calls>,
    private gradebook: Gradebook,
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
          this.gradebook.addNotebook({
            ...saved,
            learner,
            file,
            notes,
            plan: plans[i],
            ran: ran[i],
          });
      } finally {
        this.spent.set(own, (this.spent.get(own) ?? 0) + taken());
      }
    } catch (error) {
      this.gradebook.addUnread({
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

  private learnerOf(file: string, typed: string): string {
    const { course, roster } = this.options;
    const called = learnerOf(file, typed, (name) => {
      const isNotebook = course.notebooks.some((notebook) => name.includes(notebook.name));
      return isNotebook || nobody.test(name) || (this.times.get(name) ?? 0) > 1;
    });
    return this.gradebook.keyOf(roster?.find(called) ?? called);
  }

  private callsFor({ exercises }: CourseNotebook): Record<string, Calls> {
    return Object.fromEntries(exercises.map((name) => [name, this.calls[name]]));
  }
}

const baseOf = (file: string) => clean(path.posix.basename(file).replace(/\.\w+$/, ""));
