/** Finds out what is to be run, in a thread that a text may take down: nothing is run there, but reading may have no end. */
import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { root } from "../handout/assets.js";
import { Refused } from "./collect.js";
import type { CodeCell } from "./course.js";
import type { Plan } from "./plan.js";
import { limits } from "./sandbox.js";

export class PlanThread {
  private thread?: Worker;

  /** One call after the other. @throws Refused */
  async plan(notebooks: CodeCell[][], seconds: number): Promise<Plan[]> {
    this.thread ??= new Worker(path.join(root, "dist", "plan-worker.cjs"), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: limits.heap, maxYoungGenerationSizeMb: 8 },
    });
    const most = Math.min(seconds, limits.reading * notebooks.length);
    const signal = AbortSignal.timeout(Math.ceil(most * 1000));
    try {
      this.thread.postMessage(notebooks);
      const [plans] = await once(this.thread, "message", { signal });
      return plans;
    } catch (error) {
      await this.end();
      const why = signal.aborted ? "that does not come to an end" : (error as Error).message;
      throw new Refused(`its cells can't be read: ${why}`);
    }
  }

  async end(): Promise<void> {
    await this.thread?.terminate();
    this.thread = undefined;
  }
}
