/**
 * Parameters that make claims ✗, and a proof for each that this is right: whether the sentence is false with these
 * parameters, and all numbers of the sentence that stands there instead, in their order, computed apart from the notebook.
 */
export interface Flip {
  /** parameters, as TypeScript */
  set: Record<string, string>;
  /** by the cell's id, with ".1", ".2" for the second and third claim of a cell */
  claims: Record<string, (parameters: Parameters) => [isFalse: boolean, ...numbers: unknown[]]>;
}

// biome-ignore lint/suspicious/noExplicitAny: numbers, arrays, texts, as the notebook has them
export type Parameters = Record<string, any>;

/** What the flips compute with: apart from the module, so that an error in it can't hide. */
export const sigma = (z: number) => 1 / (1 + Math.exp(-z));

export interface Unit {
  weights: number[];
  bias: number;
}

export const answer = ({ weights, bias }: Unit, row: number[]) =>
  sigma(weights.reduce((sum, w, j) => sum + w * row[j], bias));

/** How many outputs lie on the side of ½ where their targets are; ½ itself is on none. */
export const rightOf = (outputs: number[], targets: number[]) =>
  outputs.filter((out, i) => (targets[i] > 0.5 ? out > 0.5 : out < 0.5)).length;

export const halfSquares = (outputs: number[], targets: number[]) =>
  outputs.reduce((sum, out, i) => sum + (out - targets[i]) ** 2 / 2, 0);
