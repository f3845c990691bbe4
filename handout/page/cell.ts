/** A cell of code on the page: its text, and what it shows. */

import type { Names } from "../../ipynb/language/cell-names.js";
import type { Output } from "../../ipynb/nbformat.js";
import { element } from "./dom.js";
import type { Editor } from "./editor.js";
import { findOutputs, removeOutputs, replaceOutput, showOutput } from "./outputs.js";

/** What the file says about a cell. */
export interface CellData extends Names {
  id: string;
  notebook: string;
  source: string;
  role: string;
  /** its place among the cells of the page */
  at: number;
}

export class Cell {
  code: string;
  names: Names;
  editor: Editor | undefined;
  /** called with every new text */
  onEdit: (code: string) => void = () => {};
  /** what the reader sees of the outputs: a box of them */
  readonly outputBox = element("div", "outputs");
  /** as the handout was made */
  readonly originalOutputs: Element[];
  /** since the page was opened, or as the file was saved with them */
  outputs: Output[] | undefined;
  /** mark of the texts that the outputs were made from, and that the worker has run */
  outputFingerprint = 0;
  ranFingerprint: number | undefined;
  /** of its last run, and whether that has shown anything yet */
  runNumber = -1;
  hasNewOutputs = false;
  private oldOutputs: Element[] = [];
  /** the newest output */
  lastOutput: Element | undefined;
  /** whether the outputs were made from an older text */
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

  /** Outputs from now on are new. Each takes the place of an old one, so that the page does not jump. */
  beginOutputs(): void {
    this.hasNewOutputs = true;
    this.outputs = [];
    this.oldOutputs = [...this.outputBox.children].filter(
      (child) => !child.matches(".leaving, .file"),
    );
    this.lastOutput = undefined;
  }

  /** What is old yet goes. */
  endOutputs(): void {
    if (!this.hasNewOutputs) this.beginOutputs();
    removeOutputs([...this.oldOutputs, ...this.outputBox.querySelectorAll(":scope > .file")]);
    this.oldOutputs = [];
  }

  /** What is asked to be guessed comes into sight when the reader runs just that or everything, not with what is above it. */
  unfold(): void {
    this.element.querySelector(":scope > .outcome")?.setAttribute("open", "");
  }

  /** A question to the reader, below what is shown; it is no output. */
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

  /** Shows the outputs that the handout was made with. */
  resetOutputs(): void {
    if (this.outputs === undefined) return;
    this.clearOutputs();
    this.outputs = undefined;
    for (const output of this.originalOutputs) this.addOutput(output);
  }
}
