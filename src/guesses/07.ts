import type { Guess } from "./guess.js";

/** The guesses of notebook 07. */
export const guesses07 = {} satisfies Record<string, () => Guess>;
