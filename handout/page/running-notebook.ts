/**
 * The cells of one notebook on the page, and the worker that runs them.
 *
 * The page always shows what a run from the top would show. Every output knows from which texts it was made: its cell's and
 * those of the cells that this one depends on. Running a cell runs what above it has not been run as it now stands, then
 * the cell, then what below shows something made from an older text. So a changed parameter is followed by all that depends on it.
 */
import type { Output } from "../../ipynb/nbformat.js";
import type { Cell } from "./cell.js";
import { Dependence, type Reach } from "./dependence.js";
import { button, element } from "./dom.js";
import type { Failure, FromWorker, ToWorker } from "./messages.js";
import type { OnDemand } from "./on-demand.js";
import { drawOutput, moreText } from "./outputs.js";
import { type CellWorker, loadOnDemand, newWorker, onDemand } from "./unpack.js";

/** Whoever shows the state of a notebook. */
export interface NotebookListener {
  /** before a run: changes should be saved by now, since the run may end the page */
  runStarted(notebook: RunningNotebook): void;
  /** a cell was edited, is running or has run, or an output has come late */
  changed(notebook: RunningNotebook): void;
  /** a run has ended otherwise than well, or everything was reset */
  message(text: string, place?: Element): void;
  /** a run waits for something of the reader's */
  inputNeeded(text: string, place: Element): void;
  runFinished(notebook: RunningNotebook, cells: Cell[]): void;
}

interface CellRun {
  cell: Cell;
  code: string;
  mark: number;
}

export class RunningNotebook {
  readonly cells: Cell[] = [];
  /** the cell that runs now */
  current: Cell | undefined;
  private currentMark = 0;
  private originalMarks: number[] = [];
  private worker: CellWorker | undefined;
  private ended: ((ok: boolean) => void) | undefined;
  private tail: Promise<void> = Promise.resolve();
  private generation = 0;
  private waiting = 0;
  private runs: { cell: Cell; code: string }[] = [];
  private dependence = new Dependence(this.cells);
  private following: { next?: Cell } | undefined;

  constructor(
    readonly name: string,
    private files: Record<string, string>,
    private listener: NotebookListener,
  ) {}

  /** Once all cells are there. */
  begin(): void {
    this.originalMarks = this.dependence.marks();
    for (const [i, cell] of this.cells.entries()) cell.shown = this.originalMarks[i];
  }

  /** As the course counts, "05". */
  get number(): string {
    return this.name.slice(0, 2);
  }

  get parameters(): Cell | undefined {
    return this.cells.find(({ given }) => given.role === "parameters");
  }

  /** Whether a run goes on or waits. */
  get isBusy(): boolean {
    return this.waiting > 0;
  }

  get isOriginal(): boolean {
    return this.cells.every((cell) => !cell.isChanged);
  }

  get isTouched(): boolean {
    return !this.isOriginal || this.cells.some(({ outputs }) => outputs !== undefined);
  }

  /** Whether its outputs are what the handout came with, or the same made anew. */
  isAsMade(cell: Cell): boolean {
    return cell.shown === this.originalMarks[this.cells.indexOf(cell)];
  }

  edit(cell: Cell, code: string): void {
    this.take(cell, code);
    this.refresh();
  }

  private take(cell: Cell, code: string): void {
    cell.code = code;
    this.dependence.forget();
    cell.names = cell.isChanged ? (onDemand()?.namesIn(code) ?? cell.names) : cell.given;
    cell.onEdit(code);
    if (cell.editor) cell.editor.text = code;
  }

  /** Takes a cell as it was kept or saved. */
  restore(
    cell: Cell,
    code: string,
    outputs: Output[] | undefined,
    shown: number,
    { render }: OnDemand,
  ) {
    this.take(cell, code);
    if (outputs) {
      cell.clear();
      cell.outputs = outputs;
      cell.shown = shown;
      for (const output of outputs) cell.add(drawOutput(output, render));
    } else cell.reset();
    cell.run = undefined;
    this.refresh();
  }

  /** Takes a cell whose outputs are in the page already: a file that was saved. */
  found(cell: Cell, code: string, outputs: Output[] | undefined): void {
    this.take(cell, code);
    cell.outputs = outputs;
    this.refresh();
  }

  /** The outputs found are those of the code found. */
  settle(): void {
    const marks = this.dependence.marks();
    for (const [i, cell] of this.cells.entries()) if (cell.outputs) cell.shown = marks[i];
    this.refresh();
  }

  /** Runs a cell and whatever must run with it; "all" runs everything anew. */
  start(target: Cell | "all", reach: Reach = "cell"): Promise<void> {
    const { generation } = this;
    this.waiting++;
    this.tail = this.tail
      .then(() => (generation === this.generation ? this.go(target, reach) : undefined))
      .catch((error) =>
        this.listener.message(`The cells cannot run here: ${error?.message ?? error}`),
      )
      .finally(() => this.waiting--);
    return this.tail;
  }

  /** A cell's text changes faster than it may run: the last text counts. */
  async follow(cell: Cell): Promise<void> {
    if (this.following) {
      this.following.next = cell;
      return;
    }
    const mine: { next?: Cell } = { next: cell };
    this.following = mine;
    while (mine.next) {
      const { next } = mine;
      delete mine.next;
      await this.start(next, "sight");
    }
    this.following = undefined;
  }

  /** The worker is gone, and with it all that cells had declared: the next run begins at the top. */
  stop(): void {
    const { current } = this;
    this.end();
    if (!current) return;
    this.show(current, failed("Stopped."));
    current.end();
    this.listener.message("Stopped. The next run starts at the top.", current.element);
  }

  private end(): void {
    this.generation++;
    this.worker?.end();
    this.worker = undefined;
    // What was cut short is not begun again by a run of another cell.
    if (this.current) this.current.shown = this.currentMark;
    for (const cell of this.cells) cell.run = undefined;
    this.ended?.(false);
  }

  reset(cell: Cell): void {
    this.edit(cell, cell.source);
    if (this.isOriginal) this.resetAll();
    else void this.start(cell);
  }

  resetAll(): void {
    if (this.current) this.stop();
    for (const cell of this.cells) {
      this.take(cell, cell.source);
      cell.reset();
    }
    for (const [i, cell] of this.cells.entries()) cell.shown = this.originalMarks[i];
    this.refresh();
    this.listener.message("Everything is as it was.");
  }

  private refresh(): void {
    const marks = this.dependence.marks();
    for (const [i, cell] of this.cells.entries()) {
      cell.isStale = cell.shown !== marks[i] && cell !== this.current;
      cell.element.classList.toggle("stale", cell.isStale);
    }
    this.listener.changed(this);
  }

  private async go(target: Cell | "all", reach: Reach): Promise<void> {
    if (reach !== "sight") this.listener.runStarted(this);
    if (target === "all") this.stop();
    const { generation } = this;
    const plan = target === "all" ? this.cells : this.dependence.plan(target, reach);
    // What is typed while they run is for the next run.
    const marks = this.dependence.marks();
    const orders = plan.map((cell) => ({
      cell,
      code: cell.code,
      mark: marks[this.cells.indexOf(cell)],
    }));
    for (const order of orders) {
      const { cell } = order;
      if (cell === target || target === "all") cell.open();
      const ok = await this.runCell(order);
      if (generation !== this.generation) return;
      if (!ok)
        return this.listener.message("An error: the cells below it did not run.", cell.element);
    }
    if (reach !== "sight") this.listener.runFinished(this, plan);
  }

  private async runCell({ cell, code, mark }: CellRun): Promise<boolean> {
    const { generation } = this;
    this.current = cell;
    this.currentMark = mark;
    this.refresh();
    this.worker ??= await this.startWorker();
    if (generation !== this.generation) {
      this.current = undefined; // stopped before it began
      this.refresh();
      return false;
    }
    cell.number = this.runs.push({ cell, code }) - 1;
    // Earlier outputs stay until there is something else, so that the page does not jump.
    cell.isFresh = false;
    const ok = await new Promise<boolean>((resolve) => {
      this.ended = resolve;
      this.ask({ type: "run", run: cell.number, code });
    });
    this.ended = undefined;
    this.current = undefined;
    if (generation === this.generation) {
      cell.end();
      cell.shown = mark;
      cell.run = ok ? mark : undefined;
    }
    this.refresh();
    return ok;
  }

  private async startWorker(): Promise<CellWorker> {
    await loadOnDemand();
    const worker = await newWorker((message) => this.onMessage(message));
    worker.ask({ type: "files", files: this.files });
    return worker;
  }

  private ask(message: ToWorker, transfer: Transferable[] = []): void {
    this.worker?.ask(message, transfer);
  }

  private onMessage(message: FromWorker): void {
    if (message.type === "done") {
      this.ended?.(message.ok);
      return;
    }
    const cell = this.runs[message.run]?.cell;
    if (!cell || cell.number !== message.run) return; // it has run anew since
    if (message.type === "file") this.askForFile(message.path, cell);
    else if (message.type === "bundle")
      this.show(cell, { output_type: "display_data", data: message.bundle, metadata: {} });
    else if (message.type === "text")
      this.show(cell, { output_type: "stream", name: message.stream, text: message.text });
    else {
      const { failure } = message;
      this.show(cell, failed(failure.message, this.place(failure, cell)));
      if (failure.isFatal) {
        this.end(); // what it filled is given back
        cell.end();
        this.listener.message("Ended. The next run starts at the top.", cell.element);
      }
    }
    if (cell !== this.current) this.listener.changed(this);
  }

  private show(cell: Cell, output: Output): void {
    const loaded = onDemand();
    if (!loaded) return;
    if (!cell.isFresh) cell.renew();
    const last = cell.outputs?.at(-1);
    if (last?.output_type === "stream" && last.name === output.name) {
      last.text = `${last.text}${output.text}`;
      moreText(cell.last, String(output.text));
      return;
    }
    cell.outputs?.push(output);
    cell.add(drawOutput(output, loaded.render));
  }

  private place({ at }: Failure, cell: Cell): string {
    if (!at) return "";
    const other = this.runs[at.run];
    const text = (other?.code ?? "").split("\n")[at.line - 1]?.trim() ?? "";
    return `line ${at.line}${other && other.cell !== cell ? " of a cell above" : ""}: ${text}`;
  }

  /** A page cannot open a file by itself. */
  private askForFile(path: string, cell: Cell): void {
    const box = element("div", "output file");
    const label = element("label", "", `This cell reads “${path}”. Choose that file: `);
    const input = element("input");
    input.type = "file";
    input.accept = ".csv,.tsv,.txt,text/*";
    const give = async (file?: File) => {
      const bytes = file ? await file.arrayBuffer() : null;
      box.remove();
      this.ask({ type: "file", path, bytes }, bytes ? [bytes] : []);
    };
    input.addEventListener("change", () => input.files?.[0] && give(input.files[0]));
    label.append(input);
    box.append(
      label,
      button("No file", "", () => void give()),
    );
    cell.ask(box);
    this.listener.inputNeeded(`A cell waits for the file ${path}.`, cell.element);
    input.focus({ preventScroll: true });
  }
}

function failed(message: string, place = ""): Output {
  const [, ename = "Error", evalue = message] = /^(\w*Error): (.*)$/s.exec(message) ?? [];
  const text = place ? `${message}\n  ${place}` : message;
  return { output_type: "error", ename, evalue, traceback: text.split("\n") };
}
