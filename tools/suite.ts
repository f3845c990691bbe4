/**
 * Runs one file of uvu tests so that it cannot pass falsely. uvu alone exits 0 on a throwing hook, a
 * forgotten .run(), a leftover .only or a thrown string.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import ts from "@tslab/typescript-for-tslab";
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

const SECONDS = 180; // a file may ask for more with a line "// time limit: 600 s"

export async function runSuite(file: string): Promise<Outcome> {
  const source = readFileSync(file, "utf8");
  const limit = Number(/^\/\/ time limit: (\d+) s$/m.exec(source)?.[1] ?? SECONDS);
  const { status, output } = await run(process.execPath, ["--import", loader, file], limit);
  return judge(source, status, output);
}

/** What the status and the output of a file of tests amount to. */
export function judge(source: string, status: string, output: string): Outcome {
  const number = (label: string): number =>
    Number([...output.matchAll(new RegExp(`^  ${label}: +(\\d+)$`, "gm"))].at(-1)?.[1]);
  const [total, passed, skipped] = [number("Total"), number("Passed"), number("Skipped")];
  const skips = [...output.matchAll(/^SKIP (\{.*\})$/gm)].map(
    ([, json]) => JSON.parse(json) as Skip,
  );
  const problems = sourceProblems(source);
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

/** What uvu does not notice: a leftover .only, and tests that no .run() follows. */
function sourceProblems(source: string): string[] {
  const file = ts.createSourceFile("test.ts", source, ts.ScriptTarget.Latest, true);
  const suites = new Set<string>();
  const registered = new Map<string, number>();
  const ran = new Map<string, number>();
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && node.moduleSpecifier.getText(file).slice(1, -1) === "uvu")
      for (const { name, propertyName } of importedNames(node))
        if ((propertyName ?? name).text === "test") suites.add(name.text);
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isCallExpression(node.initializer))
      if (node.initializer.expression.getText(file) === "suite")
        suites.add(node.name.getText(file));
    if (ts.isCallExpression(node)) {
      const [name, ...members] = node.expression.getText(file).split(".");
      if (members.at(-1) === "only") problems.push(`leftover ${name}.only`);
      if (members.join() === "run") ran.set(name, node.pos);
      else registered.set(name, node.pos);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const name of suites)
    if (!((ran.get(name) ?? -1) > (registered.get(name) ?? 0)))
      problems.push(`no ${name}.run() follows its tests`);
  return problems;
}

function importedNames(node: ts.ImportDeclaration): readonly ts.ImportSpecifier[] {
  const names = node.importClause?.namedBindings;
  return names && ts.isNamedImports(names) ? names.elements : [];
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
      // What it left running would keep its pipes open for ever.
      setTimeout(() => {
        stop();
        end(String(code ?? signal));
      }, 200);
    });
  });
}
