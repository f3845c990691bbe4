/** Lower bounds of time and memory on this computer: measured in the same run, or given by the screen. */
import { performance } from "node:perf_hooks";
import { type Limit, outputOf } from "./measure.js";

/** The shortest of some times: what disturbs a computer only ever adds. */
function shortest(times: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    work();
    best = Math.min(best, (performance.now() - started) / 1000);
  }
  return best;
}

/** Nobody sees a change sooner than the screen shows it. */
export const frame: Limit = { value: 1 / 60, why: "a frame of the screen" };

/** Seconds that one e^x takes, without which there is no sigmoid. */
function exponential(): number {
  const count = 100_000;
  let sum = 0;
  const seconds = shortest(30, () => {
    for (let i = 0; i < count; i++) sum += Math.exp(-i / count);
  });
  if (!(sum > 0)) throw new Error("e to the x is above 0");
  return seconds / count;
}

/** Seconds in which the processor reads so many bytes, from its cache where they fit: a comparison of two equal halves. */
function reading(bytes: number): number {
  const least = 2 ** 15; // of a few bytes, the call would be measured
  if (bytes < least) return (reading(least) * bytes) / least;
  const half = Math.ceil(bytes / 2);
  const [a, b] = [Buffer.alloc(half, 1), Buffer.alloc(half, 1)];
  const together = Math.max(1, Math.round(1e6 / bytes)); // or the clock would be measured
  return (
    shortest(10, () => {
      for (let i = 0; i < together; i++) if (!a.equals(b)) throw new Error("the halves are equal");
    }) / together
  );
}

/** Of epochs over n rows of d numbers: one e^x a row, and every number read once, whichever takes longer. */
export function epochs(n: number, d: number, count: number): Limit {
  const [exp, read] = [n * exponential(), reading(n * d * 8)];
  return exp > read
    ? { value: count * exp, why: "one e^x a row and epoch" }
    : { value: count * read, why: "each number read once an epoch" };
}

/** Of what starts so many kernels: seconds, and bytes, of a Node that does nothing. */
export async function bareNode(kernels = 1): Promise<{ start: Limit; memory: Limit }> {
  const code = "process.stdout.write(String(process.memoryUsage.rss()))";
  const measurements: { seconds: number; memory: number }[] = [];
  for (let i = 0; i < 3; i++) {
    const started = performance.now();
    const memory = Number(await outputOf(process.execPath, ["-e", code]));
    measurements.push({ seconds: (performance.now() - started) / 1000, memory });
  }
  const least = (key: "seconds" | "memory") => Math.min(...measurements.map((one) => one[key]));
  const starts = kernels === 1 ? "the start of a bare Node" : `${kernels} starts of a bare Node`;
  return {
    start: { value: kernels * least("seconds"), why: starts },
    memory: { value: least("memory") / 1e6, why: "a bare Node" },
  };
}
