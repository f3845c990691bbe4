/**
 * The numbers of a notebook that are worth changing: `const name = value;` in the cell tagged `parameters`; and a preset
 * of them in a page's address: `#learningRate=0.5&epochs=100`. An address only ever brings data: a value must be JSON, of
 * the kind that the cell has, and is written anew.
 */

import { childrenOf, type Tree, treeOf } from "./language/tree.js";
import { type Cell, hasTag, join, type Notebook, parsedJson } from "./nbformat.js";

interface Parameter {
  name: string;
  /** its value, as it is written, and where */
  text: string;
  from: number;
  to: number;
  /** a number, a string, a boolean, or arrays and objects of them; undefined for anything that computes */
  value: unknown;
}

export const parametersCell = (notebook: Notebook): Cell | undefined =>
  notebook.cells.find((cell) => hasTag(cell, "parameters"));

export const parametersOf = (notebook: Notebook): Parameter[] =>
  declarations(join(parametersCell(notebook)?.source));

/** A parameter that is not as in the committed notebook. */
export interface ChangedParameter {
  name: string;
  value: string;
  committed: string;
  /** the notebook, in a document of several */
  notebook: string;
}

/** @param name the notebook's, in a document of several */
export function changedParameters(
  notebook: Notebook,
  committed: Notebook,
  name = "",
): ChangedParameter[] {
  const before = new Map(parametersOf(committed).map(({ name, text }) => [name, text]));
  return parametersOf(notebook).flatMap(({ name: parameter, text }) => {
    const old = before.get(parameter) ?? text;
    if (old === text) return [];
    return [{ name: parameter, value: text, committed: old, notebook: name }];
  });
}

/** The top-level `const name = value` of a cell. */
export function declarations(code: string): Parameter[] {
  const found: Parameter[] = [];
  for (const statement of partsOf(treeOf(code))) {
    if (statement.name !== "VariableDeclaration") continue;
    const parts = partsOf(statement);
    for (const [i, part] of parts.entries()) {
      if (part.name !== "VariableDefinition") continue;
      const equals = parts[i + 1]?.name === "TypeAnnotation" ? i + 2 : i + 1;
      const value = parts[equals + 1];
      if (parts[equals]?.name !== "Equals" || !value) continue;
      const { from, to } = value;
      const name = code.slice(part.from, part.to);
      found.push({ name, text: code.slice(from, to), from, to, value: literal(value, code) });
    }
  }
  return found;
}

/** The text of the one expression that `code` holds, without comments around it; undefined for anything else. */
export function expression(code: string): string | undefined {
  // "1) + (2" is a sum of two brackets, not one bracket: it would not be one value.
  const text = `(${code}\n)`;
  const [statement, ...others] = partsOf(treeOf(text));
  const [brackets] = statement?.name === "ExpressionStatement" ? partsOf(statement) : [];
  if (others.length > 0 || brackets?.name !== "ParenthesizedExpression") return undefined;
  const [, inner] = partsOf(brackets);
  if (!inner || inner.name === "SequenceExpression" || hasError(brackets)) return undefined;
  return text.slice(inner.from, inner.to);
}

const hasError = (node: Tree): boolean => node.type.isError || partsOf(node).some(hasError);

/** Without comments. */
const partsOf = (node: Tree): Tree[] =>
  childrenOf(node).filter(({ name }) => !/Comment$/.test(name));

function literal(node: Tree, code: string): unknown {
  const text = code.slice(node.from, node.to);
  const inner = partsOf(node);
  if (node.name === "Number") return finite(Number(text.replaceAll("_", "")));
  if (node.name === "UnaryExpression" && /^[+-]/.test(text) && inner[1]?.name === "Number") {
    const number = literal(inner[1], code) as number;
    return number === undefined ? undefined : text[0] === "-" ? -number : number;
  }
  if (node.name === "BooleanLiteral") return text === "true";
  if (node.name === "String")
    return /^'[^'"\\]*'$/.test(text) ? text.slice(1, -1) : parsedJson(text);
  if (node.name === "ArrayExpression") {
    const items = inner.filter(({ name }) => !/^[[\],]$/.test(name)).map((n) => literal(n, code));
    return items.includes(undefined) ? undefined : items;
  }
  if (node.name === "ObjectExpression") {
    const object: Record<string, unknown> = Object.create(null);
    for (const property of inner.filter(({ name }) => !/^[{},]$/.test(name))) {
      const [key, colon, value] = partsOf(property);
      if (property.name !== "Property" || colon?.name !== ":" || !value) return undefined;
      const name = code.slice(key.from, key.to);
      object[key.name === "String" ? String(parsedJson(name)) : name] = literal(value, code);
    }
    return Object.values(object).includes(undefined) ? undefined : object;
  }
  return undefined;
}

const finite = (number: number): number | undefined =>
  Number.isFinite(number) ? number : undefined;

/** A cell's code with the values of an address, and what is wrong with others, in sentences. */
interface Applied {
  code: string;
  refused: string[];
}

const longest = 4000;
/** How many characters of text a link may bring in all: enough for a name, too few for a message. */
const mostText = 40;
/** Control, bidirectional and invisible characters, which could disguise a value. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/u;

/** The texts in a value, names among them. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(Array.isArray(value) ? [] : [key]),
    ...textsOf(item),
  ]);
}

/** The cell's code with the values that a fragment gives; those that do not fit are refused. */
export function withParameters(code: string, wishes: [name: string, json: string][]): Applied {
  const refused: string[] = [];
  let changed = code;
  let room = mostText;
  for (const [name, json] of wishes) {
    const parameters = declarations(changed);
    const parameter = parameters.find((candidate) => candidate.name === name);
    // Nothing of the link's own words is repeated: they may be a stranger's.
    if (!parameter) {
      const known = parameters.map((known) => known.name).join(", ");
      refused.push(`there is no such parameter here, only ${known || "none"}.`);
      continue;
    }
    const known = textsOf(parameter.value);
    const kind = kindOf(parameter.value);
    const value = json.length > longest ? undefined : parsedJson(json);
    const text = written(value);
    const fresh = textsOf(value).filter((text) => !known.includes(text));
    const length = fresh.join("").length;
    if (kind === undefined) refused.push(`${name}: it is computed, and cannot be set.`);
    else if (text === undefined || !sameKind(value, parameter.value))
      refused.push(`${name}: it must be ${kind}, as in ${written(parameter.value)}.`);
    else if (fresh.some((text) => unseen.test(text)))
      refused.push(`${name}: it has characters that cannot be seen.`);
    else if (length > room)
      refused.push(`${name}: a link can bring ${mostText} characters of text, not more.`);
    else {
      room -= length;
      changed = changed.slice(0, parameter.from) + text + changed.slice(parameter.to);
    }
  }
  return { code: changed, refused };
}

/** The parameters in which two versions of a cell differ, as pairs for an address. */
export function preset(code: string, original: string): [name: string, json: string][] {
  const before = new Map(declarations(original).map(({ name, value }) => [name, written(value)]));
  return declarations(code).flatMap(({ name, value }): [string, string][] => {
    const text = written(value);
    if (text === undefined || !before.has(name) || before.get(name) === text) return [];
    return [[name, text]];
  });
}

/** A value as TypeScript, which is JSON as well; undefined where there is a number that JSON has not. */
function written(value: unknown): string | undefined {
  if (typeof value === "number")
    return Number.isFinite(value) ? (Object.is(value, -0) ? "-0" : String(value)) : undefined;
  if (typeof value === "string")
    return JSON.stringify(value).replace(
      /[\u2028\u2029]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16)}`,
    );
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "object" || value === null) return undefined;
  const isArray = Array.isArray(value);
  const items = Object.entries(value).map(([key, item]) => {
    const text = written(item);
    if (text === undefined || key === "__proto__") return undefined;
    return isArray ? text : `${JSON.stringify(key)}: ${text}`;
  });
  if (items.includes(undefined)) return undefined;
  return isArray ? `[${items.join(", ")}]` : `{ ${items.join(", ")} }`;
}

function kindOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return "a list of the same kind";
  if (typeof value === "object") return "names with values of the same kind";
  if (typeof value === "boolean") return "true or false";
  if (typeof value === "string") return "a text in quotes";
  return typeof value === "number" ? "a number" : undefined;
}

function sameKind(value: unknown, model: unknown): boolean {
  if (typeof value !== typeof model || Array.isArray(value) !== Array.isArray(model)) return false;
  if (typeof model !== "object") return true;
  if (value === null || model === null) return false;
  const [first] = Object.values(model as object);
  return Object.values(value as object).every((item) =>
    first === undefined ? typeof item === "number" : sameKind(item, first),
  );
}
