/** Values of the notebooks' parameters, inside and outside their ranges. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { FIGURE_LIMIT } from "../../ipynb/compare.js";
import {
  FIGURE,
  hasTag,
  isRun,
  join,
  type Notebook,
  type Output,
  type Text,
} from "../../ipynb/nbformat.js";
import { readNotebook, tidy, writeNotebook } from "../../ipynb/notebook-file.js";
import { parametersOf as all, parametersCell } from "../../ipynb/parameters.js";
import { execute, type Result } from "../../tools/execute.js";
import { setParameters } from "../../tools/set-parameters.js";

interface Parameter {
  name: string;
  /** as it is written */
  value: string;
  comment: string;
}

const parametersOf = (notebook: Notebook): Parameter[] =>
  all(notebook).map(({ name, text, to }) => ({
    name,
    value: text,
    comment: commentAt(notebook, to),
  }));

/** What stands after a value on its line: a range, what to try. */
function commentAt(notebook: Notebook, to: number): string {
  const code = join(parametersCell(notebook)?.source);
  return /\/\/ *(.*)/.exec(code.slice(to).split("\n")[0])?.[1] ?? "";
}

export interface Variant {
  /** new values for some parameters, as TypeScript */
  values: Record<string, string>;
  /** false for values of the wrong kind: they must be refused */
  fair: boolean;
}

/** The value of a parameter that one of our notebooks holds. */
const evaluate = (text: string): unknown => runInNewContext(`(${text})`);

type Change = (value: unknown) => string;

const map = (value: unknown, f: (x: number) => number): string =>
  print(Array.isArray(value) ? value.map((item) => walk(item, f)) : walk(value, f));

const walk = (value: unknown, f: (x: number) => number): unknown => {
  if (Array.isArray(value)) return value.map((item) => walk(item, f));
  return typeof value === "number" ? f(value) : value;
};

/** JSON, but with NaN, Infinity and −0. */
function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join(", ")}]`;
  if (Object.is(value, -0)) return "-0";
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

/** The first number of an array, however deep, replaced by another text. */
const spoilt =
  (text: string): Change =>
  (value) =>
    print(value).replace(/-?[\d.]+(e[+-]?\d+)?/, text);

/** Changes for a number, and for every number of an array. */
const ofNumbers: Record<string, Change> = {
  zero: (value) => map(value, () => 0),
  negative: (value) => map(value, (x) => -x),
  huge: (value) => map(value, () => 1e308),
  "huge and negative": (value) => map(value, () => -1e308),
  tiny: (value) => map(value, () => 1e-308),
  fractional: (value) => map(value, (x) => x + 0.123456789),
  million: (value) => map(value, (x) => x * 1e6),
  "with squares beyond float64": (value) => map(value, (x) => x * 1e160),
};

const ofArrays: Record<string, Change> = {
  longer: (value) => print([...(value as unknown[]), (value as unknown[])[0]]),
  shorter: (value) => print((value as unknown[]).slice(0, -1)),
  "only one": (value) => print((value as unknown[]).slice(0, 1)),
  hundred: (value) => print(Array.from({ length: 100 }, (_, i) => at(value as unknown[], i))),
  "all the same": (value) => print((value as unknown[]).map(() => (value as unknown[])[0])),
};

const at = (value: unknown[], i: number): unknown => value[i % value.length];

const invalidNumbers = ["NaN", "Infinity", "-Infinity", '"3"', "[]", "[1]", "undefined", "null"];
const invalidArrays = ["[]", "[[]]", "3", '"1, 2"', "null", "[null]", "{}"];
const invalidTexts = ['""', '"anything"', "3", "null", '["a"]', "NaN"];

/** The changes of one parameter: what its comment proposes, what may work, and what can't. */
function changes(parameter: Parameter, words: string[]): { fair: string[]; unfair: string[] } {
  const { value: text, comment } = parameter;
  const value = evaluate(text);
  const apply = (list: Record<string, Change>) => Object.values(list).map((f) => f(value));
  if (typeof value === "number") {
    const proposed = comment.replace(/(\d)[ ,](?=\d{3}\b)/g, "$1").match(/-?\d+(\.\d+)?/g) ?? [];
    return { fair: [...proposed, ...apply(ofNumbers)], unfair: invalidNumbers };
  }
  if (Array.isArray(value)) {
    const proposed = comment.match(/\[.*?\](?!\])/g) ?? [];
    const ragged = Array.isArray(value[0]) ? [print([value[0].slice(1), ...value.slice(1)])] : [];
    const unfair = ["NaN", "Infinity", '"text"', "[1]", "undefined"].map((x) => spoilt(x)(value));
    return {
      fair: [...proposed, ...apply(ofNumbers), ...apply(ofArrays)],
      unfair: [...invalidArrays, ...unfair, ...(value.length > 1 ? ragged : [])],
    };
  }
  if (typeof value === "object" && value !== null) {
    const first = Object.keys(value)[0];
    const { [first]: _, ...without } = value as Record<string, unknown>;
    const all = (x: number) =>
      JSON.stringify(Object.fromEntries(Object.keys(value).map((key) => [key, x])));
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`<b>${i}</b>`, i]));
    return {
      fair: [
        JSON.stringify(without),
        JSON.stringify(many),
        all(0),
        all(-1),
        all(1e308),
        all(1e-308),
      ],
      unfair: [
        "{}",
        "3",
        '"text"',
        ...invalidNumbers.map((x) => `{ ${JSON.stringify(first)}: ${x} }`),
      ],
    };
  }
  if (typeof value === "boolean") return { fair: [String(!value)], unfair: ["0", '"false"'] };
  return { fair: words, unfair: [...invalidTexts, print(String(value).toLowerCase())] };
}

/** Every parameter alone, and all numbers or all arrays together. */
export function variants(notebook: Notebook): Variant[] {
  const parameters = parametersOf(notebook);
  const source = join(notebook.cells.find((cell) => hasTag(cell, "parameters"))?.source);
  const words = [...new Set(source.match(/"[^"\n]*"/g))];
  const alone = parameters.map((parameter) => ({ parameter, ...changes(parameter, words) }));
  const single = (kind: "fair" | "unfair"): Variant[] =>
    alone.flatMap((list) =>
      list[kind].map((text) => ({
        values: { [list.parameter.name]: text },
        fair: kind === "fair",
      })),
    );
  const all = [...together(parameters), ...single("fair"), ...single("unfair")].filter(
    ({ values }) => parameters.some(({ name, value }) => (values[name] ?? value) !== value),
  );
  return [...new Map(all.map((variant) => [JSON.stringify(variant.values), variant])).values()];
}

/** One change for all parameters that it fits; those with a range of their own stay as they are. */
function together(parameters: Parameter[]): Variant[] {
  const free = parameters.filter(({ comment }) => !/\d to -?\d|above 0/.test(comment));
  const change = (list: Record<string, Change>, fits: (value: unknown) => boolean) =>
    Object.values(list).map((f) => {
      const chosen = free.filter(({ value }) => fits(evaluate(value)));
      const values = chosen.map(({ name, value }) => [name, f(evaluate(value))]);
      return { values: Object.fromEntries(values), fair: true };
    });
  const isNumeric = (value: unknown) => typeof value === "number" || Array.isArray(value);
  return [...change(ofNumbers, isNumeric), ...change(ofArrays, Array.isArray)];
}

/** `count` of the list, evenly spaced. */
export const sample = <T>(list: T[], count: number): T[] =>
  list.filter(
    (_, i) => Math.floor((i * count) / list.length) !== Math.floor(((i - 1) * count) / list.length),
  );

export interface Outcome {
  variant: Variant;
  failure: Result["failure"];
  seconds: number;
  /** with its outputs, when every cell ran */
  notebook?: Notebook;
}

/** Runs each notebook with each of its variants: one kernel a notebook, two at a time. */
export async function runVariants(
  entries: { path: string; variants: Variant[] }[],
  timeout: number,
): Promise<Outcome[][]> {
  const folder = mkdtempSync(path.join(tmpdir(), "perceptron-"));
  const outcomes: Outcome[][] = entries.map(() => []);
  const jobs = entries.flatMap((entry, i) => {
    const notebook = tidy(readNotebook(entry.path));
    return entry.variants.map((variant, k) => {
      const file = (kind: string) => path.join(folder, `${i}-${k}-${kind}.ipynb`);
      const source = file("source");
      writeNotebook(source, setParameters(notebook, variant.values));
      const id = `${i}-${k}`;
      const job = { id, source, folder: path.dirname(entry.path), target: file("run") };
      return { ...job, kernel: String(i), variant, list: outcomes[i] };
    });
  });
  const onResult = ({ id, failure, seconds }: Result) => {
    const job = jobs.find((job) => job.id === id);
    if (!job) throw new Error(`no job ${id}`);
    const notebook = failure ? undefined : tidy(readNotebook(job.target));
    job.list.push({ variant: job.variant, failure, seconds, notebook });
  };
  try {
    await execute(jobs, { timeout, onResult });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return outcomes;
}

/** What is wrong with an outcome, beside the committed notebook. */
export function variantProblems(committed: Notebook, { variant, failure, notebook }: Outcome) {
  const given = Object.entries(variant.values).map(([name, value]) => `${name} = ${value}`);
  const title = given.join(", ").slice(0, 300);
  const found = failure
    ? failureProblems(
        committed,
        parametersOf(committed).map(({ name }) => name),
        failure,
      )
    : [
        ...(variant.fair ? [] : ["it ran, though no notebook can take this value"]),
        ...(notebook ? outputProblems(committed, notebook) : []),
      ];
  return found.map((problem) => `${title}: ${problem}`);
}

/** It may stop only in the cell below the parameters, with our message, the line and a mark below it. */
function failureProblems(
  { cells }: Notebook,
  names: string[],
  { cell, message }: NonNullable<Outcome["failure"]>,
): string[] {
  const parameters = cells.findIndex((cell) => hasTag(cell, "parameters"));
  const checks = cells.findIndex((cell, i) => i > parameters && isRun(cell));
  const name = names.join("|");
  const designed = RegExp(
    `^(Type|Range)Error: .*\\b(${name})\\b\\S* must be .+; got .+\\nline \\d+:\\n.+\\n *\\^+$`,
  );
  if (cell === checks && designed.test(message.trim())) return [];
  return [`stopped at cell ${cell + 1} with “${message.trim()}”`];
}

const SIZE_LIMIT = 1_000_000;

function outputProblems(committed: Notebook, notebook: Notebook): string[] {
  const found: string[] = [];
  const outputs = notebook.cells.map((cell) => cell.outputs ?? []);
  const size = Buffer.byteLength(JSON.stringify(outputs));
  if (size > SIZE_LIMIT) found.push(`its outputs have ${size} bytes`);
  for (const [i, list] of outputs.entries()) {
    const before = (committed.cells[i].outputs ?? []).flatMap(sentences).join("\n");
    for (const sentence of list.flatMap(sentences)) {
      for (const word of sentence.match(/\b(NaN|undefined|Infinity|null)\b|\[object/g) ?? [])
        if (!before.includes(word)) found.push(`cell ${i + 1} says ${word}: ${sentence}`);
      const [, claimed, truth] = /^✗ Not so here: ~~(.*)~~ Instead: (.*)$/s.exec(sentence) ?? [];
      if (claimed !== undefined && (truth === "" || claimed === truth))
        found.push(`cell ${i + 1} contradicts itself: ${sentence}`);
    }
    for (const { data } of list) {
      const figure = data?.[FIGURE] as { layout: unknown } | undefined;
      if (figure && /null/.test(JSON.stringify(figure.layout)))
        found.push(`cell ${i + 1}: a figure has no number in its layout`);
      if (figure && JSON.stringify(figure).length > FIGURE_LIMIT)
        found.push(`cell ${i + 1}: a figure of ${JSON.stringify(figure).length} bytes`);
    }
  }
  return found;
}

/** What an output says in words: its prose, or a figure's text alternative. */
function sentences({ data }: Output): string[] {
  if (!data) return [];
  if ("text/markdown" in data) return [join(data["text/markdown"] as Text)];
  return FIGURE in data ? [join(data["text/plain"] as Text)] : [];
}
