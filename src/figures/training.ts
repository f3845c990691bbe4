import { checkOptions } from "../check.js";
import { type Caption, captionOf, type Figure } from "../figure.js";
import { flowchart } from "./flowchart.js";

/**
 * The way from examples to predictions as a flow chart.
 *
 * @param options title and text alternative, in place of the figure's own
 * @throws TypeError, RangeError for an unknown option, or words that are no strings
 * @example drawTraining()
 * @see the article, figure 7
 */
export function drawTraining(options: Partial<Caption> = {}): Figure {
  checkOptions(options, ["title", "alt"]);
  return flowchart(
    {
      start: { text: "examples:<br>inputs, targets", at: [0, 0], kind: "end" },
      bias: { text: "add a bias", at: [0, 1] },
      weights: { text: "starting weights", at: [0, 2] },
      train: { text: "one epoch<br>of training", at: [0, 3] },
      good: { text: "error small<br>enough?", at: [0, 4], kind: "question" },
      update: { text: "go on with the<br>new weights", at: [1, 4] },
      predict: { text: "predict", at: [0, 5], kind: "end" },
    },
    {
      arrows: [
        ["start", "bias"],
        ["bias", "weights"],
        ["weights", "train"],
        ["train", "good"],
        ["good", "update", "no"],
        ["update", "train"],
        ["good", "predict", "yes"],
      ],
      title: "From examples to predictions",
      alt: "Flow chart: examples, add a bias, starting weights, one epoch of training, then the question whether the error is small enough. No: another epoch with the new weights. Yes: predict.",
      ...captionOf(options),
    },
  );
}

/**
 * One epoch of training as a flow chart: forward in the left column, back in the right one.
 *
 * @param options title and text alternative, in place of the figure's own
 * @throws TypeError, RangeError for an unknown option, or words that are no strings
 * @example drawEpoch()
 * @see the article, figure 8
 */
export function drawEpoch(options: Partial<Caption> = {}): Figure {
  checkOptions(options, ["title", "alt"]);
  return flowchart(
    {
      inputs: { text: "inputs of<br>each example", at: [0, 0], kind: "end" },
      sum: { text: "weights · inputs<br>+ bias", at: [0, 1] },
      activation: { text: "activation", at: [0, 2] },
      error: { text: "error =<br>output − target", at: [0, 3] },
      share: { text: "share of each<br>weight in it", at: [1, 3] },
      step: { text: "move weights<br>and bias", at: [1, 2] },
    },
    {
      arrows: [
        ["inputs", "sum"],
        ["sum", "activation"],
        ["activation", "error"],
        ["error", "share"],
        ["share", "step"],
        ["step", "sum", "next epoch"],
      ],
      title: "Forward and back",
      alt: "Flow chart: the inputs of each example go to the sum of weights times inputs plus bias, to the activation, to the error. From there back: the share of each weight in the error, then weights and bias move, and the next epoch begins at the sum.",
      ...captionOf(options),
    },
  );
}
