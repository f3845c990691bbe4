/** A code cell on the page: its code and its outputs. */

import type { Names } from "../../ipynb/language/cell-names.js";
import type { Output } from "../../ipynb/nbformat.js";
import { element } from "./dom.js";
import type { Editor } from "./editor.js";
import { findOutputs, removeOutputs, replaceOutput, showOutput } from "./outputs.js";

/** A cell as the file has it. */
export interface CellData extends Names {
  id: string;
  notebook: string;
  source: string;
  role: string;
  /** index among the cells of the page */
  at: number;
}

export class Cell {
  code: string;
  names: Names;
  editor: Editor | undefined;
  /** called with each change of the code */
  onEdit: (code: string) => void = () => {};
  /** the element that holds the outputs */
  readonly outputBox = element("div", "outputs");
  /** the outputs that the handout was made with */
  readonly originalOutputs: Element[];
  /** outputs of a run in the page, or of the file that was saved; undefined for the original ones */
  outputs: Output[] | undefined;
  /** fingerprints of the code that the outputs were made from, and that the worker has run: see dependencies.ts */
  outputFingerprint = 0;
  ranFingerprint: number | undefined;
  /** of its last run, and whether that run has shown an output yet */
  runNumber = -1;
  hasNewOutputs = false;
  private oldOutputs: Element[] = [];
  /** the latest output */
  lastOutput: Element | undefined;
  /** whether the outputs were made from older code */
  isStale = false;

  constructor(
    readonly element: HTMLElement,
    readonly data: CellData,
  ) {
    this.code = data.source;
    this.names = data;
    const { fold, outputs, originals } = findOutputs(element);
    this.originalOutputs = originals;
    this.outputBox.append(...outputs);
    fold.append(this.outputBox);
  }

  get source(): string {
    return this.data.source;
  }

  get isChanged(): boolean {
    return this.code !== this.source;
  }

  /** Whether the page shows its code. */
  get showsCode(): boolean {
    return this.element.querySelector(":scope > .code") !== null;
  }

  get isInSight(): boolean {
    const { top, bottom, height } = this.element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  }

  clearOutputs(): void {
    removeOutputs([...this.outputBox.children]);
    this.oldOutputs = [];
    this.lastOutput = undefined;
  }

  /** Called before the first output of a run. New outputs replace old ones one by one, so that the page does not jump. */
  beginOutputs(): void {
    this.hasNewOutputs = true;
    this.outputs = [];
    this.oldOutputs = [...this.outputBox.children].filter(
      (child) => !child.matches(".leaving, .file"),
    );
    this.lastOutput = undefined;
  }

  /** Called at the end of a run: removes the old outputs that are left. */
  endOutputs(): void {
    if (!this.hasNewOutputs) this.beginOutputs();
    removeOutputs([...this.oldOutputs, ...this.outputBox.querySelectorAll(":scope > .file")]);
    this.oldOutputs = [];
  }

  /** Opens the fold around an answer to a guess: when the reader runs this cell or all, not when a cell below needs it. */
  unfold(): void {
    this.element.querySelector(":scope > .outcome")?.setAttribute("open", "");
  }

  /** Shows a question to the reader below the outputs. It is not saved as one. */
  askReader(question: Element): void {
    this.unfold();
    this.outputBox.append(question);
  }

  addOutput(output: Element): void {
    const before = this.oldOutputs.shift();
    if (before) replaceOutput(before, output);
    else if (output.parentElement !== this.outputBox) {
      this.outputBox.append(output);
      showOutput(output);
    }
    this.lastOutput = output;
  }

  /** Shows the original outputs. */
  resetOutputs(): void {
    if (this.outputs === undefined) return;
    this.clearOutputs();
    this.outputs = undefined;
    for (const output of this.originalOutputs) this.addOutput(output);
  }
}
