import type { Exercise } from "../judge.js";
import { predict } from "../perceptron.js";
import { sigmoid } from "../sigmoid.js";
import { train } from "../train.js";
import { drawn } from "./numbers.js";

type Numbers = readonly number[];

type Question = (yes: boolean, sick: boolean) => boolean;

/** Of the people for whom the one question holds, the share for whom the other does; for each pair of questions. */
const shares =
  (...pairs: [among: Question, found: Question][]) =>
  (outputs: Numbers, targets: Numbers) => {
    const people = outputs.map((out, i) => [out > 0.5, targets[i] === 1] as const);
    return pairs.map(([among, found]) => {
      const chosen = people.filter((person) => among(...person));
      return chosen.filter((person) => found(...person)).length / chosen.length;
    });
  };

const all = () => true;
const sick = (_: boolean, sick: boolean) => sick;
const healthy = (_: boolean, sick: boolean) => !sick;
const yes = (yes: boolean) => yes;
const no = (yes: boolean) => !yes;
const right = (yes: boolean, sick: boolean) => yes === sick;

const without = <T>(rows: readonly T[], k: number) => rows.filter((_, i) => i !== k);

/** What a perceptron predicts for a row, after a short training on some rows. */
const predicted = (inputs: number[][], targets: number[], row: number[]) =>
  predict(train({ inputs, targets }, { epochs: 500 }), row);

/** The exercises of notebook 07, the virus. */
export const exercises07: Record<"07-a" | "07-b" | "07-c" | "07-d" | "07-e" | "07-f", Exercise> = {
  "07-a": {
    // the two rows of the program's table that contradict each other
    answer: [3, 6],
    mistakes: {
      order: [[6, 3], "these are the two; write the smaller number first"],
      "counted from 0": [[2, 5], "you counted from 0; a reader counts rows from 1"],
      "targets compared, not symptoms": [
        [6, 7],
        "one of them has changed; the other must have all of its symptoms",
      ],
      "changed row alone": [[6], "this row has changed; now look for one with the same symptoms"],
    },
  },
  "07-b": {
    // the prediction for row k, from all others
    answer: (inputs: number[][], targets: number[], k: number) =>
      predicted(without(inputs, k), without(targets, k), inputs[k]),
    calls: [
      [[[0], [1], [2], [3]], [0, 0, 1, 1], 1],
      [
        [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        [1, 0, 0],
        2,
      ],
    ],
    inputs: (random) => [
      [0, 1, 0, 1, 1].map((x) => [x, ...drawn(random, 2)]),
      [0, 1, 0, 0, 1],
      1 + Math.floor(4 * random()),
    ],
    mistakes: {
      "tested on training data": [
        (inputs: number[][], targets: number[], k: number) => predicted(inputs, targets, inputs[k]),
        "this model has seen row k: leave it out of the inputs and of the targets",
      ],
      "another row predicted": [
        (inputs: number[][], targets: number[], k: number) =>
          predicted(without(inputs, k), without(targets, k), inputs[0]),
        "the model is right; ask it about row k, not about the first one",
      ],
      "trained on the test row": [
        (inputs: number[][], targets: number[], k: number) =>
          predicted([inputs[k]], [targets[k]], inputs[k]),
        "you kept row k and left out the others: train on the others",
      ],
      rounded: [
        (inputs: number[][], targets: number[], k: number) =>
          Math.round(predicted(without(inputs, k), without(targets, k), inputs[k])),
        "return the output itself, which also says how sure the model is",
      ],
      "target instead of prediction": [
        (_: number[][], targets: number[], k: number) => targets[k],
        "this is the result of the test; what does the model predict?",
      ],
    },
  },
  "07-c": {
    // With the weights 7.5, -1, -0.8, -0.5 and no bias, the lowest net input of a positive person is 6.2,
    // the highest of a negative one -0.5; the bias brings their middle to 0.
    answer: -2.85,
    mistakes: {
      "sign of the bias": [
        2.85,
        "this is the middle between the two groups; the bias must bring it to 0",
      ],
      "no symptom as border": [
        -3.1,
        "the lowest of the positive people is right; but nobody in the table is without any symptom",
      ],
      "sixth person overlooked": [
        -3,
        "among the positive people somebody's net input is lower than that of the fifth",
      ],
      "surest negative person": [
        -2.45,
        "the lowest of the positive people is right; of the negative ones take the highest, nearest to them",
      ],
      "sign of a net input lost": [
        -3.35,
        "mind the signs when you take the middle: the negative people lie below 0",
      ],
      "border at a person": [
        -6.2,
        "with this bias one person's answer is exactly ½; keep as far from all of them as you can",
      ],
      "middle of the wrong two": [
        -5.7,
        "halve it: the middle between two numbers is half of their sum",
      ],
    },
  },
  "07-d": {
    // least ½((o - 0)² + 2(o - 1)²), at o = 2/3
    answer: 1 / 3,
    mistakes: {
      "outputs differ": [0, "all three rows get the same output: it cannot be 0 and 1 at once"],
      "½ forgotten": [
        2 / 3,
        "this is the best output, or the sum of the squares; E is half that sum",
      ],
      "output ½": [0.375, "this is E for the output ½: best when there is one row of each kind"],
      "two rows instead of three": [
        0.25,
        "this is E for two rows that contradict each other; here there are three",
      ],
      "output 1": [0.5, "this is E for the output 1, which is very wrong about one row"],
      "output 0": [1, "this is E for the output 0, but two of the three rows want 1"],
      "mean instead of sum": [2 / 9, "this is the mean of the squares; E is half of their sum"],
    },
  },
  "07-f": {
    // the factor of the odds for a weight of 2
    answer: Math.exp(2),
    mistakes: {
      "weight instead of odds": [
        2,
        "2 is added to the net input; ask what that does to out/(1 − out)",
      ],
      "output instead of odds": [
        sigmoid(2),
        "this is an output; compare the odds with and without the symptom",
      ],
      "sign of the weight": [
        Math.exp(-2),
        "a positive weight makes the odds larger: you divided the wrong way round",
      ],
      "outputs compared": [sigmoid(2) / 0.5, "this compares outputs; the odds are out/(1 − out)"],
    },
  },
  "07-e": {
    answer: shares([sick, yes], [healthy, no]),
    calls: [
      [
        [0.9, 0.8, 0.3, 0.6, 0.1, 0.2, 0.7, 0.3],
        [1, 1, 1, 0, 0, 0, 0, 0],
      ],
      [
        [0.51, 0.49, 0.7, 0.9],
        [0, 1, 1, 1],
      ],
    ],
    inputs: (random) => [
      [random(), random(), ...drawn(random, 5)],
      [1, 0, ...drawn(random, 5).map((value) => Number(value > 0))],
    ],
    mistakes: {
      order: [shares([healthy, no], [sick, yes]), "these are the two numbers, the other way round"],
      "divided by answers": [
        shares([yes, sick], [no, healthy]),
        "you divided by the number of answers; divide by the number of sick and of healthy people",
      ],
      accuracy: [
        shares([all, right], [all, right]),
        "this is the share of all people that got the right answer; look at the sick and the healthy apart",
      ],
      "shares of the wrong": [
        shares([sick, no], [healthy, yes]),
        "these are the shares of the wrong answers",
      ],
      "divided by all": [
        shares([all, (y, s) => y && s], [all, (y, s) => !y && !s]),
        "you divided by the number of all people; divide by the number of sick and of healthy ones",
      ],
    },
  },
};
