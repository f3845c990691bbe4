/** What a builder of figures is given wrong, it names: no figure of it is drawn, and no error of JavaScript comes through. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as core from "../../src/core.js";
import { throws } from "../support/throws.js";

type Builder = (...given: unknown[]) => unknown;
const all = core as unknown as Record<string, Builder>;
const words = { title: "t", alt: "a." };
const points = core.gate("OR");
const unit = { weights: [1, 1], bias: 0 };
const one = { weights: [1], bias: 0 };
const network = { epoch: 0, hidden: [unit, unit], output: unit };
const square = (x: number) => x * x;
const named = (value: unknown) => ({ name: "n", value });
const steps = { slope: square, path: [1], rates: [1], ...words };
const ranking = { chosen: 1, ...words };
const tangent = { slope: square, start: 0 };
const trial = { targets: [1, 2], tries: [1, 2] };

/** For each builder a call that works. */
const good: Record<string, unknown[]> = {
  drawChain: [[named(1), named(2)], { factors: [named(3)], ...words }],
  drawMatrices: ["A = b", [[[1]], [1]], words],
  drawNetwork: [[["a"], ["b"]], { weights: [[[1]]], ...words }],
  drawNeurons: [[1, 2], words],
  drawOrGate: [words],
  drawEpoch: [words],
  drawSets: [["a", "b"], words],
  drawTraining: [words],
  figure: [
    [{ x: [1] }],
    {
      ...words,
      x: "x",
      y: "y",
      layout: {},
      slider: {
        prefix: "W = ",
        active: 0,
        traces: [0],
        positions: [
          { label: "1", data: [{ x: [1] }] },
          { label: "2", data: [{ x: [2] }] },
        ],
      },
    },
  ],
  plotCurves: [{ a: square }, words],
  plotDescent: [[[3, 2], [3]], { E: square, rates: [1, 2], ...words }],
  plotHiddenSpace: [points, { hidden: [unit, unit], output: unit, history: [network] }, words],
  plotLandscape: [points.inputs, points.targets, { path: { history: [unit] }, bias: 0, ...words }],
  plotLearning: [{ history: [{ epoch: 0, squaredError: 1 }] }, words],
  plotLines: [[{ name: "a", x: [0, 1], y: [1, Number.NaN] }], words],
  plotNeuron: [
    [[0], [1]],
    [0, 1],
    { weights: [1], bias: 0 },
    { move: "w1", features: ["a"], ...words },
  ],
  plotRanking: [{ a: 1, b: 2 }, ranking],
  plotDecisionRegion: [points, { classifier: square, ...words }],
  plotStarts: [[{ weights: [1], bias: 0, outputs: [1], history: [one] }], [1], words],
  plotSteps: [square, steps],
  plotTangent: [square, { ...tangent, ...words }],
  plotTrial: [[1, 2], { ...trial, ...words }],
  plotWeights: [[{ name: "m", weights: [1] }], { features: ["a"], ...words }],
};

test("this file knows every builder", () => {
  const builders = Object.keys(core).filter((name) => /^(plot|draw|figure$)/.test(name));
  assert.equal(Object.keys(good).sort(), builders.sort());
});

for (const [name, given] of Object.entries(good)) {
  const build = all[name];
  const [subjects, options] = [given.slice(0, -1), given[given.length - 1]];
  const call = (options: unknown) => () => build(...subjects, options);

  test(`${name} takes title and text alternative, refuses others than strings, and unknown options`, () => {
    const { layout, alt } = build(...given) as core.Figure;
    assert.equal([(layout.title as { text: string }).text, alt], ["t", "a."]);
    const known = options as object;
    throws(call({ ...known, title: 3 }), TypeError, "title must be a string; got 3");
    throws(call({ ...known, alt: null }), TypeError, "alt must be a string; got null");
    throws(call(null), TypeError, "options must be an object; got null");
    assert.throws(call({ ...known, titel: "t" }), /^option must be one of .*; got "titel"$/);
  });

  test(`${name} takes words that are undefined as not given`, () => {
    const { title, alt, ...bare } = options as Record<string, unknown>;
    const axes = /^plot(Steps|Lines|Curves|Learning)$/.test(name) && { x: undefined, y: undefined };
    const outcome = (options: object): unknown => {
      try {
        return call(options)();
      } catch (error) {
        return (error as Error).message; // of those that have no words of their own
      }
    };
    assert.equal(outcome({ ...bare, title: undefined, alt: undefined, ...axes }), outcome(bare));
  });

  const path = (parts: string[]) => parts.join(".");
  /** The same arguments with one value in them replaced, wherever there is one. */
  function* broken(value: unknown, parts: string[]): Generator<[string, unknown]> {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[key];
      const put = (instead: unknown) =>
        Array.isArray(value)
          ? value.map((item, i) => (i === Number(key) ? instead : item))
          : { ...value, [key]: instead };
      for (const wrong of [null, Symbol.iterator, {}])
        yield [path([...parts, key]), put(typeof wrong === "symbol" ? [null] : wrong)];
      for (const [where, deeper] of broken(inner, [...parts, key])) yield [where, put(deeper)];
    }
  }

  test(`${name} names what is wrong, wherever it is`, () => {
    let tried = 0;
    for (const [where, arguments_] of broken(given, [])) {
      tried++;
      try {
        build(...(arguments_ as unknown[]));
      } catch (error) {
        assert.match((error as Error).message, / must be .*; got |^option must be/, where);
        continue;
      }
      assert.ok(mayBe(name, where), `${name} took something wrong at ${where}`);
    }
    assert.ok(tried > 0);
  });
}

/** Where anything goes, or where an object without options is as good as none. */
const mayBe = (name: string, where: string) =>
  (name === "figure" && /^(0\.0|1\.layout$|1\.slider\.positions\.\d\.data\.0)/.test(where)) ||
  where === String(all[name].length); // a parameter with a default

test("messages name the argument", () => {
  const says = (name: string, given: unknown[], message: string) =>
    assert.throws(
      () => all[name](...given),
      (error: Error) => error.message === message,
    );
  says(
    "drawChain",
    [[named(1)], { factors: [named(1)], ...words }],
    "factors must be an array of length 0; got an array of length 1",
  );
  says("drawSets", [[], words], "names must be an array of at least one item; got []");
  says(
    "drawNetwork",
    [[["a"], ["b", "c"]], { weights: [[[1]]], ...words }],
    "weights[0][0] must be an array of length 2; got [1]",
  );
  const slider = { prefix: "", active: 0, traces: [1], positions: [] };
  says(
    "figure",
    [[{ x: [1] }], { ...words, slider }],
    "slider.traces[0] must be a whole number from 0 to 0; got 1",
  );
  says(
    "drawMatrices",
    ["A · b = c", [[[1]], [1]]],
    "matrices must be an array of length 3; got an array of length 2",
  );
  says("plotLearning", [{}], "trainings must be at least one training; got an object");
  says("plotLearning", [{ a: 1 }], "trainings.a must be a training; got 1");
  says("drawNetwork", [[2, 0]], "layers[1] must be a whole number from 1 to 20; got 0");
  says(
    "plotDescent",
    [[[3]], { E: square, rates: [1, 2] }],
    "rates must be an array of length 1; got [1, 2]",
  );
  says("plotRanking", [{}, { chosen: 1 }], "items must be at least one number; got an object");
  says("plotCurves", [{}], "functions must be at least one function; got an object");
  says(
    "plotNeuron",
    [points.inputs, points.targets, { ...unit, history: [one] }],
    "neuron.history[0].weights must be an array of length 2; got [1]",
  );
  says(
    "plotHiddenSpace",
    [points, { ...network, hidden: [unit] }],
    "network.output.weights must be an array of length 1; got [1, 1]",
  );
  says(
    "plotHiddenSpace",
    [points, { ...network, history: [{ hidden: [unit], output: one }] }],
    "network.history[0].hidden must be an array of length 2; got an array of length 1",
  );
  says(
    "plotDecisionRegion",
    [points, { classifier: { hidden: [] } }],
    "classifier.hidden must be an array of at least one item; got []",
  );
  says(
    "plotDecisionRegion",
    [points, { classifier: null }],
    "classifier must be a function; got null",
  );
  says(
    "plotDecisionRegion",
    [{ ...points, inputs: [[1, 2, 3]], targets: [1] }, { classifier: square }],
    "inputs[0] must be an array of length 2; got [1, 2, 3]",
  );
});

test("a figure that knows its words needs none", () => {
  const worded: [string, unknown[]][] = [
    ["plotHiddenSpace", [points, network]],
    ["plotDecisionRegion", [points, { classifier: square }]],
    ["plotDescent", [[3, 2], { E: square }]],
    ["plotTangent", [square, tangent]],
    ["plotTrial", [[1, 2], trial]],
    ["plotWeights", [[{ name: "m", weights: [1] }], { features: ["a"] }]],
    ["plotRanking", [{ a: 1, b: 2 }, { chosen: 1 }]],
    ["plotLearning", good.plotLearning.slice(0, 1)],
    ["plotCurves", [{ a: square }]],
    ["plotLines", [[{ name: "a", x: [0, 1], y: [1, 2] }], { title: "t" }]],
    ["drawNetwork", [[2, 3, 1]]],
    ["drawNetwork", [[["a"], ["b"]], { weights: [[[1]]] }]],
    ["drawSets", [["a", "b"]]],
    ["drawTraining", []],
    ["drawEpoch", []],
    ["drawNeurons", [[1]]],
    ["drawOrGate", []],
  ];
  for (const [name, given] of worded) {
    const { layout, alt } = all[name](...given) as core.Figure;
    assert.ok((layout.title as { text: string }).text.length > 0 && alt.length > 20, name);
  }
});

test("plotLearning: one training and several, epochs from 0 on a logarithmic axis where there are two", () => {
  const training = (errors: number[]) => ({
    history: errors.map((squaredError, epoch) => ({ epoch, squaredError })),
  });
  const one = core.plotLearning(training([4, 2, 1]));
  assert.equal(
    [one.data[0].x, one.data[0].y],
    [
      [0, 1, 2],
      [4, 2, 1],
    ],
  );
  assert.is(one.alt, "The squared error over the epochs: it goes from 4 to 1 in 2 epochs.");
  assert.is((one.layout.xaxis as { type: string }).type, "log");
  assert.is(one.layout.showlegend, false);
  const two = core.plotLearning({ fast: training([4, 1]), slow: training([4, 3]) }, { y: "E" });
  assert.equal(
    two.data.map(({ name }) => name),
    ["fast", "slow"],
  );
  assert.match(two.alt, "fast from 4 to 1 in 1 epochs; slow from 4 to 3 in 1 epochs.");
  const title = (axis: unknown) => (axis as { title: { text: string } }).title.text;
  assert.equal([title(two.layout.xaxis), title(two.layout.yaxis)], ["epoch", "E"]);
});

test.run();
