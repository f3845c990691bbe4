/**
 * Stores a learner's changes in localStorage, one item for each changed cell, so that two tabs do not overwrite each
 * other's cells. Each version of the handout and each saved file has items of its own.
 */
import { type Output, parsedJson } from "../../ipynb/nbformat.js";
import { isCell } from "../saved-work.js";
import type { Cell } from "./cell.js";
import type { RunningNotebook } from "./running-notebook.js";

/** A cell as it is stored. */
export interface StoredCell {
  id: string;
  source: string;
  outputs?: Output[];
  shown: number;
}

/** The properties of cells and notebooks that storing needs. */
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

/** A cell that another tab has stored; `kept` is undefined where the other tab has its original. */
export interface OtherTabCell<Notebook extends StorableNotebook = RunningNotebook> {
  notebook: Notebook;
  cell: CellOf<Notebook>;
  kept: StoredCell | undefined;
}

/** Identifies a page. */
export interface Page {
  name: string;
  edition: string;
  version: string;
  /** id of the file that a learner saved, else "" */
  file: string;
}

const SAVE_DELAY = 300;

export class WorkStorage<Notebook extends StorableNotebook = RunningNotebook> {
  /** whether the browser has refused to store something */
  hasFailed = false;
  private lastStored = new Map<string, string | null>();
  private lastSeen = new WeakMap<StorableCell, unknown[]>();
  /** cells whose text was changed in this tab */
  private editedHere = new WeakSet<StorableCell>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onFailure called when the browser refuses
   * @param onOtherTab called when another tab has stored a cell, and with whether taking that would lose a change of this tab
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

  /** Whether its code differs from what is stored. */
  private isEdited = (cell: StorableCell, key: string): boolean =>
    cell.code !== (parseStoredCell(this.lastStored.get(key) ?? null)?.source ?? cell.source);

  /** Starts saving. Not before the stored cells are restored: they would be overwritten. */
  start(): void {
    addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => this.save());
  }

  /** All stored cells; remembers what is stored, for later comparison. */
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

  /** Another version of this handout that has stored cells. */
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

  /** Takes the cells of a saved file as stored already. */
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

  /** Stores this tab's cell over that of another tab. */
  overwrite(notebook: Notebook, cell: CellOf<Notebook>): void {
    this.lastSeen.delete(cell);
    this.saveCell(notebook, cell);
  }

  /** The cell of the other tab replaces this tab's. */
  acceptOtherTab(cell: CellOf<Notebook>): void {
    this.editedHere.delete(cell);
  }

  private saveCell(notebook: Notebook, cell: CellOf<Notebook>): void {
    // Most cells have not changed, and serializing all to compare them would be slow.
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
    // Without outputs it may still fit into the quota.
    if (!setItem(key, text) && !setItem(key, code)) {
      this.hasFailed = true;
      this.onFailure();
    }
  }
}

type KeyValueStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Undefined where the browser denies access: for files from disk, in private windows, by its settings. */
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

/** Validates, because other pages of the same origin can write here, too. */
function parseStoredCell(text: string | null): StoredCell | undefined {
  const value = parsedJson(text ?? "");
  return isCell(value) ? ({ shown: 0, ...value } as StoredCell) : undefined;
}
