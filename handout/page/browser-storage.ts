/**
 * What a learner types is kept in the browser: a piece for each cell that is not as it was made, so that two tabs do not
 * overwrite each other's cells. Another version of the handout, and a file that somebody saved, keep theirs apart.
 */
import { type Output, parsedJson } from "../../ipynb/nbformat.js";
import { isCell } from "../saved-work.js";
import type { Cell } from "./cell.js";
import type { RunningNotebook } from "./running-notebook.js";

/** A cell as it is kept. */
export interface StoredCell {
  id: string;
  source: string;
  outputs?: Output[];
  shown: number;
}

/** As much of a cell and a notebook as is stored. */
export type StorableCell = Pick<
  Cell,
  "code" | "source" | "isChanged" | "outputs" | "outputFingerprint"
> & { data: Pick<Cell["data"], "id"> };

export interface StorableNotebook {
  name: string;
  cells: readonly StorableCell[];
  isAsMade(cell: StorableCell): boolean;
}

type CellOf<Notebook extends StorableNotebook> = Notebook["cells"][number];

/** A cell, and what another tab has kept of it: undefined where it is there as it was made. */
export interface OtherTabCell<Notebook extends StorableNotebook = RunningNotebook> {
  notebook: Notebook;
  cell: CellOf<Notebook>;
  kept: StoredCell | undefined;
}

/** Which page it is. */
export interface Page {
  name: string;
  edition: string;
  version: string;
  /** of the learner's file, where it is one */
  file: string;
}

const SAVE_DELAY = 300;

export class WorkStorage<Notebook extends StorableNotebook = RunningNotebook> {
  /** whether something could not be kept */
  hasFailed = false;
  private lastStored = new Map<string, string | null>();
  private lastSeen = new WeakMap<StorableCell, unknown[]>();
  /** cells whose text was changed in this tab */
  private editedHere = new WeakSet<StorableCell>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onFailure called when the browser refuses
   * @param onOtherTab called with what another tab has kept, and whether a text of this tab's own would be lost
   */
  constructor(
    private page: Page,
    private notebooks: Map<string, Notebook>,
    private onFailure: () => void,
    onOtherTab: (from: OtherTabCell<Notebook>, isLoss: boolean) => void,
  ) {
    addEventListener("storage", ({ key, newValue }) => {
      for (const notebook of notebooks.values())
        for (const cell of notebook.cells) {
          if (this.key(notebook, cell) !== key) continue;
          const kept = parseStoredCell(newValue);
          const isOwn = cell.isChanged && (this.editedHere.has(cell) || this.isEdited(cell, key));
          this.lastStored.set(key, newValue);
          const isLoss = isOwn && cell.code !== (kept?.source ?? cell.source);
          onOtherTab({ notebook, cell, kept }, isLoss);
        }
    });
  }

  private key = ({ name }: Notebook, { data }: CellOf<Notebook>, version = this.page.version) =>
    JSON.stringify([
      "perceptron",
      this.page.name,
      this.page.edition,
      this.page.file,
      version,
      name,
      data.id,
    ]);

  /** Whether its text is not the one that was kept. */
  private isEdited = (cell: StorableCell, key: string): boolean =>
    cell.code !== (parseStoredCell(this.lastStored.get(key) ?? null)?.source ?? cell.source);

  /** From now on what is in the cells is kept: before, what was kept is not yet in them, and would be lost. */
  start(): void {
    addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => this.save());
  }

  /** Every cell that is kept, for the first time. */
  *storedCells(version = this.page.version): Generator<[Notebook, CellOf<Notebook>, StoredCell]> {
    for (const notebook of this.notebooks.values())
      for (const cell of notebook.cells) {
        const key = this.key(notebook, cell, version);
        const text = tryStorage((kept) => kept.getItem(key)) ?? null;
        const kept = parseStoredCell(text);
        if (kept) yield [notebook, cell, kept];
        if (version === this.page.version) this.lastStored.set(key, text);
      }
  }

  /** Another version of this handout whose cells are kept, too. */
  otherVersion(): string | undefined {
    const [, version] = this.versions().find(([, version]) => version !== this.page.version) ?? [];
    return version;
  }

  forget(version: string): void {
    for (const [key, other] of this.versions())
      if (other === version) tryStorage((kept) => kept.removeItem(key));
  }

  /** The keys of this handout, each with its version. */
  private versions(): [key: string, version: string][] {
    const { name, edition, file } = this.page;
    return storageKeys().flatMap((key) => {
      const [ours, handout, ed, of, version] = asArray(parsedJson(key));
      const isOurs = ours === "perceptron" && handout === name && ed === edition && of === file;
      return isOurs ? [[key, String(version)]] : [];
    });
  }

  saveSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SAVE_DELAY);
  }

  save(): void {
    clearTimeout(this.timer);
    for (const notebook of this.notebooks.values())
      for (const cell of notebook.cells) this.saveCell(notebook, cell);
  }

  /** What a saved file came with need not be kept. */
  assumeSaved(): void {
    for (const notebook of this.notebooks.values())
      for (const cell of notebook.cells) {
        const key = this.key(notebook, cell);
        if ((this.lastStored.get(key) ?? null) === null)
          this.lastStored.set(key, this.serialize(notebook, cell)[0]);
      }
  }

  private serialize(
    notebook: Notebook,
    cell: CellOf<Notebook>,
  ): [all: string | null, code: string] {
    const { code, outputs, outputFingerprint, data, isChanged } = cell;
    const own = outputs && !notebook.isAsMade(cell) ? outputs : undefined;
    const kept = { id: data.id, source: code, shown: outputFingerprint };
    const isKept = isChanged || own || this.page.file !== "";
    const all = isKept ? JSON.stringify({ ...kept, ...(own && { outputs: own }) }) : null;
    return [all, JSON.stringify(kept)];
  }

  /** The text of this tab stays: it is kept over what another has kept. */
  overwrite(notebook: Notebook, cell: CellOf<Notebook>): void {
    this.lastSeen.delete(cell);
    this.saveCell(notebook, cell);
  }

  /** The text of another tab is taken. */
  acceptOtherTab(cell: CellOf<Notebook>): void {
    this.editedHere.delete(cell);
  }

  private saveCell(notebook: Notebook, cell: CellOf<Notebook>): void {
    // Most have not changed: writing them out to see that would take long.
    const { outputs } = cell;
    const now = [
      cell.code,
      cell.outputFingerprint,
      outputs,
      outputs?.length,
      outputs?.at(-1)?.text,
    ];
    const before = this.lastSeen.get(cell);
    if (before && now.every((value, i) => value === before[i])) return;
    this.lastSeen.set(cell, now);
    const key = this.key(notebook, cell);
    const [text, code] = this.serialize(notebook, cell);
    if ((this.lastStored.get(key) ?? null) === text) return;
    if (this.isEdited(cell, key)) this.editedHere.add(cell);
    this.lastStored.set(key, text);
    // Where all does not fit, the code alone may.
    if (!setItem(key, text) && !setItem(key, code)) {
      this.hasFailed = true;
      this.onFailure();
    }
  }
}

type KeyValueStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Undefined where a browser refuses: for files from disk, in private windows, by its settings. */
function tryStorage<Value>(
  work: (kept: KeyValueStore) => Value,
  where: () => KeyValueStore = () => localStorage,
): Value | undefined {
  try {
    return work(where());
  } catch {
    return undefined;
  }
}

function setItem(key: string, text: string | null, where?: () => KeyValueStore): boolean {
  const done = tryStorage((kept) => {
    if (text === null) kept.removeItem(key);
    else kept.setItem(key, text);
    return true;
  }, where);
  return done === true;
}

export const canStore = (): boolean => setItem("perceptron", "") && setItem("perceptron", null);

export const remembered = (name: string, where?: () => KeyValueStore): string =>
  tryStorage((kept) => kept.getItem(`perceptron ${name}`), where) ?? "";
export const remember = (name: string, value: string, where?: () => KeyValueStore): boolean =>
  setItem(`perceptron ${name}`, value || null, where);

const storageKeys = (): string[] => tryStorage((kept) => Object.keys(kept)) ?? [];

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Pages of the same site can write here, too: what is no cell is none. */
function parseStoredCell(text: string | null): StoredCell | undefined {
  const value = parsedJson(text ?? "");
  return isCell(value) ? ({ shown: 0, ...value } as StoredCell) : undefined;
}
