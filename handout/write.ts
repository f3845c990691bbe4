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
  const writer = new EditionWriter(job, edition, options);
  const { to } = options;
  if (to.includes("html") || to.includes("pdf")) await writer.writePage();
  if (to.includes("slides")) await writer.writeSlides();
  return writer.failures;
}

class EditionWriter {
  failures = 0;
  /** a folder of its own: several editions may be written at once */
  private unfinished: string;
  /** path of the files below the folder for finished ones, without what tells them apart */
  private name: string;
  private about: About;

  constructor(
    private job: HandoutJob,
    edition: Edition,
    private options: WriteOptions,
  ) {
    this.unfinished = path.join(options.unfinished, edition, job.name);
    this.name = path.join(edition, job.name);
    this.about = { ...job.about, edition };
    mkdirSync(this.unfinished, { recursive: true });
  }

  /** The page, and its prints, which are made of it. */
  writePage(): Promise<void> {
    const { to, printer } = this.options;
    return this.attempt(`${this.name}.html`, async () => {
      const html = path.join(this.unfinished, "page.html");
      writeFileSync(html, handout("html", this.job.sources, this.about));
      if (to.includes("pdf") && printer) await this.print(html, printer);
      if (to.includes("html")) this.publish(html, `${this.name}.html`);
    });
  }

  writeSlides(): Promise<void> {
    const name = `${this.name}-slides.html`;
    return this.attempt(name, () => {
      const slides = path.join(this.unfinished, "slides.html");
      writeFileSync(slides, handout("slides", this.job.sources, this.about));
      this.publish(slides, name);
    });
  }

  private async print(html: string, printer: Printer): Promise<void> {
    const papers = Object.keys(PAPERS) as Paper[];
    const target = (paper: Paper) => path.join(this.unfinished, `${paper}.pdf`);
    const nameOf = (paper: Paper) => `${this.name}-${paper}.pdf`;
    const targets = Object.fromEntries(papers.map((paper) => [paper, target(paper)]));
    let printed: Awaited<ReturnType<Printer["print"]>> = new Map();
    await this.attempt(papers.map(nameOf).join(" and "), async () => {
      printed = await printer.print(html, targets, this.options.python);
    });
    for (const [paper, { pages, blank }] of printed)
      await this.attempt(nameOf(paper), () => {
        if (blank.length > 0) throw new Error(`blank pages: ${blank.join(", ")}`);
        this.publish(target(paper), nameOf(paper), `${pages} pages, `);
      });
  }

  /** What goes wrong with one file does not keep the others from being written; a full disk does. */
  private async attempt(name: string, work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const fatal = this.options.fatal(`writing ${name}`, error as Error);
      if (fatal) throw fatal;
      this.failures++;
      this.options.say(`Not written: ${name}: ${(error as Error).message}`);
      console.error(error); // the stack, for whoever mends it
    }
  }

  private publish(file: string, name: string, what = ""): void {
    const target = path.join(this.options.out, name);
    mkdirSync(path.dirname(target), { recursive: true });
    const size = statSync(file).size;
    move(file, target);
    const shown = path.relative(process.cwd(), target);
    this.options.say(`${shown} … ${what}${(size / 1e6).toFixed(1)} MB`);
  }
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
