/** Makes plans in a thread, which can be terminated: a hostile text can make parsing endless. No learner's code runs there. */
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
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 8 },
    });
    const timeoutSeconds = Math.min(seconds, limits.planSeconds * notebooks.length);
    const signal = AbortSignal.timeout(Math.ceil(timeoutSeconds * 1000));
    try {
      this.thread.postMessage(notebooks);
      const [plans] = await once(this.thread, "message", { signal });
      return plans;
    } catch (error) {
      await this.terminate();
      const { code, message } = error as NodeJS.ErrnoException;
      if (signal.aborted)
        throw new Refused("its cells can't be read: that does not come to an end");
      if (code === "ERR_WORKER_OUT_OF_MEMORY" || error instanceof RangeError)
        throw new Refused(`its cells can't be read: ${message}`);
      throw error;
    }
  }

  async terminate(): Promise<void> {
    await this.thread?.terminate();
    this.thread = undefined;
  }
}
