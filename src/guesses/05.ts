import type { Guess } from "./guess.js";

/** The guesses of notebook 05. */
export const guesses05 = {} satisfies Record<string, () => Guess>;
