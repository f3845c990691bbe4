/** Writes a document's files: a page, slides, and the page printed on two papers. */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { About, Edition, Source } from "./document.js";
import { handout } from "./handout.js";
import { PAPERS, type Paper, type Printer } from "./print.js";

/** A document to be written. */
export interface HandoutJob {
  /** of its files */
  name: string;
  sources: Source[];
  about: Omit<About, "edition">;
}

export const FORMATS = ["html", "pdf", "slides"] as const;
export const EDITIONS: readonly Edition[] = ["student", "instructor"];
type Format = (typeof FORMATS)[number];

interface WriteOptions {
  /** the folder for finished files */
  out: string;
  /** the folder for unfinished ones */
  unfinished: string;
  to: Format[];
  /** what looks at PDFs: without one, none is written */
  python: string;
  printer: Printer | undefined;
  /** called with each file's line: what was written, or why not */
  say(line: string): void;
  /** the error to end with when nothing more can be written, as on a full disk */
  fatal(what: string, error: Error): Error | undefined;
}

/** Writes one edition. Returns how many files could not be written. */
export async function write(
  job: HandoutJob,
  edition: Edition,
  options: WriteOptions,
): Promise<number> {
  const { to, printer } = options;
  const unfinished = path.join(options.unfinished, edition, job.name); // several may be written at once
  mkdirSync(unfinished, { recursive: true });
  let failures = 0;

  /** What goes wrong with one file does not keep the others from being written; a full disk does. */
  async function attempt(name: string, work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const fatal = options.fatal(`writing ${name}`, error as Error);
      if (fatal) throw fatal;
      failures++;
      options.say(`Not written: ${name}: ${(error as Error).message}`);
      console.error(error); // the stack, for whoever mends it
    }
  }

  function publish(file: string, name: string, what = ""): void {
    const target = path.join(options.out, name);
    mkdirSync(path.dirname(target), { recursive: true });
    const size = statSync(file).size;
    move(file, target);
    const shown = path.relative(process.cwd(), target);
    options.say(`${shown} … ${what}${(size / 1e6).toFixed(1)} MB`);
  }

  async function print(html: string, name: string, printer: Printer): Promise<void> {
    const papers = Object.keys(PAPERS) as Paper[];
    const target = (paper: Paper) => path.join(unfinished, `${paper}.pdf`);
    const named = (paper: Paper) => `${name}-${paper}.pdf`;
    let printed: Awaited<ReturnType<Printer["print"]>> = new Map();
    const targets = Object.fromEntries(papers.map((paper) => [paper, target(paper)]));
    await attempt(papers.map(named).join(" and "), async () => {
      printed = await printer.print(html, targets, options.python);
    });
    for (const [paper, { pages, blank }] of printed)
      await attempt(named(paper), () => {
        if (blank.length > 0) throw new Error(`blank pages: ${blank.join(", ")}`);
        publish(target(paper), named(paper), `${pages} pages, `);
      });
  }

  const name = path.join(edition, job.name);
  const about = { ...job.about, edition };
  if (to.includes("html") || to.includes("pdf"))
    await attempt(`${name}.html`, async () => {
      const html = path.join(unfinished, "page.html");
      writeFileSync(html, handout("html", job.sources, about));
      if (to.includes("pdf") && printer) await print(html, name, printer);
      if (to.includes("html")) publish(html, `${name}.html`);
    });
  if (to.includes("slides"))
    await attempt(`${name}-slides.html`, () => {
      const slides = path.join(unfinished, "slides.html");
      writeFileSync(slides, handout("slides", job.sources, about));
      publish(slides, `${name}-slides.html`);
    });
  return failures;
}

/** The target is there whole or not at all, also on another disk. */
function move(file: string, target: string): void {
  try {
    renameSync(file, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    const beside = `${target}.${process.pid}.tmp`;
    try {
      copyFileSync(file, beside);
      renameSync(beside, target);
    } finally {
      rmSync(beside, { force: true });
    }
  }
}

/** Changed parameters, as the end of a file's name. What a name cannot say, a mark of the whole tells apart. */
export function suffix(values: Record<string, string>): string {
  const text = Object.entries(values).map(([name, value]) => `-${name}=${value}`);
  const whole = text.join("");
  const readable = whole.replace(/[^\w.,=-]+/g, "_").slice(0, 60);
  const mark = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return readable === whole ? whole : `${readable}-${mark}`;
}
