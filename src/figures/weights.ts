import {
  checkList,
  checkObject,
  checkOptions,
  checkString,
  checkVector,
  checkWhole,
} from "../check.js";
import { type Caption, captionOf, colours, type Figure, figure, type Trace } from "../figure.js";
import { format } from "../format.js";

/** Weights with a name. */
export interface NamedWeights {
  /** what the legend calls it */
  name: string;
  /** d numbers, one for each of `features` */
  weights: number[];
}

/** What the weights are of, and a caption in place of the figure's own. */
export interface PlotWeightsOptions extends Partial<Caption> {
  /** the names of d inputs */
  features: string[];
}

const inks = [colours.blue, colours.orange, colours.green];
const most = 20;
const hatching = ["/", "x"];

/**
 * The weights of one perceptron or of several as bars, in the order of the inputs: to the right where an input
 * speaks for 1, to the left where it speaks against it. Of more than 20 inputs it shows those with the largest weights.
 *
 * @param models one to three, each with a name and d weights
 * @param options `features`, and title and text alternative, by default from the names and the numbers
 * @throws TypeError, RangeError for models without a name and a weight for each feature, an unknown option
 * @example plotWeights([{ name: "trained", weights: [2, -1] }], { features: ["fever", "cough"] })
 * @see the article, section 12, figure 117
 */
export function plotWeights(models: NamedWeights[], options: PlotWeightsOptions): Figure {
  checkOptions(options, ["features", "title", "alt"]);
  checkList("features", options.features, checkString);
  checkList("models", models, (argument, model) => {
    checkObject(argument, model, "an object with name and weights");
    checkString(`${argument}.name`, model.name);
    checkVector(`${argument}.weights`, model.weights, options.features.length);
  });
  checkWhole("models.length", models.length, 1, inks.length);
  return plot(...largest(models, options));
}

function plot(models: NamedWeights[], options: PlotWeightsOptions): Figure {
  const { features } = options;
  const spoken = models.map(
    ({ name, weights }) =>
      `${name}: ${weights.map((w, j) => `${features[j]} ${format(w)}`).join(", ")}.`,
  );
  const all = models.flatMap(({ weights }) => weights).concat(0);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const span = high - low || 1;
  // With room for the numbers: on the left, where the names stand, also on a telephone.
  const range = [low < 0 ? low - 0.35 * span : 0, high > 0 || low === 0 ? high + 0.25 * span : 0];
  const gap = 0.3; // between the bars of two inputs
  const bars = models.map(
    ({ name, weights }, i): Trace => ({
      type: "bar",
      orientation: "h",
      name,
      // Places, not names: two inputs called "1" and "1.0" would share a bar.
      y: features.map((_, j) => j),
      x: weights,
      hovertext: features,
      hovertemplate: "%{hovertext}: %{x}<extra></extra>",
      marker: {
        color: inks[i],
        ...(i > 0 && { pattern: { shape: hatching[i - 1], size: 7, solidity: 0.35 } }),
      },
    }),
  );
  // At the end of its bar.
  const numbers = models.map(
    ({ weights }, i): Trace => ({
      type: "scatter",
      mode: "text",
      x: weights,
      y: weights.map((_, j) => j + (1 - gap) * ((i + 0.5) / models.length - 0.5)),
      text: weights.map((w) => ` ${format(w)} `),
      textposition: weights.map((w) => (w < 0 ? "middle left" : "middle right")),
      cliponaxis: false,
      hoverinfo: "skip",
      showlegend: false,
    }),
  );
  return figure([...bars, ...numbers], {
    title: TITLE,
    alt: `Bars for the weight of each input. ${spoken.join(" ")}`,
    ...captionOf(options),
    x: "weight",
    y: "input",
    layout: {
      height: 150 + features.length * (24 + 24 * models.length),
      showlegend: models.length > 1,
      bargap: gap,
      xaxis: { range },
      yaxis: {
        autorange: "reversed",
        gridcolor: "rgba(0, 0, 0, 0)",
        zerolinecolor: "rgba(0, 0, 0, 0)",
        tickvals: features.map((_, j) => j),
        ticktext: features.map(short),
        ticklabelstandoff: 6, // from the bars below zero
        title: { standoff: 12 },
      },
    },
  });
}

/** The same, with the inputs whose weights in the first model are largest, and a title that says so. */
function largest(
  models: NamedWeights[],
  options: PlotWeightsOptions,
): [NamedWeights[], PlotWeightsOptions] {
  const { features, title = TITLE } = options;
  if (features.length <= most) return [models, options];
  const size = (j: number) => Math.abs(models[0].weights[j]);
  const kept = features
    .map((_, j) => j)
    .sort((a, b) => size(b) - size(a))
    .slice(0, most)
    .sort((a, b) => a - b);
  const of = <T>(list: T[]) => kept.map((j) => list[j]);
  return [
    models.map(({ name, weights }) => ({ name, weights: of(weights) })),
    {
      ...options,
      features: of(features),
      title: `${title}: the ${most} largest of ${features.length}`,
    },
  ];
}

const TITLE = "The weight of each input";
const short = (name: string) => (name.length > 24 ? `${name.slice(0, 23)}…` : name);
