/** `npm run handouts`: executes the notebooks and writes HTML, PDF and slides, for students and for instructors. */
import { mkdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { findBrowser, NO_BROWSER } from "./browser.js";
import { explain, UsageError } from "./failure.mjs";
import { asideFolder, move, removeLeftovers } from "./handouts/aside.js";
import { type About, type Edition, Exporter } from "./handouts/exporter.js";
import { addNotes } from "./handouts/notes.js";
import { type Options, parse, suffix } from "./handouts/options.js";
import { PAPERS, type Paper, Printer, SMALLEST_MARGIN } from "./handouts/printer.js";
import { writeNotebook } from "./notebook.js";
import { type Entry, runNotebooks, select } from "./notebooks.js";
import { parametersOf } from "./parameters.js";
import { work } from "./paths.mjs";
import { Pictures } from "./pictures.js";

/** A handout to be: the name of its files, and its notebooks, executed. */
interface Document {
  name: string;
  notebooks: { name: string; path: string }[];
  about: Omit<About, "edition">;
}

class Handouts {
  private exporter = new Exporter();
  private printer = new Printer();
  /** Unfinished files are here, never in the folder of finished ones. */
  private aside = asideFolder();
  private failures = 0;

  constructor(private options: Options) {
    mkdirSync(this.aside, { recursive: true });
  }

  async write(): Promise<number> {
    const documents = await this.execute();
    for (const document of documents)
      for (const edition of this.options.editions) await this.writeDocument(document, edition);
    return this.failures > 0 ? 1 : 0;
  }

  async close(): Promise<void> {
    this.exporter.close();
    await this.printer.close();
    this.clean();
  }

  clean(): void {
    rmSync(this.aside, { recursive: true, force: true });
  }

  private async execute(): Promise<Document[]> {
    const { words, values, timeout } = this.options;
    const documents: Document[] = [];
    const entries = select(words);
    if (entries.length === 0) throw new UsageError("there are no notebooks");
    const pictures = new Pictures();
    try {
      await runNotebooks(entries, { values, timeout }, async (entry, fresh, before) => {
        await pictures.add(fresh, before);
        const copy = path.join(this.aside, `${entry.name}.ipynb`);
        writeNotebook(copy, addNotes(entry, fresh)); // a student's page leaves them out
        const parameters = Object.entries(values).map(([name, value]) => ({
          name,
          value,
          committed: parametersOf(before).find((parameter) => parameter.name === name)?.value ?? "",
          notebook: "",
        }));
        documents.push({
          name: entry.name + suffix(values),
          notebooks: [{ name: entry.name, path: copy }],
          about: { name: entry.name, depth: 0, parameters: parameters.filter(differs) },
        });
        return [];
      });
    } finally {
      await pictures.close();
    }
    const failed = entries.length - documents.length;
    if (failed > 0) {
      this.failures += failed;
      console.log(`The earlier handouts of ${names(entries, documents)} stay as they were.`);
    }
    const order = (document: Document) => entries.findIndex((e) => e.name === document.about.name);
    documents.sort((a, b) => order(a) - order(b));
    if (words.length > 0 || failed > 0) return documents;
    return [...documents, course(documents, suffix(values))];
  }

  private async writeDocument(document: Document, edition: Edition): Promise<void> {
    const { to } = this.options;
    const name = path.join(edition, document.name);
    const page = { notebooks: document.notebooks, handout: { ...document.about, edition } };
    await this.attempt(`${name}.html`, async () => {
      if (!to.includes("html") && !to.includes("pdf")) return;
      const html = path.join(this.aside, `${edition}.html`);
      await this.exporter.export({ export: "html", ...page, target: html });
      if (to.includes("pdf")) await this.writePdf(html, name);
      if (to.includes("html")) this.publish(html, `${name}.html`);
    });
    await this.attempt(`${name}-slides.html`, async () => {
      if (!to.includes("slides")) return;
      const slides = path.join(this.aside, "slides.html");
      await this.exporter.export({ export: "slides", ...page, target: slides });
      this.publish(slides, `${name}-slides.html`);
    });
  }

  private async writePdf(html: string, name: string): Promise<void> {
    if (!findBrowser()) return;
    const papers = Object.keys(PAPERS) as Paper[];
    const target = (paper: Paper) => path.join(this.aside, `${paper}.pdf`);
    const named = (paper: Paper) => `${name}-${paper}.pdf`;
    const printed = await this.attempt(papers.map(named).join(" and "), async () => {
      const targets = Object.fromEntries(papers.map((paper) => [paper, target(paper)]));
      const wrong = await this.printer.print(html, targets);
      if (wrong.length > 0) throw new Error(wrong.join("; "));
    });
    if (!printed) return;
    for (const paper of papers)
      await this.attempt(named(paper), async () => {
        const { pages, blank } = await this.exporter.inspect(target(paper), SMALLEST_MARGIN);
        if (blank.length > 0) throw new Error(`blank pages: ${blank.join(", ")}`);
        this.publish(target(paper), named(paper), `${pages} pages, `);
      });
  }

  /** What goes wrong with one file does not keep the others from being written; a full disk does. */
  private async attempt(name: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const message = (error as Error).message;
      const known = explain(`writing ${name}`, message);
      if (known) throw new Error(known, { cause: error });
      this.failures++;
      console.log(`Not written: ${name}: ${message}`);
      return false;
    }
  }

  private publish(file: string, name: string, what = ""): void {
    const target = path.join(this.options.out, name);
    mkdirSync(path.dirname(target), { recursive: true });
    const size = statSync(file).size;
    move(file, target);
    const shown = path.relative(process.cwd(), target);
    console.log(`${shown} … ${what}${(size / 1e6).toFixed(1)} MB`);
  }
}

const differs = (parameter: { value: string; committed: string }): boolean =>
  parameter.value !== parameter.committed;

const names = (entries: Entry[], done: Document[]): string =>
  entries
    .map(({ name }) => name)
    .filter((name) => !done.some(({ about }) => about.name === name))
    .join(", ");

const course = (documents: Document[], end: string): Document => ({
  name: `course${end}`,
  notebooks: documents.flatMap(({ notebooks }) => notebooks),
  about: {
    name: "the whole course",
    title: "Neural networks from scratch",
    depth: 1,
    parameters: documents.flatMap(({ about }) =>
      about.parameters.map((parameter) => ({ ...parameter, notebook: about.name })),
    ),
  },
});

async function main(args: string[]): Promise<number> {
  const options = parse(args);
  select(options.words);
  removeLeftovers();
  const handouts = new Handouts(options);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => {
      handouts.clean();
      console.error("\nStopped. The files named above are finished, the others as they were.");
      process.exit(130);
    });
  try {
    const status = await handouts.write();
    if (!options.to.includes("pdf") || findBrowser()) return status;
    console.error(`No PDF was written: ${NO_BROWSER}`);
    return 1;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    console.error((error as Error).message);
    return 1;
  } finally {
    await handouts.close();
  }
}

process.chdir(work);
process.exitCode = await main(process.argv.slice(2));
