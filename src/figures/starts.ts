import { checkList, checkOptions, checkVector } from "../check.js";
import {
  axis,
  type Caption,
  captionOf,
  colours,
  type Figure,
  figure,
  type Trace,
} from "../figure.js";
import { format } from "../format.js";
import { checkPerceptron, type Perceptron } from "../perceptron.js";
import { weightName } from "./neuron-body.js";
import { marks } from "./traces.js";

/** What is needed of a training: where it began and ended, and what it answers. `train` returns it, and more. */
export interface StartedTraining extends Perceptron {
  /** n outputs */
  outputs: number[];
  /** its models, the start first and the end last */
  history: Perceptron[];
}

/**
 * The same training from several starts: above, the weights and biases at the start and at the end; below, what each
 * of them answers in the end, row by row, beside the targets.
 *
 * @param trainings trainings of the same data
 * @param targets n numbers
 * @param options title and text alternative, in place of the figure's own
 * @throws TypeError, RangeError for what is no array of trainings of n outputs, an unknown option
 * @example plotStarts([1, 2].map((w) => train(gate("OR"), { weights: [w, -w] })), [0, 1, 1, 1])
 * @see the article, section 10.3
 */
export function plotStarts(
  trainings: StartedTraining[],
  targets: number[],
  options: Partial<Caption> = {},
): Figure {
  checkVector("targets", targets);
  const d = trainings?.[0]?.weights?.length;
  checkList("trainings", trainings, (name, item) => check(name, item, targets.length, d));
  checkOptions(options, ["title", "alt"]);
  const starts = trainings.map(({ history }) => valuesOf(history[0]));
  const ends = trainings.map(valuesOf);
  const outputs = trainings.map((training) => training.outputs);
  const names = [...trainings[0].weights.map((_, j) => weightName(j)), "bias"];
  const rows = targets.map((_, i) => i + 1);
  const lower = { xaxis: "x2", yaxis: "y2" };
  const spread = (values: number[][]) => {
    const widths = values[0].map((_, j) => {
      const column = values.map((row) => row[j]);
      return Math.max(...column) - Math.min(...column);
    });
    return format(Math.max(...widths));
  };
  const alt = `${trainings.length} trainings from different starts. Weights and biases differed by up to ${spread(starts)} at the start and by up to ${spread(ends)} at the end; the outputs for the same row in the end by up to ${spread(outputs)}.`;
  return figure(
    [
      marks(
        { name: "at the start", ...dots(starts, -0.15) },
        { size: 8, symbol: "circle-open", color: colours.grey },
      ),
      marks({ name: "at the end", ...dots(ends, 0.15) }, { size: 8, color: colours.blue }),
      marks(
        { name: "output", ...dots(outputs, 0), ...lower },
        { size: 8, symbol: "diamond-open", color: colours.purple },
      ),
      marks(
        { name: "target", x: rows, y: targets, ...lower },
        { size: 11, symbol: "x", color: colours.orange },
      ),
    ],
    {
      title: `${trainings.length} starts, and where they end`,
      alt,
      ...captionOf(options),
      layout: {
        height: 620,
        xaxis: {
          ...axis("weights and bias"),
          anchor: "y",
          tickvals: names.map((_, j) => j + 1),
          ticktext: names,
          fixedrange: true,
        },
        yaxis: { ...axis("value"), domain: [0.58, 1], fixedrange: true },
        xaxis2: {
          ...axis("row of the data"),
          anchor: "y2",
          ...(targets.length <= 20 && { tickvals: rows }),
          fixedrange: true,
        },
        yaxis2: { ...axis("output"), domain: [0, 0.38], range: [-0.08, 1.08], fixedrange: true },
      },
    },
  );
}

function check(
  name: string,
  item: unknown,
  n: number,
  d?: number,
): asserts item is StartedTraining {
  checkPerceptron(name, item, d);
  const { outputs, history } = item as Partial<StartedTraining>;
  checkVector(`${name}.outputs`, outputs, n);
  checkList(`${name}.history`, history, (argument, model) => checkPerceptron(argument, model, d));
}

const valuesOf = ({ weights, bias }: Perceptron) => [...weights, bias];

/** A column of dots for each number of the rows, a little beside each other, so that none hides another. */
function dots(rows: number[][], shift: number): Trace {
  const beside = (i: number) => (rows.length > 1 ? 0.2 * (i / (rows.length - 1) - 0.5) : 0);
  return {
    x: rows.flatMap((row, i) => row.map((_, j) => j + 1 + shift + beside(i))),
    y: rows.flat(),
  };
}
