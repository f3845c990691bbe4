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
