/** The files of "Save my work": this page with the learner's code and outputs in it, or notebooks for JupyterLab. */

import { FIGURE, type Notebook, type Output, PICTURE } from "../../ipynb/nbformat.js";
import type { Work, WorkCell } from "../saved-work.js";
import type { Cell } from "./cell.js";
import { element } from "./dom.js";
import type { OnDemand } from "./on-demand.js";
import { figures, findOutputs, parseElement } from "./outputs.js";
import type { RunningNotebook } from "./running-notebook.js";
import { unpack } from "./unpack.js";

/** The page as it was loaded, before anything was drawn or typed. */
const originalPage = document.documentElement.cloneNode(true) as HTMLElement;

const workCell = ({ data, code, isChanged, outputs }: Cell): WorkCell => ({
  id: data.id,
  source: code,
  changed: isChanged,
  ...(outputs && { outputs }),
});

export const workNotebooks = (notebooks: Map<string, RunningNotebook>): Work["notebooks"] =>
  [...notebooks.values()].map(({ name, cells }) => ({ name, cells: cells.map(workCell) }));

export async function renderSavedPage(
  work: Work,
  notebooks: Map<string, RunningNotebook>,
  { render, renderCode, workElement }: OnDemand,
): Promise<string> {
  const page = originalPage.cloneNode(true) as HTMLElement;
  page.querySelector("#learner-work")?.remove();
  page.querySelector("header > .learner")?.remove();
  page.querySelector("nav > details")?.removeAttribute("open");
  const places = page.querySelectorAll<HTMLElement>("main > .cell");
  let count = 0;
  const [tasks, open] = [[] as Cell[], /^\s*◻/];
  for (const notebook of notebooks.values())
    for (const cell of notebook.cells) {
      if (cell.element.matches(".task")) tasks.push(cell);
      const place = places[cell.data.at];
      const code = place.querySelector(":scope > .code pre");
      if (code) code.innerHTML = renderCode(cell.code);
      const { fold, outputs, saved, originals } = findOutputs(place);
      saved?.remove();
      for (const output of outputs) output.remove();
      if (cell.outputs) fold.setAttribute("open", "");
      if (!cell.outputs || isSame(notebook, cell)) {
        fold.append(...originals);
        continue;
      }
      const template = document.createElement("template");
      template.content.append(...originals);
      place.append(template);
      for (const output of await withPictures(cell))
        fold.append(parseElement(render(output, `figure-saved-${++count}`)));
    }
  const by = work.learner ? `Work of ${work.learner}, saved` : "Saved";
  const when = new Date(work.saved).toLocaleString("en-GB", {
    dateStyle: "long",
    timeStyle: "short",
  });
  const answered = tasks.filter(({ outputBox }) => !open.test(outputBox.textContent ?? "")).length;
  const share = `${answered} of ${tasks.length} exercises and guesses answered`;
  page.querySelector("header")?.append(element("p", "learner", `${by} on ${when}: ${share}.`));
  page.querySelector("#program")?.before(parseElement(workElement(work)));
  return `<!doctype html>\n${page.outerHTML}`;
}

/** Whether a run has given the original outputs again, which are in the page already. */
const isSame = (notebook: RunningNotebook, cell: Cell): boolean =>
  notebook.isAsMade(cell) && cell.outputs?.length === cell.originalOutputs.length;

/** Adds a picture to each figure, for places that run no script. */
async function withPictures({ outputs = [], outputBox }: Cell): Promise<Output[]> {
  const drawn = [...outputBox.children];
  return Promise.all(
    outputs.map(async (output, i) => {
      if (!output.data?.[FIGURE] || output.data[PICTURE] || !drawn[i]) return output;
      try {
        const picture = await figures().picture(drawn[i]);
        return { ...output, data: { ...output.data, [PICTURE]: picture } };
      } catch {
        return output; // a figure that cannot be drawn
      }
    }),
  );
}

/** The notebooks that the page was made of, with the learner's code and outputs. */
export async function renderNotebooks(
  notebooks: Map<string, RunningNotebook>,
): Promise<{ name: string; notebook: Notebook }[]> {
  const sources: { name: string; notebook: Notebook }[] = JSON.parse(await unpack("notebooks"));
  for (const { name, notebook } of sources) {
    const cells = notebooks.get(name)?.cells ?? [];
    for (const [i, cell] of notebook.cells.entries()) {
      const live = cells.find(({ data }) => data.id === (cell.id || `at-${i}`));
      if (!live) continue;
      cell.source = live.code;
      if (live.outputs) {
        cell.outputs = await withPictures(live);
        cell.execution_count = null;
      } else if (live.isChanged) cell.outputs = [];
    }
  }
  return sources;
}
