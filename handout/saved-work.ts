/**
 * A learner's work: what a page keeps in the browser and what "Save my work" puts into a file. In a saved page it is the JSON
 * inside `<script type="application/json" id="learner-work">`. It is untrusted input: validate it, and run none of it unasked.
 */
import { type Output, parsedJson } from "../ipynb/nbformat.js";
import { jsonScript } from "./render/figure.js";

export interface WorkCell {
  /** of the notebook's cell */
  id: string;
  /** TypeScript, as the learner left it */
  source: string;
  /** whether it differs from what the handout came with */
  changed: boolean;
  /** what a run in the page gave, as nbformat 4 has it; absent from cells that were not run */
  outputs?: Output[];
}

export interface Work {
  format: 1;
  /** names this file: two files of one learner have two */
  id: string;
  /** as typed when it was saved; may be empty */
  learner: string;
  /** the handout's name, as "05-or-gate" */
  handout: string;
  edition: string;
  /** of the handout: "1.0.0 of 2026-11-25, commit 514c629" */
  version: string;
  /** when, in ISO 8601 */
  saved: string;
  /** every cell of code, hidden ones too, in order */
  notebooks: { name: string; cells: WorkCell[] }[];
}

const BEGIN = '<script type="application/json" id="learner-work">';
const END = "</script>";

export const workElement = (work: Work): string => BEGIN + jsonScript(work) + END;

/**
 * @param html a page that "Save my work" made
 * @throws RangeError one sentence
 */
export function parseWork(html: string): Work {
  const [, text, second] = html.split(BEGIN);
  if (text === undefined)
    throw new RangeError("no work in this file: save it with “Save my work” in a handout");
  const end = text.indexOf(END);
  if (second !== undefined || end < 0) throw new RangeError("the work in this file is damaged");
  const value = parsedJson(text.slice(0, end));
  if (value === undefined) throw new RangeError("the work in this file is damaged: it is no JSON");
  return validated(value);
}

/** @throws RangeError */
function validated(value: unknown): Work {
  const work = value as Work;
  if (!isObject(work)) throw new RangeError("the work in this file is damaged: it is no object");
  if (work.format !== 1)
    throw new RangeError("this work has a format that is newer: open it in a newer handout");
  const texts = [work.id, work.learner, work.handout, work.edition, work.version, work.saved];
  const isWhole =
    texts.every(isText) &&
    Array.isArray(work.notebooks) &&
    work.notebooks.every(
      (notebook) =>
        isObject(notebook) &&
        isText(notebook.name) &&
        Array.isArray(notebook.cells) &&
        notebook.cells.every(isCell),
    );
  if (!isWhole) throw new RangeError("the work in this file is damaged: a part is missing");
  return work;
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
const isText = (value: unknown): boolean => typeof value === "string";

/** Whether a value is a cell of saved work. Outputs are not checked: the renderer takes any. */
export const isCell = (value: unknown): value is WorkCell => {
  const { id, source, outputs } = (value ?? {}) as WorkCell;
  return (
    isText(id) &&
    isText(source) &&
    (outputs === undefined || (Array.isArray(outputs) && outputs.every(isObject)))
  );
};
