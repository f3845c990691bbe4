/** The numbers of a notebook that are worth changing: `const name = value;` in the cell tagged `parameters`. */
import ts from "@tslab/typescript-for-tslab";
import { UsageError } from "./failure.mjs";
import { type Cell, hasTag, join, lines, type Notebook } from "./notebook.js";

export interface Parameter {
  name: string;
  /** Its value, as it is written. */
  value: string;
  /** What stands after it on its line: a range, what to try. */
  comment: string;
}

export function parametersOf(notebook: Notebook): Parameter[] {
  const cell = parametersCell(notebook);
  if (!cell) return [];
  const found = declarations(join(cell.source));
  return found.map(({ name, value, comment }) => ({ name, value, comment }));
}

/** A copy of the notebook in which each named parameter has the value given, as TypeScript text. */
export function setParameters(notebook: Notebook, values: Record<string, string>): Notebook {
  const copy = structuredClone(notebook);
  const cell = parametersCell(copy);
  for (const [name, value] of Object.entries(values)) {
    const source = join(cell?.source);
    const found = declarations(source);
    const old = found.find((declaration) => declaration.name === name);
    if (!cell || !old) {
      const names = found.map((declaration) => declaration.name).join(", ") || "none";
      throw new UsageError(`no parameter "${name}"; this notebook has: ${names}`);
    }
    const text = expression(value);
    if (text === undefined)
      throw new UsageError(`--set ${name}=… must be one TypeScript expression; got ${value}`);
    cell.source = lines(source.slice(0, old.start) + text + source.slice(old.end));
  }
  return copy;
}

const parametersCell = (notebook: Notebook): Cell | undefined =>
  notebook.cells.find((cell) => hasTag(cell, "parameters"));

/** The top-level `const name = value`, with where the value begins and ends. */
function declarations(source: string): (Parameter & { start: number; end: number })[] {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true);
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .flatMap(({ name, initializer }) => {
      if (!ts.isIdentifier(name) || !initializer) return [];
      const start = initializer.getStart(file);
      const end = initializer.getEnd();
      const comment = /\/\/ *(.*)/.exec(source.slice(end).split("\n")[0])?.[1] ?? "";
      return [{ name: name.text, value: source.slice(start, end), comment, start, end }];
    });
}

/** The text of the one expression that `value` holds, without comments around it. */
function expression(value: string): string | undefined {
  const text = `(${value}\n)`;
  const file = ts.createSourceFile("value.ts", text, ts.ScriptTarget.Latest, true);
  const errors = (file as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics;
  const [statement] = file.statements;
  if (errors.length > 0 || file.statements.length !== 1 || !statement) return undefined;
  if (!ts.isExpressionStatement(statement)) return undefined;
  // "1) + (2" is a sum of two brackets, not one bracket: it would not be one value.
  if (!ts.isParenthesizedExpression(statement.expression)) return undefined;
  const inner = statement.expression.expression;
  const comma =
    ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.CommaToken;
  return comma ? undefined : inner.getText(file);
}
