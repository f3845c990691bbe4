/**
 * The tree of a piece of TypeScript, as the editor reads it. Lezer accepts incomplete code and records positions, so that names
 * and numbers are found with it. compile.ts takes acorn's instead: that refuses what is no JavaScript, and says why.
 */
import { typescriptLanguage } from "@codemirror/lang-javascript";

export type Tree = ReturnType<typeof typescriptLanguage.parser.parse>["topNode"];

export const treeOf = (code: string): Tree => typescriptLanguage.parser.parse(code).topNode;

export function childrenOf(node: Tree): Tree[] {
  const children: Tree[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
