import {
  checkList,
  checkMatrix,
  checkOptions,
  checkString,
  checkVector,
  checkWhole,
} from "../check.js";
import { type Caption, captionOf, colours, type Figure } from "../figure.js";
import { format } from "../format.js";
import { drawing, note } from "./drawing.js";
import { subscript } from "./neuron-body.js";
import { line, marks } from "./traces.js";

/** What stands at a network, besides title and text alternative. */
export interface DrawNetworkOptions extends Partial<Caption> {
  /** weights[k][i][j]: the number at the line from unit i of layer k to unit j of the next layer; without them the lines have none */
  weights?: number[][][];
}

/**
 * A network as circles and lines: layers from left to right, every unit joined to every unit of the next layer. Where only
 * the sizes of the layers are given, "input", "hidden" and "output" stand above them.
 *
 * @param layers the units of each layer from left to right: what stands in their circles; or only how many, 1 to 20
 * @param options see {@link DrawNetworkOptions}; numbers stand at the lines where weights are given, title and text
 *   alternative tell the layers where none are given
 * @throws TypeError, RangeError for layers that are no arrays of strings, weights that don't fit to them
 * @example drawNetwork([4, 5, 3])
 * @example drawNetwork([["x₁", "x₂"], ["o"]], { weights: [[[0.1], [0.2]]], title: "A perceptron" })
 * @see the article, figures 3, 4, 6, 9, 25, 26 and 105
 */
export function drawNetwork(
  layers: number[] | string[][],
  options: DrawNetworkOptions = {},
): Figure {
  checkList("layers", layers, () => {});
  if (typeof layers[0] !== "number") return draw(layers as string[][], options);
  const sizes = layers as number[];
  for (const [k, size] of sizes.entries()) checkWhole(`layers[${k}]`, size, 1, 20);
  const last = sizes.length - 1;
  const kinds = sizes.map((_, k) => (k === 0 ? "input" : k === last ? "output" : "hidden"));
  const unit = (k: number, i: number) =>
    `${{ i: "x", o: "o", h: "h" }[kinds[k][0]]}${subscript(i + 1)}`;
  const labels = sizes.map((size, k) => Array.from({ length: size }, (_, i) => unit(k, i)));
  return draw(labels, options, kinds);
}

function draw(layers: string[][], options: DrawNetworkOptions, names: string[] = []): Figure {
  check(layers, options);
  const { weights } = options;
  const place = (layer: number, unit: number) => ({
    x: layer,
    y: (layers[layer].length - 1) / 2 - unit,
  });
  const edges = { x: [] as (number | null)[], y: [] as (number | null)[] };
  const annotations: object[] = [];
  for (let k = 0; k + 1 < layers.length; k++)
    for (let i = 0; i < layers[k].length; i++)
      for (let j = 0; j < layers[k + 1].length; j++) {
        const from = place(k, i);
        const to = place(k + 1, j);
        edges.x.push(from.x, to.x, null);
        edges.y.push(from.y, to.y, null);
        const weight = weights?.[k][i][j];
        if (weight === undefined) continue;
        // Lines to several units cross half-way: there the numbers stand nearer to the start.
        const along = layers[k + 1].length > 1 ? 0.28 : 0.42;
        const [x, y] = [from.x + along * (to.x - from.x), from.y + along * (to.y - from.y)];
        annotations.push(note(x, y, format(weight), { bgcolor: "white", borderpad: 3 }));
      }
  const tallest = Math.max(...layers.map((layer) => layer.length));
  for (const [k, name] of names.entries())
    annotations.push(note(k, tallest / 2 + 0.2, `<b>${name}</b>`, { yanchor: "bottom" }));
  // In a circle a long label needs a second line, for its last word.
  const fitting = (label: string) =>
    label.length > 6 && !label.includes("<br>") ? label.replace(/ (?=\S+$)/, "<br>") : label;
  const units = layers.flatMap((layer, k) =>
    layer.map((label, i) => ({ ...place(k, i), label: fitting(label) })),
  );
  const diameter = units.some(({ label }) => label.includes("<br>")) ? 64 : 52;
  const data = [
    line({ ...edges, hoverinfo: "skip" }, colours.grey, 1.5),
    marks(
      {
        mode: "markers+text",
        x: units.map((unit) => unit.x),
        y: units.map((unit) => unit.y),
        text: units.map((unit) => unit.label),
        hoverinfo: "skip",
      },
      { size: diameter, color: "white", line: { color: colours.blue, width: 2.5 } },
    ),
  ];
  const top = tallest / 2 + (names.length > 0 ? 0.6 : 0);
  return drawing(
    {
      data,
      annotations,
      corners: [-0.4, layers.length - 0.6, -tallest / 2, top],
      height: Math.min(640, 140 + 80 * tallest),
      margins: [24, 16],
    },
    { ...altText(layers, names, weights), ...captionOf(options) },
  );
}

/** Title and text alternative of a network. */
function altText(layers: string[][], names: string[], weights?: number[][][]): Caption {
  const plain = (label: string) => label.replaceAll("<br>", " ");
  const isPerceptron = layers.length === 2 && layers[1].length === 1;
  const units = layers.map((layer, k) => {
    const who = names[k] ?? (isPerceptron ? ["inputs", "output"][k] : `layer ${k + 1}`);
    return `${who}: ${layer.length > 4 ? `${layer.length} units` : layer.map(plain).join(", ")}`;
  });
  const lines = weights
    ? ` The weights are ${weights
        .flat(2)
        .map((w) => format(w))
        .join(", ")}.`
    : "";
  return {
    title: isPerceptron ? "A perceptron" : `A network with ${layers.length} layers`,
    alt: `A ${isPerceptron ? "perceptron" : "network"} from left to right: ${units.join("; ")}. Each unit is joined to every unit of the next layer.${lines}`,
  };
}

function check(layers: string[][], options: DrawNetworkOptions): void {
  checkList("layers", layers, (argument, units) => checkList(argument, units, checkString));
  checkOptions(options, ["weights", "title", "alt"]);
  const { weights } = options;
  if (weights === undefined) return;
  checkList("weights", weights, checkMatrix, layers.length - 1);
  for (const [k, matrix] of weights.entries()) {
    checkList(`weights[${k}]`, matrix, () => {}, layers[k].length);
    checkVector(`weights[${k}][0]`, matrix[0], layers[k + 1].length);
  }
}
