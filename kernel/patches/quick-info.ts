/**
 * Extends TypeScript's quick info: at the beginning of an argument, and elsewhere within the brackets of a call where
 * TypeScript has none, it is about the function that is called; and that of a function lists the properties of its options.
 *
 * Not needed once test/full/typescript.test.ts says so.
 */
import type {
  Identifier,
  JSDocTagInfo,
  Node,
  SourceFile,
  SymbolDisplayPart,
  TypeChecker,
} from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./typescript.js";

export function quickInfo(ts: TypeScript): Partial<TypeScript> {
  const infoAt = ts.getQuickInfoAtPosition;
  const getQuickInfoAtPosition: TypeScript["getQuickInfoAtPosition"] = (
    file,
    checker,
    token,
    position,
  ) => {
    const callee = calleeAt(ts, file, position)?.getStart(file);
    const begins = callee !== undefined && /[(,]\s*$/.test(file.text.slice(0, position));
    const own = begins ? undefined : infoAt(file, checker, token, position);
    const start = own ? own.textSpan.start : callee;
    const info = own ?? (start === undefined ? undefined : infoAt(file, checker, token, start));
    if (!info || start === undefined) return info;
    const options = optionsOf(ts, file, checker, start);
    return { ...info, tags: [...(info.tags ?? []), ...options] };
  };
  return { getQuickInfoAtPosition };
}

/** The name of the function whose call is the innermost around the position. */
function calleeAt(ts: TypeScript, file: SourceFile, position: number): Identifier | undefined {
  let callee: Node | undefined;
  const visit = (node: Node) => {
    // A call that is not closed yet ends before the spaces that follow it.
    if (position < node.pos || file.text.slice(node.end, position).trim() !== "") return;
    if (ts.isBlock(node)) callee = undefined; // the body of a function among the arguments
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const { expression } = node;
      const isBehind = file.text[node.end - 1] === ")" && position >= node.end;
      if (position > expression.end && !isBehind) callee = expression;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const name = callee && ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return name && ts.isIdentifier(name) ? name : undefined;
}

/** The optional properties of arguments, such as `learningRate` of `train`: name, type, documentation and default. */
function optionsOf(ts: TypeScript, file: SourceFile, checker: TypeChecker, position: number) {
  const name = nameAt(ts, file, position);
  const [signature] = (name && checker.getTypeAtLocation(name).getCallSignatures()) ?? [];
  if (!name || !signature) return [];
  const text = (parts?: SymbolDisplayPart[]) => ts.displayPartsToString(parts);
  return signature.parameters.flatMap((parameter) =>
    checker
      .getTypeOfSymbolAtLocation(parameter, name)
      .getNonNullableType()
      .getProperties()
      .filter((property) => property.flags & ts.SymbolFlags.Optional)
      .map((property): JSDocTagInfo => {
        const type = checker.typeToString(checker.getTypeOfSymbolAtLocation(property, name));
        const tags = property.getJsDocTags(checker).filter((tag) => tag.name === "default");
        const preset = tags.map((tag) => `; default: ${text(tag.text)}`).join("");
        const meaning = text(property.getDocumentationComment(checker)) + preset;
        const line = `  ${property.name}: ${type}${meaning && `, ${meaning}`}`;
        return { name: "option", text: [{ text: line, kind: "text" }] };
      }),
  );
}

function nameAt(ts: TypeScript, file: SourceFile, position: number): Node | undefined {
  let found: Node | undefined;
  const visit = (node: Node) => {
    if (position < node.getStart(file) || position >= node.end) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}
