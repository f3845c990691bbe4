import { checkFinite, checkList, checkObject, checkOptions, fail } from "../check.js";
import { colours, type Figure, type FigureOptions, withoutUndefined } from "../figure.js";
import { format } from "../format.js";
import { hasLogarithm, plotLines } from "./lines.js";

/** What a learning curve is drawn from: `train` and `trainNetwork` return it, and more. */
export interface TrainingHistory {
  /** epochs in rising order, and the squared error of each */
  history: { epoch: number; squaredError: number }[];
}

/**
 * Learning curves: the squared error over the epochs of one training, or of several.
 *
 * @param trainings a training, or trainings by their labels, up to five; epochs from 1 on have a logarithmic axis
 * @param options title, text alternative, axis titles and layout, in place of those that the figure knows
 * @throws TypeError, RangeError for what is no training, an unknown option
 * @example plotLearning(train(gate("OR")))
 * @see the article, section 10.7, figure 77
 */
export function plotLearning(
  trainings: TrainingHistory | Record<string, TrainingHistory>,
  options: Partial<Omit<FigureOptions, "slider">> = {},
): Figure {
  checkOptions(options, ["title", "alt", "x", "y", "layout"]);
  const lines = checked(trainings).map(([name, { history }], _, { length }) => ({
    name,
    x: history.map(({ epoch }) => epoch),
    y: history.map(({ squaredError }) => squaredError),
    ...(length === 1 && { color: colours.purple }), // as E has everywhere
  }));
  const altTexts = lines.map(({ name, x, y }) => {
    const last = y.length - 1;
    const who = lines.length > 1 ? name : "it goes";
    return `${who} from ${format(y[0])} to ${format(y[last])} in ${format(x[last] - x[0])} epochs`;
  });
  return plotLines(lines, {
    title: "The squared error over the epochs",
    alt: `The squared error over the epochs: ${altTexts.join("; ")}.`,
    x: hasLogarithm(lines) ? "epoch (logarithmic)" : "epoch",
    y: "squared error E",
    logX: true,
    ...withoutUndefined(options),
  });
}

/** The trainings, each with its label. */
function checked(
  trainings: TrainingHistory | Record<string, TrainingHistory>,
): [string, TrainingHistory][] {
  checkObject("trainings", trainings, "a training, or trainings by their labels");
  const isOne = Array.isArray(trainings.history);
  const list = isOne ? { "squared error": trainings } : trainings;
  const labels = Object.keys(list);
  if (labels.length === 0) fail(RangeError, "trainings", "at least one training", trainings);
  return labels.map((label) => {
    const name = isOne ? "trainings" : `trainings.${label}`;
    const training: unknown = (list as Record<string, unknown>)[label];
    checkObject(name, training, "a training");
    checkList(`${name}.history`, training.history, (argument, epoch) => {
      checkObject(argument, epoch, "an object with epoch and squaredError");
      checkFinite(`${argument}.epoch`, epoch.epoch);
      checkFinite(`${argument}.squaredError`, epoch.squaredError);
    });
    return [label, training as unknown as TrainingHistory];
  });
}
