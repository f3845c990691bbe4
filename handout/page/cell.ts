/** A cell of code on the page: its text, and what it shows. */

import type { Names } from "../../ipynb/language/cell-names.js";
import type { Output } from "../../ipynb/nbformat.js";
import { element } from "./dom.js";
import type { Editor } from "./editor.js";
import { enter, leave, outputsIn, turn } from "./outputs.js";

/** What the file says about a cell. */
export interface CellSource extends Names {
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
  readonly box = element("div", "outputs");
  /** as the handout was made */
  readonly originals: Element[];
  /** since the page was opened, or as the file was saved with them */
  outputs: Output[] | undefined;
  /** mark of the texts that the outputs were made from, and that the worker has run */
  shown = 0;
  run: number | undefined;
  /** of its last run, and whether that has shown anything yet */
  number = -1;
  isFresh = false;
  private old: Element[] = [];
  /** the newest output */
  last: Element | undefined;
  /** whether the outputs were made from an older text */
  isStale = false;

  constructor(
    readonly element: HTMLElement,
    readonly given: CellSource,
  ) {
    this.code = given.source;
    this.names = given;
    const { fold, there, originals } = outputsIn(element);
    this.originals = originals;
    this.box.append(...there);
    fold.append(this.box);
  }

  get source(): string {
    return this.given.source;
  }

  get isChanged(): boolean {
    return this.code !== this.source;
  }

  /** Whether the page shows its code. */
  get isSeen(): boolean {
    return this.element.querySelector(":scope > .code") !== null;
  }

  get isInSight(): boolean {
    const { top, bottom, height } = this.element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  }

  clear(): void {
    leave([...this.box.children]);
    this.old = [];
    this.last = undefined;
  }

  /** Outputs from now on are new. Each takes the place of an old one, so that the page does not jump. */
  renew(): void {
    this.isFresh = true;
    this.outputs = [];
    this.old = [...this.box.children].filter((child) => !child.matches(".leaving, .file"));
    this.last = undefined;
  }

  /** What is old yet goes. */
  end(): void {
    if (!this.isFresh) this.renew();
    leave([...this.old, ...this.box.querySelectorAll(":scope > .file")]);
    this.old = [];
  }

  /** What is asked to be guessed comes into sight when the reader runs just that or everything, not with what is above it. */
  open(): void {
    this.element.querySelector(":scope > .outcome")?.setAttribute("open", "");
  }

  /** A question to the reader, below what is shown; it is no output. */
  ask(question: Element): void {
    this.open();
    this.box.append(question);
  }

  add(output: Element): void {
    const before = this.old.shift();
    if (before) turn(before, output);
    else if (output.parentElement !== this.box) {
      this.box.append(output);
      enter(output);
    }
    this.last = output;
  }

  /** Shows the outputs that the handout was made with. */
  reset(): void {
    if (this.outputs === undefined) return;
    this.clear();
    this.outputs = undefined;
    for (const output of this.originals) this.add(output);
  }
}
