import { inputs as people } from "../guesses/07.js";
import type { Exercise } from "../judge.js";
import { predict } from "../perceptron.js";
import { sigmoid } from "../sigmoid.js";
import { train } from "../train.js";
import { dot, drawn, sum } from "./numbers.js";

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

const lowest = (sums: number[]) => Math.min(...sums);
const highest = (sums: number[]) => Math.max(...sums);
const mean = (sums: number[]) => sum(sums) / sums.length;

/** A bias, from the weighted sums of the positive people and of the negative ones. */
const bias =
  (from: (sick: number[], healthy: number[]) => number) =>
  (w: number[], inputs: number[][], targets: number[]) => {
    const sums = (test: number) =>
      inputs.filter((_, i) => targets[i] === test).map((row) => dot(w, row));
    return from(sums(1), sums(0));
  };

/** Where the slope of E is zero, and E there. */
const best = (zeros: number, ones: number) => [
  ones / (zeros + ones),
  (zeros * ones) / (zeros + ones) / 2,
];

/** A comparison of two people, from their weighted sums. */
const oddsFactor =
  (compare: (p: number, q: number) => number) => (w: number[], p: number[], q: number[]) =>
    compare(dot(w, p), dot(w, q));

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
    // the bias that brings the middle between the two nearest people of the two groups to a net input of 0
    answer: bias((sick, healthy) => -(lowest(sick) + highest(healthy)) / 2),
    calls: [
      [[7.5, -1, -0.8, -0.5], people, [1, 1, 0, 0, 1, 1, 0, 0]],
      [
        [2, 1],
        [
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
        [1, 1, 0, 0],
      ],
      [[3], [[-1], [2], [4]], [0, 1, 1]],
    ],
    inputs: (random) => {
      const w = drawn(random, 2);
      const rows = [0, 1, 2, 3, 4].map(() => drawn(random, 2));
      const middle = rows.map((row) => dot(w, row)).sort((p, q) => p - q)[2];
      return [w, rows, rows.map((row) => Number(dot(w, row) > middle))];
    },
    mistakes: {
      "sign of the bias": [
        bias((sick, healthy) => (lowest(sick) + highest(healthy)) / 2),
        "this is the middle between the two groups; the bias must bring it to 0",
      ],
      "surest negative person": [
        bias((sick, healthy) => -(lowest(sick) + lowest(healthy)) / 2),
        "the lowest of the positive people is right; of the negative ones take the highest, nearest to them",
      ],
      "surest positive person": [
        bias((sick, healthy) => -(highest(sick) + highest(healthy)) / 2),
        "the highest of the negative people is right; of the positive ones take the lowest, nearest to them",
      ],
      "no symptom as border": [
        bias((sick) => -lowest(sick) / 2),
        "the lowest of the positive people is right; the other end is the negative person nearest to it, not 0",
      ],
      "border at a person": [
        bias((sick) => -lowest(sick)),
        "with this bias one person's answer is exactly ½; keep as far from all of them as you can",
      ],
      "border at a negative person": [
        bias((_, healthy) => -highest(healthy)),
        "with this bias the answer of a negative person is exactly ½; keep as far from all of them as you can",
      ],
      "middle of the wrong two": [
        bias((sick, healthy) => -(lowest(sick) + highest(healthy))),
        "halve it: the middle between two numbers is half of their sum",
      ],
      "mean of the groups": [
        bias((sick, healthy) => -(mean(sick) + mean(healthy)) / 2),
        "this is the middle between the means; only the nearest person of each group decides who is least sure",
      ],
      "mean of all": [
        bias((sick, healthy) => -mean([...sick, ...healthy])),
        "this brings the mean of all to 0; only the nearest person of each group decides who is least sure",
      ],
    },
  },
  "07-d": {
    // of so many rows with the same symptoms, targets 0 and targets 1: the best output, and E with it
    answer: (zeros: number, ones: number) => best(zeros, ones),
    calls: [
      [1, 1],
      [1, 2],
      [5, 3],
      [0, 4],
    ],
    inputs: (random) => [1 + Math.floor(9 * random()), 1 + Math.floor(9 * random())],
    mistakes: {
      "output ½": [
        (zeros: number, ones: number) => [1 / 2, (zeros + ones) / 8],
        "½ is best when there are as many rows of each kind; where is the slope of E zero otherwise?",
      ],
      "½ forgotten": [
        (zeros: number, ones: number) => {
          const [out, E] = best(zeros, ones);
          return [out, 2 * E];
        },
        "the output is right, and this is the sum of the squares; E is half that sum",
      ],
      "mean instead of sum": [
        (zeros: number, ones: number) => {
          const [out, E] = best(zeros, ones);
          return [out, E / (zeros + ones)];
        },
        "the output is right; E adds up the rows, and this is their mean",
      ],
      majority: [
        (zeros: number, ones: number) => [Number(ones > zeros), Math.min(zeros, ones) / 2],
        "this sides with the majority: an error of 1 costs much, so a little towards the others pays",
      ],
      "share of the zeros": [
        (zeros: number, ones: number) => {
          const [out, E] = best(zeros, ones);
          return [1 - out, E];
        },
        "E is right; the more rows want 1, the nearer to 1 the output should be",
      ],
      order: [
        (zeros: number, ones: number) => [...best(zeros, ones)].reverse(),
        "these are the two numbers, the other way round",
      ],
    },
  },
  "07-f": {
    // by which factor the odds of q are larger than those of p, whatever the bias
    answer: oddsFactor((p, q) => Math.exp(q - p)),
    calls: [
      [[2], [0], [1]],
      [
        [2, -1, 0.5],
        [0, 1, 1],
        [1, 1, 1],
      ],
      [
        [1.5, -0.5],
        [1, 0],
        [1, 1],
      ],
    ],
    inputs: (random) => [drawn(random, 3), drawn(random, 3), drawn(random, 3)],
    mistakes: {
      "weight instead of odds": [
        oddsFactor((p, q) => q - p),
        "so much is added to the net input; ask what that does to out/(1 − out)",
      ],
      "output instead of odds": [
        oddsFactor((p, q) => sigmoid(q - p)),
        "this is an output; the odds are out/(1 − out)",
      ],
      "outputs compared": [
        oddsFactor((p, q) => sigmoid(q) / sigmoid(p)),
        "this compares outputs; the odds are out/(1 − out)",
      ],
      "the other person's odds": [
        oddsFactor((p, q) => Math.exp(p - q)),
        "you divided the wrong way round: a positive weight makes the odds larger",
      ],
      "one person alone": [
        oddsFactor((_, q) => Math.exp(q)),
        "this depends on q alone; by which factor does it differ from the odds of p?",
      ],
      "odds subtracted": [
        oddsFactor((p, q) => Math.exp(q) - Math.exp(p)),
        "a factor comes from dividing, not from subtracting",
      ],
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
