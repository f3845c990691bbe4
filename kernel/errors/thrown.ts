/** What a reader is told of what a cell has thrown: anything, from an Error to null. */
import { inspect, types } from "node:util";

export interface Thrown {
  ename: string;
  evalue: string;
  stack: string;
}

/** V8's messages that a beginner meets, and what to do. */
const SENTENCES: [RegExp, string][] = [
  [
    /^Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '(.*)'\)$/,
    "$1 has no `$2`: what stands before it has no value here; look at its index, or at where it gets its value",
  ],
  [
    /^Maximum call stack size exceeded$/,
    "a function calls itself without an end: let it stop, with an if before the call",
  ],
  [
    /^Cannot access '(.*)' before initialization$/,
    "`$1` is used before the line that gives it a value: move that line up",
  ],
  [/^(.*) is not defined$/, "`$1` is not defined"],
  [/^(.*) is not a function$/, "`$1` is no function, so ( ) can't follow it"],
  [/^(.*) is not iterable(?: .*)?$/, "`$1` is no list, so it can't be gone through or spread"],
  [
    /^Assignment to constant variable\.$/,
    "a constant can't be changed: declare it with `let` instead of `const`",
  ],
  [/^Invalid array length$/, "the length of a list must be a whole number from 0 to 4294967295"],
];

const LONGEST = 1000;

export function describeThrown(thrown: unknown): Thrown {
  if (!isError(thrown)) return { ename: "Thrown", evalue: shorten(inspected(thrown)), stack: "" };
  const text = (key: "name" | "message" | "stack") => {
    try {
      const value = thrown[key];
      return typeof value === "string" ? value : "";
    } catch {
      return "";
    }
  };
  const ename = text("name") || "Error";
  return { ename, evalue: shorten(explain(ename, text("message"))), stack: text("stack") };
}

function isError(thrown: unknown): thrown is Error {
  try {
    return types.isNativeError(thrown) || thrown instanceof Error;
  } catch {
    return false; // a proxy may throw when it is asked
  }
}

/** What is thrown and no Error: `throw "no data"`. */
function inspected(thrown: unknown): string {
  try {
    return inspect(thrown, { depth: 1, breakLength: 80, maxStringLength: LONGEST });
  } catch {
    return "something that cannot be shown";
  }
}

function explain(ename: string, message: string): string {
  if (!["TypeError", "RangeError", "ReferenceError"].includes(ename)) return message;
  // A name of an earlier cell is a property to V8, and so is one that was imported.
  const own = message
    .replace(/\(0 , ([^)]*)\)/g, "$1")
    .replace(/\b(?:exports|\w+_\d+)\.(?=\w)/g, "");
  for (const [pattern, sentence] of SENTENCES)
    if (pattern.test(own)) return own.replace(pattern, sentence);
  return own;
}

function shorten(text: string): string {
  const lines = text.split("\n");
  const cut = lines.slice(0, 10).join("\n").slice(0, LONGEST);
  return cut.length < text.length ? `${cut} …` : cut;
}
