import type { Guess } from "./guess.js";

/** The guesses of notebook 03. */
export const guesses03 = {} satisfies Record<string, () => Guess>;
