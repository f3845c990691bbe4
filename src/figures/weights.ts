import { colours, type Figure, figure } from "../figure.js";
import { format } from "../format.js";

/** What `plotWeights` shows. */
export interface Weights {
  /** the names of d inputs */
  features: string[];
  /** up to three perceptrons, each with a name and d weights */
  models: { name: string; weights: number[] }[];
  title: string;
}

const inks = [colours.blue, colours.orange, colours.green];
const most = 20;
const hatching = ["/", "x"];

/**
 * The weights of one perceptron or of several as bars, in the order of the inputs: to the right where an input
 * speaks for 1, to the left where it speaks against it. Of more than 20 inputs it shows those with the largest weights.
 *
 * @example plotWeights({ features: ["fever", "cough"], models: [{ name: "trained", weights: [2, -1] }], title: "Weights" })
 * @see the article, section 12, figure 117
 */
export function plotWeights(weights: Weights): Figure {
  const { features, models, title } = largest(weights);
  const spoken = models.map(
    ({ name, weights }) =>
      `${name}: ${weights.map((w, j) => `${features[j]} ${format(w, 3)}`).join(", ")}.`,
  );
  const all = models.flatMap(({ weights }) => weights).concat(0);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = 0.16 * (high - low || 1); // for the numbers at the ends of the bars
  return figure({
    title,
    alt: `Bars for the weight of each input. ${spoken.join(" ")}`,
    x: "weight",
    y: "input",
    data: models.map(({ name, weights }, i) => ({
      type: "bar",
      orientation: "h",
      name,
      // Places, not names: two inputs called "1" and "1.0" would share a bar.
      y: features.map((_, j) => j),
      x: weights,
      text: weights.map((w) => format(w, 3)),
      textposition: "outside",
      cliponaxis: false,
      hovertext: features,
      hovertemplate: "%{hovertext}: %{x}<extra></extra>",
      marker: {
        color: inks[i],
        ...(i > 0 && { pattern: { shape: hatching[i - 1], size: 7, solidity: 0.35 } }),
      },
    })),
    layout: {
      height: 150 + features.length * (24 + 24 * models.length),
      showlegend: models.length > 1,
      bargap: 0.3,
      xaxis: { range: [low < 0 ? low - room : 0, high > 0 || low === 0 ? high + room : 0] },
      yaxis: {
        autorange: "reversed",
        gridcolor: "rgba(0, 0, 0, 0)",
        zerolinecolor: "rgba(0, 0, 0, 0)",
        tickvals: features.map((_, j) => j),
        ticktext: features.map(short),
        title: { standoff: 12 },
      },
    },
  });
}

/** The same, with the inputs whose weights in the first model are largest, and a title that says so. */
function largest({ features, models, title }: Weights): Weights {
  if (features.length <= most) return { features, models, title };
  const size = (j: number) => Math.abs(models[0].weights[j]);
  const kept = features
    .map((_, j) => j)
    .sort((a, b) => size(b) - size(a))
    .slice(0, most)
    .sort((a, b) => a - b);
  return {
    features: kept.map((j) => features[j]),
    models: models.map(({ name, weights }) => ({ name, weights: kept.map((j) => weights[j]) })),
    title: `${title}: the ${most} largest of ${features.length}`,
  };
}

const short = (name: string) => (name.length > 24 ? `${name.slice(0, 23)}…` : name);
