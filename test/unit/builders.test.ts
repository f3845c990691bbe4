import { test } from "uvu";
import * as assert from "uvu/assert";
import { gate } from "../../src/datasets.js";
import { colours, type Trace } from "../../src/figure.js";
import { plotCurves } from "../../src/figures/curves.js";
import { plotDescent } from "../../src/figures/descent.js";
import { plotHiddenSpace } from "../../src/figures/hidden.js";
import { plotLines } from "../../src/figures/lines.js";
import { drawMatrices } from "../../src/figures/matrices.js";
import { drawNetwork } from "../../src/figures/network.js";
import { plotNeuron } from "../../src/figures/neuron.js";
import { pointTraces } from "../../src/figures/points.js";
import { plotDecisionRegion } from "../../src/figures/region.js";
import { plotTrial } from "../../src/figures/trial.js";
import { plotWeights } from "../../src/figures/weights.js";
import { format } from "../../src/format.js";
import { predictNetwork, trainNetwork } from "../../src/network.js";
import { netInput, type Perceptron, predict } from "../../src/perceptron.js";
import { train } from "../../src/train.js";
import { frozen } from "../support/frozen.js";

const parts = { title: "t", alt: "a.", x: "x", y: "y" };

/** The net inputs at the corners of a box, and a line across it where the output is ½. */
function isShading([colour, edge]: Trace[], model: Perceptron): void {
  const { x, y, z } = colour as { x: number[]; y: number[]; z: number[][] };
  const exact = y.map((x2) => x.map((x1) => netInput(model, [x1, x2])));
  z.flat().forEach((value, i) => {
    assert.ok(Math.abs(value - exact.flat()[i]) < 1e-9);
  });
  const ends = (edge.x as (number | null)[]).map((x1, i) => [x1, (edge.y as number[])[i]]);
  const crosses = new Set(exact.flat().map((value) => value > 0)).size === 2;
  assert.is(ends.length, crosses ? 2 : 1);
  for (const end of crosses ? ends : [])
    assert.ok(Math.abs(predict(model, end as number[]) - 0.5) < 1e-9);
}

for (const name of ["OR", "AND", "NAND", "XOR"] as const)
  test(`plotNeuron shades by the net input and draws the line of ½: ${name}, every epoch`, () => {
    const { inputs, targets } = frozen(gate(name));
    const training = frozen(train({ inputs, targets }, { weights: [0.1, -0.2], bias: 0.05 }));
    const { data, frames = [], layout } = plotNeuron(inputs, targets, training);
    const plane = data.findIndex(({ type }) => type === "heatmap");
    const [{ steps }] = layout.sliders as { steps: { label: string }[] }[];
    assert.ok(frames.length > 10);
    for (const [i, frame] of frames.entries()) {
      const shown = training.history.find(({ epoch }) => format(epoch) === steps[i].label);
      isShading(frame.data.slice(frame.traces.indexOf(plane)), shown as Perceptron);
    }
  });

test("plotNeuron counts the outputs on their targets' side of ½; one of ½ itself is on none", () => {
  const at = (name: "OR" | "NOR" | "XOR", bias: number) => {
    const { inputs, targets } = gate(name);
    return plotNeuron(inputs, targets, { weights: [1, 1], bias }).alt;
  };
  assert.match(at("OR", -0.5), "4 of 4 outputs are on the side");
  assert.match(at("OR", -1.5), "2 of 4 outputs");
  assert.match(at("OR", 9), "3 of 4 outputs are");
  assert.match(at("NOR", 9), "1 of 4 outputs is on the side of ½ where its target is.");
  assert.match(at("XOR", -0.5), "3 of 4 outputs");
  assert.match(at("OR", 0), "3 of 4 outputs");
  assert.match(at("OR", -1e-17), "3 of 4 outputs"); // the output of so small a net input is ½, too
});

test("plotNeuron draws each class with its own symbol, and needs no slider for one epoch", () => {
  const { inputs, targets } = gate("XOR");
  const history = [{ epoch: 0, weights: [1, 1], bias: 0 }];
  const { data, frames } = plotNeuron(inputs, targets, { ...history[0], history });
  assert.is(frames, undefined);
  const [ones, zeros] = data.slice(-2);
  assert.equal(
    [ones.x, ones.y],
    [
      [0, 1],
      [1, 0],
    ],
  );
  assert.equal(
    [zeros.x, zeros.y],
    [
      [0, 1],
      [0, 1],
    ],
  );
  const symbol = (trace: Trace) => (trace.marker as { symbol: string }).symbol;
  assert.is.not(symbol(ones), symbol(zeros));
});

test("plotTrial shows E = 7 at W = 3, 28 at W = 4 and 0 at W = 2, as added up by hand", () => {
  const trial = frozen({ targets: [0, 2, 4, 6], tries: [3, 4, 2] });
  const { data, frames = [], alt, layout } = plotTrial(frozen([0, 1, 2, 3]), trial);
  const weights = data[0].x as number[];
  assert.equal([weights[0], weights.at(-1), weights.length], [0, 6, 25]);
  const tried = [2, 3, 4].map((w) => weights.indexOf(w));
  assert.equal(layout.meta, { print: tried });
  assert.equal(
    tried.map((i) => frames[i].data[0].y),
    [[0], [7], [28]],
  );
  assert.equal([data[1].x, data[1].y, data[1].text], [[3], [7], ["E = 7"]]);
  assert.equal(data[3].y, [0, 3, 6, 9]);
  assert.equal((data[2].y as unknown[]).slice(9), [6, 9, null]);
  assert.match(alt, "lowest at W = 2");
  assert.match(alt, "At W = 3, E = 7.");
});

test("plotTrial opens at the first weight tried, also where that is the only one", () => {
  for (const w of [0.1 + 0.2, -5, 1e6]) {
    const { data } = plotTrial([1], { targets: [1], tries: [w] });
    assert.equal(data[1].x, [w]);
    const weights = data[0].x as number[];
    assert.ok(weights[0] < w && (weights.at(-1) as number) > w);
  }
});

test("plotDescent has a position of its slider for each learning rate", () => {
  const paths = [
    [3, 2.5],
    [3, 2, 1],
  ];
  const { frames = [], alt } = plotDescent(paths, { E: (W) => W * W, rates: [0.1, 0.5] });
  assert.equal(
    frames.map(({ data }) => data[0].x),
    paths,
  );
  assert.match(alt, "with the learning rate 0.5 from W = 3, E = 9, to W = 1, E = 1.");
});

test("drawNetwork names the units of layers that are only counted", () => {
  const { data, layout, alt } = drawNetwork([2, 3, 1, 1]);
  assert.equal(data[1].text, ["x₁", "x₂", "h₁", "h₂", "h₃", "h₁", "o₁"]);
  assert.match(alt, "input: x₁, x₂; hidden: h₁, h₂, h₃; hidden: h₁; output: o₁.");
  assert.match(JSON.stringify(layout.annotations), "<b>hidden</b>");
});

test("plotCurves computes each function from −8 to 8", () => {
  const { data } = plotCurves({ line: (z) => 2 * z, step: (z) => Number(z > 0) });
  const x = data[0].x as number[];
  assert.equal([x[0], x.at(-1)], [-8, 8]);
  assert.equal([data[0].y, data[1].y], [x.map((z) => 2 * z), x.map((z) => Number(z > 0))]);
});

test("plotDescent shows the whole path on the curve, and both walls of the valley", () => {
  const E = (W: number) => 7 * (W - 2) ** 2;
  for (const path of [[3, 2.3, 2.1], [3, 0.9, 3.21, 0.669], [3]]) {
    const [valley, steps] = plotDescent(frozen(path), { E }).data;
    assert.equal([steps.x, steps.y], [path, path.map(E)]);
    const reach = valley.x as number[];
    assert.equal(valley.y, reach.map(E));
    assert.ok(reach[0] < Math.min(...path) && reach[80] > Math.max(...path));
  }
});

test("plotLines tells five lines apart without colour", () => {
  const lines = frozen([0, 1, 2, 3, 4].map((k) => ({ name: `${k}`, x: [0, 1], y: [k, k] })));
  const dashes = plotLines(lines, parts).data.map(({ line }) => (line as { dash: string }).dash);
  assert.is(new Set(dashes).size, 5);
});

test("plotLines has a logarithmic axis only where a line is left on it", () => {
  const type = (x: number[]) =>
    (
      plotLines([{ name: "a", x, y: x }], { ...parts, logX: true }).layout.xaxis as {
        type?: string;
      }
    ).type;
  assert.is(type([0, 1, 2]), "log");
  assert.is(type([0, 1]), undefined);
  assert.is(type([0]), undefined);
});

test("plotLines writes at most six powers of ten on a logarithmic axis", () => {
  const step = (x: number[]) =>
    (
      plotLines([{ name: "a", x, y: x }], { ...parts, logX: true }).layout.xaxis as {
        dtick: number;
      }
    ).dtick;
  assert.equal([step([5, 5]), step([1, 1000]), step([1, 1e5]), step([1, 1e12])], [1, 1, 1, 3]);
});

test("plotLines shows a line of one point as a point", () => {
  assert.is(plotLines([{ name: "a", x: [0], y: [1] }], parts).data[0].mode, "lines+markers");
  assert.is(plotLines([{ name: "a", x: [0, 1], y: [1, 2] }], parts).data[0].mode, "lines");
});

test("plotLines draws points without a line, each kind with a sign of its own", () => {
  const [line, ...kinds] = ["line", "a", "b"].map((name) => ({ name, x: [0, 1], y: [1, 2] }));
  const marked = kinds.map((kind) => ({ ...kind, points: true }));
  const { data } = plotLines([line, ...marked], parts);
  assert.equal(
    data.map(({ mode }) => mode),
    ["lines", "markers", "markers"],
  );
  assert.equal(
    data.slice(1).map(({ marker }) => (marker as { symbol: string }).symbol),
    ["x", "circle-open"],
  );
});

test("plotLines marks points of a target as every plane does, and leaves their colours to them", () => {
  const { data, layout } = plotLines(
    [
      { name: "border", x: [-3, 3], y: [1, 0] },
      { name: "target 0", target: 0, x: [0, 1], y: [0, 1] },
      { name: "target 1", target: 1, x: [0, 1], y: [1, 0] },
    ],
    parts,
  );
  const [ones, zeros] = pointTraces(gate("XOR"), 15);
  assert.equal(
    data.slice(1).map(({ marker }) => marker),
    [zeros.marker, ones.marker],
  );
  const { color } = data[0].line as { color: string };
  assert.not([colours.blue, colours.orange].includes(color));
  const { xaxis, yaxis } = layout as Record<string, { range: number[]; scaleanchor?: string }>;
  assert.equal([xaxis.range, yaxis.range, yaxis.scaleanchor], [[-0.5, 1.5], [-0.5, 1.5], "x"]);
});

test("drawMatrices writes every number once, and each matrix's size", () => {
  const rows = frozen([
    [1, -0.123456],
    [1e-9, 4],
    [5, 6],
  ]);
  const { layout } = drawMatrices("A = B", [rows, [7]], { title: "t", alt: "a." });
  const texts = (layout.annotations as { text: string }[]).map(({ text }) => text);
  const expected = [
    "1",
    "−0.123",
    "10⁻⁹",
    "4",
    "5",
    "6",
    "<b>A</b>",
    "3×2",
    "<b>=</b>",
    "7",
    "<b>B</b>",
    "1×1",
  ];
  assert.equal(texts, expected);
  assert.is((layout.shapes as unknown[]).length, 7);
});

test("drawMatrices takes a column as a list, and tells title and sizes itself", () => {
  const { alt, layout } = drawMatrices("A · b", [[[1, 2]], [3, 4]]);
  assert.is((layout.title as { text: string }).text, "A · b");
  assert.is(alt, "Matrices: 1×2 · 2×1. The last one, b: 3; 4.");
});

test("drawNetwork breaks a long label in its circle, before the last word", () => {
  const layers = [["a fever today"], ["h"], ["y<br>or no"]];
  const { data } = drawNetwork(layers);
  assert.equal(data[1].text, ["a fever<br>today", "h", "y<br>or no"]);
});

test("drawMatrices writes a long name in two lines, where it has a space", () => {
  const names = (name: string) => {
    const { layout } = drawMatrices(name, [[[1]]], { title: "t", alt: "a." });
    return (layout.annotations as { text: string }[]).map(({ text }) => text).join("|");
  };
  assert.match(names("the inputs of all"), "<b>the inputs of</b><br><b>all</b>");
  assert.match(names("theinputsofall"), "<b>theinputsofall</b>");
});

test("drawNetwork joins every unit to every unit of the next layer, and writes the weights", () => {
  const layers = frozen([["a", "b"], ["c", "d", "e"], ["f"]]);
  const options = frozen({
    weights: [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [[7], [8], [9]],
    ],
    title: "t",
    alt: "a.",
  });
  const { data, layout } = drawNetwork(layers, options);
  const [edges, units] = data;
  assert.is((edges.x as unknown[]).filter((x) => x === null).length, 2 * 3 + 3 * 1);
  assert.equal(units.text, ["a", "b", "c", "d", "e", "f"]);
  const texts = (layout.annotations as { text: string }[]).map(({ text }) => text);
  assert.equal(texts, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
});

test("drawNetwork draws larger circles where a label has two lines", () => {
  const size = (label: string) => {
    const [, units] = drawNetwork([[label]], { title: "t", alt: "a." }).data;
    return (units.marker as { size: number }).size;
  };
  assert.ok(size("x₁<br>0.5") > size("x₁"));
});

test("plotWeights has a bar for each input and model, and says all weights", () => {
  const models = [
    { name: "one", weights: [2, -1 / 3] },
    { name: "two", weights: [0, 4] },
  ];
  const { data, layout, alt } = plotWeights(frozen(models), { features: ["a", "b"] });
  assert.equal(
    data.map(({ name, x, text }) => ({ name, x, text })),
    [
      { name: "one", x: [2, -1 / 3], text: undefined },
      { name: "two", x: [0, 4], text: undefined },
      { name: undefined, x: [2, -1 / 3], text: [" 2 ", " −0.333 "] },
      { name: undefined, x: [0, 4], text: [" 0 ", " 4 "] },
    ],
  );
  assert.equal(data[2].textposition, ["middle right", "middle left"]);
  const range = (weights: number[]) => {
    const { layout } = plotWeights([{ name: "m", weights }], { features: ["a", "b"] });
    return (layout.xaxis as { range: number[] }).range;
  };
  assert.equal(range([4, 0]), [0, 5]);
  assert.equal(range([-4, 0]), [-5.4, 0]);
  assert.equal(range([-4, 4]), [-6.8, 6]);
  assert.equal(range([0, 0]), [0, 0.25]);
  assert.is(layout.showlegend, true);
  assert.is(alt, "Bars for the weight of each input. one: a 2, b −0.333. two: a 0, b 4.");
});

test("plotWeights keeps the 20 largest of many weights, in their order", () => {
  const weights = Array.from({ length: 100 }, (_, j) => (j % 2 ? -j : j));
  const features = weights.map((w) => `x${w}`);
  const { data, layout } = plotWeights([{ name: "m", weights }], { features, title: "t" });
  assert.equal(data[0].x, weights.slice(80));
  const title = ({ layout }: { layout: object }) =>
    (layout as { title: { text: string } }).title.text;
  assert.is(title({ layout }), "t: the 20 largest of 100");
  const [all, some] = [100, 20].map((n) =>
    plotWeights([{ name: "m", weights: weights.slice(0, n) }], { features: features.slice(0, n) }),
  );
  assert.is(title(all), `${title(some)}: the 20 largest of 100`);
});

test("plotHiddenSpace puts each point where its hidden outputs are, and shades where the output unit says 1, every epoch", () => {
  const data = frozen(gate("XOR"));
  const training = frozen(trainNetwork(data, { learningRate: 1, epochs: 2000 }));
  const { history } = training;
  const { frames = [], alt } = plotHiddenSpace(data, training);
  assert.is(frames.length, history.length);
  for (const [k, { data: shown, traces }] of frames.entries()) {
    assert.equal(traces, [0, 1, 2, 3]);
    const { hidden, output } = history[k];
    const [ones, zeros] = shown.slice(2) as { x: number[]; y: number[] }[];
    const at = (i: number) => hidden.map((unit) => predict(unit, data.inputs[i]));
    assert.equal(
      [ones.x, ones.y],
      [0, 1].map((j) => [1, 2].map((i) => at(i)[j])),
    );
    assert.equal(
      [zeros.x, zeros.y],
      [0, 1].map((j) => [0, 3].map((i) => at(i)[j])),
    );
    isShading(shown, output);
  }
  const last = history[history.length - 1];
  const right = data.inputs.filter(
    (input, i) => predictNetwork(last, input) > 0.5 === data.targets[i] > 0.5,
  ).length;
  assert.match(alt, `After epoch 2000, ${right} of 4 points lie on their side`);
  const { hidden, output } = training;
  const bare = plotHiddenSpace(data, { hidden, output });
  assert.not.ok(bare.frames);
  assert.match(bare.alt, `where it is ½. ${right} of 4 points lie on their side`);
  assert.equal(bare.data, plotHiddenSpace(data, training).data);
});

test("plotDecisionRegion marks both axes at the same distances where the features are alike", () => {
  const steps = (across: number, up: number) => {
    const data = { ...gate("OR"), inputs: gate("OR").inputs.map(([p, q]) => [across * p, up * q]) };
    const { xaxis, yaxis } = plotDecisionRegion(data, { classifier: () => 0.5 }).layout;
    return [xaxis, yaxis].map((axis) => (axis as { dtick?: number }).dtick);
  };
  assert.equal(steps(1, 1), [0.5, 0.5]);
  assert.equal(steps(30, 24), [10, 10]);
  assert.equal(steps(90, 1), [undefined, undefined]);
});

test("plotDecisionRegion leaves as much room beside the points of a wide drawing as above them", () => {
  const wide = { ...gate("OR"), inputs: gate("OR").inputs.map(([p, q]) => [10 * p, 6 * q]) };
  const { xaxis, yaxis } = plotDecisionRegion(wide, { classifier: () => 0.5 }).layout;
  const ranges = [xaxis, yaxis].map((axis) => (axis as { range: number[] }).range);
  assert.equal(
    ranges.map((range) => range.map(Math.round)),
    [
      [-2, 12],
      [-2, 8],
    ],
  );
});

test("plotDecisionRegion asks a network as it asks a function", () => {
  const network = trainNetwork(gate("XOR"), { epochs: 9 });
  const byHand = (x1: number, x2: number) => predictNetwork(network, [x1, x2]);
  const asked = [network, byHand].map((classifier) =>
    plotDecisionRegion(gate("XOR"), { classifier }),
  );
  assert.equal(asked[0], asked[1]);
});

test("plotDecisionRegion maps the output around the points, and counts those on their side", () => {
  const data = frozen(gate("XOR"));
  const { data: traces, alt } = plotDecisionRegion(data, { classifier: (x1) => x1, title: "t" });
  const [{ x, y, z }, , ones, zeros] = traces as Record<string, number[]>[];
  assert.ok(x[0] < 0 && x[x.length - 1] > 1 && y[0] < 0 && y[y.length - 1] > 1);
  assert.ok(
    (z as unknown as number[][]).every((row) => row.every((v, i) => Math.abs(v - x[i]) <= 5.1e-3)),
  );
  assert.equal(
    [ones.x, ones.y, zeros.x, zeros.y],
    [
      [0, 1],
      [1, 0],
      [0, 1],
      [0, 1],
    ],
  );
  assert.match(alt, "2 of 4 points lie on their side");
});

test.run();
