/** Which names the code of a cell declares. */
import ts from "@tslab/typescript-for-tslab";

const parse = (code: string) =>
  ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);

function boundNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

/** The names that one declaration or import gives. */
function declaredBy(node: ts.Node): ts.Identifier[] {
  if (ts.isVariableDeclaration(node) || ts.isParameter(node)) return boundNames(node.name);
  if (ts.isImportDeclaration(node)) {
    const { name, namedBindings } = node.importClause ?? {};
    const others = !namedBindings
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings.name]
        : namedBindings.elements.map((element) => element.name);
    return name ? [name, ...others] : others;
  }
  const { name } = node as { name?: ts.Node };
  const named =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node);
  return named && name && ts.isIdentifier(name) ? [name] : [];
}

/** The names that later cells get from a cell. */
export function declaredNames(code: string): Set<string> {
  const names = parse(code).statements.flatMap((statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.flatMap(declaredBy)
      : declaredBy(statement),
  );
  return new Set(names.map((name) => name.text));
}

/** All that is written in the code, from outside to inside. */
function nodes(code: string): ts.Node[] {
  const all: ts.Node[] = [parse(code)];
  for (const node of all) ts.forEachChild(node, (child) => void all.push(child));
  return all;
}

/** The lines, from 1, in which the name is declared, at the top or inside of functions and blocks. */
export const declarationLines = (name: string, code: string): number[] =>
  nodes(code)
    .flatMap(declaredBy)
    .filter(({ text }) => text === name)
    .map((node) => node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1);

/** Where something is thrown. */
export const throwOffsets = (code: string): number[] =>
  nodes(code)
    .filter(ts.isThrowStatement)
    .map((node) => node.getStart());

/** The name that was probably meant, if one is near. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  // biome-ignore lint/suspicious/noExplicitAny: it is not declared
  const { getSpellingSuggestion } = ts as any;
  return getSpellingSuggestion(name, [...names], (candidate: string) => candidate);
}
