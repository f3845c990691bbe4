/** The values of parameters that a link to the page brings. Cells run with them only when the reader agrees. */
import {
  acceptChanges,
  describeChanges,
  type LinkedValue,
  type ParameterChange,
  parameterChanges,
  parseFragment,
  updateAddress,
} from "./address.js";
import type { Bar } from "./bar.js";
import { headerNotice } from "./dom.js";
import type { OnDemand } from "./on-demand.js";
import type { RunningNotebook } from "./running-notebook.js";
import { loadOnDemand } from "./unpack.js";

type Notebooks = Map<string, RunningNotebook>;

interface ApplicableValues {
  changes: ParameterChange[];
  /** sentences about values that do not fit */
  refused: string[];
  /** write the values into the cells and run them */
  runs: (() => void)[];
}

export async function offerLinkedValues(notebooks: Notebooks, bar: Bar): Promise<void> {
  const { linkedValues, anchor } = parseFragment(location.hash);
  bar.withdraw("link"); // the question of an earlier link
  if (linkedValues.length === 0) return void updateAddress([...notebooks.values()]);
  const values = applicableValues(await loadOnDemand(), notebooks, linkedValues);
  showRefused([...values.refused, ...refuseWithoutNotebook(notebooks, linkedValues)]);
  if (values.runs.length > 0) askToRun(values, notebooks, bar);
  if (anchor) document.getElementById(anchor)?.scrollIntoView();
}

function applicableValues(
  loaded: OnDemand,
  notebooks: Notebooks,
  linkedValues: LinkedValue[],
): ApplicableValues {
  const values: ApplicableValues = { changes: [], refused: [], runs: [] };
  const areSeveral = notebooks.size > 1;
  for (const notebook of notebooks.values()) {
    const own = linkedValues.filter((value) => !areSeveral || value.notebook === notebook.number);
    if (own.length === 0) continue;
    const cell = notebook.parameters;
    const { code, refused } = loaded.withParameters(
      cell?.source ?? "",
      own.map(({ name, json }) => [name, json]),
    );
    values.refused.push(...refused);
    if (!cell || cell.code === code) continue;
    values.changes.push(...parameterChanges(loaded, notebook, [cell.source, code], areSeveral));
    values.runs.push(() => {
      notebook.edit(cell, code);
      void notebook.start(cell);
    });
  }
  return values;
}

/** In a page of several notebooks a name alone does not say whose parameter it is. */
function refuseWithoutNotebook(notebooks: Notebooks, linkedValues: LinkedValue[]): string[] {
  if (notebooks.size === 1) return [];
  const numbers = [...notebooks.values()].map(({ number }) => number);
  return linkedValues
    .filter(({ notebook }) => !numbers.includes(notebook))
    .map(() => "a parameter's name must say of which notebook, as in 05.learningRate.");
}

function showRefused(sentences: string[]): void {
  const box = headerNotice(
    "refused",
    "The address of this page asks for values that do not fit. They were not taken:",
    [...new Set(sentences)].map((sentence) => [sentence]),
  );
  box?.setAttribute("role", "alert");
}

function askToRun({ changes, runs }: ApplicableValues, notebooks: Notebooks, bar: Bar): void {
  const take = () => {
    acceptChanges(changes);
    for (const run of runs) run();
  };
  const leave = () => void updateAddress([...notebooks.values()]);
  bar.ask(
    "link",
    `The link to this page wants ${describeChanges(changes)}.`,
    ["Run with that", "Run with that: take the link's values and run the code", take],
    ["Leave it", "Leave it: keep the values of this file", leave],
  );
}
