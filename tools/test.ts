/** `npm test`: types, lint, every test file but the slow ones, every notebook. `npm run test:full`: all of it, then the benchmark's short form. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parse } from "./arguments.mjs";
import { courseNotebooks } from "./course-notebooks.js";
import { forEachParallel } from "./parallel.js";
import { root } from "./paths.mjs";
import { stopAll } from "./process.mjs";
import { checkNotebooks } from "./run-notebooks.js";
import { limitOf, run, runSuite, type Skip } from "./suite.js";

interface Count {
  passed: number;
  failed: number;
  skips: Skip[];
}

interface Step {
  name: string;
  run: () => Promise<Count>;
}

const require = createRequire(import.meta.url);
const inPackage = (name: string, file: string) =>
  path.join(path.dirname(require.resolve(`${name}/package.json`)), file);

/** A checking program counts as one test. Not npx: two of our packages bring a program named tsc. */
const program = (name: string, script: string, args: string[], seconds = 180): Step => ({
  name,
  run: async () => {
    const { status, output } = await run(process.execPath, [script, ...args], seconds);
    if (status !== "0") console.log(`${name} FAILED\n${output}`);
    else console.log(`${name} … passed`);
    return { passed: status === "0" ? 1 : 0, failed: status === "0" ? 0 : 1, skips: [] };
  },
});

/** Checks ratios of the benchmark, when no other test runs. */
const bench = program("bench", path.join(root, "tools", "run.mjs"), ["bench", "--short"], 300);

const suite = (folder: string, file: string): Step => {
  const name = file.replaceAll("\\", "/");
  return {
    name,
    run: async () => {
      const started = Date.now();
      const { passed, failed, skips, problems, output } = await runSuite(path.join(folder, file));
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      if (problems.length > 0) console.log(`${name} FAILED: ${problems.join("; ")}\n${output}`);
      else console.log(`${name} … ${passed} passed, ${seconds} s`);
      return { passed, failed, skips };
    },
  };
};

/** Every notebook counts as one test; they run together, two at a time. */
async function notebooks(entries: ReturnType<typeof courseNotebooks>): Promise<Count> {
  const complaints = await checkNotebooks(entries);
  const failed = [...complaints.values()].filter((found) => found.length > 0).length;
  return { passed: entries.length - failed, failed, skips: [] };
}

function steps(): Step[] {
  const folder = path.join(root, "test");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => name.endsWith(".test.ts")).sort();
  const limits = new Map(
    files.map((name) => [name, limitOf(readFileSync(path.join(folder, name), "utf8"))]),
  );
  // Longest first: a long one alone at the end would leave processors idle.
  files.sort((a, b) => (limits.get(b) ?? 0) - (limits.get(a) ?? 0));
  return [
    program("types", inPackage("typescript", "lib/tsc.js"), ["--noEmit"]),
    program("types of page", inPackage("typescript", "lib/tsc.js"), [
      "--noEmit",
      "-p",
      "handout/page",
    ]),
    program("lint", inPackage("@biomejs/biome", "bin/biome"), ["check", "--error-on-warnings"]),
    ...files.map((name) => suite(folder, name)),
  ];
}

/** Slow tests have a folder of their own. */
const isSlow = ({ name }: Step): boolean => name.startsWith("full/");

/** Runs the steps, as many side by side as there are processors, and gives each one's count. */
async function runSteps(steps: Step[]): Promise<Count[]> {
  const counts: Count[] = [];
  await forEachParallel(steps, Math.max(2, availableParallelism()), async (step) => {
    try {
      counts.push(await step.run());
    } catch (error) {
      console.log(`${step.name} FAILED:`, error);
      counts.push({ passed: 0, failed: 1, skips: [] });
    }
  });
  return counts;
}

async function main(args: string[]): Promise<number> {
  const { words, values } = parse("test", args);
  const wanted = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
  // Slow tests run when they are named.
  const all = words.length > 0 || values.full;
  const chosen = steps().filter((step) => wanted(step.name) && (all || !isSlow(step)));
  const entries = courseNotebooks().filter(({ name }) => wanted(name));
  if (entries.length > 0) chosen.unshift({ name: "notebooks", run: () => notebooks(entries) });
  const counts = await runSteps(chosen);
  if (values.full && wanted(bench.name)) counts.push(await bench.run());
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const count of counts) {
    passed += count.passed;
    failed += count.failed;
    for (const { name, reason } of count.skips) {
      // CI installs the browsers: there, skipping for want of one is a failure.
      const allowed = process.env.CI !== "true" || !/apt-get install/.test(reason);
      console.log(`${allowed ? "skipped" : "FAILED"}: ${name} (${reason})`);
      if (allowed) skipped++;
      else failed++;
    }
  }
  if (counts.length === 0) {
    console.log(`no test matches ${words.join(" ")}`);
    failed++;
  }
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 ? 1 : 0;
}

for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    stopAll();
    process.exit(130);
  });
process.exitCode = await main(process.argv.slice(2));
