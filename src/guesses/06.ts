import type { Guess } from "./guess.js";

/** The guesses of notebook 06. */
export const guesses06 = {} satisfies Record<string, () => Guess>;
