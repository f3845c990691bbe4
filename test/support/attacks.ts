/** What is handed in to cheat, to break in or to break down. */
import type { Course } from "../../grade/course.js";
import { type ExerciseName, exercises } from "../../src/exercises/index.js";
import { outcome } from "../../src/judge.js";
import { answered, ipynb, page } from "./class.js";
import { zip } from "./zip.js";

const right = "(out: number) => 1 - out * out";

/** What a cell does instead of an answer; what its row or its message says; its points, where they are not 0. */
export const code: [what: string, cell: string, says: RegExp, points?: number][] = [
  ["an endless loop", `exercise("04-x", () => { for (;;); });`, /does not come to an end/],
  [
    "an endless loop in a cell",
    `for (;;);\nexercise("04-x", ${right});`,
    /does not come to an end/,
  ],
  [
    "a wait for nothing",
    `await new Promise(() => {});\nexercise("04-x", ${right});`,
    /waits for something that never comes/,
  ],
  [
    "a memory bomb",
    `const all: unknown[] = [];\nfor (;;) all.push({ more: [all.length] });\nexercise("04-x", 1);`,
    /more memory than there is/,
  ],
  [
    "a memory bomb beside the heap",
    `exercise("04-x", () => { const all = []; for (;;) all.push(new Float64Array(1e7).fill(1)); });`,
    /allocation failed|more memory/,
  ],
  ["endless depth", `const f = (): number => f() + 1;\nexercise("04-x", f);`, /call stack/],
  ["a flood", `for (;;) exercise("04-x", () => 1);`, /a million characters/],
  ["process.exit", `process.exit(0);\nexercise("04-x", ${right});`, /asked for process/],
  ["the environment", `exercise("04-x", () => Number(process.env.HOME));`, /asked for process/],
  [
    "a file",
    `const { readFileSync } = await import("node:fs");\nexercise("04-x", () => readFileSync("/etc/passwd").length);`,
    /asked for import "node:fs"/,
  ],
  [
    "the network",
    `const reply = await fetch("http://127.0.0.1/");\nexercise("04-x", () => reply.status);`,
    /asked for fetch/,
  ],
  [
    "another program",
    `import * as child from "child_process";\nexercise("04-x", () => child.execSync("id").length);`,
    /asked for import "child_process"/,
  ],
  ["code from text", `exercise("04-x", eval("1"));`, /Code generation from strings/],
  [
    "code from text, by the way of a function",
    `exercise("04-x", (setTimeout(() => {}, 0) as any).constructor.constructor("return process")());`,
    /Code generation from strings/,
  ],
  [
    "reading the checker",
    `const all: any = await import("perceptron");\nexercise("04-x", all.exercises["04-x"].answer);`,
    /Cannot read properties of undefined/,
  ],
  [
    "another exercise()",
    `const exercise = (name: string, _: unknown) => console.log("✓ " + name + ": right");\nexercise("04-x", 1);`,
    /exercise\(\) was called, and no answer came/,
  ],
  [
    "Array.prototype",
    `Array.prototype.map = () => [] as any;\nexercise("04-x", () => 1);`,
    /read only property 'map'/,
  ],
  [
    "JSON.stringify",
    `JSON.stringify = () => '{"right":true}';\nexercise("04-x", () => 1);`,
    /read only property 'stringify'/,
  ],
  ["Object.is", `Object.is = () => true;\nexercise("04-x", () => 1);`, /read only property 'is'/],
  [
    "Object.prototype.toJSON",
    `(Object.prototype as any).toJSON = () => 1;\nexercise("04-x", () => 1);`,
    /not extensible/,
  ],
  [
    "a number that is near everything",
    `exercise("04-x", () => ({ valueOf: () => Math.random() }) as any);`,
    /an object, which is no number/,
  ],
  [
    "an answer that grows",
    `exercise("04-x", () => Array(1e6).fill(1) as any);`,
    /a million characters|there should be 1 number/,
  ],
  [
    "the cells' calls by heart",
    `exercise("04-x", (out: number) => ({ "0": 1, "0.5": 0.75, "-0.8": 0.36, "0.99": 0.0199 })[out] ?? 0);`,
    /^not yet/,
  ],
  ["a constant", `exercise("04-x", () => 0.75);`, /^not yet/],
  ["a word for a mark", `exercise("04-x", "✓ right");`, /should be a function/],
  ["what is no TypeScript", `exercise("04-x", (out => ;`, /SyntaxError/],
  [
    "memory that threads share",
    `exercise("04-x", () => Atomics.load(new Int32Array(new SharedArrayBuffer(8)), 0));`,
    /asked for Atomics/,
  ],
  [
    "WebAssembly",
    `const memory = new WebAssembly.Memory({ initial: 1 });\nexercise("04-x", ${right});`,
    /asked for WebAssembly/,
  ],
  [
    "a pattern without end",
    `exercise("04-x", () => Number(/^(a+)+$/.test(\`${"a".repeat(40)}b\`)));`,
    /does not come to an end/,
  ],
  [
    "a text of half a gigabyte",
    `exercise("04-x", () => "y".repeat(2 ** 28).split("").length);`,
    /more memory than there is/,
  ],
  [
    "endless promises",
    `const spin = (): Promise<void> => Promise.resolve().then(spin);\nawait spin();\nexercise("04-x", ${right});`,
    /more memory than there is/,
  ],
  [
    "the functions that call it",
    `(Error as any).prepareStackTrace = (_: unknown, calls: any[]) => calls.flatMap((call) => [call.getThis(), call.getFunction()]);\nexercise("04-x", () => { throw (new Error().stack as any).every((found: unknown) => found === undefined) ? "nothing" : "something"; });`,
    /stopped with “nothing”/,
  ],
  [
    "an answer that looks like another each time",
    `exercise("04-x", new Proxy(${right}, { apply: () => new Proxy([0.75], { get: (_, key) => (key === "length" ? 1 : Math.random()) }) }) as any);`,
    /^not yet/,
  ],
  [
    "an object that becomes a number",
    `exercise("04-x", () => ({ [Symbol.toPrimitive]: () => 0.75 }) as any);`,
    /an object, which is no number/,
  ],
  [
    "an error that can't be read",
    `exercise("04-x", () => { throw { get message() { throw new Error("deep"); } }; });`,
    /something that can't be read/,
  ],
  [
    "a generator",
    `exercise("04-x", function* () { for (;;) yield 1; } as any);`,
    /an object, which is no number/,
  ],
  [
    "how arrays are gone through",
    `Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true });\nexercise("04-x", () => 1);`,
    /^not yet/,
  ],
  [
    "another Math.exp",
    `Math.exp = () => 1;\nexercise("04-x", () => 1);`,
    /read only property 'exp'/,
  ],
  [
    "a right answer, and an error that comes later",
    `setTimeout(() => { throw new Error("late"); }, 0);\nexercise("04-x", ${right});\nawait new Promise((done) => setTimeout(done, 1000));`,
    /ended the process/,
    1,
  ],
  [
    "another structuredClone",
    `(globalThis as any).structuredClone = () => [0.5];\nexercise("04-x", ${right});`,
    /^not yet/,
  ],
  [
    "a right answer, and a look at process",
    `try { process.exit(1) } catch {}\nexercise("04-x", ${right});`,
    /asked for process/,
    1,
  ],
];

/** The notebook that is attacked, and how to fill it. */
export function target({ notebooks }: Course) {
  const gate = notebooks.find(({ name }) => name === "04-one-step-by-hand");
  if (!gate) throw new Error("there is no notebook 04");
  /** "04-x" above: the slope of tanh, whichever letter it has. */
  const slope = (gate.exercises as ExerciseName[]).find(
    (name) => outcome(exercises[name].answer, [[0.5]]).results?.[0][0] === 0.75,
  );
  if (!slope) throw new Error("no exercise asks for the slope of tanh");
  const first = exercises["04-a"].answer;
  /** Of which one answer is hostile, and another one right. */
  const cells = (hostile: string) =>
    answered(gate, {
      "04-a": `exercise("04-a", ${JSON.stringify(first)});`,
      [slope]: hostile.replaceAll("04-x", slope),
    });
  return { gate, slope, cells, good: cells(`exercise("04-x", ${right});`) };
}

/** Files of which nothing can be graded; what is said about each. */
export function unreadable(course: Course): [file: string, bytes: Buffer, says: RegExp][] {
  const { good } = target(course);
  const zeros = Buffer.alloc(30e6);
  return [
    ["broken.ipynb", Buffer.from('{"cells": ['), /JSON is broken/],
    ["deep.ipynb", Buffer.from("[".repeat(2e6)), /JSON is broken|call stack/],
    ["no cells.ipynb", Buffer.from('{"cells": 7}'), /it has no cells/],
    [
      "odd cells.ipynb",
      Buffer.from('{"cells": [null, 7, {"cell_type": "code", "source": 9}]}'),
      /no cells/,
    ],
    ["other.ipynb", ipynb([{ id: "x", source: "const a = 1;" }]), /no notebook of this course/],
    [
      "100,000 cells.ipynb",
      ipynb([...good, ...Array.from({ length: 1e5 }, (_, i) => ({ id: `${i}`, source: "1" }))]),
      /100\d\d\d cells .*: too many/,
    ],
    ["long.ipynb", ipynb([{ id: "x", source: "1;".repeat(1e6) }]), /too many/],
    [
      "endless to read.ipynb",
      ipynb([...good, { id: "x", source: `${"a ? (b) : c => ".repeat(40)}1` }]),
      /can't be read: that does not come to an end/,
    ],
    [
      "too much to read.ipynb",
      ipynb([...good, { id: "x", source: "a;".repeat(240_000) }]),
      /can't be read: (.*memory|that does not come to an end)/,
    ],
    ["empty.html", Buffer.alloc(0), /no work in this file/],
    [
      "twice.html",
      Buffer.concat([
        page("A", "04-one-step-by-hand", good, "1"),
        page("A", "04-one-step-by-hand", good, "1"),
      ]),
      /damaged/,
    ],
    ["many starts.html", Buffer.from("<script id=".repeat(1e6)), /no work in this file/],
    ["essay.pdf", Buffer.from("%PDF-1.4"), /no handout, notebook or zip/],
    ["not.zip", Buffer.from("PK and then nothing"), /no zip that can be read/],
    [
      "cut.zip",
      zip({ name: "04-one-step-by-hand.ipynb", bytes: ipynb(good) }).subarray(0, 400),
      /no zip that can be read/,
    ],
    ["names.zip", zip({ name: `a${".zip".repeat(5000)}`, bytes: ipynb(good) }), /20001 characters/],
    ["bomb.zip", zip({ name: "a.ipynb", bytes: zeros.subarray(0, 20e6) }), /zip bomb/],
    [
      "liar.zip",
      zip({ name: "a.ipynb", bytes: zeros.subarray(0, 20e6), size: 100 }),
      /can't be unpacked/,
    ],
    [
      "overlap.zip",
      zip(
        { name: "a.ipynb", bytes: ipynb(good) },
        ...Array.from({ length: 40 }, (_, i) => ({
          name: `${i}.ipynb`,
          bytes: ipynb(good),
          overlaps: true,
        })),
      ),
      /overlap: it is a zip bomb/,
    ],
    ["out.zip", zip({ name: "../../../out.ipynb", bytes: ipynb(good) }), /leads out of the zip/],
    ["root.zip", zip({ name: "/etc/out.ipynb", bytes: ipynb(good) }), /leads out of the zip/],
    [
      "russian.zip",
      zip({
        name: "a.zip",
        bytes: zip({ name: "b.zip", bytes: zip({ name: "c.ipynb", bytes: ipynb(good) }) }),
      }),
      /zip in a zip in a zip/,
    ],
  ];
}
