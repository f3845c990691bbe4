/** What a reader is told when TypeScript refuses a cell: the first cause, in the words of the course. */
import type { Diagnostic } from "tslab/dist/converter.js";
import { findUnclosed } from "./brackets.js";
import { declarationLines, nearestName } from "./declarations.js";
import { type Context, explainMissing } from "./missing-names.js";
import { type Place, placeOf } from "./place.js";
import { explainPythonLine } from "./python.js";

interface Explanation {
  sentence: string;
  place: Place;
  /** The file that is wrong, where it is not the cell. */
  file?: string;
}

type Explain = (groups: string[], details: { diagnostic: Diagnostic; context: Context }) => string;

const UNKNOWN_NAME =
  /^(?:Cannot find (?:name|namespace) '(.+?)'|No value exists in scope for the shorthand property '(.+?)')/;

/** TypeScript's messages that a beginner meets, and what they mean here. */
const SENTENCES: [RegExp, Explain][] = [
  [
    /^Module '"(.+)"' has no exported member '(.+?)'\.|^'"(.+)"' has no exported member named '(.+?)'/,
    ([a, b, c, d], { context }) => {
      const [module, name] = [a ?? c, b ?? d];
      const meant = module === "perceptron" ? nearestName(name, context.exports) : undefined;
      return `the module ${module} has no \`${name}\`${meant ? `: did you mean \`${meant}\`?` : ""}`;
    },
  ],
  [
    /^Cannot find module '(.+?)'/,
    ([name]) =>
      name.startsWith(".")
        ? `there is no file ${name}.ts in the folder of this notebook`
        : `there is no package \`${name}\` here${name === "perceptron" ? ": open the notebook from the course's own folder" : '; the course itself needs only "perceptron"'}`,
  ],
  [
    /^Cannot redeclare block-scoped variable '(.+)'|^Duplicate identifier '(.+)'/,
    ([a, b], { context }) => {
      const name = a ?? b;
      const lines = declarationLines(name, context.code);
      return `\`${name}\` is declared twice in this cell, in lines ${lines.join(" and ")}: take another name, or write \`let\` the first time and only \`${name} = …\` then`;
    },
  ],
  [
    /^Cannot assign to '(.+?)' because it is a constant/,
    ([name]) =>
      `\`${name}\` is a constant: change it where it is declared and run that cell again, or declare it with \`let\` instead of \`const\` there`,
  ],
  [
    /^Cannot assign to '(.+?)' because it is an import/,
    ([name]) => `\`${name}\` is imported and can't be changed: take another name`,
  ],
  [
    /^(?:Block-scoped variable|Class|Variable) '(.+?)' (?:is )?used before (?:its declaration|being assigned)/,
    ([name]) => `\`${name}\` is used before the line that gives it a value: move that line up`,
  ],
  [
    /^'const' declarations must be initialized/,
    () => "a constant needs its value at once: write = and the value",
  ],
  [
    /^'await' expressions are only allowed within async functions|^'for await' loops are only allowed/,
    () =>
      "`await` works here only in a function that is marked so: write `async` before the brackets of the function around it",
  ],
  [
    /^Property '(.+?)' does not exist on type 'void'/,
    ([name]) =>
      `the function gives nothing back, so there is no \`${name}\`: write \`return\` before what it should give`,
  ],
  [
    /^Property '(.+?)' does not exist on type '(.+?)'(?:\.| in any way)?(?: Did you mean '(.+?)'\?)?/,
    ([name, type, meant]) =>
      `there is no \`${name}\` on ${typeName(type)}${meant ? `: did you mean \`${meant}\`?` : ""}`,
  ],
  [
    /^Object literal may only specify known properties,? (?:and|but) '(.+?)' does not exist in type '(.+?)'\.(?: Did you mean to write '(.+?)'\?)?/,
    ([name, type, meant]) =>
      `\`${name}\` is unknown in ${typeName(type)}${meant ? `: did you mean \`${meant}\`?` : ""}`,
  ],
  [
    /^Argument of type '(.+)' is not assignable to parameter of type '(.+)'/,
    ([given, wanted]) => `${typeName(wanted)} is wanted here, not ${typeName(given)}`,
  ],
  [
    /^Type '(.+)' is not assignable to type '(.+)'/,
    ([given, wanted]) => `${typeName(wanted)} is wanted here, not ${typeName(given)}`,
  ],
  [
    /^Expected (.+?) arguments?, but got (\d+)/,
    ([wanted, given]) =>
      `this function takes ${wanted.replace("-", " to ")} ${wanted === "1" ? "value" : "values"} between its brackets, and gets ${given}: Shift+Tab there shows which`,
  ],
  [
    /^This expression is not callable/,
    () => "this is no function, so ( ) can't follow it: is a sign or a comma missing?",
  ],
  [
    /^The (left|right)-hand side of an arithmetic operation must be/,
    ([side]) => `what stands ${side} of the sign is no number`,
  ],
  [
    /^Operator '(.+?)' cannot be applied to types? '(.+?)'(?: and '(.+?)')?/,
    ([sign, a, b]) => `\`${sign}\` can't join ${typeName(a)}${b ? ` and ${typeName(b)}` : ""}`,
  ],
  [
    /^'(.+?)' only refers to a type, but is being used as a value/,
    ([name]) => `\`${name}\` is a type: it has no value to compute with`,
  ],
];

const SYNTAX: [RegExp, Explain][] = [
  [/^Unterminated string literal/, () => "a text in this line has no closing quote"],
  [/^Unterminated template literal/, () => "the text that begins with ` has no closing `"],
  [
    /^Invalid character/,
    (_, { diagnostic: { start }, context: { code } }) => {
      const character = code.slice(start.offset, start.offset + 1);
      if (character === "−") return "this minus is for print: in code it is -";
      return /[“”„‘’‚«»]/.test(character)
        ? 'this quote is for print: in code it is "'
        : "this character has no meaning in TypeScript: was it copied from a text?";
    },
  ],
  [
    /^'(.+?)' expected/,
    ([sign]) => `\`${sign}\` is missing here, or something before it is too much`,
  ],
  [
    /^(?:Expression|Identifier|Argument expression|Variable declaration|Property assignment) expected/,
    () => "something is missing here, or a sign is too much",
  ],
  [
    /^Unexpected keyword or identifier|^Unknown keyword or identifier/,
    () => "this is no TypeScript: is a sign missing before it, or is it misspelt?",
  ],
];

export function explainDiagnostics(diagnostics: Diagnostic[], context: Context): Explanation {
  const inCell = diagnostics.filter(({ fileName }) => !fileName);
  const [foreign] = diagnostics.filter(({ fileName }) => fileName);
  if (foreign) {
    const { line, character: column } = foreign.start;
    return {
      sentence: quoted(foreign.messageText),
      place: { line, column },
      file: foreign.fileName,
    };
  }
  const ordered = [...inCell].sort((a, b) => a.start.offset - b.start.offset);
  const syntax = ordered.find(({ code }) => code >= 1000 && code < 2000 && code !== 1308);
  if (syntax) return explainSyntaxError(syntax, context);
  const names = ordered.filter(({ messageText }) => UNKNOWN_NAME.test(messageText));
  if (names.length > 0) {
    const [first, ...others] = names.map(({ messageText }) => {
      const [, a, b] = UNKNOWN_NAME.exec(messageText) ?? [];
      return a ?? b;
    });
    const all = [...new Set([first, ...others])] as [string, ...string[]];
    return { sentence: explainMissing(all, context), place: placeOfDiagnostic(names[0]) };
  }
  // Of the messages at one place each says more exactly what the one before it says.
  const first = ordered[0];
  const chain = ordered.filter(({ start }) => start.offset === first.start.offset);
  const promise = chain.find(({ messageText }) => /'Promise<|Promise<.*>'/.test(messageText));
  if (promise) return { sentence: missingAwait(promise, context), place: placeOfDiagnostic(first) };
  for (const diagnostic of [...chain].reverse()) {
    const sentence = firstExplanation(SENTENCES, diagnostic, context);
    if (sentence) return { sentence, place: placeOfDiagnostic(diagnostic) };
  }
  return { sentence: quoted(first.messageText), place: placeOfDiagnostic(first) };
}

function explainSyntaxError(diagnostic: Diagnostic, context: Context): Explanation {
  const python = explainPythonLine(context.code.split("\n")[diagnostic.start.line] ?? "");
  if (python) return { sentence: python, place: placeOfDiagnostic(diagnostic) };
  const bracket = /string literal|template literal/.test(diagnostic.messageText)
    ? undefined
    : findUnclosed(context.code);
  if (bracket) return { ...bracket, place: placeOf(context.code, bracket.offset, 1) };
  const sentence =
    firstExplanation(SYNTAX, diagnostic, context) ??
    firstExplanation(SENTENCES, diagnostic, context) ??
    quoted(diagnostic.messageText);
  return { sentence, place: withinCell(placeOfDiagnostic(diagnostic), context.code) };
}

/** tslab adds a line to the cell: what is missing at the cell's end is said of that line. */
function withinCell(place: Place, code: string): Place {
  const lines = code.split("\n").length;
  return place.line < lines ? place : placeOf(code, code.trimEnd().length, 1);
}

function firstExplanation(table: [RegExp, Explain][], diagnostic: Diagnostic, context: Context) {
  for (const [pattern, explain] of table) {
    const found = pattern.exec(diagnostic.messageText);
    if (found) return explain(found.slice(1), { diagnostic, context });
  }
  return undefined;
}

/** A Promise where its result was meant. */
function missingAwait({ start }: Diagnostic, { code }: Context): string {
  const line = code.split("\n")[start.line] ?? "";
  const [, name] = /([A-Za-z_$][\w$]*)\s*\.\s*$/.exec(line.slice(0, start.character)) ?? [];
  const [declared] = name ? declarationLines(name, code) : [];
  const place = declared ? ` in line ${declared}` : "";
  const what = name ? `\`${name}\` is` : "this is";
  return `\`await\` is missing: ${what} a Promise, whose result comes later; write \`await\` before the call that gives it${place}`;
}

function placeOfDiagnostic({ start, end }: Diagnostic): Place {
  const length = end.line === start.line ? end.character - start.character : undefined;
  return { line: start.line, column: start.character, length };
}

/** TypeScript puts names between ', the course between `. */
const quoted = (text: string) => text.replace(/'([^']+)'/g, "`$1`").replace(/\.$/, "");

/** The name of a type, unless it is a long one. */
function typeName(type: string): string {
  const words: Record<string, string> = {
    number: "a number",
    string: "text",
    boolean: "true or false",
    void: "nothing",
  };
  if (type in words) return words[type];
  const short = type.length > 60 ? `${type.slice(0, 57)}…` : type;
  return `\`${short}\``;
}
