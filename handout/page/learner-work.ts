/** A learner's own work: kept in the browser, saved as a file, taken from a file or from an older version of the page. */
import type { Work, WorkCell } from "../saved-work.js";
import { type Bar, inCells, numberOf } from "./bar.js";
import {
  canKeep,
  type Kept,
  type Page,
  remember,
  remembered,
  WorkStorage,
} from "./browser-storage.js";
import type { Cell } from "./cell.js";
import { button, download, element } from "./dom.js";
import type { RunningNotebook } from "./running-notebook.js";
import { notebooksOf, notebooksWith, pageWith } from "./save.js";
import { loadOnDemand } from "./unpack.js";

const NOT_KEPT =
  "This browser keeps nothing of what you type here. Save your work before you close the page.";
const CRASHED = "running";

type Notebooks = Map<string, RunningNotebook>;

export class LearnerWork {
  private storage: WorkStorage;
  private isUnsaved = false;
  private isReady = false;
  /** cells changed here whose text is another in another tab */
  private apart = new Map<Cell, { notebook: RunningNotebook; kept: Kept | undefined }>();
  /** the work that this very file was saved with */
  private readonly saved = savedHere();

  constructor(
    private page: Omit<Page, "file">,
    private notebooks: Notebooks,
    private bar: Bar,
  ) {
    const file = this.saved?.id ?? "";
    const failed = () => bar.note(NOT_KEPT);
    const arrived = (
      notebook: RunningNotebook,
      cell: Cell,
      kept: Kept | undefined,
      isLoss: boolean,
    ) => {
      const wasApart = this.apart.delete(cell);
      if (isLoss) this.apart.set(cell, { notebook, kept });
      if (isLoss || wasApart) this.askWhose();
      if (isLoss || notebook.current) return; // its next change is kept over it
      void this.follow(notebook, cell, kept);
    };
    this.storage = new WorkStorage({ ...page, file }, notebooks, failed, arrived);
    if (!canKeep()) {
      this.storage.hasFailed = true;
      failed();
    }
    addEventListener("beforeunload", (event) => {
      if (this.isUnsaved && this.storage.hasFailed) event.preventDefault();
    });
    addEventListener("pagehide", () => mark(""));
    this.panel();
  }

  /** Brings back what was typed before the page was closed, or what the file was saved with. */
  async begin(): Promise<void> {
    const kept = [...this.storage.all()];
    if (this.saved) {
      await this.take(this.saved, false);
      for (const notebook of this.notebooks.values()) notebook.settle();
      this.storage.assume();
    }
    if (kept.length > 0) {
      const loaded = await loadOnDemand();
      for (const [notebook, cell, { source, outputs, shown }] of kept)
        notebook.restore(cell, source, outputs, shown, loaded);
    }
    this.isReady = true;
    this.storage.start();
    this.offer();
    const crashed = remembered(CRASHED, () => sessionStorage);
    marked = crashed;
    mark("");
    const news = [
      document.querySelector("header > .learner")?.textContent ?? "",
      kept.length > 0 ? "Your changes are as you left them." : "",
      crashed
        ? `The page ended while notebook ${crashed} ran: its code may have filled the memory, or taken too long.`
        : "",
    ].filter(Boolean);
    if (news.length > 0) this.bar.said(news.join(" "));
  }

  private async follow(notebook: RunningNotebook, cell: Cell, kept: Kept | undefined) {
    const loaded = await loadOnDemand();
    const { source = cell.source, outputs, shown = 0 } = kept ?? {};
    notebook.restore(cell, source, outputs, shown, loaded);
  }

  /** Two tabs have changed the same cell: the reader says which text is to stay. */
  private askWhose(): void {
    const cells = [...this.apart];
    if (cells.length === 0) {
      this.bar.unask("apart");
      return;
    }
    const which = cells.map(([cell, { notebook }]) => {
      const of = this.notebooks.size > 1 ? ` of notebook ${notebook.number}` : "";
      return `cell ${numberOf(notebook, cell)}${of}`;
    });
    const done = (
      each: (cell: Cell, notebook: RunningNotebook, kept: Kept | undefined) => void,
    ) => {
      const asked = [...this.apart];
      this.apart.clear();
      for (const [cell, { notebook, kept }] of asked) each(cell, notebook, kept);
    };
    this.bar.ask(
      "apart",
      `Changed in another tab, too: ${which.join(", ")}.`,
      [
        "Take it",
        "Take it: the other tab's code, in place of mine",
        () =>
          done((cell, notebook, kept) => {
            this.storage.yield(cell);
            void this.follow(notebook, cell, kept);
          }),
      ],
      [
        "Keep mine",
        "Keep mine: the other tab asks then, too",
        () => done((cell, notebook) => this.storage.insist(notebook, cell)),
      ],
    );
  }

  /** Something was edited, or has run. */
  changed(soon: boolean): void {
    if (!this.isReady) return;
    const list = [...this.notebooks.values()];
    this.isUnsaved = list.some((notebook) => notebook.isTouched);
    mark(list.find((notebook) => notebook.current)?.name ?? "");
    if (soon) this.storage.soon();
    else this.storage.now();
  }

  /** Work of another version is the learner's, but the page has changed since: it is not taken unasked. */
  private offer(): void {
    const version = this.storage.other();
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
          for (const [notebook, cell, { source }] of this.storage.all(version)) {
            notebook.restore(cell, source, undefined, 0, loaded);
            count++;
          }
          this.storage.now();
          this.storage.forget(version);
          this.bar.said(`${inCells(count)} taken. Run all shows what comes of it.`);
        },
      ],
      ["Not now", "Not now: leave it where it is", () => {}],
      ["Forget it", "Forget it: delete that older work", () => this.storage.forget(version)],
    );
  }

  /** @returns ids of cells that are not here */
  private async take(work: Work, withOutputs: boolean): Promise<WorkCell[]> {
    const loaded = await loadOnDemand();
    const lost: WorkCell[] = [];
    for (const { name, cells } of work.notebooks) {
      const notebook = this.notebooks.get(name);
      for (const saved of cells) {
        const cell = notebook?.cells.find(({ given }) => given.id === saved.id);
        if (!notebook || !cell) {
          if (saved.changed) lost.push(saved);
        } else if (withOutputs) {
          const isSame = work.version === this.page.version;
          if (saved.changed)
            notebook.restore(cell, saved.source, isSame ? saved.outputs : undefined, 0, loaded);
        } else notebook.found(cell, saved.source, saved.outputs);
      }
    }
    return lost;
  }

  private panel(): void {
    const box = element("div", "save");
    box.hidden = true;
    const open = button("Save my work", "", () => {
      box.hidden = !box.hidden;
      open.setAttribute("aria-expanded", String(!box.hidden));
      if (!box.hidden) name.focus();
    });
    open.setAttribute("aria-expanded", "false");
    const label = element("label", "", "Your name, if you like: ");
    const name = element("input");
    name.autocomplete = "name";
    name.maxLength = 80;
    name.value = this.saved?.learner ?? remembered("learner");
    label.append(name);
    const save = (make: () => Promise<void>) => async () => {
      remember("learner", name.value.trim());
      this.bar.said("Saving …");
      try {
        await make();
        this.isUnsaved = false;
      } catch (error) {
        this.bar.said(`It could not be saved: ${(error as Error).message}`);
      }
    };
    // Another name than the handout's own, beside which it may lie.
    const title = () => `${this.page.name} ${name.value.trim() || "my work"}`;
    const asPage = save(async () => {
      const work = this.work(name.value.trim());
      download(
        `${title()}.html`,
        await pageWith(work, this.notebooks, await loadOnDemand()),
        "text/html",
      );
      this.bar.said("Saved: a page with your code and results, which opens anywhere.");
    });
    const asNotebook = save(async () => {
      for (const { name: own, notebook } of await notebooksWith(this.notebooks))
        download(
          `${[own, name.value.trim()].filter(Boolean).join(" ")}.ipynb`,
          `${JSON.stringify(notebook, null, 1)}\n`,
          "application/x-ipynb+json",
        );
      this.bar.said("Saved as notebook, for JupyterLab.");
    });
    const file = element("input");
    Object.assign(file, { type: "file", accept: ".html,text/html", hidden: true });
    file.addEventListener("change", async () => {
      if (file.files?.[0]) await this.openFile(file.files[0]);
      file.value = ""; // the same file can be opened once more
    });
    box.append(
      label,
      button("As page", "As page: this page with your code and results in it", asPage),
      button("As notebook", "As notebook: a file for JupyterLab", asNotebook),
      button("Open saved work", "Open saved work: take the code of a page that was saved", () =>
        file.click(),
      ),
      file,
    );
    this.bar.element.querySelector("[role=status]")?.before(open);
    this.bar.element.append(box);
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
      notebooks: notebooksOf(this.notebooks),
    };
  }

  private async openFile(file: File): Promise<void> {
    try {
      if (/\.ipynb$/i.test(file.name))
        throw new RangeError("a notebook opens in JupyterLab; here opens what “As page” saved");
      const work = (await loadOnDemand()).parseWork(await file.text());
      const lost = await this.take(work, true);
      const { version, learner } = work;
      this.bar.said(
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
      this.bar.said(`It could not be opened: ${(error as Error).message}.`);
    }
  }
}

function savedHere(): Work | undefined {
  const text = document.getElementById("learner-work")?.textContent;
  return text ? JSON.parse(text) : undefined;
}

let marked = "";

/** What runs, told to the tab itself: it is still there when the browser had to end the page. */
function mark(name: string): void {
  if (name === marked) return;
  marked = name;
  remember(CRASHED, name, () => sessionStorage);
}
