import { gate } from "../datasets.js";
import { seeded } from "../network.js";
import { text } from "../text.js";
import { type TrainOptions, train } from "../train.js";
import { type Guess, once } from "./guess.js";

const trained = (options: TrainOptions = {}) =>
  train(gate("OR"), { weights: [0.1, 0.2], bias: 0.3, ...options });

/** The first weight after the notebook's epochs, and after eight times as many. */
const stopped = once(() => [1e4, 8e4].map((epochs) => trained({ epochs }).weights[0]));

/** The records from which the plain sum of the errors moves away from zero again, while E falls. */
const cancelling = once(() => {
  const { history } = trained();
  return history.filter((h, i) => Math.abs(h.signedError) < Math.abs(history[i + 1]?.signedError));
});

/** For each of twenty random starts, whether it has learned all four rows. */
const learned = once(() => {
  const random = seeded(1);
  const anywhere = () => 10 * random() - 5;
  return Array.from({ length: 20 }, () => {
    const start = { weights: [anywhere(), anywhere()], bias: anywhere() };
    return trained(start).outputs.every((out, i) => out > 0.5 === i > 0);
  });
});

/** The guesses of notebook 05, with its own parameters. */
export const guesses05 = {
  // after training, the answer for (0, 0)
  "05-p1": () => ({
    right: "near 0",
    others: {
      "exactly 0": "The sigmoid comes close to 0 and never arrives.",
      "above ½": "So it was at the start: there the bias alone decides, and it has moved.",
    },
    get came() {
      return text`After ${10_000} epochs the answer for (0, 0) is ${trained().outputs[0]}.`;
    },
  }),
  // eight times as many epochs: what becomes of the weights?
  "05-p2": () => ({
    right: "larger",
    others: {
      "the same": "That would be so if there were a lowest point, and the training had found it.",
      smaller: "Smaller weights make gentle answers, near ½. The targets are 0 and 1.",
    },
    get came() {
      return text`The weight w₁ goes from ${stopped()[0]} to ${stopped()[1]}.`;
    },
  }),
  // of twenty random starts, how many classify all four rows correctly?
  "05-p3": () => ({
    get right() {
      return learned().filter(Boolean).length;
    },
    thoughts: [
      { number: 10, thought: "It is no coin: the ground leads downhill from everywhere." },
      { number: 1, thought: "The article's start was not a lucky one: most starts will do." },
      { number: 0, thought: "The article's start was a random one, too, and it learned OR." },
    ],
    get came() {
      return text`${this.right} of ${learned().length} learned it.`;
    },
  }),
  // how large is E where the plain sum of the errors is almost zero?
  "05-p4": () => {
    const [{ epoch, signedError, squaredError }] = cancelling();
    return {
      right: "about 0.2",
      others: {
        "below 0.01": "That would be so if no error could be negative.",
        "above 1": "It began below that, and every step makes it smaller.",
      },
      came: text`At epoch ${epoch} the plain sum is ${signedError}, and E is ${squaredError}.`,
    };
  },
  // a program computes the wrong slope
  "05-p5": () => ({
    right: "faster",
    others: {
      slower: "The wrong slope is larger than the right one where an output is close to 0 or 1.",
      "not at all":
        "It is no slope of E, but it has the right sign in every row: each row is still pulled towards its target, only with another force.",
    },
    get came() {
      const [article, derived] = (["article", "derived"] as const).map(
        (derivative) => trained({ derivative }).squaredError,
      );
      return text`E ends at ${article} instead of ${derived}.`;
    },
  }),
} satisfies Record<string, () => Guess>;
