/**
 * Runs one file of uvu tests so that it cannot pass by mistake. uvu alone exits 0 on a throwing hook, a
 * forgotten .run(), a leftover .only or a thrown string.
 */
import { readFileSync } from "node:fs";
import { loader } from "./paths.mjs";
import { run as runProcess } from "./process.mjs";

export interface Skip {
  name: string;
  reason: string;
}

export interface Outcome {
  passed: number;
  failed: number;
  skips: Skip[];
  /** Why it failed, beyond what the output says. */
  problems: string[];
  output: string;
}

const SECONDS = 180; // a file may ask for another limit with a line "// time limit: 600 s"

/** The seconds that a file of tests may take. */
export const limitOf = (source: string): number =>
  Number(/^\/\/ time limit: (\d+) s$/m.exec(source)?.[1] ?? SECONDS);

export async function runSuite(file: string): Promise<Outcome> {
  const source = readFileSync(file, "utf8");
  const { status, output } = await run(
    process.execPath,
    ["--import", loader, file],
    limitOf(source),
  );
  return outcomeOf(source, status, output);
}

/** Counts and problems, from the exit status and the output of a test file. */
export function outcomeOf(source: string, status: string, output: string): Outcome {
  const number = (label: string): number =>
    Number([...output.matchAll(new RegExp(`^  ${label}: +(\\d+)$`, "gm"))].at(-1)?.[1]);
  const [total, passed, skipped] = [number("Total"), number("Passed"), number("Skipped")];
  const skips = [...output.matchAll(/^SKIP (\{.*\})$/gm)].map(
    ([, json]) => JSON.parse(json) as Skip,
  );
  // uvu does not notice tests that no .run() follows.
  const problems = source.endsWith("test.run();\n") ? [] : ["no test.run() ends the file"];
  if (/^test\.only\(/m.test(source)) problems.push("leftover test.only");
  if (status !== "0") problems.push(status.startsWith("time") ? status : `exit status ${status}`);
  if (Number.isNaN(total + passed + skipped)) problems.push("uvu printed no totals");
  else {
    if (total + skips.length === 0) problems.push("no test ran");
    if (passed !== total) problems.push(`${passed} of ${total} tests passed`);
    if (skipped !== skips.length)
      problems.push(
        `${skipped} tests skipped, ${skips.length} with a reason (see test/support/skip.ts)`,
      );
  }
  const failed = problems.length > 0 ? Math.max(1, total - passed || 0) : 0;
  return { passed: passed || 0, failed, skips, problems, output };
}

/** As in process.mjs, without colours. */
export const run = (program: string, args: string[], seconds: number) =>
  runProcess(program, args, { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" }, seconds);
