import type { Exercise } from "../judge.js";
import { drawn } from "./drawn.js";

type Numbers = number[];

/** What reaches a hidden unit of the outputs that it feeds. */
const paths = (deltas: Numbers, weights: Numbers) =>
  deltas.reduce((sum, delta, m) => sum + delta * weights[m], 0);

const total = (values: Numbers) => values.reduce((sum, value) => sum + value, 0);

/** The exercises of notebook 09, a hidden layer learns XOR. */
export const exercises09: Record<"09-a" | "09-b" | "09-c" | "09-d", Exercise> = {
  "09-a": {
    // weights and biases of a network with four inputs, three hidden units and one output
    answer: 19,
    mistakes: [
      {
        answer: 15,
        name: "biases forgotten",
        hint: "these are the weights; each unit, hidden or not, has a bias too",
      },
      { answer: 18, name: "output bias forgotten", hint: "the output unit has a bias as well" },
      { answer: 16, name: "hidden biases forgotten", hint: "the hidden units have biases as well" },
      {
        answer: 12,
        name: "output unit forgotten",
        hint: "these are the weights into the hidden layer; the output unit has its own",
      },
      {
        answer: 23,
        name: "biases counted for inputs",
        hint: "the inputs have no bias: they compute nothing",
      },
      {
        answer: 7,
        name: "weights not counted",
        hint: "count the lines between the circles, and a bias for each unit",
      },
    ],
  },
  "09-b": {
    // how many different hidden units three equal ones have become
    answer: 1,
    mistakes: [
      {
        answer: 3,
        name: "all differ",
        hint: "what could make them differ? Compare their deltas in the first step",
      },
      {
        answer: 2,
        name: "one differs",
        hint: "what could make one of them differ from the others? Compare their deltas",
      },
      { answer: 0, name: "none left", hint: "a unit is still there, even where it learns little" },
    ],
  },
  "09-c": {
    // the deltas of hidden units with tanh
    answer: (delta: number, v: Numbers, h: Numbers) =>
      h.map((out, k) => delta * v[k] * (1 - out * out)),
    calls: [
      [0.5, [2, -1], [0.5, -0.25]],
      [-0.12, [3, 0.4, -2], [0.9, -0.2, 0.6]],
      [0.3, [-1.5], [-0.7]],
    ],
    inputs: (random) => [random(), drawn(random, 3), drawn(random, 3).map(Math.tanh)],
    mistakes: [
      {
        answer: (delta: number, v: Numbers, h: Numbers) =>
          h.map((out, k) => delta * v[k] * out * (1 - out)),
        name: "slope of the sigmoid",
        hint: "these are the deltas for sigmoids; the slope of tanh is another one (exercise 04-d)",
      },
      {
        answer: (delta: number, v: Numbers, h: Numbers) => h.map((_, k) => delta * v[k]),
        name: "slope of tanh missing",
        hint: "this is the slope for the output of the hidden unit; its net input is one factor further",
      },
      {
        answer: (delta: number, _v: Numbers, h: Numbers) => h.map((out) => delta * (1 - out * out)),
        name: "weight missing",
        hint: "the slope comes back through the weight that the output unit gives to this hidden unit",
      },
      {
        answer: (_delta: number, v: Numbers, h: Numbers) =>
          h.map((out, k) => v[k] * (1 - out * out)),
        name: "delta missing",
        hint: "the way back begins at the delta of the output: multiply by it",
      },
      {
        answer: (delta: number, v: Numbers, h: Numbers) =>
          h.map((out, k) => delta * v[k] * (1 - Math.tanh(out) ** 2)),
        name: "tanh applied twice",
        hint: "this takes the slope at h, but h is the output already: the slip of notebook 05",
      },
      {
        answer: (delta: number, v: Numbers, h: Numbers) =>
          h.map((out, k) => delta * v[k] * (1 - out)),
        name: "half of the slope",
        hint: "the slope of tanh has two factors with its output (exercise 04-d)",
      },
      {
        answer: (delta: number, v: Numbers, h: Numbers) =>
          h.map((out) => delta * total(v) * (1 - out * out)),
        name: "sum of the weights",
        hint: "each hidden unit has one way to the output: its own weight, not the sum of all",
      },
    ],
  },
  "09-d": {
    // the delta of one hidden unit that feeds several outputs
    answer: (deltas: Numbers, weights: Numbers, h: number) => paths(deltas, weights) * h * (1 - h),
    calls: [
      [[0.5, -0.25], [2, 1], 0.5],
      [[0.1, 0.2, -0.4], [3, -1, 0.5], 0.8],
      [[-0.3], [1.5], 0.3],
    ],
    inputs: (random) => [drawn(random, 3), drawn(random, 3), random()],
    mistakes: [
      {
        answer: (deltas: Numbers, weights: Numbers) => paths(deltas, weights),
        name: "slope of the sigmoid missing",
        hint: "all paths then pass through the sigmoid of the hidden unit: its slope is missing",
      },
      {
        answer: (deltas: Numbers, weights: Numbers, h: number) =>
          deltas[0] * weights[0] * h * (1 - h),
        name: "first path alone",
        hint: "this is the path through the first output alone; paths add up",
      },
      {
        answer: (deltas: Numbers, weights: Numbers, h: number) =>
          (paths(deltas, weights) / deltas.length) * h * (1 - h),
        name: "mean of the paths",
        hint: "this is the mean of the paths; they add up",
      },
      {
        answer: (deltas: Numbers, weights: Numbers, h: number) =>
          total(deltas) * total(weights) * h * (1 - h),
        name: "sums multiplied",
        hint: "multiply along each path first, delta times its own weight, then add",
      },
      {
        answer: (deltas: Numbers, weights: Numbers, h: number) =>
          deltas.reduce((product, delta, m) => product * delta * weights[m], 1) * h * (1 - h),
        name: "paths multiplied",
        hint: "along a path slopes multiply; the paths add up",
      },
      {
        answer: (deltas: Numbers, weights: Numbers, h: number) => paths(deltas, weights) * h,
        name: "half of the slope",
        hint: "the slope of the sigmoid is out(1 − out), not out",
      },
    ],
  },
};
