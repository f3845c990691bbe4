import { colours, type Figure, figure } from "../figure.js";
import { format } from "../format.js";

/** What `drawNetwork` draws. */
export interface Network {
  /** the units of each layer from left to right: what stands in their circles */
  layers: string[][];
  /** names of the layers, one for each */
  names?: string[];
  /** weights[k][i][j]: the number at the line from unit i of layer k to unit j of the next layer */
  weights?: number[][][];
  title: string;
  alt: string;
}

/**
 * A network as circles and lines: layers from left to right, every unit joined to every unit of the next layer.
 *
 * @param network one label for each unit; numbers at the lines where weights are given
 * @example drawNetwork({ layers: [["x₁", "x₂"], ["o"]], weights: [[[0.1], [0.2]]], title: "A perceptron", alt: "Two inputs, one output." })
 * @see the article, figures 3, 4, 6, 9, 25, 26 and 105
 */
export function drawNetwork({ layers, names, weights, title, alt }: Network): Figure {
  const place = (layer: number, unit: number) => ({
    x: layer,
    y: (layers[layer].length - 1) / 2 - unit,
  });
  const edges = { x: [] as (number | null)[], y: [] as (number | null)[] };
  const annotations: Record<string, unknown>[] = [];
  for (let k = 0; k + 1 < layers.length; k++)
    for (let i = 0; i < layers[k].length; i++)
      for (let j = 0; j < layers[k + 1].length; j++) {
        const from = place(k, i);
        const to = place(k + 1, j);
        edges.x.push(from.x, to.x, null);
        edges.y.push(from.y, to.y, null);
        const weight = weights?.[k]?.[i]?.[j];
        if (weight === undefined) continue;
        // Lines to several units cross half-way: there the numbers stand nearer to the start.
        const along = layers[k + 1].length > 1 ? 0.28 : 0.42;
        annotations.push({
          x: from.x + along * (to.x - from.x),
          y: from.y + along * (to.y - from.y),
          text: format(weight),
          showarrow: false,
          bgcolor: "white",
          borderpad: 3,
        });
      }
  const tallest = Math.max(...layers.map((layer) => layer.length));
  for (const [k, name] of (names ?? []).entries())
    annotations.push({ x: k, y: tallest / 2 + 0.35, text: `<b>${name}</b>`, showarrow: false });
  const units = layers.flatMap((layer, k) => layer.map((label, i) => ({ ...place(k, i), label })));
  const diameter = units.some(({ label }) => label.includes("<br>")) ? 64 : 52;
  const hidden = { visible: false, fixedrange: true };
  return figure({
    title,
    alt,
    data: [
      {
        type: "scatter",
        mode: "lines",
        ...edges,
        line: { color: colours.grey, width: 1.5 },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "markers+text",
        x: units.map((unit) => unit.x),
        y: units.map((unit) => unit.y),
        text: units.map((unit) => unit.label),
        marker: { size: diameter, color: "white", line: { color: colours.blue, width: 2.5 } },
        hoverinfo: "skip",
      },
    ],
    layout: {
      annotations,
      showlegend: false,
      height: Math.min(640, 140 + 80 * tallest),
      margin: { l: 24, r: 24, t: 56, b: 16 },
      xaxis: { ...hidden, range: [-0.4, layers.length - 0.6] },
      yaxis: { ...hidden, range: [-tallest / 2, tallest / 2 + (names ? 0.6 : 0)] },
    },
  });
}
