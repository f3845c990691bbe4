/** A learner's work: stored in the browser, saved as a file, and restored from either or from an older version of the page. */
import type { Work, WorkCell } from "../saved-work.js";
import { type Bar, inCells, numberOf } from "./bar.js";
import {
  canStore,
  type OtherTabCell,
  type Page,
  remember,
  remembered,
  WorkStorage,
} from "./browser-storage.js";
import { download } from "./dom.js";
import type { RunningNotebook } from "./running-notebook.js";
import { renderNotebooks, renderSavedPage, workNotebooks } from "./save.js";
import { savePanel } from "./save-panel.js";
import { loadOnDemand } from "./unpack.js";

const NOT_KEPT =
  "This browser keeps nothing of what you type here. Save your work before you close the page.";
const RUNNING_KEY = "running";

type Notebooks = Map<string, RunningNotebook>;

export class LearnerWork {
  private storage: WorkStorage;
  private isUnsaved = false;
  private isReady = false;
  /** cells that this tab and another one have changed differently */
  private conflicts: OtherTabCell[] = [];
  /** the work in this file, if a learner saved it */
  private readonly saved = embeddedWork();

  constructor(
    private page: Omit<Page, "file">,
    private notebooks: Notebooks,
    private bar: Bar,
  ) {
    const file = this.saved?.id ?? "";
    const failed = () => bar.warn(NOT_KEPT);
    const arrived = (conflict: OtherTabCell, isLoss: boolean) => this.onOtherTab(conflict, isLoss);
    this.storage = new WorkStorage({ ...page, file }, notebooks, failed, arrived);
    if (!canStore()) {
      this.storage.hasFailed = true;
      failed();
    }
    addEventListener("beforeunload", (event) => {
      if (this.isUnsaved && this.storage.hasFailed) event.preventDefault();
    });
    addEventListener("pagehide", () => rememberRunning(""));
    this.addPanel();
  }

  /** Restores the changes that are stored in the browser, or the work in a saved file. */
  async restore(): Promise<void> {
    const kept = [...this.storage.storedCells()];
    if (this.saved) {
      await this.applyWork(this.saved, false);
      for (const notebook of this.notebooks.values()) notebook.markOutputsAsCurrent();
      this.storage.assumeSaved();
    }
    if (kept.length > 0) {
      const loaded = await loadOnDemand();
      for (const [notebook, cell, { source, outputs, shown }] of kept)
        notebook.restore(cell, source, outputs, shown, loaded);
    }
    this.isReady = true;
    this.storage.start();
    this.offerOtherVersion();
    const crashed = remembered(RUNNING_KEY, () => sessionStorage);
    rememberedRunning = crashed;
    rememberRunning("");
    const messages = [
      document.querySelector("header > .learner")?.textContent ?? "",
      kept.length > 0 ? "Your changes are as you left them." : "",
      crashed
        ? `The page ended while notebook ${crashed} ran: its code may have filled the memory, or taken too long.`
        : "",
    ].filter(Boolean);
    if (messages.length > 0) this.bar.message(messages.join(" "));
  }

  /** Another tab has stored a cell: this tab takes it, unless a change of its own would be lost. */
  private onOtherTab(conflict: OtherTabCell, isLoss: boolean): void {
    const others = this.conflicts.filter(({ cell }) => cell !== conflict.cell);
    const hadConflict = others.length < this.conflicts.length;
    this.conflicts = isLoss ? [...others, conflict] : others;
    if (isLoss || hadConflict) this.askWhichToKeep();
    if (isLoss || conflict.notebook.current) return; // the outputs of the run will be stored over it
    void this.takeFromOtherTab(conflict);
  }

  private async takeFromOtherTab({ notebook, cell, kept }: OtherTabCell): Promise<void> {
    const loaded = await loadOnDemand();
    const { source = cell.source, outputs, shown = 0 } = kept ?? {};
    notebook.restore(cell, source, outputs, shown, loaded);
  }

  private askWhichToKeep(): void {
    if (this.conflicts.length === 0) {
      this.bar.withdraw("apart");
      return;
    }
    const cells = this.conflicts.map(({ notebook, cell }) => {
      const of = this.notebooks.size > 1 ? ` of notebook ${notebook.number}` : "";
      return `cell ${numberOf(notebook, cell)}${of}`;
    });
    const resolve = (how: (conflict: OtherTabCell) => void) => () => {
      const resolved = this.conflicts;
      this.conflicts = [];
      for (const conflict of resolved) how(conflict);
    };
    const take = resolve((conflict) => {
      this.storage.acceptOtherTab(conflict.cell);
      void this.takeFromOtherTab(conflict);
    });
    const keep = resolve(({ notebook, cell }) => this.storage.overwrite(notebook, cell));
    this.bar.ask(
      "apart",
      `Changed in another tab, too: ${cells.join(", ")}.`,
      ["Take it", "Take it: the other tab's code, in place of mine", take],
      ["Keep mine", "Keep mine: the other tab asks then, too", keep],
    );
  }

  /** Called when something was edited or has run. */
  notebookChanged(soon: boolean): void {
    if (!this.isReady) return;
    const list = [...this.notebooks.values()];
    this.isUnsaved = list.some((notebook) => notebook.isTouched);
    rememberRunning(list.find((notebook) => notebook.current)?.name ?? "");
    if (soon) this.storage.saveSoon();
    else this.storage.save();
  }

  /** Work that belongs to another version is taken only when the learner agrees, because the page has changed since. */
  private offerOtherVersion(): void {
    const version = this.storage.otherVersion();
    if (version === undefined) return;
    this.bar.ask(
      "older",
      `You have changed the version ${version} of this page in this browser; this is ${this.page.version}.`,
      [
        "Bring it here",
        "Bring it here: put that code into this version",
        async () => {
          const loaded = await loadOnDemand();
          let count = 0;
          for (const [notebook, cell, { source }] of this.storage.storedCells(version)) {
            notebook.restore(cell, source, undefined, 0, loaded);
            count++;
          }
          this.storage.save();
          this.storage.forget(version);
          this.bar.message(`${inCells(count)} taken. Run all shows what comes of it.`);
        },
      ],
      ["Not now", "Not now: leave it where it is", () => {}],
      ["Forget it", "Forget it: delete that older work", () => this.storage.forget(version)],
    );
  }

  /** @returns changed cells that this page does not have */
  private async applyWork(work: Work, withOutputs: boolean): Promise<WorkCell[]> {
    const loaded = await loadOnDemand();
    const missing: WorkCell[] = [];
    for (const { name, cells } of work.notebooks) {
      const notebook = this.notebooks.get(name);
      for (const saved of cells) {
        const cell = notebook?.cells.find(({ data }) => data.id === saved.id);
        if (!notebook || !cell) {
          if (saved.changed) missing.push(saved);
        } else if (withOutputs) {
          const isSame = work.version === this.page.version;
          if (saved.changed)
            notebook.restore(cell, saved.source, isSame ? saved.outputs : undefined, 0, loaded);
        } else notebook.adopt(cell, saved.source, saved.outputs);
      }
    }
    return missing;
  }

  private addPanel(): void {
    const [toggle, panel] = savePanel(this.saved?.learner ?? remembered("learner"), {
      saveAsPage: (learner) => this.save(() => this.saveAsPage(learner)),
      saveAsNotebook: (learner) => this.save(() => this.saveAsNotebook(learner)),
      open: (file) => this.openFile(file),
    });
    this.bar.element.querySelector("[role=status]")?.before(toggle);
    this.bar.element.append(panel);
  }

  private async save(write: () => Promise<void>): Promise<void> {
    this.bar.message("Saving …");
    try {
      await write();
      this.isUnsaved = false;
    } catch (error) {
      this.bar.message(`It could not be saved: ${(error as Error).message}`);
    }
  }

  private async saveAsPage(learner: string): Promise<void> {
    const html = await renderSavedPage(this.work(learner), this.notebooks, await loadOnDemand());
    // The name must differ from the handout's: both may be in one folder.
    download(`${this.page.name} ${learner || "my work"}.html`, html, "text/html");
    this.bar.message("Saved: a page with your code and results, which opens anywhere.");
  }

  private async saveAsNotebook(learner: string): Promise<void> {
    for (const { name, notebook } of await renderNotebooks(this.notebooks))
      download(
        `${[name, learner].filter(Boolean).join(" ")}.ipynb`,
        `${JSON.stringify(notebook, null, 1)}\n`,
        "application/x-ipynb+json",
      );
    this.bar.message("Saved as notebook, for JupyterLab.");
  }

  private work(learner: string): Work {
    const { name, edition, version } = this.page;
    return {
      format: 1,
      id: crypto.randomUUID?.() ?? String(Date.now()),
      learner,
      handout: name,
      edition,
      version,
      saved: new Date().toISOString(),
      notebooks: workNotebooks(this.notebooks),
    };
  }

  private async openFile(file: File): Promise<void> {
    try {
      if (/\.ipynb$/i.test(file.name))
        throw new RangeError("a notebook opens in JupyterLab; here opens what “As page” saved");
      const work = (await loadOnDemand()).parseWork(await file.text());
      const lost = await this.applyWork(work, true);
      const { version, learner } = work;
      this.bar.message(
        [
          `Opened: the work of ${learner || "somebody without a name"}.`,
          version === this.page.version
            ? ""
            : `It was saved from version ${version}; this is ${this.page.version}: Run all shows what comes of it here.`,
          lost.length > 0
            ? `${inCells(lost.length)} of it ${lost.length === 1 ? "is" : "are"} not in this page.`
            : "",
        ]
          .filter(Boolean)
          .join(" "),
      );
    } catch (error) {
      this.bar.message(`It could not be opened: ${(error as Error).message}.`);
    }
  }
}

function embeddedWork(): Work | undefined {
  const text = document.getElementById("learner-work")?.textContent;
  return text ? JSON.parse(text) : undefined;
}

let rememberedRunning = "";

/** Stores which notebook runs in the tab's sessionStorage, which outlives the page: so a crash is noticed. */
function rememberRunning(name: string): void {
  if (name === rememberedRunning) return;
  rememberedRunning = name;
  remember(RUNNING_KEY, name, () => sessionStorage);
}
