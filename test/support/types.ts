/**
 * Strict type check of a notebook's code cells, without running them. Each cell becomes a virtual module
 * that imports what it uses of earlier cells, since tslab keeps their names the same way: a later cell may
 * declare a name again. The TypeScript and its options are the kernel's, and strict besides.
 */
import path from "node:path";
import ts from "@tslab/typescript-for-tslab";
import { isRun, join, type Notebook } from "../../ipynb/nbformat.js";
import { isProgram } from "./program.js";

const options: ts.CompilerOptions = {
  strict: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: ["node"],
  declaration: true, // as tslab: a type that can't be written down is an error
  resolveJsonModule: true,
  skipLibCheck: true,
};

const UNTYPED_PARAMETER = 7006; // TypeScript's number for "Parameter … implicitly has an 'any' type"

/** A code cell as a module. */
interface Module {
  file: string;
  source: string;
  /** The source, and after it what it imports and exports: so its lines keep their numbers. */
  code: string;
  /** "cell 7", all cells counted from 1. */
  name: string;
  /** Whether it is a whole program: it runs wherever JavaScript runs, so no type is written in it. */
  isPlain: boolean;
}

interface Source {
  name: string;
  notebook: Notebook;
  /** Where the notebook lies: imports start there. */
  folder: string;
}

/** What is wrong with the types of the notebooks' cells, by the notebook's name. */
export function typeProblems(notebooks: Source[]): Map<string, string[]> {
  const books = notebooks.map(({ name, notebook, folder }) => ({
    name,
    modules: modulesOf(notebook, path.join(folder, `__${name}`)),
  }));
  const files = new Map(books.flatMap((book) => book.modules.map((cell) => [cell.file, cell])));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file)?.code ?? readFile(file);
  host.getSourceFile = (file, target) => {
    const cell = files.get(file);
    return cell ? ts.createSourceFile(file, cell.code, target, true) : getSourceFile(file, target);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const problemsOf = (cell: Module): string[] => {
    const file = program.getSourceFile(cell.file);
    if (!file) throw new Error(`no file ${cell.file}`);
    const found = ts
      .getPreEmitDiagnostics(program, file)
      .filter(({ code }) => !(cell.isPlain && code === UNTYPED_PARAMETER));
    return [
      ...found.map(({ start = 0, messageText }) =>
        complaint(cell, file, start, ts.flattenDiagnosticMessageText(messageText, "\n")),
      ),
      ...shorthands(cell, file, program.getTypeChecker()),
    ];
  };
  return new Map(books.map(({ name, modules }) => [name, modules.flatMap(problemsOf)]));
}

function complaint(cell: Module, file: ts.SourceFile, start: number, message: string): string {
  // What stands after the source is ours; its errors belong to the cell as a whole.
  const at = Math.min(start, cell.source.length);
  const { line, character } = file.getLineAndCharacterOfPosition(at);
  const text = cell.source.split("\n")[line];
  return `${cell.name}, line ${line + 1}, column ${character + 1}: ${message}\n  ${text.trim()}`;
}

/**
 * `{ x }` with an x of an earlier cell is right by its types, and yet tslab stops at it: it renames x, and leaves
 * the shorthand. As the left side of an assignment it silently assigns nothing.
 */
function shorthands(cell: Module, file: ts.SourceFile, checker: ts.TypeChecker): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isShorthandPropertyAssignment(node)) {
      const symbol = checker.getShorthandAssignmentValueSymbol(node);
      const name = node.name.text;
      if (symbol?.declarations?.some(({ pos }) => pos >= cell.source.length))
        found.push(
          complaint(
            cell,
            file,
            node.getStart(file),
            `tslab finds no ${name} of an earlier cell here; write ${name}: ${name}`,
          ),
        );
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The code cells as modules, each importing what it uses from the last earlier cell that declares it. */
function modulesOf(notebook: Notebook, stem: string): Module[] {
  const declared = new Map<string, { from: string; isLet: boolean }>();
  return notebook.cells.flatMap((cell, i) => {
    if (!isRun(cell)) return [];
    const source = join(cell.source);
    const module = `${stem}_${i + 1}__`;
    const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
    const own = declarations(file);
    const imports = [...identifiers(file)].flatMap((name) => {
      const known = declared.get(name);
      if (!known || own.has(name)) return [];
      const from = JSON.stringify(`./${path.basename(known.from)}`);
      // An imported name can't be assigned to; an earlier cell's `let` can.
      if (known.isLet) return [`declare let ${name}: typeof import(${from}).${name};`];
      return [`import { ${name} } from ${from};`];
    });
    for (const [name, isLet] of own) declared.set(name, { from: module, isLet });
    const exports = `export { ${[...own.keys()].join(", ")} };`;
    const code = `${source}\n${[...imports, exports].join(" ")}`;
    return [
      { file: `${module}.ts`, source, code, name: `cell ${i + 1}`, isPlain: isProgram(cell) },
    ];
  });
}

/** All names that stand in the cell, wherever: too many do no harm. */
function identifiers(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** The names that the cell declares at its top level, and whether each may be assigned to later. */
function declarations(file: ts.SourceFile): Map<string, boolean> {
  const names = new Map<string, boolean>();
  const bind = (name: ts.BindingName, isLet: boolean): void => {
    if (ts.isIdentifier(name)) names.set(name.text, isLet);
    else
      for (const part of name.elements) if (!ts.isOmittedExpression(part)) bind(part.name, isLet);
  };
  for (const node of file.statements) {
    if (ts.isVariableStatement(node))
      for (const { name } of node.declarationList.declarations)
        bind(name, !(node.declarationList.flags & ts.NodeFlags.Const));
    else if (ts.isImportDeclaration(node)) {
      const { name, namedBindings } = node.importClause ?? {};
      if (name) names.set(name.text, false);
      if (namedBindings && ts.isNamespaceImport(namedBindings))
        names.set(namedBindings.name.text, false);
      else for (const { name } of namedBindings?.elements ?? []) names.set(name.text, false);
    } else if (
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isEnumDeclaration(node)
    ) {
      if (node.name) names.set(node.name.text, false);
    }
  }
  return names;
}
