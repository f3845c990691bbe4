import type { Guess } from "./guess.js";

/** The guesses of notebook 08. */
export const guesses08 = {} satisfies Record<string, () => Guess>;
