/** What holds for any input: tried with hundreds of random ones, always the same, and the smallest that fails is shown. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Figure, figure } from "../../src/figure.js";
import { round } from "../../src/format.js";
import {
  checkFinite,
  checkMatrix,
  checkOneOf,
  checkPositive,
  checkVector,
  checkWhole,
  type Dataset,
  drawMatrices,
  drawNetwork,
  drawNeurons,
  format,
  netInput,
  plotCurves,
  plotDecisionRegion,
  plotDescent,
  plotLandscape,
  plotLines,
  plotNeuron,
  plotRanking,
  plotStarts,
  plotSteps,
  plotTangent,
  plotTrial,
  plotWeights,
  predict,
  readDataset,
  sigmoid,
  sigmoidDerivative,
  squaredError,
  type TrainOptions,
  text,
  train,
} from "../../src/index.js";
import { escapeHtml, escapeMarkdown } from "../../src/text.js";
import { cache } from "../../tools/paths.mjs";
import { frozen } from "../support/frozen.js";
import { read } from "../support/number.js";

// A failure names this seed and the path to the example: hand both to fc.assert to see it again.
fc.configureGlobal({ seed: 2020, numRuns: 300 });

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
/** What the notebooks' parameters may be. */
const usual = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
const vector = (length: number, of = finite) =>
  fc.array(of, { minLength: length, maxLength: length });
const matrix = (n: number, d: number, of = finite) =>
  fc.array(vector(d, of), { minLength: n, maxLength: n });
const size = fc.integer({ min: 1, max: 5 });

test("sigmoid(x) is in [0, 1], never falls, and σ(−x) = 1 − σ(x)", () =>
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      assert.ok(sigmoid(low) >= 0 && sigmoid(high) <= 1 && sigmoid(low) <= sigmoid(high));
      assert.ok(Math.abs(sigmoid(-a) - (1 - sigmoid(a))) < 1e-15);
    }),
  ));

test("sigmoidDerivative(x) is in [0, ¼], the same on both sides, and the slope of sigmoid", () =>
  fc.assert(
    fc.property(finite, fc.double({ noNaN: true, min: -30, max: 30 }), (x, near) => {
      const slope = sigmoidDerivative(x);
      assert.ok(slope >= 0 && slope <= 0.25);
      assert.is(slope, sigmoidDerivative(-x));
      const h = 1e-5;
      const nudged = (sigmoid(near + h) - sigmoid(near - h)) / (2 * h);
      assert.ok(Math.abs(nudged - sigmoidDerivative(near)) < 1e-10);
    }),
  ));

const pair = size.chain((n) => fc.tuple(vector(n, usual), vector(n, usual)));

test("losses are 0 where every output hits, and the same with outputs and targets exchanged", () =>
  fc.assert(
    fc.property(pair, ([outputs, targets]) => {
      frozen([outputs, targets]);
      const half = squaredError(outputs, targets);
      assert.ok(half >= 0 && Number.isFinite(half));
      assert.is(squaredError(outputs, outputs), 0);
      assert.is(half, squaredError(targets, outputs));
    }),
  ));

const table = fc.tuple(size, size).chain(([n, d]) =>
  fc.record({
    inputs: fc.oneof(matrix(n, d, usual), matrix(n, d)),
    targets: vector(n, fc.double({ noNaN: true, min: 0, max: 1 })),
    options: fc.record(
      {
        learningRate: fc.double({ noNaN: true, min: Number.MIN_VALUE, max: Number.MAX_VALUE }),
        epochs: fc.integer({ min: 0, max: 60 }),
        weights: fc.oneof(vector(d, usual), vector(d)),
        bias: fc.oneof(usual, finite, fc.constant(false as const)),
        derivative: fc.constantFrom("derived" as const, "article" as const),
      },
      { requiredKeys: ["epochs"] },
    ),
  }),
);

const tooLarge =
  /^(w·x \+ b must be a finite number at the start|learningRate must be small enough to keep the weights finite); got /;

test("train gives finite weights and outputs in [0, 1], or says what is too large, and changes nothing", () =>
  fc.assert(
    fc.property(table, ({ inputs, targets, options }) => {
      frozen([inputs, targets, options]);
      let training: ReturnType<typeof train>;
      try {
        training = train({ inputs, targets }, options as TrainOptions);
      } catch (error) {
        assert.instance(error, RangeError);
        assert.match((error as Error).message, tooLarge);
        return;
      }
      const { weights, bias, outputs, history } = training;
      assert.ok([...weights, bias].every(Number.isFinite));
      assert.ok(outputs.every((out) => out >= 0 && out <= 1) && outputs.length === inputs.length);
      assert.equal([history[0].epoch, history.at(-1)?.epoch], [0, options.epochs]);
      assert.ok(history.every((h) => Number.isFinite(h.squaredError + h.signedError + h.bias)));
      if (options.bias === false) assert.is(bias, 0);
    }),
  ));

test("train(…, 1 epoch) goes downhill when the step is small", () =>
  fc.assert(
    fc.property(
      matrix(3, 2, fc.double({ noNaN: true, min: -2, max: 2 })),
      vector(3, fc.constantFrom(0, 1)),
      vector(2, fc.double({ noNaN: true, min: -2, max: 2 })),
      (inputs, targets, weights) => {
        const { history } = train({ inputs, targets }, { epochs: 1, learningRate: 1e-3, weights });
        assert.ok(history[1].squaredError <= history[0].squaredError);
      },
    ),
  ));

test("predict(model, input) is the sigmoid of the net input, and what train says of its rows", () =>
  fc.assert(
    fc.property(matrix(4, 2, usual), vector(2, usual), usual, (inputs, weights, bias) => {
      const { outputs } = train({ inputs, targets: [0, 1, 0, 1] }, { epochs: 0, weights, bias });
      for (const [i, row] of inputs.entries()) {
        assert.is(predict({ weights, bias }, row), sigmoid(netInput({ weights, bias }, row)));
        assert.ok(Math.abs(outputs[i] - predict({ weights, bias }, row)) < 1e-6);
      }
    }),
  ));

/** Demands no error, or one of ours: which argument, what it must be, what came, on one line. */
function designed(check: () => void, isValid: boolean): void {
  try {
    check();
  } catch (error) {
    assert.not(isValid, `${error}`);
    assert.ok(error instanceof TypeError || error instanceof RangeError);
    assert.match(error.message, /^name\S* must be .+; got .+$/);
    assert.ok(error.message.length < 400, error.message);
    return;
  }
  assert.ok(isValid, "nothing was thrown");
}

const anything = fc.anything({ withBigInt: true, withDate: true, withSparseArray: true });
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isVector = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && Array.from(value).every(isNumber);

test("every check lets a valid value pass, and names any other, in one line", () =>
  fc.assert(
    fc.property(fc.oneof(anything, finite, fc.double(), pair, fc.integer()), (value) => {
      designed(() => checkFinite("name", value), isNumber(value));
      designed(() => checkFinite("name", value, 5), isNumber(value) && Math.abs(value) <= 5);
      designed(() => checkPositive("name", value), isNumber(value) && value > 0);
      designed(() => checkPositive("name", value, 5), isNumber(value) && value > 0 && value <= 5);
      const isWhole = Number.isInteger(value) && Number(value) >= -3 && Number(value) <= 9;
      designed(() => checkWhole("name", value, -3, 9), isWhole);
      designed(() => checkVector("name", value), isVector(value));
      designed(() => checkVector("name", value, 2), isVector(value) && value.length === 2);
      const rows = Array.isArray(value) ? Array.from(value as unknown[]) : [];
      const isMatrix =
        rows.length > 0 &&
        rows.every((row) => isVector(row) && row.length === (rows[0] as unknown[]).length);
      designed(() => checkMatrix("name", value), isMatrix);
      designed(() => checkOneOf("name", value, ["a", "b"]), value === "a" || value === "b");
    }),
  ));

test("text from outside keeps its letters and can't act as HTML, Markdown or TeX", () =>
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (value) => {
      const plain = (html: string) =>
        html.replace(/<\/?span>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
      const html = escapeHtml(value);
      assert.is(plain(html), value);
      assert.not.match(html.replace(/<\/?span>|&#\d+;/g, ""), /[<>&"'$\\]/);
      const markdown = escapeMarkdown(value);
      assert.is(plain(markdown), value.replace(/\s+/g, " "));
      assert.not.match(markdown.replace(/<\/?span>|&#\d+;/g, ""), /[\\`*_{}[\]()<>#+!|~$&"'=:@/-]/);
      assert.is(text`${value}`, markdown);
    }),
  ));

test("format(x) reads as x to its digits; round(x) twice is round(x)", () =>
  fc.assert(
    fc.property(fc.double(), fc.integer({ min: 1, max: 17 }), (x, digits) => {
      // Very large and very small numbers have one digit fewer; float64 can't hold the largest rounded up.
      const few = Math.max(1, Math.abs(x) < 1e-4 || Math.abs(x) >= 1e6 ? digits - 1 : digits);
      const value = read(format(x, digits));
      const near = Math.abs(value - x) <= 5.1 * 10 ** -few * Math.abs(x) + Number.MIN_VALUE;
      assert.ok(
        Object.is(value, x) || value === x || near || Math.abs(x) > 9e307,
        `${x}: ${value}`,
      );
      assert.ok(Object.is(round(round(x, digits), digits), round(x, digits)));
      assert.ok(format(x).length < 14);
      assert.not.match(format(x), "-");
    }),
  ));

/** Demands a figure that survives JSON, with numbers only, and with a slider that points to what is there. */
function sound(figure: Figure): void {
  const look = (value: unknown, at: string, isPoint: boolean): void => {
    if (typeof value === "number") assert.ok(Number.isFinite(value), `${at} is ${value}`);
    // A point that is nowhere, or the gap between two lines.
    if (value === null) assert.ok(isPoint, `${at} is null`);
    if (typeof value === "object" && value !== null)
      for (const [key, item] of Object.entries(value))
        look(item, `${at}.${key}`, isPoint || ["x", "y", "z"].includes(key));
  };
  const { data, frames = [], layout } = figure;
  look(data, "data", false);
  look(frames, "frames", false);
  look(layout, "layout", false);
  assert.not.match(figure.alt, /NaN|undefined|Infinity|null|\[object/);
  for (const trace of [data, ...frames.map((frame) => frame.data)].flat())
    if (
      Array.isArray(trace.x) &&
      Array.isArray(trace.y) &&
      !["contour", "heatmap"].includes(String(trace.type))
    )
      assert.is(trace.x.length, trace.y.length);
  for (const frame of frames) {
    assert.is(frame.data.length, frame.traces.length);
    assert.ok(frame.traces.every((index) => index >= 0 && index < data.length));
  }
  const [slider] = (layout.sliders ?? []) as { active: number; steps: unknown[] }[];
  assert.is(slider?.steps.length ?? 0, frames.length);
  if (slider) assert.ok(slider.active >= 0 && slider.active < frames.length);
}

const some = <T>(of: fc.Arbitrary<T>, maxLength = 20) => fc.array(of, { minLength: 1, maxLength });
const words = { title: "t", alt: "a" };
const parts = { ...words, x: "x", y: "y" };
const names = (count: number, name: string) => Array.from({ length: count }, () => name);

/** Points with two features; now and then all in one place. */
const points = size
  .chain((n) =>
    fc.tuple(
      fc.oneof(matrix(n, 2, usual), fc.constant(Array.from({ length: n }, () => [1, 1]))),
      vector(n, fc.constantFrom(0, 1)),
    ),
  )
  .map(([inputs, targets]): Dataset => {
    return { name: "points", features: ["a", "b"], target: "t", inputs, targets };
  });

/** The builders, each with a way to make a figure from random arguments. */
const builders: Record<string, fc.Arbitrary<Figure>> = {
  plotCurves: fc
    .tuple(usual, usual)
    .map(([a, b]) => plotCurves({ line: (z) => a * z + b, curve: (z) => sigmoid(a * z + b) })),
  plotDescent: some(usual, 100).map((path) => plotDescent(path, { E: (W) => 7 * (W - 2) ** 2 })),
  plotLandscape: fc.tuple(points, vector(2, usual), usual).map(([data, weights, bias]) => {
    const path = train(data, { weights, bias, epochs: 3, learningRate: 1e-9 });
    return plotLandscape(data.inputs, data.targets, { path });
  }),
  plotLines: fc.tuple(some(some(usual), 5), fc.boolean()).map(([ys, logX]) =>
    plotLines(
      ys.map((y, i) => ({ name: `${i}`, x: y.map((_, j) => j), y })),
      { ...parts, logX },
    ),
  ),
  drawMatrices: fc
    .tuple(size, size)
    .chain(([n, d]) => matrix(n, d, usual))
    .map((rows) => drawMatrices("A", [rows], words)),
  drawNetwork: fc
    .tuple(some(size, 4), fc.boolean(), fc.boolean(), usual)
    .map(([sizes, isNamed, isWeighted, weight]) =>
      drawNetwork(
        sizes.map((n) => names(n, isNamed ? "two<br>lines" : "x")),
        {
          ...(isWeighted && {
            weights: sizes
              .slice(1)
              .map((n, k) => Array.from({ length: sizes[k] }, () => Array(n).fill(weight))),
          }),
          ...words,
        },
      ),
    ),
  drawNeurons: some(usual, 6).map((weights) => drawNeurons(weights)),
  plotNeuron: fc
    .tuple(points, vector(2, usual), usual, fc.integer({ min: 1, max: 2 }))
    .map(([data, weights, bias, d]) => {
      const inputs = data.inputs.map((row) => row.slice(0, d));
      return plotNeuron(
        inputs,
        data.targets,
        { weights: weights.slice(0, d), bias },
        { move: "w1" },
      );
    }),
  plotRanking: fc.tuple(some(usual), fc.nat(25)).map(([values, chosen]) =>
    plotRanking(Object.fromEntries(values.map((value, i) => [`${i}`, value])), {
      chosen: Math.min(chosen, values.length),
      title: "t",
    }),
  ),
  plotDecisionRegion: fc
    .tuple(points, vector(2, usual))
    .map(([data, [a, b]]) =>
      plotDecisionRegion(data, { classifier: (x1, x2) => sigmoid(a * x1 + b * x2), title: "t" }),
    ),
  plotStarts: fc.tuple(points, some(vector(2, usual), 5)).map(([data, starts]) =>
    plotStarts(
      starts.map((weights) => train(data, { weights, epochs: 3, learningRate: 1e-9 })),
      data.targets,
    ),
  ),
  plotSteps: fc.tuple(some(usual), fc.boolean()).map(([path, isNamed]) =>
    plotSteps((x) => x * x, {
      ...(isNamed && parts),
      slope: (x) => 2 * x,
      path,
      ...(path.length % 2 > 0 && { rates: [0.1, 1] }),
    }),
  ),
  plotTangent: usual.map((start) =>
    plotTangent(sigmoid, { slope: sigmoidDerivative, start, ...words }),
  ),
  plotTrial: fc.tuple(pair, some(usual), fc.boolean()).map(([[x, targets], all, isFlat]) => {
    return plotTrial(isFlat ? x.map(() => 0) : x, {
      targets: isFlat ? x.map(() => 0) : targets,
      tries: all,
    });
  }),
  plotWeights: fc
    .tuple(some(fc.oneof(usual, fc.constant(0)), 40), fc.string())
    .map(([weights, name]) =>
      plotWeights([{ name: "m", weights }], {
        features: weights.map((_, i) => `${name.repeat(5)} ${i}`),
        title: "t",
      }),
    ),
  figure: size.map((n) =>
    figure([{ x: [0], y: [n] }], {
      ...parts,
      slider: {
        prefix: "",
        active: 0,
        traces: [0],
        positions: Array.from({ length: n }, (_, i) => ({ label: `${i}`, data: [{ y: [i] }] })),
      },
    }),
  ),
};

for (const [name, figures] of Object.entries(builders))
  test(`${name} gives finite numbers and a slider that fits, for any arguments up to a million`, () =>
    fc.assert(fc.property(figures, sound), { numRuns: 100 }));

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "properties test "));
test.after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

async function readText(content: string) {
  const file = path.join(folder, `${files++}.csv`);
  writeFileSync(file, content);
  return readDataset(file, { target: "t" });
}

test("readDataset gives back the numbers of any table, whatever its separator", async () => {
  const written = fc.double({ noNaN: true, min: -1e300, max: 1e300 }); // what a table may hold
  const separated = fc.record({
    sign: fc.constantFrom(",", ";", "\t"),
    end: fc.constantFrom("\n", "\r\n"),
    rows: size.chain((d) =>
      fc.array(fc.tuple(vector(d, written), fc.constantFrom(0, 1)), {
        minLength: 1,
        maxLength: 5,
      }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(separated, async ({ sign, end, rows }) => {
      const names = rows[0][0].map((_, j) => `x${j}`);
      const lines = [[...names, "t"], ...rows.map(([row, target]) => [...row, target])];
      const { inputs, targets, features } = await readText(
        lines.map((line) => line.join(sign)).join(end),
      );
      const zero = (x: number) => x + 0; // "-0" is written as 0
      assert.equal(
        inputs,
        rows.map(([row]) => row.map(zero)),
      );
      assert.equal(
        targets,
        rows.map(([, target]) => target),
      );
      assert.equal(features, names);
    }),
    { numRuns: 50 },
  );
});

test("readDataset reads random text, or says in one line what must be different", async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ",",
      ";",
      "\n",
      "\r\n",
      '"',
      '""',
      "t",
      "x",
      "0",
      "1",
      "1.5",
      "-2e3",
      " ",
      "\t",
    ),
    fc.string({ unit: "grapheme", maxLength: 3 }),
  );
  const random = fc
    .tuple(fc.constantFrom("", "x,t\n", "x;t\n1;0\n"), fc.array(piece, { maxLength: 30 }))
    .map(([start, pieces]) => start + pieces.join(""));
  await fc.assert(
    fc.asyncProperty(random, async (content) => {
      try {
        const { inputs, targets, features } = await readText(content);
        assert.ok(inputs.every((row) => row.length === features.length && row.every(isNumber)));
        assert.ok(targets.every((target) => target === 0 || target === 1));
      } catch (error) {
        assert.instance(error, RangeError);
        assert.match((error as Error).message, / must .+/);
      }
    }),
    { numRuns: 200 },
  );
});

test.run();
