/** What a reader is told of what a cell has thrown: anything, from an Error to null. */
import { inspect, types } from "node:util";
import { explainMessage, isEngineError } from "./runtime-messages.js";

export interface Thrown {
  ename: string;
  evalue: string;
  stack: string;
}

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
  if (!isEngineError(ename)) return message;
  // A name of an earlier cell is a property to V8, and so is one that was imported.
  const own = message
    .replace(/\(0 , ([^)]*)\)/g, "$1")
    .replace(/\b(?:exports|\w+_\d+)\.(?=\w)/g, "");
  return explainMessage(ename, own);
}

function shorten(text: string): string {
  const lines = text.split("\n");
  const cut = lines.slice(0, 10).join("\n").slice(0, LONGEST);
  return cut.length < text.length ? `${cut} …` : cut;
}
