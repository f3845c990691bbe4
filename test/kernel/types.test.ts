import { createRequire } from "node:module";
import path from "node:path";
import ts from "@tslab/typescript-for-tslab";
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as source from "../../src/index.js";
import { notebooks } from "../../tools/paths.mjs";

/** What the kernel's own TypeScript says of a cell: its options are those of tslab/dist/converter.js. */
function complaints(code: string): string[] {
  const cell = path.join(notebooks, "__tslab__.ts");
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    declaration: true,
    resolveJsonModule: true,
    rootDir: notebooks,
    noEmit: true,
    types: [],
    // tslab skips them, and would turn what it cannot parse into `any`: here they are checked.
    skipLibCheck: false,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => name === cell || fileExists(name);
  host.readFile = (name) => (name === cell ? code : readFile(name));
  host.getSourceFile = (name, target) =>
    name === cell ? ts.createSourceFile(name, code, target) : getSourceFile(name, target);
  const program = ts.createProgram([cell], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

test("the TypeScript inside tslab is the one that this file tests with", () => {
  assert.match(ts.version, /^5\.0\./);
});

test("a cell can import everything, and use it", () => {
  const everything = Object.keys(source).join(", ");
  const code = `
    import { ${everything} } from "perceptron";
    import type { Dataset, Epoch, ExerciseName, Figure, GateName, Line, Network, Perceptron, PlotNeuronOptions, Table, Training, TrainOptions } from "perceptron";
    const name: GateName = "OR";
    const data: Dataset = gate(name);
    const options: TrainOptions = { learningRate: 0.1, bias: false, derivative: "article" };
    const { weights, bias, history }: Training = train(data, options);
    const model: Perceptron = { weights, bias };
    const answers: number[] = data.inputs.map((input) => predict(model, input));
    const last: Epoch = history[history.length - 1];
    const moves: PlotNeuronOptions = { move: "w1" };
    const plot: Figure = plotNeuron(data.inputs, data.targets, model, moves);
    show(plot);
    table({ weights, answers }, "a table");
    md\`W = \${weights}\`;
    claim(last.squaredError < 0.1, text\`It learned.\`, text\`The error is \${last.squaredError}.\`);
    table(history);
    const asked: ExerciseName = "05-a";
    export const all = [${everything}];
  `;
  assert.equal(complaints(code), []);
});

test("a cell with a wrong argument is told so", () => {
  const wrong = (code: string) => complaints(`import * as p from "perceptron"; ${code}`).join("\n");
  assert.match(wrong('p.gate("ORR")'), /"ORR".* not assignable/);
  assert.match(wrong('p.train(p.gate("OR"), { lerningRate: 1 })'), "lerningRate");
  assert.match(wrong('p.sigmoid("1")'), "'string' is not assignable to parameter of type 'number'");
  assert.match(wrong("p.claim(p.text`It is so.`, p.text`It is not.`)"), "Expected 3 arguments");
  assert.match(wrong('p.exercise("5-a", 1)'), /"5-a".* not assignable/);
  assert.match(wrong("p.table({ columns: 1, values: [] })"), "not assignable");
  assert.match(wrong("p.judge(p.exercises)"), "'judge' does not exist");
  assert.match(wrong("p.nothing()"), "'nothing' does not exist");
});

test("what a cell imports at run time has the same names", () => {
  const built = createRequire(path.join(notebooks, "a.ipynb"))("perceptron");
  assert.equal(Object.keys(built).sort(), Object.keys(source).sort());
});

test.run();
