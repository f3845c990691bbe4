import { test } from "uvu";
import * as assert from "uvu/assert";
import { flowchart } from "../../src/figures/flowchart.js";
import { drawNeurons } from "../../src/figures/neurons.js";
import { plotRanking } from "../../src/figures/ranking.js";
import { drawSets } from "../../src/figures/sets.js";
import { frozen } from "../support/frozen.js";

type Shape = Record<"x0" | "x1" | "y0" | "y1", number> & {
  type: string;
  path?: string;
  line: { width: number; dash?: string };
};
type Note = { x: number; y: number; ax: number; ay: number; text: string; showarrow: boolean };

const shapes = (figure: { layout: Record<string, unknown> }) => figure.layout.shapes as Shape[];
const notes = (figure: { layout: Record<string, unknown> }) => figure.layout.annotations as Note[];
const parts = { title: "t", alt: "a." };

test("drawSets puts each ellipse inside the one before, and each name above the next ellipse", () => {
  const figure = drawSets(frozen(["a", "b", "c", "d"]), parts);
  const ellipses = shapes(figure);
  for (const [k, inner] of ellipses.slice(1).entries()) {
    const outer = ellipses[k];
    const radius = (s: Shape) => [(s.x1 - s.x0) / 2, (s.y1 - s.y0) / 2];
    const [[a, b], [c, d]] = [radius(outer), radius(inner)];
    for (let turn = 0; turn < 6.3; turn += 0.05) {
      const x = c * Math.cos(turn);
      const y = inner.y0 + d + d * Math.sin(turn) - outer.y0 - b;
      assert.ok((x / a) ** 2 + (y / b) ** 2 < 1, `set ${k + 1} leaves set ${k}`);
    }
    assert.ok(notes(figure)[k].y > inner.y1 && notes(figure)[k].y < outer.y1);
  }
});

const chart = flowchart(
  frozen({
    a: { text: "a", at: [0, 0], kind: "end" },
    b: { text: "b", at: [0, 1] },
    c: { text: "c?", at: [0, 2], kind: "question" },
    d: { text: "d", at: [1, 2] },
  }),
  frozen({
    arrows: [
      ["a", "b"],
      ["b", "c"],
      ["c", "d", "no"],
      ["d", "b", "again"],
    ],
    ...parts,
  }),
);

test("flowchart: straight arrows run from edge to edge, bent ones enter from the side", () => {
  const arrows = notes(chart).filter(({ showarrow }) => showarrow);
  assert.equal(
    arrows.map(({ ax, ay, x, y }) => [ax, ay, x, y].map((v) => Math.round(100 * v) / 100)),
    [
      [0, 0.31, 0, 0.69],
      [0, 1.31, 0, 1.69],
      [0.44, 2, 0.56, 2],
      [1, 1, 0.44, 1],
    ],
  );
  const [bend] = shapes(chart);
  assert.equal([bend.x0, bend.y0, bend.x1, bend.y1], [1, 2 - 0.31, 1, 1]);
});

test("flowchart writes every box and every label once, each label beside its own arrow", () => {
  const words = notes(chart).filter(({ showarrow }) => !showarrow);
  assert.equal(words.map(({ text }) => text).sort(), ["a", "again", "b", "c?", "d", "no"]);
  const again = words.find(({ text }) => text === "again");
  assert.ok(again && again.x === 1 && again.y < 2 - 0.31 && again.y > 1);
});

test("drawNeurons: connections as thick as their weights, dotted where negative", () => {
  const figure = drawNeurons(frozen([1, -0.5, 0]));
  const straight = shapes(figure).filter(({ path }) => path?.includes("L1,"));
  assert.equal(
    straight.map(({ line }) => [line.width, line.dash]),
    [
      [8, "solid"],
      [4.5, "dot"],
      [1, "solid"],
    ],
  );
  assert.match(figure.alt, "as thick as the weights 1, −0.5, 0; dotted ones are negative.");
});

test("drawNeurons takes one weight, and weights that are all 0", () => {
  for (const weights of [[2], [0], [0, 0, 0], [1, 2, 3, 4, 5, 6]]) {
    const figure = drawNeurons(frozen(weights));
    assert.not.match(JSON.stringify(figure), /NaN|null/);
  }
});

const items = { pencil: -0.1, cat: 0.9, "<b>2024": 0.5 };
test("plotRanking splits after the chosen ones, and leaves an empty group out", () => {
  const bars = (chosen: number) =>
    plotRanking(frozen(items), frozen({ chosen })).data.map(({ name, x }) => [name, x]);
  assert.equal(bars(2), [
    ["chosen", [0.9, 0.5]],
    ["left", [-0.1]],
  ]);
  assert.equal(bars(0), [["left", [0.9, 0.5, -0.1]]]);
  assert.equal(bars(20), [["chosen", [0.9, 0.5, -0.1]]]);
});

test("plotRanking shows a name as it is, and says who is chosen", () => {
  const { data, alt } = plotRanking(items, { chosen: 20 });
  assert.equal(data[0].y, ["cat", "&lt;b>2024", "pencil"]);
  assert.match(alt, "cat 0.9, <b>2024 0.5, pencil −0.1. 3 of 3 are chosen.");
});

test.run();
