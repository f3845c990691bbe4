/**
 * What a learner types is kept in the browser: a piece for each cell that is not as it was made, so that two tabs do not
 * overwrite each other's cells. Another version of the handout, and a file that somebody saved, keep theirs apart.
 */
import { type Output, parsedJson } from "../../ipynb/nbformat.js";
import { isCell } from "../saved-work.js";
import type { Cell } from "./cell.js";
import type { RunningNotebook } from "./running-notebook.js";

/** A cell as it is kept. */
export interface Kept {
  id: string;
  source: string;
  outputs?: Output[];
  shown: number;
}

/** A cell, and what another tab has kept of it: undefined where it is there as it was made. */
export interface KeptCell {
  notebook: RunningNotebook;
  cell: Cell;
  kept: Kept | undefined;
}

/** Which page it is. */
export interface Page {
  name: string;
  edition: string;
  version: string;
  /** of the learner's file, where it is one */
  file: string;
}

const wait = 300;

export class WorkStorage {
  /** whether something could not be kept */
  hasFailed = false;
  private last = new Map<string, string | null>();
  private seen = new WeakMap<Cell, unknown[]>();
  /** cells whose text was changed in this tab */
  private own = new WeakSet<Cell>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param failed called when the browser refuses
   * @param arrived called with what another tab has kept, and whether a text of this tab's own would be lost
   */
  constructor(
    private page: Page,
    private notebooks: Map<string, RunningNotebook>,
    private failed: () => void,
    arrived: (from: KeptCell, isLoss: boolean) => void,
  ) {
    addEventListener("storage", ({ key, newValue }) => {
      for (const notebook of notebooks.values())
        for (const cell of notebook.cells) {
          if (this.key(notebook, cell) !== key) continue;
          const kept = read(newValue);
          const isOwn = cell.isChanged && (this.own.has(cell) || this.isEdited(cell, key));
          this.last.set(key, newValue);
          const isLoss = isOwn && cell.code !== (kept?.source ?? cell.source);
          arrived({ notebook, cell, kept }, isLoss);
        }
    });
  }

  private key = ({ name }: RunningNotebook, { given }: Cell, version = this.page.version) =>
    JSON.stringify([
      "perceptron",
      this.page.name,
      this.page.edition,
      this.page.file,
      version,
      name,
      given.id,
    ]);

  /** Whether its text is not the one that was kept. */
  private isEdited = (cell: Cell, key: string): boolean =>
    cell.code !== (read(this.last.get(key) ?? null)?.source ?? cell.source);

  /** From now on what is in the cells is kept: before, what was kept is not yet in them, and would be lost. */
  start(): void {
    addEventListener("pagehide", () => this.now());
    document.addEventListener("visibilitychange", () => this.now());
  }

  /** Every cell that is kept, for the first time. */
  *all(version = this.page.version): Generator<[RunningNotebook, Cell, Kept]> {
    for (const notebook of this.notebooks.values())
      for (const cell of notebook.cells) {
        const key = this.key(notebook, cell, version);
        const text = storage((kept) => kept.getItem(key)) ?? null;
        const kept = read(text);
        if (kept) yield [notebook, cell, kept];
        if (version === this.page.version) this.last.set(key, text);
      }
  }

  /** Another version of this handout whose cells are kept, too. */
  other(): string | undefined {
    const [, version] = this.versions().find(([, version]) => version !== this.page.version) ?? [];
    return version;
  }

  forget(version: string): void {
    for (const [key, other] of this.versions())
      if (other === version) storage((kept) => kept.removeItem(key));
  }

  /** The keys of this handout, each with its version. */
  private versions(): [key: string, version: string][] {
    const { name, edition, file } = this.page;
    return keys().flatMap((key) => {
      const [ours, handout, ed, of, version] = list(parsedJson(key));
      const is = ours === "perceptron" && handout === name && ed === edition && of === file;
      return is ? [[key, String(version)]] : [];
    });
  }

  soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), wait);
  }

  now(): void {
    clearTimeout(this.timer);
    for (const notebook of this.notebooks.values())
      for (const cell of notebook.cells) this.keep(notebook, cell);
  }

  /** What a saved file came with need not be kept. */
  assume(): void {
    for (const notebook of this.notebooks.values())
      for (const cell of notebook.cells) {
        const key = this.key(notebook, cell);
        if ((this.last.get(key) ?? null) === null) this.last.set(key, this.text(notebook, cell)[0]);
      }
  }

  private text(notebook: RunningNotebook, cell: Cell): [all: string | null, code: string] {
    const { code, outputs, shown, given, isChanged } = cell;
    const own = outputs && !notebook.isAsMade(cell) ? outputs : undefined;
    const kept = { id: given.id, source: code, shown };
    const isKept = isChanged || own || this.page.file !== "";
    const all = isKept ? JSON.stringify({ ...kept, ...(own && { outputs: own }) }) : null;
    return [all, JSON.stringify(kept)];
  }

  /** The text of this tab stays: it is kept over what another has kept. */
  insist(notebook: RunningNotebook, cell: Cell): void {
    this.seen.delete(cell);
    this.keep(notebook, cell);
  }

  /** The text of another tab is taken. */
  yield(cell: Cell): void {
    this.own.delete(cell);
  }

  private keep(notebook: RunningNotebook, cell: Cell): void {
    // Most have not changed: writing them out to see that would take long.
    const { outputs } = cell;
    const now = [cell.code, cell.shown, outputs, outputs?.length, outputs?.at(-1)?.text];
    const before = this.seen.get(cell);
    if (before && now.every((value, i) => value === before[i])) return;
    this.seen.set(cell, now);
    const key = this.key(notebook, cell);
    const [text, code] = this.text(notebook, cell);
    if ((this.last.get(key) ?? null) === text) return;
    if (this.isEdited(cell, key)) this.own.add(cell);
    this.last.set(key, text);
    // Where all does not fit, the code alone may.
    if (!put(key, text) && !put(key, code)) {
      this.hasFailed = true;
      this.failed();
    }
  }
}

/** Undefined where a browser refuses: for files from disk, in private windows, by its settings. */
function storage<Value>(
  work: (kept: Storage) => Value,
  where = () => localStorage,
): Value | undefined {
  try {
    return work(where());
  } catch {
    return undefined;
  }
}

function put(key: string, text: string | null, where?: () => Storage): boolean {
  const done = storage((kept) => {
    if (text === null) kept.removeItem(key);
    else kept.setItem(key, text);
    return true;
  }, where);
  return done === true;
}

export const canKeep = (): boolean => put("perceptron", "") && put("perceptron", null);

export const remembered = (name: string, where?: () => Storage): string =>
  storage((kept) => kept.getItem(`perceptron ${name}`), where) ?? "";
export const remember = (name: string, value: string, where?: () => Storage): boolean =>
  put(`perceptron ${name}`, value || null, where);

const keys = (): string[] => storage((kept) => Object.keys(kept)) ?? [];

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Pages of the same site can write here, too: what is no cell is none. */
function read(text: string | null): Kept | undefined {
  const value = parsedJson(text ?? "");
  return isCell(value) ? ({ shown: 0, ...value } as Kept) : undefined;
}
