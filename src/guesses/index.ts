import { guesses01 } from "./01.js";
import { guesses02 } from "./02.js";
import { guesses03 } from "./03.js";
import { guesses04 } from "./04.js";
import { guesses05 } from "./05.js";
import { guesses06 } from "./06.js";
import { guesses07 } from "./07.js";
import { guesses08 } from "./08.js";
import { guesses09 } from "./09.js";

/** All guesses of the course by name, the notebook's number and p1, p2, …; a function, as some have to be computed. */
export const guesses = {
  ...guesses01,
  ...guesses02,
  ...guesses03,
  ...guesses04,
  ...guesses05,
  ...guesses06,
  ...guesses07,
  ...guesses08,
  ...guesses09,
};

/** The name of a guess: the notebook's number and p1, p2, …: "02-p1". */
export type GuessName = keyof typeof guesses;
