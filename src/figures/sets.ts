import { colours, type Figure, figure } from "../figure.js";

const tints = ["#F3F8FC", "#D9EAF5", "#B5D6EC", "#8CBFE0"];

/**
 * Sets inside each other, drawn as ellipses that touch at the bottom.
 *
 * @param names from the outermost to the innermost, up to four
 * @param parts title and text alternative
 * @example drawSets(["animals", "birds", "owls"], { title: "Owls", alt: "Owls lie inside birds, birds inside animals." })
 * @see the article, figure 1
 */
export function drawSets(names: string[], { title, alt }: { title: string; alt: string }): Figure {
  const n = names.length;
  const hidden = { visible: false, fixedrange: true };
  return figure({
    title,
    alt,
    data: [{ type: "scatter", mode: "markers", x: [0], y: [0], opacity: 0, hoverinfo: "skip" }],
    layout: {
      shapes: names.map((_, k) => ({
        type: "circle",
        x0: -1 + (0.7 * k) / n,
        x1: 1 - (0.7 * k) / n,
        y0: 0.1 * k,
        y1: n - k,
        fillcolor: tints[k % tints.length],
        line: { color: colours.blue, width: 2 },
      })),
      annotations: names.map((name, k) => ({
        x: 0,
        y: n - k - (k === n - 1 ? 0.5 : 0.42),
        text: `<b>${name}</b>`,
        showarrow: false,
      })),
      showlegend: false,
      height: 110 + 80 * n,
      margin: { l: 16, r: 16, t: 56, b: 16 },
      xaxis: { ...hidden, range: [-1.02, 1.02] },
      yaxis: { ...hidden, range: [-0.03, n + 0.03] },
    },
  });
}
