/** What `npm run handouts` is asked for. */
import { createHash } from "node:crypto";
import path from "node:path";
import { parse as parseArguments } from "../arguments.mjs";
import { UsageError } from "../failure.mjs";
import { secondsOf, valuesOf } from "../options.js";
import type { Edition } from "./exporter.js";

const FORMATS = ["html", "pdf", "slides"] as const;
const EDITIONS: readonly Edition[] = ["student", "instructor"];
type Format = (typeof FORMATS)[number];

export interface Options {
  words: string[];
  to: Format[];
  editions: Edition[];
  values: Record<string, string>;
  out: string;
  timeout: number;
}

export function parse(args: string[]): Options {
  const { words, values } = parseArguments("handouts", args);
  return {
    words,
    to: chosen("--to", values.to, FORMATS),
    editions: chosen("--edition", values.edition, EDITIONS),
    values: valuesOf(values.set),
    out: path.resolve(values.out),
    timeout: secondsOf(values.timeout),
  };
}

function chosen<Choice extends string>(
  option: string,
  given: string[],
  known: readonly Choice[],
): Choice[] {
  const wrong = given.find((word) => !(known as readonly string[]).includes(word));
  if (wrong !== undefined)
    throw new UsageError(`${option} must be one of ${known.join(", ")}; got ${wrong}`);
  return known.filter((choice) => given.includes(choice));
}

/** Changed parameters, as the end of a file's name. What a name cannot say, a mark of the whole tells apart. */
export function suffix(values: Record<string, string>): string {
  const text = Object.entries(values).map(([name, value]) => `-${name}=${value}`);
  const whole = text.join("");
  const readable = whole.replace(/[^\w.,=-]+/g, "_").slice(0, 60);
  const mark = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return readable === whole ? whole : `${readable}-${mark}`;
}
