import { gate } from "../datasets.js";
import type { Exercise } from "../judge.js";
import { sigmoid } from "../sigmoid.js";
import { drawn } from "./numbers.js";

type Numbers = number[];

const out = sigmoid(0.7);
const delta = out * out * (1 - out);

/** The slopes for w₁, w₂ and the bias of a row (0, 2) with this delta. */
const slopes = (delta: number) => [0, 2 * delta, delta];

/** Whether (0, 1), (1, 0) and (1, 1) can all be right: without a bias the last has the sum of the others' net inputs. */
const canAgree = ([, second, third, fourth]: Numbers) => second !== third || third === fourth;

/** All lists of four targets. */
const gates = Array.from({ length: 16 }, (_, n) => [[8, 4, 2, 1].map((bit) => (n & bit ? 1 : 0))]);

/** What the two pairs of rows that lie opposite each other add up to. */
const fromPairs =
  (cost: (target: number, opposite: number) => number) =>
  ([first, second, third, fourth]: Numbers): number =>
    cost(first, fourth) + cost(second, third);

/** The exercises of notebook 06, why a bias. */
export const exercises06: Record<"06-a" | "06-b" | "06-c" | "06-d" | "06-e", Exercise> = {
  "06-a": {
    // the weight and the bias that make the sigmoid cross one half at x = 1.5, with the slope 2
    answer: [8, -12],
    mistakes: {
      "sign of the bias": [
        [8, 12],
        "this crosses at −1.5: with a positive weight, a positive bias shifts the curve to the left",
      ],
      "slope taken for the weight": [
        [2, -3],
        "the switch is right; but this curve is not so steep: in its middle the sigmoid's own slope is a factor, too",
      ],
      "divided instead of multiplied": [
        [0.5, -0.75],
        "the switch is right; the slope in the middle is a quarter of the weight, not four times as much",
      ],
      "weight forgotten": [
        [8, -1.5],
        "this bias would be right for w = 1; the input is multiplied by the weight before the bias is added",
      ],
      "crossing instead of bias": [
        [8, 1.5],
        "this is the place of the crossing; which bias puts it there?",
      ],
      order: [[-12, 8], "the weight comes first, then the bias"],
    },
  },
  "06-b": {
    // the slopes of E for the row (0, 2) with the target 0, the weights 0.1 and 0.2 and the bias 0.3
    answer: slopes(delta),
    mistakes: {
      "input factor missing": [
        [delta, delta, delta],
        "the third factor is missing: for a weight it is the input at that weight",
      ],
      "input taken for 1": [
        [0, delta, delta],
        "the input at w₂ is 2, and the third factor is the input itself",
      ],
      "bias not moved": [[0, 2 * delta, 0], "the bias has a slope as well: its input is always 1"],
      "bias forgotten": [
        slopes(sigmoid(0.4) ** 2 * (1 - sigmoid(0.4))),
        "these are the slopes without the bias; here the net input is 0.7",
      ],
      "slope of the sigmoid missing": [
        slopes(out),
        "delta is here the error alone; the slope of the sigmoid is missing",
      ],
      "error missing": [
        slopes(out * (1 - out)),
        "delta is here the slope of the sigmoid alone; the error is missing",
      ],
      "sign of the error": [
        slopes(-delta),
        "the sign is the wrong way round: the first factor is output − target",
      ],
      "target 1 instead of 0": [
        slopes((out - 1) * out * (1 - out)),
        "this is for the target 1; here it is 0",
      ],
    },
  },
  "06-c": {
    // of four targets, how many two weights without a bias can get right at most
    answer: (t: Numbers) => (canAgree(t) ? 3 : 2),
    calls: gates,
    mistakes: {
      "(0, 0) forgotten": [
        (t: Numbers) => (canAgree(t) ? 4 : 3),
        "for each list this is one too many: the answer for (0, 0) is ½, whatever the weights are",
      ],
      "only (0, 0) missing": [
        () => 3,
        "for some lists (0, 0) is not the only trouble: add what (0, 1) and (1, 0) want, and compare with (1, 1)",
      ],
      "two for every list": [() => 2, "OR got three of its rows right, and others do as well"],
      "opposite wishes": [
        ([, second, third, fourth]: Numbers) => (second === third && third === fourth ? 3 : 2),
        "(0, 1) and (1, 0) may want opposite things: each of them has a weight of its own",
      ],
      "one pair of weights": [
        ([, ...rest]: Numbers) => rest.filter((target) => target === 1).length,
        "so it is with two positive weights; other lists want others",
      ],
      "target of (0, 0) counted": [
        (t: Numbers) => (canAgree(t) ? 3 : 2) + (t[0] === 0 ? 1 : 0),
        "a net input of 0 makes an answer of ½, not of 0: it is right for no target",
      ],
    },
  },
  "06-d": {
    // every row with a 1 at its end
    answer: (inputs: number[][]) => inputs.map((row) => [...row, 1]),
    calls: [[gate("OR").inputs], [[[0.5, -2, 3]]]],
    inputs: (random) => [Array.from({ length: 3 }, () => drawn(random, 2))],
    mistakes: {
      "1 put first": [
        (inputs: number[][]) => inputs.map((row) => [1, ...row]),
        "your 1 stands first, so the bias would be the first weight; put it last",
      ],
      "0 appended": [
        (inputs: number[][]) => inputs.map((row) => [...row, 0]),
        "an input of 0 never moves its weight: that is the very problem of (0, 0)",
      ],
      "one more row": [
        (inputs: number[][]) => [...inputs, inputs[0].map(() => 1)],
        "this is one more example; the 1 is one more input of each example",
      ],
      "1 added": [
        (inputs: number[][]) => inputs.map((row) => row.map((value) => value + 1)),
        "you added 1 to every input; append one input that is 1",
      ],
      "nothing appended": [
        (inputs: number[][]) => inputs,
        "these are the inputs as they were; each row needs one more number",
      ],
    },
  },
  "06-e": {
    // with −1 for no: the least E of four targets, without a bias
    answer: fromPairs((p, q) => (p === q ? 0.25 : 0)),
    calls: gates,
    mistakes: {
      "all learned": [
        () => 0,
        "not all lists are learned: what can two rows answer that lie opposite each other?",
      ],
      "OR for every list": [() => 0.25, "so it is for OR; other lists have other pairs"],
      "code of 0 and 1": [
        () => 0.125,
        "that is the row (0, 0), and there is none here: each row teaches the weights",
      ],
      "½ forgotten": [
        fromPairs((p, q) => (p === q ? 0.5 : 0)),
        "this is the sum of the squares; E is half of it",
      ],
      "errors added up": [
        fromPairs((p, q) => (p === q ? 1 : 0)),
        "these are the errors added up; E is half the sum of their squares",
      ],
      "opposite targets": [
        fromPairs((p, q) => (p === q ? 0 : 0.25)),
        "opposite rows have the net inputs z and −z: do they want the same answer, or two answers?",
      ],
      "neighbours paired": [
        ([first, second, third, fourth]: Numbers) =>
          (first === second ? 0.25 : 0) + (third === fourth ? 0.25 : 0),
        "these are neighbours; which row has the net input −z?",
      ],
    },
  },
};
