/** `npm run bench`: measures this course beside the Python stack, and writes bench/results.json, README.md and growth.png. */
import { readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, platform, release, totalmem } from "node:os";
import path from "node:path";
import { nearest, parse } from "../tools/arguments.mjs";
import { UsageError } from "../tools/failure.mjs";
import { root } from "../tools/paths.mjs";
import { grade, handouts, site } from "./classroom.js";
import { clone } from "./clone.js";
import { handout } from "./handout.js";
import { hub } from "./hub.js";
import { run, scrub } from "./live.js";
import { load, missedBars, outputOf, type Results } from "./measure.js";
import { makePython, python } from "./python.js";
import { drawGrowth, tableOf } from "./report.js";
import { cold, course, epoch, growth, or, type Row, rerun } from "./rows.js";

const processes = { or, rerun, cold, course, epoch, growth };
const pages = { handout, handouts, run, scrub, site };
const rows: Record<string, Row> = { ...processes, ...pages, grade, clone, hub };
/** The short form: three runs of the rows that need no browser and no network, on a computer that may be busy. */
const SHORT = ["or", "rerun", "cold"];
const SLACK = 1.5;
const file = (name: string) => path.join(root, "bench", name);

async function machine(): Promise<Results["machine"]> {
  const names = ["ipykernel", "numpy", "pandas", "plotly", "scikit-learn"];
  const code = `import sys, importlib.metadata as m; print(sys.version.split()[0], *map(m.version, ${JSON.stringify(names)}))`;
  const versions = (await outputOf(python, ["-c", code])).trim().split(" ");
  const [{ model }] = cpus();
  return {
    processor: model,
    cores: cpus().length,
    "memory in GB": Math.round(totalmem() / 1e9),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.versions.node,
    ...Object.fromEntries(["python", ...names].map((name, i) => [name, versions[i]])),
  };
}

function before(): Partial<Results> {
  try {
    return JSON.parse(readFileSync(file("results.json"), "utf8"));
  } catch {
    return {};
  }
}

async function main() {
  const { words: named, values } = parse("bench", process.argv.slice(2));
  const words = named.length === 0 && values.short ? SHORT : named;
  const runs = Number(values.runs ?? (values.short ? 3 : 5));
  if (!(Number.isInteger(runs) && runs > 0))
    throw new UsageError(`--runs must be a whole number above 0; got ${values.runs}`);
  const unknown = words.find((name) => !Object.hasOwn(rows, name));
  if (unknown) {
    const near = nearest(unknown, Object.keys(rows));
    const hint = near ? `did you mean ${near}?` : `the rows are ${Object.keys(rows).join(", ")}`;
    throw new UsageError(`there is no row ${unknown}; ${hint}`);
  }
  await makePython();
  const measured: Results["rows"] = {};
  const results: Results = { machine: await machine(), rows: before().rows ?? {} };
  for (const [name, row] of Object.entries(rows)) {
    if (words.length > 0 && !words.includes(name)) continue;
    const from = load();
    const lines = await row(runs);
    if (lines.length === 0) continue;
    measured[name] = lines.map((line) => ({ ...line, load: [from, load()] }));
    results.rows[name] = measured[name];
    // A few runs are a trial: they print their table, and no result is overwritten.
    if (runs >= 5) writeFileSync(file("results.json"), `${JSON.stringify(results, null, 1)}\n`);
    console.log(`\n${tableOf({ ...results, rows: { [name]: results.rows[name] } })}\n`);
  }
  const complaints = missedBars(Object.values(measured).flat(), values.short ? SLACK : 1);
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
  if (runs < 5) return;
  const page = readFileSync(file("README.md"), "utf8");
  const table = /(<!-- table -->\n)[\s\S]*(<!-- end of table -->)/;
  const text = tableOf(results).replaceAll("$", "$$$$");
  writeFileSync(file("README.md"), page.replace(table, `$1\n${text}\n\n$2`));
  await drawGrowth(results, file("growth.png"));
  console.log("written: bench/results.json, bench/README.md, bench/growth.png");
}

await main();
