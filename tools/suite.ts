/**
 * Runs one file of uvu tests so that it cannot pass falsely. uvu alone exits 0 on a throwing hook, a
 * forgotten .run(), a leftover .only or a thrown string.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { loader, root } from "./paths.mjs";
import { endGroup } from "./process.mjs";

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

/** What the status and the output of a file of tests amount to. */
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

/** Runs a program; `status` is its exit code as text, the signal that ended it, or that its time was over. */
export function run(
  program: string,
  args: string[],
  seconds: number,
): Promise<{ status: string; output: string }> {
  return new Promise((resolve) => {
    let output = "";
    let late = false;
    // In a process group of its own, so that its time limit also reaches the servers it started.
    const child = spawn(program, args, {
      cwd: root,
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" },
      windowsHide: true,
    });
    const stop = () => endGroup(child);
    const timer = setTimeout(() => {
      late = true;
      stop();
    }, seconds * 1000);
    const interrupted = () => {
      stop();
      process.exit(130);
    };
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    const end = (status: string) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
      resolve({ status: late ? `time limit of ${seconds} s exceeded` : status, output });
    };
    child.on("error", (error) => end(error.message));
    child.on("exit", (code, signal) => {
      const ended = () => {
        clearTimeout(patience);
        child.off("close", ended);
        stop();
        end(String(code ?? signal));
      };
      // What it left running would keep its pipes open for ever.
      const patience = setTimeout(ended, 200);
      child.on("close", ended);
    });
  });
}
