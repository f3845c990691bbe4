/**
 * The cells of one notebook on the page, and the worker that runs them.
 *
 * The page always shows what a run from the top would show. Every output knows from which text of the cells it was
 * made: its own and all above. Running a cell runs what above it has not been run as it now stands, then the cell, then
 * what below shows something made from an older text. So a changed parameter is followed by everything below it.
 */
import type { Editor } from "./editor.js";
import type { Bundle, Failure, FromWorker, ToWorker } from "./messages.js";
import { drawBundle, drawFailure, drawText, element, enter, leave } from "./outputs.js";
import type { Tools } from "./tools.js";
import { type CellWorker, newWorker, tools } from "./unpack.js";

/** What the file says about a cell. */
export interface CellSource {
  notebook: string;
  source: string;
  role: string;
  /** its place among the cells of the page */
  at: number;
}

/** What the notebook tells whoever shows its state. */
export interface Watcher {
  /** something was edited, is running, has run */
  changed(notebook: RunningNotebook): void;
  said(text: string, where?: Element): void;
}

export class Cell {
  code: string;
  editor: Editor | undefined;
  /** called with every new text */
  onEdit: (code: string) => void = () => {};
  /** what the reader sees of the outputs: a box of them */
  readonly box = element("div", "outputs");
  readonly originals: Element[];
  private readonly folded: HTMLDetailsElement | null;
  /** outputs since the page was opened, as the kernel would send them */
  bundles: Bundle[] | undefined;
  printed = "";
  error = "";
  /** mark of the texts that the outputs were made from, and that the worker has run */
  shown = 0;
  run: number | undefined;
  /** whether the outputs were made from an older text */
  isStale = false;

  constructor(
    readonly element: HTMLElement,
    readonly source: string,
    readonly role: string,
  ) {
    this.code = source;
    // What the text asks to guess is folded until the reader opens it, or runs the cell.
    this.folded = element.querySelector<HTMLDetailsElement>(":scope > .outcome");
    const place = this.folded ?? element;
    this.originals = [...place.children].filter((child) => child.matches(".output, .figure"));
    this.box.append(...this.originals);
    place.append(this.box);
  }

  clear(): void {
    leave(this.box.children);
    this.box.replaceChildren();
  }

  add(output: Element): void {
    if (output.parentElement === this.box) return;
    if (this.folded) this.folded.open = true;
    this.box.append(output);
    enter(output);
  }

  reset(): void {
    if (this.bundles === undefined) return;
    this.clear();
    this.bundles = undefined;
    for (const output of this.originals) this.add(output);
  }
}

export class RunningNotebook {
  readonly cells: Cell[] = [];
  /** the cell that runs now */
  current: Cell | undefined;
  private originalMarks: number[] = [];
  private worker: CellWorker | undefined;
  private drawing: Tools | undefined;
  private ended: ((ok: boolean) => void) | undefined;
  private tail: Promise<void> = Promise.resolve();
  private generation = 0;
  private runs: Cell[] = [];
  /** whether the current cell has shown anything yet in this run */
  private fresh = false;

  constructor(
    readonly name: string,
    private files: Record<string, string>,
    private watcher: Watcher,
  ) {}

  /** Once all cells are there. */
  begin(): void {
    this.originalMarks = this.marks();
    for (const [i, cell] of this.cells.entries()) cell.shown = this.originalMarks[i];
  }

  get isOriginal(): boolean {
    return this.cells.every(({ code, source }) => code === source);
  }

  get isTouched(): boolean {
    return !this.isOriginal || this.cells.some(({ bundles }) => bundles !== undefined);
  }

  edit(cell: Cell, code: string): void {
    cell.code = code;
    cell.onEdit(code);
    if (cell.editor) cell.editor.text = code;
    this.refresh();
  }

  /** Runs a cell and whatever must run with it; "all" runs everything anew. */
  start(target: Cell | "all"): Promise<void> {
    const { generation } = this;
    this.tail = this.tail
      .then(() => (generation === this.generation ? this.go(target) : undefined))
      .catch((error) => this.watcher.said(`The cells cannot run here: ${error?.message ?? error}`));
    return this.tail;
  }

  /** The worker is gone, and with it all that cells had declared: the next run begins at the top. */
  stop(): void {
    this.generation++;
    this.worker?.end();
    this.worker = undefined;
    for (const cell of this.cells) cell.run = undefined;
    const { current } = this;
    this.ended?.(false);
    if (!current) return;
    current.error = "Stopped.";
    if (this.drawing) current.add(drawFailure({ message: "Stopped." }, "", this.drawing));
    this.watcher.said("Stopped. The next run starts at the top.", current.element);
  }

  reset(cell: Cell): void {
    this.edit(cell, cell.source);
    if (this.isOriginal) this.resetAll();
    else void this.start(cell);
  }

  resetAll(): void {
    if (this.current) this.stop();
    for (const cell of this.cells) {
      this.edit(cell, cell.source);
      cell.reset();
    }
    for (const [i, cell] of this.cells.entries()) cell.shown = this.originalMarks[i];
    this.refresh();
    this.watcher.said("Everything is as it was.");
  }

  private marks(): number[] {
    let mark = 7;
    return this.cells.map(({ code }) => {
      mark = hash(code, mark);
      return mark;
    });
  }

  private refresh(): void {
    const marks = this.marks();
    for (const [i, cell] of this.cells.entries()) {
      cell.isStale = cell.shown !== marks[i] && cell !== this.current;
      cell.element.classList.toggle("stale", cell.isStale);
    }
    this.watcher.changed(this);
  }

  private async go(target: Cell | "all"): Promise<void> {
    const started = performance.now();
    if (target === "all") this.stop();
    const { generation } = this;
    const marks = this.marks();
    const wanted = target === "all" ? this.cells.length - 1 : this.cells.indexOf(target);
    const unrun = this.cells.findIndex((cell, i) => cell.run !== marks[i]);
    const first = unrun < 0 ? wanted : Math.min(unrun, wanted);
    const stale = this.cells.reduce((last, cell, i) => (cell.shown !== marks[i] ? i : last), -1);
    let ran = 0;
    for (let i = first; i <= Math.max(wanted, stale); i++) {
      const cell = this.cells[i];
      const mark = this.marks()[i];
      if (i > wanted && cell.run === mark && cell.shown === mark) continue;
      const ok = await this.runCell(cell, mark);
      if (generation !== this.generation) return;
      ran++;
      if (!ok) return this.watcher.said("An error: the cells below it did not run.", cell.element);
    }
    const time = ((performance.now() - started) / 1000).toFixed(1);
    this.watcher.said(`Done: ${ran} ${ran === 1 ? "cell" : "cells"} in ${time} s.`);
  }

  private async runCell(cell: Cell, mark: number): Promise<boolean> {
    const { generation } = this;
    this.current = cell;
    this.refresh();
    this.drawing = await tools();
    this.worker ??= await this.employ(this.drawing);
    if (generation !== this.generation) {
      this.current = undefined;
      return false;
    }
    const number = this.runs.push(cell) - 1;
    cell.bundles = [];
    cell.printed = cell.error = "";
    // Earlier outputs stay until there is something else, so that the page does not jump.
    this.fresh = false;
    const ok = await new Promise<boolean>((resolve) => {
      this.ended = resolve;
      this.ask({ type: "run", run: number, code: cell.code });
    });
    this.ended = undefined;
    this.current = undefined;
    if (generation === this.generation) {
      if (!this.fresh) cell.clear();
      cell.shown = mark;
      cell.run = ok ? mark : undefined;
    }
    this.refresh();
    return ok;
  }

  private async employ(drawing: Tools): Promise<CellWorker> {
    const worker = await newWorker((message) => this.hear(message, drawing));
    worker.ask({ type: "files", files: this.files });
    return worker;
  }

  private ask(message: ToWorker, transfer: Transferable[] = []): void {
    this.worker?.ask(message, transfer);
  }

  private hear(message: FromWorker, drawing: Tools): void {
    const cell = this.current ?? this.runs.at(-1);
    if (!cell) return;
    if (message.type === "done") {
      this.ended?.(message.ok);
      return;
    }
    if (!this.fresh) {
      this.fresh = true;
      cell.clear();
    }
    if (message.type === "bundle") {
      cell.bundles?.push(message.bundle);
      cell.add(drawBundle(message.bundle, drawing));
    } else if (message.type === "text") {
      cell.printed += message.text;
      cell.add(drawText(message, cell.box.lastElementChild, drawing));
    } else if (message.type === "error") {
      cell.error = message.failure.message;
      cell.add(drawFailure(message.failure, this.place(message.failure, cell), drawing));
    } else if (message.type === "file") this.askForFile(message.path, cell);
  }

  private place({ at }: Failure, cell: Cell): string {
    if (!at) return "";
    const other = this.runs[at.run];
    const text = (other?.code ?? "").split("\n")[at.line - 1]?.trim() ?? "";
    return `line ${at.line}${other && other !== cell ? " of a cell above" : ""}: ${text}`;
  }

  /** A page cannot open a file by itself. */
  private askForFile(path: string, cell: Cell): void {
    const box = element("div", "output file");
    const label = element("label", "", `This cell reads “${path}”. Choose that file: `);
    const input = element("input");
    input.type = "file";
    input.accept = ".csv,.tsv,.txt,text/*";
    const none = element("button", "", "No file");
    none.type = "button";
    const give = async (file?: File) => {
      const bytes = file ? await file.arrayBuffer() : null;
      box.remove();
      this.ask({ type: "file", path, bytes }, bytes ? [bytes] : []);
    };
    input.addEventListener("change", () => input.files?.[0] && give(input.files[0]));
    none.addEventListener("click", () => give());
    label.append(input);
    box.append(label, none);
    cell.add(box);
    this.watcher.said(`A cell waits for the file ${path}.`, cell.element);
    input.focus({ preventScroll: true });
  }
}

/** cyrb53: two texts of cells that share one are rarer than any other fault here. */
function hash(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ (seed / 2 ** 21);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
