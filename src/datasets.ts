import { checkOneOf } from "./check.js";

/** A table of examples: what goes in and what should come out. */
export interface Dataset {
  /** "OR gate": what a figure or a table of it may be called */
  name: string;
  /** d names, one for each column of `inputs` */
  features: string[];
  /** the name of what is predicted */
  target: string;
  /** n rows of d numbers */
  inputs: number[][];
  /** n numbers */
  targets: number[];
}

const truth = {
  AND: [0, 0, 0, 1],
  OR: [0, 1, 1, 1],
  NAND: [1, 1, 1, 0],
  NOR: [1, 0, 0, 0],
  XOR: [0, 1, 1, 0],
  XNOR: [1, 0, 0, 1],
};

/** The logic gates with two inputs that `gate` knows. */
export type GateName = keyof typeof truth;

/**
 * The truth table of a logic gate with two inputs, as a dataset of 4×2 inputs and 4 targets.
 *
 * @param name "AND", "OR", "NAND", "NOR", "XOR" or "XNOR"
 * @returns a table of one's own: changing it changes no other
 * @throws TypeError, RangeError for any other name
 * @example gate("OR").targets // [0, 1, 1, 1]
 * @see the article, section 7, figure 24
 */
export function gate(name: GateName): Dataset {
  checkOneOf("name", name, Object.keys(truth) as GateName[]);
  return {
    name: `${name} gate`,
    features: ["x₁", "x₂"],
    target: "target",
    inputs: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    targets: [...truth[name]],
  };
}

/**
 * Eight points on a small circle, target 1, inside of twelve on a larger one, target 0: no line parts them.
 * The circles have the radii √5 and 5, where points with whole coordinates lie exactly.
 *
 * @returns 20×2 inputs and 20 targets
 * @example ring().inputs[0] // [2, 1]
 * @see the article, figure 120
 */
export function ring(): Dataset {
  const around = (x: number, y: number) => [
    [x, y],
    [0 - y, x],
    [0 - x, 0 - y],
    [y, 0 - x],
  ];
  const inner = [...around(2, 1), ...around(1, 2)];
  const outer = [...around(5, 0), ...around(4, 3), ...around(3, 4)];
  return {
    name: "Ring",
    features: ["x₁", "x₂"],
    target: "target",
    inputs: [...inner, ...outer],
    targets: [...inner.map(() => 1), ...outer.map(() => 0)],
  };
}
