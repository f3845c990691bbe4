/** Words that are for the screen only: paper has no slider to move and no cell to run. */
import type { ElementContent, Root, Text } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { h } from "hastscript";
import { visit } from "unist-util-visit";

const INSTRUCTION =
  /\bslider\b|[Mm]ove the (?:bias|weight)\b|while you move|Shift\+Enter|[Rr]un from t?here|[Rr]un the (?:next )?(?:two )?cell|\bfolded\b|Run →|[Cc]hange (?:one|a number)\b.*\b(?:run|choose|press)/;

/** Puts each sentence that tells how to handle the page into a span of the class `handling`. */
export function markInstructions(tree: Root): void {
  visit(tree, "element", (node) => {
    if ((node.tagName !== "p" && node.tagName !== "li") || !INSTRUCTION.test(textOf(node))) return;
    if (node.children.some((child) => child.type === "element" && child.tagName === "p")) return;
    node.children = sentences(node.children).flatMap((sentence) =>
      INSTRUCTION.test(textOf({ type: "root", children: sentence }))
        ? [h("span", { class: "handling" }, sentence)]
        : sentence,
    );
  });
}

/** A sentence ends with its mark and a space, also where the mark is inside bold type; what is in brackets stays together. */
function sentences(children: ElementContent[]): ElementContent[][] {
  const all: ElementContent[][] = [[]];
  for (const piece of pieces(children)) {
    const before = all.at(-1);
    const text = textOf(h("p", before ?? []));
    const isOpen = text.split("(").length > text.split(")").length;
    if (isOpen && before) before.push(...piece);
    else all.push(piece);
  }
  return all.filter((sentence) => sentence.length > 0);
}

function pieces(children: ElementContent[]): ElementContent[][] {
  const all: ElementContent[][] = [[]];
  for (const child of children) {
    const previous = all.at(-1)?.at(-1);
    const ended = previous?.type === "element" && /[.!?:]$/.test(textOf(previous));
    if (child.type !== "text") {
      all.at(-1)?.push(child);
      continue;
    }
    const pieces = child.value.split(ended ? /(?<=[.!?]\s)|(?<=^\s+)/ : /(?<=[.!?]\s)/);
    for (const [i, value] of pieces.entries()) {
      all.at(-1)?.push({ type: "text", value } satisfies Text);
      if (i < pieces.length - 1 || /[.!?]\s$/.test(value)) all.push([]);
    }
  }
  return all.filter((sentence) => sentence.length > 0);
}
