/** The fragment of the page's address: an anchor, values of parameters, or both: `#s-the-data&learningRate=0.5`. */

import { element, headerNotice } from "./dom.js";
import type { OnDemand } from "./on-demand.js";
import type { RunningNotebook } from "./running-notebook.js";
import { loadOnDemand } from "./unpack.js";

export interface LinkedValue {
  /** number of the notebook, where the page holds several: `#05.learningRate=0.5` */
  notebook: string;
  name: string;
  json: string;
}

export function parseFragment(fragment: string): { anchor: string; linkedValues: LinkedValue[] } {
  const parts = fragment.slice(1).split("&").filter(Boolean);
  const linkedValues = parts
    .filter((part) => part.includes("="))
    .slice(0, 50)
    .map((part) => {
      const at = part.indexOf("=");
      const [, notebook = "", name] = /^(?:(\d\d)\.)?(.*)$/s.exec(decoded(part.slice(0, at))) ?? [];
      return { notebook, name: name ?? "", json: decoded(part.slice(at + 1)) };
    });
  return { anchor: parts.find((part) => !part.includes("=")) ?? "", linkedValues };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A parameter whose value is not the file's. */
export interface ParameterChange {
  name: string;
  json: string;
  before: string;
}

const describeChange = ({ name, json, before }: ParameterChange): string => {
  const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
  return `${name} = ${short(json)} instead of ${short(before)}`;
};

export function describeChanges(changes: ParameterChange[]): string {
  const more = changes.length > 5 ? `; and ${changes.length - 5} more` : "";
  return changes.slice(0, 5).map(describeChange).join("; ") + more;
}

/** The changes from a link that the reader has accepted. */
const acceptedChanges = new Set<string>();
export function acceptChanges(changes: ParameterChange[]): void {
  acceptedChanges.clear();
  for (const change of changes) acceptedChanges.add(describeChange(change));
}

/** The parameters whose values differ from those in the file. */
export function parameterChanges(
  { preset }: Pick<OnDemand, "preset">,
  notebook: Pick<RunningNotebook, "number">,
  [original, code]: [string, string],
  several: boolean,
): ParameterChange[] {
  const prefix = several ? `${notebook.number}.` : "";
  const before = new Map(preset(original, code));
  return preset(code, original).map(([name, json]) => ({
    name: prefix + name,
    json,
    before: before.get(name) ?? "",
  }));
}

/** Writes changed parameters into the address and lists them in the bar and in the header of a print. */
export async function updateAddress(notebooks: RunningNotebook[]): Promise<void> {
  const changed = notebooks.flatMap((notebook) => {
    const cell = notebook.parameters;
    return cell && cell.code !== cell.source ? [{ notebook, cell }] : [];
  });
  const loaded = changed.length > 0 ? await loadOnDemand() : undefined;
  const pairs = changed.flatMap(({ notebook, cell }) =>
    loaded
      ? parameterChanges(loaded, notebook, [cell.source, cell.code], notebooks.length > 1)
      : [],
  );
  const { anchor } = parseFragment(location.hash);
  const values = pairs.map(({ name, json }) => `${name}=${encoded(json)}`);
  const fragment = [...(anchor ? [anchor] : []), ...values].join("&");
  if (fragment !== location.hash.slice(1))
    history.replaceState(
      history.state,
      "",
      fragment ? `#${fragment}` : location.pathname + location.search,
    );
  showChanges(pairs);
}

/** Leaves the characters of JSON readable that a fragment may hold. */
const encoded = (json: string): string =>
  encodeURIComponent(json.replace(/, /g, ",")).replace(/%(2C|5B|5D|3A)/g, decodeURIComponent);

function showChanges(pairs: ParameterChange[]): void {
  const isOurs = (pair: ParameterChange) => acceptedChanges.has(describeChange(pair));
  const sentences = [
    ["A link changed", pairs.filter(isOurs)] as const,
    ["Changed:", pairs.filter((pair) => !isOurs(pair))] as const,
  ].filter(([, changes]) => changes.length > 0);
  const line = document.querySelector<HTMLElement>(".bar .linked");
  if (line) {
    line.hidden = pairs.length === 0;
    line.textContent = sentences
      .map(([words, some]) => `${words} ${describeChanges(some)}.`)
      .join(" ");
  }
  // Shown in print only: on screen it would move the number that is being dragged.
  headerNotice(
    "preset",
    "The parameters are not those that this file was made with:",
    pairs.map(({ name, json, before }) => [
      element("code", "", `${name} = ${json}`),
      " instead of ",
      element("code", "", before),
    ]),
  );
}
