import type { Exercise } from "../judge.js";
import { sigmoid } from "../sigmoid.js";
import { drawn } from "./drawn.js";

const out = sigmoid(0.7);
const delta = out * out * (1 - out);

/** The slopes for w₁, w₂ and the bias of a row (0, 2) with this delta. */
const slopes = (delta: number) => [0, 2 * delta, delta];

/** The exercises of notebook 06, why a bias. */
export const exercises06: Record<"06-a" | "06-b" | "06-c" | "06-d" | "06-e", Exercise> = {
  "06-a": {
    // the slopes of E for the row (0, 2) with the target 0, the weights 0.1 and 0.2 and the bias 0.3
    answer: slopes(delta),
    mistakes: [
      {
        answer: [delta, delta, delta],
        name: "input factor missing",
        hint: "the third factor is missing: for a weight it is the input at that weight",
      },
      {
        answer: [0, delta, delta],
        name: "input taken for 1",
        hint: "the input at w₂ is 2, and the third factor is the input itself",
      },
      {
        answer: [0, 2 * delta, 0],
        name: "bias not moved",
        hint: "the bias has a slope as well: its input is always 1",
      },
      {
        answer: slopes(sigmoid(0.4) ** 2 * (1 - sigmoid(0.4))),
        name: "bias forgotten",
        hint: "these are the slopes without the bias; here the net input is 0.7",
      },
      {
        answer: slopes(out),
        name: "slope of the sigmoid missing",
        hint: "delta is here the error alone; the slope of the sigmoid is missing",
      },
      {
        answer: slopes(out * (1 - out)),
        name: "error missing",
        hint: "delta is here the slope of the sigmoid alone; the error is missing",
      },
      {
        answer: slopes(-delta),
        name: "sign of the error",
        hint: "the sign is the wrong way round: the first factor is output − target",
      },
      {
        answer: slopes((out - 1) * out * (1 - out)),
        name: "target 1 instead of 0",
        hint: "this is for the target 1; here it is 0",
      },
    ],
  },
  "06-b": {
    // the weight and the bias that make the sigmoid cross one half at x = 1.5, with the slope 2
    answer: [8, -12],
    mistakes: [
      {
        answer: [8, 12],
        name: "sign of the bias",
        hint: "this crosses at −1.5: a positive bias shifts the curve to the left",
      },
      {
        answer: [2, -3],
        name: "slope taken for the weight",
        hint: "the switch is right; but this curve is not so steep: in its middle the sigmoid's own slope is a factor, too",
      },
      {
        answer: [0.5, -0.75],
        name: "divided instead of multiplied",
        hint: "the switch is right; the slope in the middle is a quarter of the weight, not four times as much",
      },
      {
        answer: [8, -1.5],
        name: "weight forgotten",
        hint: "this bias would be right for w = 1; the input is multiplied by the weight before the bias is added",
      },
      {
        answer: [8, 1.5],
        name: "crossing instead of bias",
        hint: "this is the place of the crossing; which bias puts it there?",
      },
      {
        answer: [-12, 8],
        name: "order",
        hint: "the weight comes first, then the bias",
      },
    ],
  },
  "06-c": {
    // the rows of NAND that two weights without a bias can get right at most
    answer: 2,
    mistakes: [
      {
        answer: 4,
        name: "(0, 0) forgotten",
        hint: "the answer for (0, 0) is ½, whatever the weights are",
      },
      {
        answer: 3,
        name: "only (0, 0) missing",
        hint: "(0, 0) is not the only trouble: add what (0, 1) and (1, 0) want, and compare with (1, 1)",
      },
      {
        answer: 1,
        name: "weights with one sign",
        hint: "so it is with two negative weights; others do better",
      },
      {
        answer: 0,
        name: "where training ends",
        hint: "so it is with the weights where training ends; the question is about any two weights",
      },
    ],
  },
  "06-d": {
    // every row with a 1 at its end
    answer: (inputs: number[][]) => inputs.map((row) => [...row, 1]),
    calls: [
      [
        [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ],
      ],
      [[[0.5, -2, 3]]],
    ],
    inputs: (random) => [Array.from({ length: 3 }, () => drawn(random, 2))],
    mistakes: [
      {
        answer: (inputs: number[][]) => inputs.map((row) => [1, ...row]),
        name: "1 put first",
        hint: "your 1 stands first, so the bias would be the first weight; put it last",
      },
      {
        answer: (inputs: number[][]) => inputs.map((row) => [...row, 0]),
        name: "0 appended",
        hint: "an input of 0 never moves its weight: that is the very problem of (0, 0)",
      },
      {
        answer: (inputs: number[][]) => [...inputs, inputs[0].map(() => 1)],
        name: "one more row",
        hint: "this is one more example; the 1 is one more input of each example",
      },
      {
        answer: (inputs: number[][]) => inputs.map((row) => row.map((value) => value + 1)),
        name: "1 added",
        hint: "you added 1 to every input; append one input that is 1",
      },
      {
        answer: (inputs: number[][]) => inputs,
        name: "nothing appended",
        hint: "these are the inputs as they were; each row needs one more number",
      },
    ],
  },
  "06-e": {
    // the least E of OR with −1 for no, without a bias
    answer: 0.25,
    mistakes: [
      {
        answer: 0,
        name: "learned",
        hint: "it does not learn OR: look at the two rows that lie opposite each other",
      },
      {
        answer: 0.125,
        name: "code of 0 and 1",
        hint: "this is the least E with the code of 0 and 1, where one row is stuck",
      },
      {
        answer: 0.5,
        name: "½ forgotten",
        hint: "this is the sum of the two squares; E is half of it",
      },
      {
        answer: 1,
        name: "errors added up",
        hint: "these are the errors added up; E is half the sum of their squares",
      },
    ],
  },
};
