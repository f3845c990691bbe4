import { test } from "uvu";
import * as assert from "uvu/assert";
import { gate } from "../../src/datasets.js";
import { plotNeuron } from "../../src/figures/neuron.js";
import { format } from "../../src/format.js";
import { train } from "../../src/train.js";
import { frozen } from "../support/frozen.js";
import { throws } from "../support/throws.js";

const { inputs, targets } = frozen(gate("OR"));
const texts = (traces: object[]) =>
  JSON.stringify(traces.map((trace) => (trace as { text?: unknown }).text));

test("plotNeuron writes weights, bias and error on the neuron", () => {
  const { data, alt, frames } = plotNeuron(inputs, targets, { weights: [0.1, -0.2], bias: 0.3 });
  for (const text of ["w₁ = 0.1", "w₂ = −0.2", "b = 0.3", "E = 0.460", "<b>σ</b>"])
    assert.match(texts(data), JSON.stringify(text));
  assert.match(alt, "weights 0.1, −0.2 and the bias 0.3");
  assert.match(
    alt,
    "3 of 4 outputs are on the side of ½ where their targets are. The squared error E is 0.460.",
  );
  assert.is(frames, undefined);
});

test("plotNeuron moves a weight or the bias to both sides, and error and curve follow", () => {
  const {
    data,
    frames = [],
    layout,
  } = plotNeuron([[0], [2]], [0, 1], { weights: [2], bias: -1 }, { move: "w1" });
  const [{ active, steps }] = layout.sliders as { active: number; steps: { label: string }[] }[];
  assert.equal([frames.length, active, steps[active].label, steps[0].label], [17, 8, "2", "−2"]);
  const E = (w: number) =>
    0.5 * (1 / (1 + Math.exp(1))) ** 2 + 0.5 * (1 - 1 / (1 + Math.exp(1 - 2 * w))) ** 2;
  for (const [i, w] of [-2, -1.5, -1].entries())
    assert.match(texts(frames[i].data), `E = ${format(E(w), 3)}`);
  const curve = data.findIndex((trace) => (trace.x as unknown[])?.length === 61);
  const at = frames[0].data[frames[0].traces.indexOf(curve)].y as number[];
  assert.ok(Math.abs(at[30] - 1 / (1 + Math.exp(1 + 2 * 1))) < 1e-9, "in the middle, where x = 1");
});

test("plotNeuron draws many ways into a neuron farther down than few", () => {
  const lowest = (d: number) => {
    const ones = Array(d).fill(1);
    const { data } = plotNeuron([ones, ones], [0, 1], { weights: ones, bias: 1 });
    const [ways] = data as { y: number[] }[];
    return Number(Math.min(...ways.y.filter((y) => y !== null)).toFixed(6));
  };
  assert.equal([lowest(1), lowest(2), lowest(4), lowest(7)], [3.7, 3.7, 3.4, 3.4]);
});

test("plotNeuron has a slider over the epochs of a training, at most seventeen, with first and last", () => {
  const { layout } = plotNeuron(inputs, targets, train({ inputs, targets }));
  const [{ steps, active }] = layout.sliders as { active: number; steps: { label: string }[] }[];
  assert.ok(steps.length > 10 && steps.length <= 17);
  assert.equal(
    [steps[0].label, steps[active].label, active],
    ["0", format(10_000), steps.length - 1],
  );
});

test("plotNeuron puts examples of more than two inputs over their net input", () => {
  const { data, layout } = plotNeuron(
    [
      [1, 0, 2],
      [0, 1, 0],
    ],
    [1, 0],
    { weights: [1, 2, 3], bias: -1 },
  );
  assert.is((layout.xaxis2 as { title: { text: string } }).title.text, "net input z");
  const [ones, zeros] = data.slice(-2);
  assert.equal([ones.x, ones.y, zeros.x, zeros.y], [[6], [1], [1], [0]]);
});

test("plotNeuron without an activation takes any target, with a step only 0 to 1", () => {
  const neuron = { weights: [3], bias: 0 };
  const { alt } = plotNeuron([[1], [2]], [2, 4], neuron, { activation: "none" });
  assert.match(
    alt,
    /^A neuron with the weight 3 and the bias 0, and its outputs beside the targets. The squared error E is 2.5.$/,
  );
  const call = () => plotNeuron([[1], [2]], [2, 4], neuron, { activation: "step" });
  throws(call, RangeError, "targets[0] must be a number from 0 to 1; got 2");
});

test("plotNeuron moves the bias, and draws errors that are all 0", () => {
  const exact = { weights: [2], bias: 0 };
  const options = { move: "bias", activation: "none" } as const;
  const { layout, frames = [] } = plotNeuron([[1], [2]], [2, 4], exact, options);
  const [{ currentvalue, active }] = layout.sliders as {
    currentvalue: { prefix: string };
    active: number;
  }[];
  assert.is(currentvalue.prefix, "b = ");
  assert.match(texts(frames[active].data), "E = 0");
  const { alt } = plotNeuron([[1]], [2], exact, { activation: "none" });
  assert.match(alt, "The squared error E is 0");
});

test("plotNeuron names what can be moved", () => {
  const call = () => plotNeuron(inputs, targets, { weights: [1, 1], bias: 0 }, { move: "w3" });
  throws(call, RangeError, 'move must be one of "w1", "w2", "bias"; got "w3"');
});

test("plotNeuron names the inputs that its axes show", () => {
  const axes = (inputs: number[][], features?: string[]) => {
    const weights = inputs[0].map(() => 1);
    const { layout } = plotNeuron(inputs, [0, 1], { weights, bias: 0 }, { features });
    return ["xaxis2", "yaxis2"].map(
      (name) => (layout[name] as { title: { text: string } }).title.text,
    );
  };
  const one = axes([[0], [1]]);
  assert.equal(axes([[0], [1]], ["hours"]), [`${one[0]}: hours`, one[1]]);
  const two = [
    [0, 1],
    [1, 0],
  ];
  assert.equal(axes(two, ["a", "b"]), ["x₁: a", "x₂: b"]);
  const three = two.map((row) => [...row, 1]);
  assert.equal(axes(three, ["a", "b", "c"]), axes(three));
});

test("plotNeuron leaves room around rows that are all at 0", () => {
  const { data } = plotNeuron([[0], [0]], [0, 1], { weights: [1], bias: 0 });
  const curve = data.find(({ x }) => (x as unknown[] | undefined)?.length === 61);
  const x = (curve?.x ?? []) as number[];
  assert.equal([x[0], x[60]], [-0.1, 0.1]);
});

test.run();
