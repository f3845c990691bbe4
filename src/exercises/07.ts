import type { Exercise } from "../judge.js";
import { predict } from "../perceptron.js";
import { sigmoid } from "../sigmoid.js";
import { train } from "../train.js";
import { drawn } from "./drawn.js";

type Numbers = readonly number[];

/** Of the people for whom `among` holds, the share for whom `found` holds. */
function share(
  outputs: Numbers,
  targets: Numbers,
  among: (yes: boolean, sick: boolean) => boolean,
  found: (yes: boolean, sick: boolean) => boolean,
): number {
  const people = outputs.map((out, i) => [out > 0.5, targets[i] === 1] as const);
  const chosen = people.filter(([yes, sick]) => among(yes, sick));
  return chosen.filter(([yes, sick]) => found(yes, sick)).length / chosen.length;
}

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
    mistakes: [
      { answer: [6, 3], name: "order", hint: "these are the two; write the smaller number first" },
      {
        answer: [2, 5],
        name: "counted from 0",
        hint: "you counted from 0; a reader counts rows from 1",
      },
      {
        answer: [6, 7],
        name: "targets compared, not symptoms",
        hint: "one of them has changed; the other must have all of its symptoms",
      },
      {
        answer: [6],
        name: "changed row alone",
        hint: "this row has changed; now look for one with the same symptoms",
      },
    ],
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
    mistakes: [
      {
        answer: (inputs: number[][], targets: number[], k: number) =>
          predicted(inputs, targets, inputs[k]),
        name: "tested on training data",
        hint: "this model has seen row k: leave it out of the inputs and of the targets",
      },
      {
        answer: (inputs: number[][], targets: number[], k: number) =>
          predicted(without(inputs, k), without(targets, k), inputs[0]),
        name: "another row predicted",
        hint: "the model is right; ask it about row k, not about the first one",
      },
      {
        answer: (inputs: number[][], targets: number[], k: number) =>
          predicted([inputs[k]], [targets[k]], inputs[k]),
        name: "trained on the test row",
        hint: "you kept row k and left out the others: train on the others",
      },
      {
        answer: (inputs: number[][], targets: number[], k: number) =>
          Math.round(predicted(without(inputs, k), without(targets, k), inputs[k])),
        name: "rounded",
        hint: "return the output itself, which also says how sure the model is",
      },
      {
        answer: (_: number[][], targets: number[], k: number) => targets[k],
        name: "target instead of prediction",
        hint: "this is the result of the test; what does the model predict?",
      },
    ],
  },
  "07-c": {
    // With the weights 7.5, -1, -0.8, -0.5 and no bias, the lowest net input of a positive person is 6.2,
    // the highest of a negative one -0.5; the bias brings their middle to 0.
    answer: -2.85,
    mistakes: [
      {
        answer: 2.85,
        name: "sign of the bias",
        hint: "this is the middle between the two groups; the bias must bring it to 0",
      },
      {
        answer: -3.1,
        name: "no symptom as border",
        hint: "the lowest of the positive people is right; but nobody in the table is without any symptom",
      },
      {
        answer: -3,
        name: "sixth person overlooked",
        hint: "among the positive people somebody's net input is lower than that of the fifth",
      },
      {
        answer: -2.45,
        name: "surest negative person",
        hint: "the lowest of the positive people is right; of the negative ones take the highest, nearest to them",
      },
      {
        answer: -3.35,
        name: "sign of a net input lost",
        hint: "mind the signs when you take the middle: the negative people lie below 0",
      },
      {
        answer: -6.2,
        name: "border at a person",
        hint: "with this bias one person's answer is exactly ½; keep as far from all of them as you can",
      },
      {
        answer: -5.7,
        name: "middle of the wrong two",
        hint: "halve it: the middle between two numbers is half of their sum",
      },
    ],
  },
  "07-d": {
    // least ½((o - 0)² + 2(o - 1)²), at o = 2/3
    answer: 1 / 3,
    mistakes: [
      {
        answer: 0,
        name: "outputs differ",
        hint: "all three rows get the same output: it cannot be 0 and 1 at once",
      },
      {
        answer: 2 / 3,
        name: "½ forgotten",
        hint: "this is the best output, or the sum of the squares; E is half that sum",
      },
      {
        answer: 0.375,
        name: "output ½",
        hint: "this is E for the output ½: best when there is one row of each kind",
      },
      {
        answer: 0.25,
        name: "two rows instead of three",
        hint: "this is E for two rows that contradict each other; here there are three",
      },
      {
        answer: 0.5,
        name: "output 1",
        hint: "this is E for the output 1, which is very wrong about one row",
      },
      {
        answer: 1,
        name: "output 0",
        hint: "this is E for the output 0, but two of the three rows want 1",
      },
      {
        answer: 2 / 9,
        name: "mean instead of sum",
        hint: "this is the mean of the squares; E is half of their sum",
      },
    ],
  },
  "07-f": {
    // the factor of the odds for a weight of 2
    answer: Math.exp(2),
    mistakes: [
      {
        answer: 2,
        name: "weight instead of odds",
        hint: "2 is added to the net input; ask what that does to out/(1 − out)",
      },
      {
        answer: sigmoid(2),
        name: "output instead of odds",
        hint: "this is an output; compare the odds with and without the symptom",
      },
      {
        answer: Math.exp(-2),
        name: "sign of the weight",
        hint: "a positive weight makes the odds larger: you divided the wrong way round",
      },
      {
        answer: sigmoid(2) / 0.5,
        name: "outputs compared",
        hint: "this compares outputs; the odds are out/(1 − out)",
      },
    ],
  },
  "07-e": {
    answer: (outputs: Numbers, targets: Numbers) => [
      share(outputs, targets, sick, yes),
      share(outputs, targets, healthy, no),
    ],
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
    mistakes: [
      {
        answer: (outputs: Numbers, targets: Numbers) => [
          share(outputs, targets, healthy, no),
          share(outputs, targets, sick, yes),
        ],
        name: "order",
        hint: "these are the two numbers, the other way round",
      },
      {
        answer: (outputs: Numbers, targets: Numbers) => [
          share(outputs, targets, yes, sick),
          share(outputs, targets, no, healthy),
        ],
        name: "divided by answers",
        hint: "you divided by the number of answers; divide by the number of sick and of healthy people",
      },
      {
        answer: (outputs: Numbers, targets: Numbers) => {
          const all = share(outputs, targets, () => true, right);
          return [all, all];
        },
        name: "accuracy",
        hint: "this is the share of all people that got the right answer; look at the sick and the healthy apart",
      },
      {
        answer: (outputs: Numbers, targets: Numbers) => [
          share(outputs, targets, sick, no),
          share(outputs, targets, healthy, yes),
        ],
        name: "shares of the wrong",
        hint: "these are the shares of the wrong answers",
      },
      {
        answer: (outputs: Numbers, targets: Numbers) => [
          share(
            outputs,
            targets,
            () => true,
            (y, s) => y && s,
          ),
          share(
            outputs,
            targets,
            () => true,
            (y, s) => !y && !s,
          ),
        ],
        name: "divided by all",
        hint: "you divided by the number of all people; divide by the number of sick and of healthy ones",
      },
    ],
  },
};
