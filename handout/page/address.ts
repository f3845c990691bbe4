/** The fragment of the page's address: an anchor, values of parameters, or both: `#s-the-data&learningRate=0.5`. */
import type { RunningNotebook } from "./notebook.js";
import { element } from "./outputs.js";
import { tools } from "./unpack.js";

export interface Wish {
  /** number of the notebook, where the page holds several: `#05.learningRate=0.5` */
  notebook: string;
  name: string;
  json: string;
}

export function presetsIn(fragment: string): { anchor: string; wishes: Wish[] } {
  const parts = fragment.slice(1).split("&").filter(Boolean);
  const wishes = parts
    .filter((part) => part.includes("="))
    .slice(0, 50)
    .map((part) => {
      const at = part.indexOf("=");
      const [, notebook = "", name] = /^(?:(\d\d)\.)?(.*)$/s.exec(decoded(part.slice(0, at))) ?? [];
      return { notebook, name: name ?? "", json: decoded(part.slice(at + 1)) };
    });
  return { anchor: parts.find((part) => !part.includes("=")) ?? "", wishes };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Writes changed parameters into the address, and says at the top of the page that they are changed. */
export async function withPresets(notebooks: RunningNotebook[]): Promise<void> {
  const changed = notebooks.flatMap((notebook) => {
    const cell = notebook.cells.find(({ role }) => role === "parameters");
    return cell && cell.code !== cell.source ? [{ notebook, cell }] : [];
  });
  const pairs: { name: string; json: string; before: string }[] = [];
  if (changed.length > 0) {
    const { preset } = await tools();
    for (const { notebook, cell } of changed) {
      const prefix = notebooks.length > 1 ? `${notebook.name.slice(0, 2)}.` : "";
      const before = new Map(preset(cell.source, cell.code));
      for (const [name, json] of preset(cell.code, cell.source))
        pairs.push({ name: prefix + name, json, before: before.get(name) ?? "" });
    }
  }
  const { anchor } = presetsIn(location.hash);
  const values = pairs.map(({ name, json }) => `${name}=${encoded(json)}`);
  const fragment = [...(anchor ? [anchor] : []), ...values].join("&");
  if (fragment !== location.hash.slice(1))
    history.replaceState(
      history.state,
      "",
      fragment ? `#${fragment}` : location.pathname + location.search,
    );
  say(pairs);
}

/** Readable where an address may be. */
const encoded = (json: string): string =>
  encodeURIComponent(json.replace(/, /g, ",")).replace(/%(2C|5B|5D|3A)/g, decodeURIComponent);

function say(pairs: { name: string; json: string; before: string }[]): void {
  document.querySelector(".preset")?.remove();
  if (pairs.length === 0) return;
  const box = element("div", "changed preset");
  box.append(element("p", "", "The parameters are not those that this file was made with:"));
  const items = element("ul");
  for (const { name, json, before } of pairs) {
    const item = element("li");
    item.append(
      element("code", "", `${name} = ${json}`),
      " instead of ",
      element("code", "", before),
    );
    items.append(item);
  }
  box.append(items);
  document.querySelector("header")?.append(box);
}
