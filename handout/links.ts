/** Turns mentions of other notebooks into links. */
import type { ElementContent, Root, Text } from "hast";
import { h } from "hastscript";
import { SKIP, visit } from "unist-util-visit";
import { chapters } from "./course.js";

/** @param to the URL of a notebook, or undefined */
export function linkNotebooks(tree: Root, to: (name: string) => string | undefined): void {
  const nameByNumber = new Map(chapters().map(({ name }) => [name.slice(0, 2), name]));
  visit(tree, (node, index, parent) => {
    if (node.type === "element") {
      if (node.tagName === "a") {
        const [, name] = /^([\w.-]+)\.html$/.exec(String(node.properties.href ?? "")) ?? [];
        if (name && nameByNumber.get(name.slice(0, 2)) === name)
          node.properties.href = to(name) ?? "#main";
      }
      return /^(a|code|pre|h\d|math|summary)$/.test(node.tagName) ? SKIP : undefined;
    }
    if (node.type !== "text" || !parent || index === undefined) return undefined;
    const pieces = linkMentions(node, (number) => {
      const name = nameByNumber.get(number);
      return name && to(name);
    });
    parent.children.splice(index, 1, ...pieces);
    return [SKIP, index + pieces.length];
  });
}

/** “notebook 03”, and each number of “notebooks 02, 03 and 04”. */
function linkMentions(
  { value }: Text,
  to: (number: string) => string | undefined,
): ElementContent[] {
  const mentions = /[Nn]otebooks? \d\d(?:(?:, | and | or | to )\d\d)*/g;
  const pieces: ElementContent[] = [];
  let end = 0;
  const plain = (until: number) => {
    if (until > end) pieces.push({ type: "text", value: value.slice(end, until) });
  };
  for (const { 0: mention, index } of value.matchAll(mentions))
    for (const { 0: found, index: at } of mention.matchAll(/(?:[Nn]otebook )?(\d\d)/g)) {
      const href = to(found.slice(-2));
      if (!href) continue;
      plain(index + at);
      pieces.push(h("a", { href }, found));
      end = index + at + found.length;
    }
  plain(value.length);
  return pieces.length > 0 ? pieces : [{ type: "text", value }];
}
