/** What a beginner reads after the mistakes that beginners make, from the kernel itself. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Cell } from "../../ipynb/nbformat.js";
import { writeNotebook } from "../../ipynb/notebook-file.js";
import { execute } from "../../tools/execute.js";
import { cache } from "../../tools/paths.mjs";

/** The cells, of which the last one fails, and what is told then. */
const mistakes: Record<string, { cells: string[]; text: string }> = {
  "a cell is run before those above it": {
    cells: [
      `const net = rate * first[0];
show(net);`,
    ],
    text: `
\`rate\`, \`first\` and \`show\` are defined by cells above that have not run: choose Run → Run All Above Selected Cell
line 1:
    const net = rate * first[0];
                ^^^^`,
  },
  "the cell of the parameters has not run": {
    cells: ["2 * rate;"],
    text: `
\`rate\` is defined by a cell above that has not run, the one under “The numbers to play with”: choose Run → Run All Above Selected Cell
line 1:
    2 * rate;
        ^^^^`,
  },
  "a name that only a cell below defines": {
    cells: ["outcome + 1;"],
    text: `
\`outcome\` is defined further down, by the cell under “What came out”: run that cell first
line 1:
    outcome + 1;
    ^^^^^^^`,
  },
  "a cell of no file, alone": {
    cells: ["format(1 / 3);"],
    text: `
\`format\` is not imported: if a cell above imports it, choose Run → Run All Above Selected Cell; if none does, write import { format } from "perceptron"
line 1:
    format(1 / 3);
    ^^^^^^`,
  },
  "a misspelt name": {
    cells: ["const weights = [0.1, 0.2];", "const sum = wieghts[0] + weights[1];"],
    text: `
\`wieghts\` is not defined: did you mean \`weights\`?
line 1:
    const sum = wieghts[0] + weights[1];
                ^^^^^^^`,
  },
  "a misspelt name of the module": {
    cells: [`import { trian } from "perceptron";`],
    text: `
the module perceptron has no \`trian\`: did you mean \`train\`?
line 1:
    import { trian } from "perceptron";
             ^^^^^`,
  },
  "a misspelt property": {
    cells: [
      `const xs = [1, 2, 3];
xs.lenght;`,
    ],
    text: `
there is no \`lenght\` on \`number[]\`: did you mean \`length\`?
line 2:
    xs.lenght;
       ^^^^^^`,
  },
  "a misspelt option": {
    cells: [
      `import { gate, train } from "perceptron";
train(gate("OR"), { lerningRate: 1 });`,
    ],
    text: `
\`lerningRate\` is unknown in \`TrainOptions\`: did you mean \`learningRate\`?
line 2:
    train(gate("OR"), { lerningRate: 1 });
                        ^^^^^^^^^^^^^^`,
  },
  "a bracket { is missing": {
    cells: [
      `const grow = (x: number) => {
  return Math.exp(x);

grow(2);`,
    ],
    text: `
the \`{\` that begins here is never closed: write \`}\` where it ends
line 1:
    const grow = (x: number) => {
                                ^`,
  },
  "a bracket ) is missing": {
    cells: [
      `const least = Math.max(1, Math.min(2, 3);
least;`,
    ],
    text: `
the \`(\` that begins here is never closed: write \`)\` where it ends
line 1:
    const least = Math.max(1, Math.min(2, 3);
                          ^`,
  },
  "a quote is missing": {
    cells: [
      `const gateName = "OR;
gateName;`,
    ],
    text: `
a text in this line has no closing quote
line 1:
    const gateName = "OR;
                         ^`,
  },
  "quotes from a text": {
    cells: ["const kind = “OR”;"],
    text: `
this quote is for print: in code it is "
line 1:
    const kind = “OR”;
                 ^`,
  },
  "a constant is changed": {
    cells: ["const speed = 0.1;", "speed = 0.5;"],
    text: `
\`speed\` is a constant: change it where it is declared and run that cell again, or declare it with \`let\` instead of \`const\` there
line 1:
    speed = 0.5;
    ^^^^^`,
  },
  "const twice in a cell": {
    cells: [
      `const a = 1;
const b = 2;
const a = 3;`,
    ],
    text: `
\`a\` is declared twice in this cell, in lines 1 and 3: take another name, or write \`let\` the first time and only \`a = …\` then
line 1:
    const a = 1;
          ^`,
  },
  "await is missing": {
    cells: [
      `import { readDataset } from "perceptron";
const people = readDataset("virus.csv", { target: "positive" });
people.inputs.length;`,
    ],
    text: `
\`await\` is missing: \`people\` is a Promise, whose result comes later; write \`await\` before the call that gives it in line 2
line 3:
    people.inputs.length;
           ^^^^^^`,
  },
  "await in a function that is not async": {
    cells: [
      `const later = (x: Promise<number>) => {
  return await x;
};`,
    ],
    text: `
\`await\` works here only in a function that is marked so: write \`async\` before the brackets of the function around it
line 2:
    return await x;
           ^^^^^`,
  },
  "a value that the course refuses": {
    cells: [
      `import { gate, train } from "perceptron";
const or = gate("OR");`,
      `
const training = train(or, { learningRate: -1 });`,
    ],
    text: `
RangeError: learningRate must be a positive number; got -1
line 2:
    const training = train(or, { learningRate: -1 });
                     ^^^^^`,
  },
  "text instead of a number": {
    cells: [
      `import { sigmoid } from "perceptron";
sigmoid("1");`,
    ],
    text: `
a number is wanted here, not text
line 2:
    sigmoid("1");
            ^^^`,
  },
  "nothing between the brackets": {
    cells: ["gate();"],
    text: `
this function takes 1 value between its brackets, and gets 0: Shift+Tab there shows which
line 1:
    gate();
    ^^^^^^`,
  },
  "an index that is not there": {
    cells: [
      `const rows = [[1, 2], [3, 4]];
const left = (i: number) => rows[i][0];`,
      `left(0);
left(9);`,
    ],
    text: `
TypeError: undefined has no \`0\`: what stands before it has no value here; look at its index, or at where it gets its value
line 2 of an earlier cell, in \`left\`:
    const left = (i: number) => rows[i][0];
                                       ^
line 2:
    left(9);
    ^^^^`,
  },
  "a function without return": {
    cells: [
      `const half = (x: number) => { x / 2 };
half(3).toFixed(1);`,
    ],
    text: `
the function gives nothing back, so there is no \`toFixed\`: write \`return\` before what it should give
line 2:
    half(3).toFixed(1);
            ^^^^^^^`,
  },
  "a name from between braces": {
    cells: [
      `for (let i = 0; i < 3; i++) {
  const inner = i;
}
inner;`,
    ],
    text: `
\`inner\` is known only between the braces { } in which line 2 declares it: declare it before them, with let
line 4:
    inner;
    ^^^^^`,
  },
  "a name used before its line": {
    cells: [
      `const y = later1 + 1;
const later1 = 2;`,
    ],
    text: `
\`later1\` is used before the line that gives it a value: move that line up
line 1:
    const y = later1 + 1;
              ^^^^^^`,
  },
  "a name of a cell that stopped": {
    cells: [`const parsed = JSON.parse("{");`, "parsed.length;"],
    text: `
\`parsed\` comes from a cell that stopped with an error: mend that cell, run it, and then run this one
line 1:
    parsed.length;
    ^^^^^^`,
  },
  "a function that calls itself for ever": {
    cells: [
      `const fall = (n: number): number => n * fall(n - 1);
fall(3);`,
    ],
    text: `
RangeError: a function calls itself without an end: let it stop, with an if before the call
line 1, in \`fall\`:
    const fall = (n: number): number => n * fall(n - 1);
                                         ^`,
  },
  "a file that is not there": {
    cells: [
      `import { readDataset } from "perceptron";
await readDataset("data/viruss.csv", { target: "positive" });`,
    ],
    text: `
RangeError: path must be a file; there is no data/viruss.csv
line 2:
    await readDataset("data/viruss.csv", { target: "positive" });
    ^^^^^`,
  },
  "a thrown text": {
    cells: [
      `const missingData = true;
if (missingData) throw "no data";`,
    ],
    text: `
Thrown: 'no data'
line 2:
    if (missingData) throw "no data";
                     ^^^^^`,
  },
  "Python's print": {
    cells: ["print(3);"],
    text: `
\`print\` is Python's: in TypeScript write console.log(…)
line 1:
    print(3);
    ^^^^^`,
  },
  "Python's def": {
    cells: [
      `def f(x):
  return 2 * x`,
    ],
    text: `
\`def\` is Python's here: in TypeScript write const f = (x: number) => …
line 1:
    def f(x):
    ^^^`,
  },
  "a package that is not there": {
    cells: [`import np from "numpy";`],
    text: `
there is no package \`numpy\` here; the course itself needs only "perceptron"
line 1:
    import np from "numpy";
                   ^^^^^^^`,
  },
  "the process is ended": {
    cells: ["process.exit(0);"],
    text: `
Error: process.exit would end the kernel, and every variable with it: leave it out, or stop the cell with throw
line 1:
    process.exit(0);
            ^^^^`,
  },
};

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "mistakes "));
const below = (...names: string[]) => path.join(folder, ...names);

function write(file: string, ...sources: string[]): void {
  const cells = sources.map((source, i): Cell => {
    const isText = source.startsWith("#");
    const cell_type = isText ? "markdown" : "code";
    const rest = isText ? {} : { outputs: [], execution_count: null };
    return { id: `c${i}`, cell_type, metadata: {}, source, ...rest };
  });
  const metadata = { language_info: { name: "typescript" } };
  writeNotebook(file, { cells, metadata, nbformat: 4, nbformat_minor: 5 });
}

/** All cells in one kernel, one after the other; what the cells that fail are told, by mistake. */
async function run(): Promise<Map<string, string>> {
  // The file to which the first cells belong.
  write(
    below("lesson.ipynb"),
    "# A lesson",
    'import { md, show } from "perceptron";',
    "## The numbers to play with",
    "const rate = 0.1;\nconst [first] = [[1, 2]];",
    "## Forward",
    ...Object.values(mistakes)
      .slice(0, 3)
      .map(({ cells }) => cells[0]),
    "## What came out",
    "const outcome = 3;",
  );
  mkdirSync(below("cells"));
  const told = new Map<string, string>();
  const jobs = Object.entries(mistakes).flatMap(([name, { cells }], i) =>
    cells.map((source, j) => {
      const file = below("cells", `${i}-${j}.ipynb`);
      write(file, source);
      return { id: name, source: file, target: file, folder, kernel: "one" };
    }),
  );
  await execute(jobs, {
    timeout: 60,
    onResult: ({ id, failure }) => {
      told.set(id, failure?.message ?? "");
    },
  });
  return told;
}

let told: Promise<Map<string, string>>;
test.before(() => {
  told = run();
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

for (const [name, { text }] of Object.entries(mistakes))
  test(name, async () => {
    const answer = (await told).get(name)?.replaceAll(folder + path.sep, "");
    assert.is(`\n${answer}`, text);
  });

test.run();
