/**
 * The cells of one notebook on the page, and the worker that runs them.
 *
 * The page always shows what a run from the top would show. Every output has a fingerprint of the code that it was made from:
 * its cell's and that of the cells it depends on. Running a cell first runs the cells above whose code has not run yet, then
 * the cell, then its dependents below whose outputs are out of date.
 */
import type { Output } from "../../ipynb/nbformat.js";
import type { Cell } from "./cell.js";
import { Dependencies, type Reach } from "./dependencies.js";
import { button, element } from "./dom.js";
import type { Failure, FromWorker, ToWorker } from "./messages.js";
import type { OnDemand } from "./on-demand.js";
import { appendText, drawOutput } from "./outputs.js";
import { type CellWorker, loadOnDemand, newWorker, onDemand } from "./unpack.js";

/** Is notified of the state of a notebook. */
export interface NotebookListener {
  /** before a run: changes should be saved by now, since the run may end the page */
  runStarted(notebook: RunningNotebook): void;
  /** a cell was edited, is running or has run, or an output has come late */
  changed(notebook: RunningNotebook): void;
  /** a run has failed or was stopped, or everything was reset */
  message(text: string, place?: Element): void;
  /** a run waits for the reader's input */
  inputNeeded(text: string, place: Element): void;
  runFinished(notebook: RunningNotebook, cells: Cell[]): void;
}

interface CellRun {
  cell: Cell;
  code: string;
  fingerprint: number;
}

export class RunningNotebook {
  readonly cells: Cell[] = [];
  /** the cell that runs now */
  current: Cell | undefined;
  private currentFingerprint = 0;
  private originalFingerprints: number[] = [];
  private worker: CellWorker | undefined;
  private finishCell: ((ok: boolean) => void) | undefined;
  private queue: Promise<void> = Promise.resolve();
  private generation = 0;
  private queueLength = 0;
  private runs: { cell: Cell; code: string }[] = [];
  private dependencies = new Dependencies(this.cells);
  private followUp: { next?: Cell } | undefined;

  constructor(
    readonly name: string,
    private files: Record<string, string>,
    private listener: NotebookListener,
  ) {}

  /** Called when all cells are added. */
  rememberOriginals(): void {
    this.originalFingerprints = this.dependencies.fingerprints();
    for (const [i, cell] of this.cells.entries())
      cell.outputFingerprint = this.originalFingerprints[i];
  }

  /** its number in the course, as "05" */
  get number(): string {
    return this.name.slice(0, 2);
  }

  get parameters(): Cell | undefined {
    return this.cells.find(({ data }) => data.role === "parameters");
  }

  /** Whether a run is in progress or queued. */
  get isBusy(): boolean {
    return this.queueLength > 0;
  }

  get isOriginal(): boolean {
    return this.cells.every((cell) => !cell.isChanged);
  }

  get isTouched(): boolean {
    return !this.isOriginal || this.cells.some(({ outputs }) => outputs !== undefined);
  }

  /** Whether its outputs are the original ones, or made from the same code. */
  isAsMade(cell: Cell): boolean {
    return cell.outputFingerprint === this.originalFingerprints[this.cells.indexOf(cell)];
  }

  edit(cell: Cell, code: string): void {
    this.setCode(cell, code);
    this.refresh();
  }

  private setCode(cell: Cell, code: string): void {
    cell.code = code;
    this.dependencies.forget();
    cell.names = cell.isChanged ? (onDemand()?.namesIn(code) ?? cell.names) : cell.data;
    cell.onEdit(code);
    if (cell.editor) cell.editor.text = code;
  }

  /** Restores a cell that was stored or saved. */
  restore(
    cell: Cell,
    code: string,
    outputs: Output[] | undefined,
    shown: number,
    { render }: OnDemand,
  ) {
    this.setCode(cell, code);
    if (outputs) {
      cell.clearOutputs();
      cell.outputs = outputs;
      cell.outputFingerprint = shown;
      for (const output of outputs) cell.addOutput(drawOutput(output, render));
    } else cell.resetOutputs();
    cell.ranFingerprint = undefined;
    this.refresh();
  }

  /** Restores a cell of a saved file, whose outputs are in the page already. */
  adopt(cell: Cell, code: string, outputs: Output[] | undefined): void {
    this.setCode(cell, code);
    cell.outputs = outputs;
    this.refresh();
  }

  /** Declares the restored outputs to be made from the restored code. */
  markOutputsAsCurrent(): void {
    const fingerprints = this.dependencies.fingerprints();
    for (const [i, cell] of this.cells.entries())
      if (cell.outputs) cell.outputFingerprint = fingerprints[i];
    this.refresh();
  }

  /** Queues a run of a cell and of what must run with it; "all" runs every cell in a new worker. */
  start(target: Cell | "all", reach: Reach = "cell"): Promise<void> {
    const { generation } = this;
    this.queueLength++;
    this.queue = this.queue
      .then(() => (generation === this.generation ? this.run(target, reach) : undefined))
      .catch((error) =>
        this.listener.message(`The cells cannot run here: ${error?.message ?? error}`),
      )
      .finally(() => this.queueLength--);
    return this.queue;
  }

  /** Runs a cell whose code changes faster than it runs: versions in between are skipped. */
  async follow(cell: Cell): Promise<void> {
    if (this.followUp) {
      this.followUp.next = cell;
      return;
    }
    const pending: { next?: Cell } = { next: cell };
    this.followUp = pending;
    while (pending.next) {
      const { next } = pending;
      delete pending.next;
      await this.start(next, "sight");
    }
    this.followUp = undefined;
  }

  /** Terminates the worker, and with it all that cells have declared: the next run starts at the top. */
  stop(): void {
    const { current } = this;
    this.terminateWorker();
    if (!current) return;
    this.addOutput(current, failed("Stopped."));
    current.endOutputs();
    this.listener.message("Stopped. The next run starts at the top.", current.element);
  }

  private terminateWorker(): void {
    this.generation++;
    this.worker?.terminate();
    this.worker = undefined;
    // A run of another cell does not repeat the one that was interrupted.
    if (this.current) this.current.outputFingerprint = this.currentFingerprint;
    for (const cell of this.cells) cell.ranFingerprint = undefined;
    this.finishCell?.(false);
  }

  reset(cell: Cell): void {
    this.edit(cell, cell.source);
    if (this.isOriginal) this.resetAll();
    else void this.start(cell);
  }

  resetAll(): void {
    if (this.current) this.stop();
    for (const cell of this.cells) {
      this.setCode(cell, cell.source);
      cell.resetOutputs();
    }
    for (const [i, cell] of this.cells.entries())
      cell.outputFingerprint = this.originalFingerprints[i];
    this.refresh();
    this.listener.message("Everything is as it was.");
  }

  private refresh(): void {
    const fingerprints = this.dependencies.fingerprints();
    for (const [i, cell] of this.cells.entries()) {
      cell.isStale = cell.outputFingerprint !== fingerprints[i] && cell !== this.current;
      cell.element.classList.toggle("stale", cell.isStale);
    }
    this.listener.changed(this);
  }

  private async run(target: Cell | "all", reach: Reach): Promise<void> {
    if (reach !== "sight") this.listener.runStarted(this);
    if (target === "all") this.stop();
    const { generation } = this;
    const plan = target === "all" ? this.cells : this.dependencies.cellsToRun(target, reach);
    // The code as it is now: what is typed during the run is for the next one.
    const fingerprints = this.dependencies.fingerprints();
    const cellRuns = plan.map((cell) => ({
      cell,
      code: cell.code,
      fingerprint: fingerprints[this.cells.indexOf(cell)],
    }));
    for (const cellRun of cellRuns) {
      const { cell } = cellRun;
      if (cell === target || target === "all") cell.unfold();
      const ok = await this.runCell(cellRun);
      if (generation !== this.generation) return;
      if (!ok)
        return this.listener.message("An error: the cells below it did not run.", cell.element);
    }
    if (reach !== "sight") this.listener.runFinished(this, plan);
  }

  private async runCell({ cell, code, fingerprint }: CellRun): Promise<boolean> {
    const { generation } = this;
    this.current = cell;
    this.currentFingerprint = fingerprint;
    this.refresh();
    this.worker ??= await this.startWorker();
    if (generation !== this.generation) {
      this.current = undefined; // stopped before it began
      this.refresh();
      return false;
    }
    cell.runNumber = this.runs.push({ cell, code }) - 1;
    // Earlier outputs stay until new ones come, so that the page does not jump.
    cell.hasNewOutputs = false;
    const ok = await new Promise<boolean>((resolve) => {
      this.finishCell = resolve;
      this.post({ type: "run", run: cell.runNumber, code });
    });
    this.finishCell = undefined;
    this.current = undefined;
    if (generation === this.generation) {
      cell.endOutputs();
      cell.outputFingerprint = fingerprint;
      cell.ranFingerprint = ok ? fingerprint : undefined;
    }
    this.refresh();
    return ok;
  }

  private async startWorker(): Promise<CellWorker> {
    await loadOnDemand();
    const worker = await newWorker((message) => this.onMessage(message));
    worker.post({ type: "files", files: this.files });
    return worker;
  }

  private post(message: ToWorker, transfer: Transferable[] = []): void {
    this.worker?.post(message, transfer);
  }

  private onMessage(message: FromWorker): void {
    if (message.type === "done") {
      this.finishCell?.(message.ok);
      return;
    }
    const cell = this.runs[message.run]?.cell;
    if (!cell || cell.runNumber !== message.run) return; // it has run anew since
    if (message.type === "file") this.askForFile(message.path, cell);
    else if (message.type === "bundle")
      this.addOutput(cell, { output_type: "display_data", data: message.bundle, metadata: {} });
    else if (message.type === "text")
      this.addOutput(cell, { output_type: "stream", name: message.stream, text: message.text });
    else {
      const { failure } = message;
      this.addOutput(cell, failed(failure.message, this.placeOf(failure, cell)));
      if (failure.isFatal) {
        this.terminateWorker(); // what it filled is given back
        cell.endOutputs();
        this.listener.message("Ended. The next run starts at the top.", cell.element);
      }
    }
    if (cell !== this.current) this.listener.changed(this);
  }

  private addOutput(cell: Cell, output: Output): void {
    const loaded = onDemand();
    if (!loaded) return;
    if (!cell.hasNewOutputs) cell.beginOutputs();
    const last = cell.outputs?.at(-1);
    if (last?.output_type === "stream" && last.name === output.name) {
      last.text = `${last.text}${output.text}`;
      appendText(cell.lastOutput, String(output.text));
      return;
    }
    cell.outputs?.push(output);
    cell.addOutput(drawOutput(output, loaded.render));
  }

  private placeOf({ at }: Failure, cell: Cell): string {
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
      this.post({ type: "file", path, bytes }, bytes ? [bytes] : []);
    };
    input.addEventListener("change", () => input.files?.[0] && give(input.files[0]));
    label.append(input);
    box.append(
      label,
      button("No file", "", () => void give()),
    );
    cell.askReader(box);
    this.listener.inputNeeded(`A cell waits for the file ${path}.`, cell.element);
    input.focus({ preventScroll: true });
  }
}

function failed(message: string, place = ""): Output {
  const [, ename = "Error", evalue = message] = /^(\w*Error): (.*)$/s.exec(message) ?? [];
  const text = place ? `${message}\n  ${place}` : message;
  return { output_type: "error", ename, evalue, traceback: text.split("\n") };
}
