/**
 * The tests that drive handouts in a browser reach the lines of handout/page/. Chromium counts, in pages, in their sandboxed
 * frames and in the workers there: see ../support/page-coverage.ts. A line is reached when anything on it has run.
 */
// time limit: 1500 s
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { SourceMap } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cache, loader, root } from "../../tools/paths.mjs";
import { run } from "../../tools/suite.js";
import { plain, type Reached, scripts } from "../support/page-scripts.js";
import { browserTest } from "../support/skip.js";

const folders = ["handout/page", "handout/page/figures"];
/** Percent of the lines. What is left is WebKit's, the printer's, or an old browser's. */
const FLOOR = { folder: 98, file: 95 };
/** What prints a deck is run by full/slides, which is not counted here. */
const lower: Record<string, number> = { "handout/page/slides.ts": 90 };
/** Files of types alone: nothing of them is left to run. */
const types = ["handout/page/messages.ts"];

const driving = [
  "browser/work",
  "full/page",
  "full/scrub",
  "full/limits",
  "full/reading",
  "full/handling",
];

/** By file: each line that has code, and whether it was reached. */
type Lines = Map<string, Map<number, boolean>>;

/** Code with its map: which place of which original each of its words comes from. */
interface Mapped {
  code: string;
  map: string;
}

function* words({ code, map }: Mapped) {
  const sourceMap = new SourceMap(JSON.parse(map));
  let offset = 0;
  for (const [line, text] of code.split("\n").entries()) {
    for (let column = 0; column < text.length; column++) {
      const entry = sourceMap.findEntry(line, column);
      if (!("originalSource" in entry)) continue;
      const { originalSource, originalLine, originalColumn } = entry;
      if (entry.generatedLine === line && entry.generatedColumn === column)
        yield { offset: offset + column, originalSource, originalLine, originalColumn };
    }
    offset += text.length + 1;
  }
}

/** The scripts of dist/page/ once more, as tools/setup/build.mjs makes them, with maps. */
async function bundles(): Promise<Map<string, Mapped>> {
  const names = Object.keys(scripts);
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => `handout/page/${path.basename(name, ".js")}.ts`),
    outdir: "dist/page",
    write: false,
    sourcemap: "external",
    bundle: true,
    minify: true,
    legalComments: "none",
    platform: "browser",
    format: "iife",
    target: "es2022",
  });
  const text = (name: string) =>
    outputFiles.find((file) => file.path === path.join(root, name))?.text ?? "";
  for (const name of names)
    assert.ok(text(name) === scripts[name], `${name} was built in another way, or of other files`);
  return new Map(names.map((name) => [name, { code: text(name), map: text(`${name}.map`) }]));
}

function lines(reached: Reached[], made: Map<string, Mapped>): Lines {
  const found: Lines = new Map();
  const note = (file: string, line: number, ran: boolean) => {
    const known = found.get(file) ?? new Map<number, boolean>();
    found.set(file, known.set(line, ran || known.get(line) === true));
  };
  for (const [name, script] of Object.entries(scripts)) {
    const ran = new Uint8Array(script.length);
    for (const one of reached) for (const [from, to] of one[name] ?? []) ran.fill(1, from, to);
    const bundle = made.get(name) as Mapped;
    for (const { offset, originalSource, originalLine } of words(bundle)) {
      const file = path.posix.join("dist/page", originalSource);
      if (file.startsWith("handout/page/")) note(file, originalLine + 1, ran[offset] === 1);
    }
  }
  return found;
}

/** What the driving tests reach. Each runs for itself, too: here one that fails is named where lines are missing. */
async function drive(): Promise<{ reached: Reached[]; failed: string[] }> {
  mkdirSync(cache, { recursive: true });
  const found = mkdtempSync(path.join(cache, "page-coverage-"));
  const collector = new URL("../support/page-coverage.ts", import.meta.url).href;
  process.env.PAGE_COVERAGE = found;
  const failed: string[] = [];
  try {
    for (const name of driving) {
      const file = path.join(root, "test", `${name}.test.ts`);
      const options = ["--import", loader, "--import", collector];
      const { status, output } = await run(process.execPath, [...options, file], 600);
      if (status !== "0") failed.push(`${name}\n${output}`);
    }
    const reached = readdirSync(found).map((name) =>
      JSON.parse(readFileSync(path.join(found, name), "utf8")),
    );
    return { reached, failed };
  } finally {
    rmSync(found, { recursive: true, force: true });
  }
}

browserTest("lines of each folder and of each file", async () => {
  const made = await bundles();
  const { reached, failed } = await drive();
  const found = lines(reached, made);
  const rate = (files: string[]) => {
    const all = files.flatMap((file) => [...(found.get(file)?.values() ?? [])]);
    return (100 * all.filter(Boolean).length) / all.length;
  };
  const faults = folders.flatMap((folder) => {
    const names = readdirSync(path.join(root, folder)).filter((name) => /\.ts$/.test(name));
    const all = names.map((name) => `${folder}/${name}`).filter((name) => !types.includes(name));
    // A worker that ends takes with it what it ran last: full/coverage has every line of what needs no browser.
    const files = all.filter((name) => !plain.includes(name));
    // Of a file that no page has loaded the rate is not a number.
    const low = files.filter((file) => !(rate([file]) >= (lower[file] ?? FLOOR.file)));
    return rate(files) >= FLOOR.folder ? low : files;
  });
  const report = faults.map((name) => {
    const missed = [...(found.get(name) ?? [])].flatMap(([line, ran]) => (ran ? [] : [line]));
    return `${name}: ${rate([name]).toFixed(1)}; not: ${missed.sort((a, b) => a - b).join(" ")}`;
  });
  assert.is(report.join("\n"), "", failed.join("\n"));
});

test.run();
