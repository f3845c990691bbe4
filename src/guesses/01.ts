import type { Guess } from "./guess.js";

/** The guesses of notebook 01. */
export const guesses01 = {} satisfies Record<string, () => Guess>;
