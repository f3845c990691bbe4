import type { Guess } from "./guess.js";

/** The guesses of notebook 09. */
export const guesses09 = {} satisfies Record<string, () => Guess>;
