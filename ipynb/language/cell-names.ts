/**
 * What a cell declares, uses and changes: from it follows which cells depend on which. A name that is used only inside the
 * cell counts, too: a dependence too many costs a moment, one too few would be wrong.
 */
import { mutating } from "./mutating.js";
import { childrenOf, type Tree, treeOf } from "./tree.js";

export interface Names {
  declares: string[];
  uses: string[];
  /** of cells above: assigned to, or told to change by a method such as push */
  changes: string[];
}

export function namesIn(code: string): Names {
  const top = treeOf(code);
  const text = ({ from, to }: Tree) => code.slice(from, to);
  const declares = new Set<string>();
  for (const node of childrenOf(top)) for (const found of declared(node)) declares.add(text(found));
  const [uses, changes] = [new Set<string>(), new Set<string>()];
  for (const node of within(top)) {
    if (node.name === "VariableName" || node.name === "PropertyDefinition") uses.add(text(node));
    const target = changed(node, text);
    if (target)
      for (const name of within(target))
        if (/^Variable/.test(name.name) && !declares.has(text(name))) changes.add(text(name));
  }
  return { declares: [...declares], uses: [...uses], changes: [...changes] };
}

function declared(statement: Tree): Tree[] {
  if (statement.name === "ExportDeclaration")
    return childrenOf(statement).flatMap((child) => declared(child));
  if (/^(Function|Class|Enum)Declaration$/.test(statement.name))
    return childrenOf(statement).filter(({ name }) => /^(Variable|Type)Definition$/.test(name));
  if (!/^(Variable|Import)Declaration$/.test(statement.name)) return [];
  // Not what stands behind "=": the parameters of a function there are its own.
  const patterns = childrenOf(statement).filter((_, i, all) => all[i - 1]?.name !== "Equals");
  return patterns.flatMap((part) =>
    within(part).filter(({ name }) => name === "VariableDefinition"),
  );
}

/** The expression that a node changes. */
function changed(node: Tree, text: (node: Tree) => string): Tree | null {
  if (node.name === "AssignmentExpression") return node.firstChild;
  if (node.name === "PostfixExpression" && /(\+\+|--)$/.test(text(node))) return node.firstChild;
  if (node.name === "UnaryExpression" && /^(\+\+|--|delete\b)/.test(text(node)))
    return node.lastChild;
  const method = node.name === "CallExpression" ? node.firstChild : null;
  return method?.name === "MemberExpression" && mutating.test(text(method.lastChild as Tree))
    ? method.firstChild
    : null;
}

const within = (node: Tree): Tree[] => [node, ...childrenOf(node).flatMap(within)];
