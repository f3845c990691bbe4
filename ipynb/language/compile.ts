/**
 * Makes a script of a cell. Types are taken away, lines keep their numbers. The cell becomes a strict function inside
 * `with (scope)`: names that it does not declare itself are looked up among those of earlier cells, and its own
 * top-level names are put there, as they are declared. So closures, shadowing, shorthand properties and declaring a
 * name again need no care of ours: they are JavaScript's.
 */
import { type Node, type Program, parse } from "acorn";
import { transform } from "sucrase";

/** What goes wrong before a cell runs. */
export class CellError extends Error {
  constructor(
    message: string,
    readonly line?: number,
  ) {
    super(message);
    this.name = "SyntaxError";
  }
}

// biome-ignore lint/suspicious/noExplicitAny: any node of the tree, with whatever parts it has
export type Tree = any;
interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * A script that gives `__cell` a CompiledCell (compiled-cell.ts).
 *
 * @param source TypeScript
 * @param exported what the module "perceptron" exports
 * @param name of the script, in stack traces
 * @throws CellError
 */
export function compile(source: string, exported: readonly string[], name: string): string {
  const code = withoutTypes(source);
  const tree = parsedScript(code);
  const edits: Edit[] = [];
  const names = new Set<string>();
  const imports: string[] = [];
  for (const statement of tree.body) {
    if (statement.type === "ImportDeclaration") {
      const { value } = statement.source;
      if (value !== "perceptron") throw elsewhere(String(value), statement.loc?.start.line);
      edits.push({ start: statement.start, end: statement.end, text: blank(code, statement) });
      for (const specifier of statement.specifiers) {
        const local = specifier.local.name;
        const imported =
          specifier.type === "ImportNamespaceSpecifier"
            ? "*"
            : specifier.type === "ImportDefaultSpecifier"
              ? "default"
              : "name" in specifier.imported
                ? specifier.imported.name
                : String(specifier.imported.value);
        // What is not exported may be a type: it must not exist, but using it is an error.
        if (imported === "*" || exported.includes(imported)) {
          imports.push(`${local} = __import(${JSON.stringify(imported)})`);
          names.add(local);
        }
      }
    } else if (statement.type === "ExportNamedDeclaration" && statement.declaration) {
      const start = statement.start;
      edits.push({ start, end: statement.declaration.start, text: "" });
      for (const found of declared(statement.declaration)) names.add(found);
    } else if (statement.type.startsWith("Export"))
      throw new CellError("a cell cannot export that", statement.loc?.start.line);
    else for (const found of declared(statement)) names.add(found);
  }
  askForRoom(tree, new Set(), edits);
  const last = tree.body.at(-1);
  if (last?.type === "ExpressionStatement") {
    const { start, end } = last.expression;
    edits.push({ start, end: start, text: "__last((" }, { start: end, end, text: "\n))" });
  }
  for (const node of dynamicImports(tree))
    edits.push({ start: node.start, end: node.start + "import".length, text: "__load" });
  const declarations = [...names].map(
    (found) => `__declare(${JSON.stringify(found)}, () => ${found}, (__v) => { ${found} = __v; });`,
  );
  const constants = imports.length > 0 ? `const ${imports.join(", ")};` : "";
  return [
    "__cell(function (__scope, __declare, __import, __load, __last, __room) { with (__scope) { return async function () {",
    `"use strict"; let __left = 0; ${declarations.join(" ")} ${constants} ${edited(code, edits)}`,
    `\n}; } });\n//# sourceURL=${name}\n`,
  ].join(" ");
}

export function withoutTypes(source: string): string {
  try {
    const options = { disableESTransforms: true, keepUnusedImports: true } as const;
    return transform(source, { transforms: ["typescript"], ...options }).code;
  } catch (error) {
    const { message } = error as Error;
    const [, text, line] = /^(?:Error transforming .*?: )?(.*?) \((\d+):\d+\)/s.exec(message) ?? [];
    throw new CellError(text ?? message, line === undefined ? undefined : Number(line));
  }
}

export function parsedScript(code: string): Program {
  try {
    return parse(code, { ecmaVersion: "latest", sourceType: "module", locations: true });
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number } };
    throw new CellError(message.replace(/ \(\d+:\d+\)$/, ""), loc?.line);
  }
}

export const elsewhere = (module: string, line?: number): CellError =>
  new CellError(`a page has no “${module}”: open the notebook in JupyterLab for it`, line);

/** The same number of lines, and nothing on them. */
const blank = (code: string, { start, end }: Node): string =>
  code.slice(start, end).replace(/[^\n]+/g, "");

/** Names that a statement declares for the whole cell: a `var` also from inside blocks. */
export function declared(node: Tree, inner = false): string[] {
  if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration")
    return inner ? [] : [node.id.name];
  if (node.type === "VariableDeclaration")
    return inner && node.kind !== "var"
      ? []
      : (node.declarations as Tree[]).flatMap(({ id }) => bound(id));
  if (/Function|Class|Expression/.test(node.type)) return [];
  return children(node).flatMap((child) => declared(child, true));
}

/** Names that a pattern binds. */
export function bound(pattern: Tree): string[] {
  if (!pattern) return [];
  if (pattern.type === "Identifier") return [pattern.name];
  if (pattern.type === "ObjectPattern") return (pattern.properties as Tree[]).flatMap(bound);
  if (pattern.type === "ArrayPattern") return (pattern.elements as Tree[]).flatMap(bound);
  return bound(pattern.value ?? pattern.argument ?? pattern.left);
}

function dynamicImports(node: Tree): Node[] {
  if (node.type === "ImportExpression") return [node];
  return children(node).flatMap(dynamicImports);
}

/**
 * Inserts a counter into the body of every loop and function. When it is below zero the code calls `__room` with the names
 * that are in scope there, from which memory.ts estimates how much is in use and stops a cell that would take all memory.
 */
function askForRoom(node: Tree, local: Set<string>, edits: Edit[]): void {
  let names = local;
  const isFunction = /Function/.test(node.type);
  if (isFunction) names = new Set((node.params as Tree[]).flatMap(bound));
  else if (node.type === "BlockStatement") names = new Set(local);
  const isLoop = /^(For|While|DoWhile)/.test(node.type) && node.type.endsWith("Statement");
  if (isLoop || (isFunction && node.body.type === "BlockStatement")) {
    const { body } = node;
    const ask = `if (--__left < 0) __left = __room([${[...names].join(", ")}]);`;
    const isBlock = body.type === "BlockStatement";
    const start = isBlock ? body.start + 1 : body.start;
    edits.push({ start, end: start, text: isBlock ? ` ${ask}` : `{ ${ask} ` });
    if (!isBlock) edits.push({ start: body.end, end: body.end, text: " }" });
  }
  for (const child of children(node)) {
    askForRoom(child, names, edits);
    if (node.type === "BlockStatement") for (const name of declared(child)) names.add(name);
  }
}

export function children(node: Tree): Tree[] {
  return Object.values(node)
    .flat()
    .filter((value: unknown) => typeof (value as Tree)?.type === "string");
}

function edited(code: string, edits: Edit[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    result += code.slice(at, start) + text;
    at = end;
  }
  return result + code.slice(at);
}
