import type { Guess } from "./guess.js";

/** The guesses of notebook 04. */
export const guesses04 = {} satisfies Record<string, () => Guess>;
