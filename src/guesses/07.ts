import { countCorrect } from "../losses.js";
import { memoized } from "../memoized.js";
import { predict } from "../perceptron.js";
import { seeded } from "../random.js";
import { text } from "../text.js";
import { train } from "../train.js";
import { atFirst, type Guess } from "./guess.js";

// The table of figure 106.
export const inputs = [
  [1, 0, 0, 1],
  [1, 0, 0, 0],
  [0, 0, 1, 1],
  [0, 1, 0, 0],
  [1, 1, 0, 0],
  [1, 0, 1, 1],
  [0, 0, 0, 1],
  [0, 0, 1, 0],
];
export const targets = [1, 1, 0, 0, 1, 1, 0, 0];
const options = { weights: [0.1, 0.2, 0.3, 0.4], bias: 0.3 };

const positiveOf = (symptom: number) =>
  inputs.filter((row, i) => row[symptom] === 1 && targets[i] === 1).length;
const having = (symptom: number) => inputs.filter((row) => row[symptom] === 1).length;

/** How many are right after a training without one of the columns. */
const without = (symptom: "loss of smell" | "weight loss") => rightWithout()[symptom];
const rightWithout = memoized(() => {
  const count = (column: number) => {
    const others = <T>(row: T[]) => row.filter((_, j) => j !== column);
    const study = { inputs: inputs.map(others), targets };
    const { outputs } = train(study, { ...options, weights: others(options.weights) });
    return countCorrect(outputs, targets);
  };
  return { "loss of smell": count(0), "weight loss": count(1) };
});

/** The article's three people. */
const asked = [
  [1, 0, 0, 1],
  [0, 0, 1, 0],
  [1, 0, 1, 0],
];

/** How many of the three are called positive. */
const positive = memoized(() => {
  const model = train({ inputs, targets }, options);
  return asked.filter((person) => predict(model, person) > 0.5).length;
});

const spread = (values: number[]) => Math.max(...values) - Math.min(...values);

/** How far the trained weights and the three predictions differ, from the notebook's twenty starts. */
const spreads = memoized(() => {
  const random = seeded(1);
  const draw = () => 2 * random() - 1;
  const runs = Array.from({ length: 20 }, () =>
    train({ inputs, targets }, { weights: options.weights.map(draw), bias: draw() }),
  );
  return {
    weights: Math.max(
      ...options.weights.map((_, j) => spread(runs.map(({ weights }) => weights[j]))),
    ),
    predictions: Math.max(
      ...asked.map((person) => spread(runs.map((run) => predict(run, person)))),
    ),
  };
});

/** The table in the article's program: its sixth person has no loss of smell. */
export const coded = inputs.map((row, i) => (i === 5 ? [0, ...row.slice(1)] : row));

/** How many of the eight are predicted correctly from the seven others, as coded and with figure 106. */
const unseen = memoized(() =>
  [coded, inputs].map(
    (people) =>
      people.filter((person, k) => {
        const others = <T>(rows: T[]) => rows.filter((_, i) => i !== k);
        const model = train({ inputs: others(people), targets: others(targets) }, options);
        return predict(model, person) > 0.5 === (targets[k] === 1);
      }).length,
  ),
);

/** The guesses of notebook 07, with figure 106 and the article's numbers. */
export const guesses07 = {
  // which symptom would you bet on?
  "07-p1": () => ({
    right: "loss of smell",
    others: {
      "weight loss": text`Of the ${having(1)} people with weight loss ${positiveOf(1)} is positive: it tells nothing.`,
      "runny nose": text`Of the ${having(2)} people with a runny nose ${positiveOf(2)} is positive. It goes with a cold.`,
      "body pain": text`It sounds serious, but of the ${having(3)} people with body pain only ${positiveOf(3)} are positive.`,
    },
    came: () => text`All ${having(0)} people with loss of smell are positive, and nobody else is.`,
  }),
  // how many of the article's three people are called positive?
  "07-p2": () => ({
    right: positive,
    others: {
      3: "The second person has a runny nose and nothing else, and that says little.",
      1: "The person who is not in the table has loss of smell, and that weighs most.",
      0: "The first person stands in the table, with a positive test.",
    },
    came: () =>
      atFirst(text`${positive()} of the three have loss of smell, and they are called positive.`),
  }),
  // by how much do the three predictions differ after trainings from twenty starts?
  "07-p3": () => ({
    right: () => Number(spreads().predictions.toPrecision(1)),
    tolerance: 0.002,
    others: {
      0.5: "So much the weights and the sums differ. But the sums are far from 0, where the sigmoid is flat.",
      0.05: "The sums are farther from 0 than that, and the sigmoid is flatter there.",
    },
    came() {
      const { weights, predictions } = spreads();
      return atFirst(
        text`The trained weights differ by up to ${weights}, the predictions by no more than ${predictions}.`,
      );
    },
  }),
  // how many of the eight are right without the column weight loss?
  "07-p4": () => ({
    right: () => without("weight loss"),
    others: {
      7: "Its weight is the second largest, but nobody needs it: loss of smell is enough, by itself.",
      5: "So many are right without loss of smell.",
      4: "As by tossing a coin? The other three symptoms are still there.",
      0: "The other three symptoms are still there, loss of smell among them.",
    },
    came: () =>
      atFirst(
        text`Without weight loss ${without("weight loss")} of ${inputs.length} are right, without loss of smell ${without("loss of smell")}.`,
      ),
  }),
  // how many of the eight, as coded, are right when they are held back?
  "07-p5": () => ({
    right: () => unseen()[0],
    others: {
      8: "It is not right about all rows even when it has seen them.",
      7: "So many it has right when it has seen them. Now it has not.",
      6: "The two rows that contradict each other fail, and they are not the only ones.",
      0: "It has not seen this person, but seven others.",
    },
    came() {
      const [asCoded, original] = unseen();
      return atFirst(
        text`${asCoded} of ${inputs.length} are right, as many as by tossing a coin; with the original table ${original}.`,
      );
    },
  }),
} satisfies Record<string, () => Guess>;
