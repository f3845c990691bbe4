/**
 * tslab writes `exports.x` for an `x` of an earlier cell. It forgets the one in `{ x }`, and writes it for the name of a
 * property, as in `const { weights: w } = neuron`.
 *
 * Not needed once test/full/typescript.test.ts says so.
 */
import type { Node, ShorthandPropertyAssignment, Visitor } from "@tslab/typescript-for-tslab";
import { latestProgram } from "./program.js";
import type { TypeScript } from "./typescript.js";

export function propertyNames(ts: TypeScript): Partial<TypeScript> {
  const visitEachChild: TypeScript["visitEachChild"] = (
    node: Node | undefined,
    visitor: Visitor,
    context: Parameters<TypeScript["visitEachChild"]>[2],
  ) => {
    if (node && ts.isShorthandPropertyAssignment(node) && isOfEarlierCell(node))
      return writtenOut(ts, node);
    const name = node && propertyName(ts, node);
    const visit: Visitor = name ? (child) => (child === name ? child : visitor(child)) : visitor;
    return ts.visitEachChild(node, visit, context);
  };
  return { visitEachChild };
}

function isOfEarlierCell(node: ShorthandPropertyAssignment): boolean {
  const { program, earlierFile } = latestProgram() ?? {};
  const checker = program?.getProgram().getTypeChecker();
  const declarations = checker?.getShorthandAssignmentValueSymbol(node)?.declarations ?? [];
  return declarations.some((each) => each.getSourceFile().fileName === earlierFile);
}

/** `x: exports.x` for `x`, and `x: exports.x = 1` for `x = 1` in a pattern. */
function writtenOut({ factory }: TypeScript, node: ShorthandPropertyAssignment): Node {
  const { name, objectAssignmentInitializer: initial } = node;
  const x = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), name);
  return factory.createPropertyAssignment(name, initial ? factory.createAssignment(x, initial) : x);
}

/** The `weights` of `{ weights: w }`. */
function propertyName(ts: TypeScript, node: Node): Node | undefined {
  const name = ts.isBindingElement(node)
    ? node.propertyName
    : ts.isPropertyAssignment(node)
      ? node.name
      : undefined;
  return name && ts.isIdentifier(name) ? name : undefined;
}
