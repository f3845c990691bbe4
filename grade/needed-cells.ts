/**
 * Which cells an answer needs: running whole notebooks, with all their training, would take a class's evening. A name that
 * a cell uses inside only does not count: a page, which asks while somebody types, may run a cell too many (cell-names.ts).
 */
import {
  bound,
  children,
  declared,
  parsedScript,
  type Tree,
  withoutTypes,
} from "../ipynb/language/compile.js";
import { mutating } from "../ipynb/language/mutating.js";

/** What a cell does to names, and what it asks. */
export interface CellNames {
  /** names that it declares, also by import */
  declares: string[];
  /** names whose values it may change */
  changes: string[];
  /** names that it takes from the cells above */
  uses: string[];
  /** names of the exercises that it calls `exercise` for */
  exercises: string[];
  /** guesses, by their names, as far as they are written out */
  guesses: Record<string, string | number>;
}

/** @throws CellError for what is no TypeScript */
export function cellNames(source: string): CellNames {
  const tree: Tree = parsedScript(withoutTypes(source));
  const declares: string[] = [];
  for (const statement of tree.body) {
    for (const { local } of statement.type === "ImportDeclaration" ? statement.specifiers : [])
      declares.push(local.name);
    declares.push(...declared(statement.declaration ?? statement));
  }
  const part: CellNames = {
    declares,
    changes: [],
    uses: [...freeNames(tree)],
    exercises: [],
    guesses: {},
  };
  collect(tree, part);
  return part;
}

/** The names in a node that it does not declare itself. */
function freeNames(node: Tree): Set<string> {
  if (node.type === "Identifier") return new Set([node.name]);
  const isKey = (child: Tree) =>
    !node.computed && (child === node.property || (child === node.key && child !== node.value));
  const inside = children(node).filter((child) => !isKey(child));
  const found = new Set(inside.flatMap((child) => [...freeNames(child)]));
  const own: Tree[] = [node.body].flat().filter((child) => child?.type);
  const names = [...(node.params ?? []).flatMap(bound), ...own.flatMap((child) => declared(child))];
  if (/^For/.test(node.type)) names.push(...declared(node.init ?? node.left ?? node.body));
  if (node.type !== "Program") for (const name of names) found.delete(name);
  return found;
}

function collect(node: Tree, part: CellNames): void {
  if (node.type === "AssignmentExpression") part.changes.push(...roots(node.left));
  if (node.type === "UpdateExpression") part.changes.push(...roots(node.argument));
  if (node.type === "CallExpression") {
    const { callee } = node;
    const [first, second] = node.arguments;
    if (callee.type === "MemberExpression" && mutating.test(callee.property.name))
      part.changes.push(...roots(callee.object));
    if (callee.name === "exercise" && typeof first?.value === "string")
      part.exercises.push(first.value);
    if (callee.name === "guess" && typeof first?.value === "string") {
      const said = second?.type === "UnaryExpression" ? -second.argument.value : second?.value;
      if (typeof said === "string" || typeof said === "number") part.guesses[first.value] = said;
    }
  }
  for (const child of children(node)) collect(child, part);
}

/** Names of the methods that give a new list: who sorts it changes nothing else. */
const returnsNewList = /^(map|filter|slice|concat|flat|flatMap)$/;

/** A name, or the one at the root of `a.b[c]`; several in a pattern. */
function roots(target: Tree): string[] {
  const isNew =
    target.type === "CallExpression" && returnsNewList.test(target.callee.property?.name);
  if (isNew || target.type === "ArrayExpression") return [];
  if (target.type === "Identifier") return [target.name];
  return (target.type === "MemberExpression" ? [target.object] : children(target)).flatMap(roots);
}

/** The places of the cells that cell `at` needs to have run before it, and its own, in order. */
export function neededCells(parts: readonly (CellNames | undefined)[], at: number): number[] {
  const found = new Set<number>();
  const visit = (i: number) => {
    if (found.has(i)) return;
    found.add(i);
    for (const name of parts[i]?.uses ?? []) {
      // A function may use what is declared between it and its call.
      const isAbove = parts.slice(0, i).some((part) => part?.declares.includes(name));
      for (let k = (isAbove ? i : at) - 1; k >= 0; k--) {
        const declares = parts[k]?.declares.includes(name);
        if (declares || parts[k]?.changes.includes(name)) visit(k);
        if (declares) break;
      }
    }
  };
  visit(at);
  return [...found].sort((a, b) => a - b);
}
