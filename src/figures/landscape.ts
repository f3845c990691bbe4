import {
  checkData,
  checkFinite,
  checkList,
  checkObject,
  checkOptions,
  checkVector,
} from "../check.js";
import { axis, type Caption, captionOf, colours, type Figure, figure } from "../figure.js";
import { format, round } from "../format.js";
import { checkPerceptron, type Perceptron } from "../perceptron.js";
import { sigmoid } from "../sigmoid.js";
import { type Range, tickEvery } from "./points.js";
import { colourKey } from "./shading.js";
import { line } from "./traces.js";

/** What is shown on the landscape, and a caption in place of the figure's own. */
export interface PlotLandscapeOptions extends Partial<Caption> {
  /** a training, whose way over the weights is drawn; without it the landscape stands alone */
  path?: { history: Perceptron[] };
  /** the bias of the whole landscape, or false for none; by default the last one of the path, else 0 */
  bias?: number | false;
}

const STEPS = 48;

/**
 * The squared error E over two weights, as a map: contours, the deeper the darker, in powers of ten. The bias is the same
 * all over; on the path it may have been another.
 *
 * @param inputs n rows of two numbers
 * @param targets n numbers from 0 to 1
 * @param options see {@link PlotLandscapeOptions}; title and text alternative by default from the numbers
 * @throws TypeError, RangeError for inputs of other than two columns, a path that holds no perceptrons, an unknown option
 * @example plotLandscape([[0, 1], [1, 0]], [1, 0], { bias: false })
 * @see the article, section 10.7, which walks over it
 */
export function plotLandscape(
  inputs: number[][],
  targets: number[],
  options: PlotLandscapeOptions = {},
): Figure {
  checkData({ inputs, targets });
  checkVector("inputs[0]", inputs[0], 2);
  const { history, bias } = checked(options);
  // Checked above: `predict` would check its arguments ten thousand times.
  const b = bias === false ? 0 : bias;
  const error = (w1: number, w2: number) => {
    let E = 0;
    for (let i = 0; i < targets.length; i++)
      E += (sigmoid(w1 * inputs[i][0] + w2 * inputs[i][1] + b) - targets[i]) ** 2 / 2;
    return E;
  };
  const places = placesAround(history);
  const errors = places.map((w2) => places.map((w1) => error(w1, w2)));
  const [from, to] = [history[0], history[history.length - 1]];
  const at = ({ weights }: Perceptron) => `(${weights.map((w) => format(w)).join(", ")})`;
  const walk = from ? ` The training goes from ${at(from)} to ${at(to)}.` : "";
  const lowest = Math.min(...errors.flat());
  const fixed = bias === false ? "without a bias" : `at the bias ${format(bias)}`;
  const range: Range = [places[0], places[STEPS]];
  const plane = { range, dtick: tickEvery(range), fixedrange: true, constrain: "domain" };
  const z = errors.map((row) => row.map((e) => round(Math.log10(Math.max(e, 1e-12)), 4)));
  return figure(
    [
      {
        type: "contour",
        x: places,
        y: places,
        z,
        ncontours: 16,
        contours: { coloring: "fill" },
        line: { color: "white", width: 1 },
        colorscale: [
          [0, "#08426B"],
          [0.5, "#6EB4E1"],
          [1, "#F2F8FC"],
        ],
        colorbar: colourKey("E", ticks(z.flat())),
        hovertemplate: "w₁ %{x:.3g}, w₂ %{y:.3g}: 10^%{z:.2f}<extra></extra>",
      },
      ...(from
        ? [
            line(
              {
                name: "training",
                mode: "lines+markers",
                x: history.map(({ weights }) => weights[0]),
                y: history.map(({ weights }) => weights[1]),
                marker: {
                  color: colours.orange,
                  symbol: history.map((_, i) =>
                    i === 0 ? "circle" : i === history.length - 1 ? "star" : "line-ew",
                  ),
                  size: history.map((_, i) => (i === 0 ? 11 : i === history.length - 1 ? 15 : 1)),
                  line: { color: "white", width: 1 },
                },
              },
              colours.orange,
              3,
            ),
          ]
        : []),
    ],
    {
      title: `The squared error E, ${fixed}`,
      alt: `A map of the squared error E over the weights w₁ and w₂, ${fixed}. In it the lowest E is ${format(lowest)}, the highest ${format(Math.max(...errors.flat()))}.${walk}`,
      ...captionOf(options),
      layout: {
        height: 480,
        width: 540, // a square, its ticks and its key
        showlegend: false,
        xaxis: { ...axis("w₁"), ...plane },
        yaxis: { ...axis("w₂"), ...plane, scaleanchor: "x" },
      },
    },
  );
}

function checked(options: PlotLandscapeOptions) {
  checkOptions(options, ["path", "bias", "title", "alt"]);
  const { path } = options;
  if (path !== undefined) checkObject("path", path, "a training");
  const history = path ? path.history : [];
  if (path)
    checkList("path.history", history, (argument, model) => checkPerceptron(argument, model, 2));
  const { bias = history[history.length - 1]?.bias ?? 0 } = options;
  if (bias !== false) checkFinite("bias", bias);
  return { history, bias };
}

/** Even steps in both directions: around the path and 0, or from −10 to 10. */
function placesAround(history: Perceptron[]): number[] {
  const all = [0, ...history.flatMap(({ weights }) => weights)];
  const [low, high] = history.length > 0 ? [Math.min(...all), Math.max(...all)] : [-6, 6];
  const room = Math.max(1.9, (high - low) / 3); // less than 2: the ticks of both axes would meet at −2
  return Array.from(
    { length: STEPS + 1 },
    (_, i) => low - room + (i / STEPS) * (high - low + 2 * room),
  );
}

/** The values of E at about five places of its logarithm. */
function ticks(logs: number[]) {
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const tickvals = Array.from({ length: 5 }, (_, i) => low + (i / 4) * (high - low));
  return { tickvals, ticktext: tickvals.map((log) => format(10 ** log, 2)) };
}
