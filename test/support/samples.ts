import { type GateName, gate, ring } from "../../src/datasets.js";
import { type Figure, figure } from "../../src/figure.js";
import { drawChain } from "../../src/figures/chain.js";
import { plotCurves } from "../../src/figures/curves.js";
import { plotDescent } from "../../src/figures/descent.js";
import { flowchart } from "../../src/figures/flowchart.js";
import { drawOrGate } from "../../src/figures/gate.js";
import { plotHiddenSpace } from "../../src/figures/hidden.js";
import { plotLandscape } from "../../src/figures/landscape.js";
import { plotLines } from "../../src/figures/lines.js";
import { drawMatrices } from "../../src/figures/matrices.js";
import { drawNetwork } from "../../src/figures/network.js";
import { plotNeuron } from "../../src/figures/neuron.js";
import { drawNeurons } from "../../src/figures/neurons.js";
import { plotRanking } from "../../src/figures/ranking.js";
import { plotDecisionRegion } from "../../src/figures/region.js";
import { drawSets } from "../../src/figures/sets.js";
import { plotStarts } from "../../src/figures/starts.js";
import { plotSteps } from "../../src/figures/steps.js";
import { plotTangent } from "../../src/figures/tangent.js";
import { drawEpoch, drawTraining } from "../../src/figures/training.js";
import { plotTrial } from "../../src/figures/trial.js";
import { plotWeights } from "../../src/figures/weights.js";
import { squaredError } from "../../src/losses.js";
import { trainNetwork } from "../../src/network.js";
import { seeded } from "../../src/random.js";
import { show } from "../../src/show.js";
import { sigmoid, sigmoidDerivative } from "../../src/sigmoid.js";
import { type TrainOptions, train } from "../../src/train.js";
import { shown } from "./cell.js";

const x = [0, 1, 2, 3];
const targets = [0, 2, 4, 6];
const E = (w: number) =>
  squaredError(
    x.map((value) => w * value),
    targets,
  );

function trainedNeuron(name: GateName, options: TrainOptions = {}): Figure {
  const { inputs, targets } = gate(name);
  const training = train({ inputs, targets }, { weights: [0.1, 0.2], bias: 0.3, ...options });
  return plotNeuron(inputs, targets, training, { title: `The ${name} gate: which side is 1?` });
}

function descent(learningRate: number, steps: number): Figure {
  const path = [3];
  while (path.length <= steps) {
    const w = path[path.length - 1];
    path.push(w - learningRate * 14 * (w - 2));
  }
  return plotDescent(path, { E });
}

function trial(tries: number[]): Figure {
  return plotTrial(x, { targets, tries });
}

function training(epochs: number): Figure {
  const { history } = train(gate("OR"), { weights: [0.1, 0.2], bias: 0.3, epochs });
  const at = history.map(({ epoch }) => epoch);
  return plotLines(
    [
      { name: "squared error", x: at, y: history.map((h) => h.squaredError) },
      { name: "signed sum, as in the article", x: at, y: history.map((h) => h.signedError) },
    ],
    {
      title: "Two measures of the same training",
      alt: `The squared error over ${epochs} epochs.`,
      x: "epoch (logarithmic)",
      y: "error",
      logX: true,
    },
  );
}

function hidden(seed: number, epochs: number): Figure {
  const options = { learningRate: 1, epochs, random: seeded(seed) };
  return plotHiddenSpace(gate("XOR"), trainNetwork(gate("XOR"), options));
}

function ranking(names: string[], chosen: number): Figure {
  const items = Object.fromEntries(names.map((name, i) => [name, 1 / (i + 1)]));
  return plotRanking(items, { chosen, title: "What first?" });
}

function steps(path: number[], rates?: number[]): Figure {
  return plotSteps((x) => x * x, { slope: (x) => 2 * x, path, ...(rates && { rates }) });
}

function tangent(start: number): Figure {
  return plotTangent(sigmoid, { slope: sigmoidDerivative, start });
}

const net = Array.from({ length: 81 }, (_, i) => i / 5 - 8);
const column = (...values: number[]) => values.map((value) => [value]);
const or = gate("OR");
const neuron = { weights: [2], bias: -1 };
const words = { title: "A title", alt: "An alternative." };
const parts = { ...words, x: "x", y: "y" };

/** Every builder with what the notebooks give it, and with what a changed parameter may bring. */
export const samples: Record<string, Figure> = {
  "the plainest figure": figure([{ x: [0, 1], y: [0, 1] }], { ...parts }),
  sigmoid: plotLines(
    [
      { name: "σ(x)", x: net, y: net.map(sigmoid) },
      { name: "its slope σ′(x)", x: net, y: net.map(sigmoidDerivative) },
    ],
    { ...parts, title: "The sigmoid and its slope", x: "net input x", y: "σ(x), σ′(x)" },
  ),
  "five lines": plotLines(
    [0, 1, 2, 3, 4].map((k) => ({ name: `line number ${k}`, x: [0, 1, 2], y: [k, k + 1, k * k] })),
    parts,
  ),
  "a training": training(10_000),
  "a training of 0 epochs": training(0),
  "OR gate": trainedNeuron("OR"),
  "OR gate after 10,000,000 epochs": trainedNeuron("OR", { epochs: 10_000_000 }),
  "OR gate without bias": trainedNeuron("OR", { bias: false }),
  "OR gate of 0 epochs": trainedNeuron("OR", { epochs: 0 }),
  "OR gate, nowhere above ½": trainedNeuron("OR", { weights: [0, 0], bias: -3, epochs: 0 }),
  "XOR gate": trainedNeuron("XOR"),
  "one weight": trial([3, 4, 2]),
  curves: plotCurves({ "σ(z)": sigmoid, "hard step": (z) => Number(z > 0) }),
  "from examples to predictions": drawTraining(),
  "one epoch": drawEpoch(),
  "one weight, one try": trial([2]),
  descent: descent(0.02, 20),
  "descent that diverges": descent(0.15, 20),
  "descent that leaves float64 far behind": descent(3, 80),
  "descent without a step": descent(0.02, 0),
  network: drawNetwork([["x₁", "x₂", "1"], ["out"]], {
    weights: [column(0.1, 0.2, 0.3)],
    title: "The perceptron before training",
    alt: "Two inputs and a constant 1, joined to one output.",
  }),
  "network with a hidden layer": drawNetwork(
    [
      ["x₁", "x₂", "x₃", "x₄"],
      ["h₁", "h₂", "h₃", "h₄", "h₅"],
      ["o₁", "o₂"],
    ],
    {
      title: "Three layers",
      alt: "Four inputs, five hidden units, two outputs.",
    },
  ),
  "network with long numbers": drawNetwork([["0", "1", "2", "3"], ["W·x"]], {
    weights: [column(-1234.5678, 0.00012345, 1e-9, -2 / 3)],
    title: "A neuron with the weight W = 0.66667",
    alt: "Four inputs, one output.",
  }),
  "forward matrices": drawMatrices(
    "inputs · weights + bias = net input",
    [gate("OR").inputs, [0.1, 0.2], [0.3, 0.3, 0.3, 0.3], [0.3, 0.5, 0.4, 0.6]],
    { title: "Forward: inputs times weights plus bias", alt: "4×2 times 2×1, plus 4×1." },
  ),
  "backward matrices": drawMatrices(
    "inputs, transposed · delta = gradient",
    [
      [0, 1].map((j) => gate("OR").inputs.map((row) => row[j])),
      [0.14059, -0.088726, -0.096549, -0.080942],
      [-0.17749, -0.16967],
    ],
    { title: "Backward: one number for each weight", alt: "2×4 times 4×1 gives 2×1." },
  ),
  "weights of two perceptrons": plotWeights(
    [
      { name: "article's run: as coded, its slope", weights: [10.163, 0.45745, 2.9744, 2.9938] },
      { name: "corrected run: figure 106", weights: [7.2718, -0.75899, -0.66403, -0.46665] },
    ],
    {
      features: ["loss of smell", "weight loss", "runny nose", "body pain"],
      title: "Two tables, two stories",
    },
  ),
  "weights with long names and numbers": plotWeights(
    [{ name: "trained", weights: [-1234567, 0, 0.000012345] }],
    {
      features: ["a name that goes on and on for a while", "1", "1"],
      title: "Weights",
    },
  ),
  "weights that are all 0": plotWeights([{ name: "untrained", weights: [0] }], {
    features: ["x"],
    title: "Weights",
  }),
  "four sets": drawSets(["artificial intelligence", "machine learning", "networks", "deep"], words),
  "two neurons": drawNeurons([0.9, -0.4, 0.3]),
  "two neurons with six inputs": drawNeurons([0, 1, -2, 3, -4, 1e9]),
  ranking: ranking(["loved ones", "documents", "a pencil"], 2),
  "ranking of one, none chosen": ranking(["the only thing"], 0),
  "flow chart": flowchart(
    {
      start: { text: "examples:<br>inputs and targets", at: [0, 0], kind: "end" },
      train: { text: "weights · inputs<br>+ bias", at: [0, 1] },
      good: { text: "error small<br>enough?", at: [0, 2], kind: "question" },
      update: { text: "go on with the<br>new weights", at: [1, 2] },
    },
    {
      arrows: [
        ["start", "train"],
        ["train", "good"],
        ["good", "update", "no"],
        ["update", "train", "next epoch"],
      ],
      title: "From examples to predictions",
      alt: "Examples, training, a question.",
    },
  ),
  "five layers": drawNetwork([8, 8, 8, 8, 8], {
    title: "A network with 5 layers",
    alt: "Five layers of eight units.",
  }),
  "steps in a valley": steps([3, -2, 1]),
  "a tangent without a step": steps([3]),
  "longer steps": steps([3], [0.1, 0.5, 1.2]),
  "the OR gate as a sign": drawOrGate(),
  "a chain of slopes": drawChain(
    [
      { name: "w₂", value: 0.4 },
      { name: "z", value: 0.8 },
      { name: "out", value: 0.68997 },
      { name: "E", value: 0.048058 },
    ],
    {
      factors: [
        { name: "∂z/∂w₂ = x₂", value: 1 },
        { name: "∂out/∂z = out(1 − out)", value: 0.21391 },
        { name: "∂E/∂out = out − t", value: -0.31003 },
      ],
      title: "Forward and backward",
      alt: "Four boxes, and three factors between them.",
    },
  ),
  "sigmoid with tangent": tangent(1.5),
  "sigmoid with tangent far out": tangent(1e6),
  "region between two lines": plotDecisionRegion(gate("XOR"), {
    classifier: (x1, x2) => sigmoid(20 * (0.5 - Math.abs(x1 + x2 - 1))),
    title: "XOR: two lines, and 1 between them",
  }),
  "region of a ring": plotDecisionRegion(ring(), {
    classifier: (x1, x2) => sigmoid(15 - x1 * x1 - x2 * x2),
    title: "The ring: a circle parts it",
  }),
  "region without a border": plotDecisionRegion(gate("OR"), {
    classifier: () => 1 / 3,
    title: "A third",
  }),
  "a neuron of two inputs": plotNeuron(or.inputs, or.targets, { weights: [0.1, -0.2], bias: 0.3 }),
  "a neuron that trained": plotNeuron(or.inputs, or.targets, train(or, { learningRate: 5 })),
  "a neuron of one input, moved": plotNeuron(column(-2, 1, 3), [0, 1, 1], neuron, { move: "w1" }),
  "a neuron without a sigmoid": plotNeuron(column(...x), targets, neuron, {
    move: "bias",
    activation: "none",
  }),
  "a neuron with a step": plotNeuron(
    or.inputs,
    or.targets,
    { weights: [2, 3], bias: -2.5 },
    {
      activation: "step",
    },
  ),
  "a neuron of many inputs": plotNeuron([Array(9).fill(1e6), Array(9).fill(0)], [0.2, 0.7], {
    weights: Array(9).fill(-1e4 / 3),
    bias: 1e9,
  }),
  "a landscape": plotLandscape(or.inputs, or.targets),
  "a landscape without a bias, and a way on it": plotLandscape(or.inputs, or.targets, {
    path: train(or, { bias: false }),
    bias: false,
  }),
  "twenty starts": plotStarts(
    x.flatMap(() => net.slice(-5).map((w) => train(or, { weights: [w, -w / 3] }))),
    or.targets,
  ),
  "hidden outputs": hidden(1, 4000),
  "hidden outputs of a network that is stuck": hidden(17, 4000),
  "hidden outputs before training": hidden(1, 0),
};

/** What a notebook stores: rounded, as JSON. */
export function stored(sample: Figure): Omit<Figure, "alt"> {
  const bundle = shown(() => show(sample));
  return JSON.parse(JSON.stringify(bundle["application/vnd.plotly.v1+json"]));
}
