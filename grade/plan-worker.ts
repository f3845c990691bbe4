/** The thread of a PlanThread (plan-thread.ts). */
import { parentPort } from "node:worker_threads";
import type { CodeCell } from "./course.js";
import { planOf } from "./plan.js";

parentPort?.on("message", (notebooks: CodeCell[][]) =>
  parentPort?.postMessage(notebooks.map(planOf)),
);
