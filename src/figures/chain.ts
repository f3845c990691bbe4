import { colours, type Figure, figure, unseen } from "../figure.js";
import { format } from "../format.js";

/** What `drawChain` draws. */
export interface Chain {
  /** quantities, each computed from the one before */
  links: { name: string; value: number }[];
  /** between two of them: by how much the lower one moves when the upper one does, one fewer than `links` */
  factors: { name: string; value: number }[];
  title: string;
  alt: string;
}

/**
 * A chain of quantities from top to bottom: values run down, slopes are multiplied on the way back up.
 *
 * @example drawChain({ links: [{ name: "x", value: 2 }, { name: "x²", value: 4 }], factors: [{ name: "2x", value: 4 }], title: "A square", alt: "x, then its square." })
 * @see the article, section 9, figure 33
 */
export function drawChain({ links, factors, title, alt }: Chain): Figure {
  const top = (i: number) => -1.6 * i;
  const annotations: Record<string, unknown>[] = [];
  const arrow = (x: number, from: number, to: number, color: string) => {
    annotations.push({
      x,
      y: to,
      ax: x,
      ay: from,
      axref: "x",
      ayref: "y",
      text: "",
      showarrow: true,
      arrowhead: 2,
      arrowwidth: 2,
      arrowcolor: color,
    });
  };
  const write = (x: number, y: number, text: string, more: object = {}) => {
    annotations.push({ x, y, text, showarrow: false, ...more });
  };
  for (const [i, { name, value }] of links.entries())
    write(0, top(i) - 0.35, `${name} = <b>${format(value)}</b>`);
  for (const [i, { name, value }] of factors.entries()) {
    arrow(-0.6, top(i) - 0.7, top(i + 1), colours.blue);
    arrow(0.6, top(i + 1), top(i) - 0.7, colours.orange);
    const factor = `× ${format(value)}<br>${name}`;
    write(0.75, top(i) - 1.15, factor, { xanchor: "left", align: "left", font: { size: 13 } });
  }
  write(-0.6, top(0) + 0.3, "<b>forward</b>");
  write(0.6, top(0) + 0.3, "<b>backward</b>");
  const bottom = top(links.length - 1) - 0.7;
  const hidden = { visible: false, fixedrange: true };
  return figure({
    title,
    alt,
    data: [unseen],
    layout: {
      annotations,
      shapes: links.map((_, i) => ({
        type: "rect",
        x0: -1,
        x1: 1,
        y0: top(i) - 0.7,
        y1: top(i),
        line: { color: colours.blue, width: 2 },
        fillcolor: "#F3F8FC",
        layer: "below",
      })),
      showlegend: false,
      height: 90 + 100 * links.length,
      margin: { l: 16, r: 16, t: 56, b: 16 },
      xaxis: { ...hidden, range: [-1.05, 3] },
      yaxis: { ...hidden, range: [bottom - 0.1, 0.6] },
    },
  });
}
