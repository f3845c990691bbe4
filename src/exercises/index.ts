import { exercises01 } from "./01.js";
import { exercises02 } from "./02.js";
import { exercises03 } from "./03.js";
import { exercises04 } from "./04.js";
import { exercises05 } from "./05.js";
import { exercises06 } from "./06.js";
import { exercises07 } from "./07.js";
import { exercises08 } from "./08.js";
import { exercises09 } from "./09.js";

/** All exercises of the course by name: the notebook's number and a letter. */
export const exercises = {
  ...exercises01,
  ...exercises02,
  ...exercises03,
  ...exercises04,
  ...exercises05,
  ...exercises06,
  ...exercises07,
  ...exercises08,
  ...exercises09,
};

/** The name of an exercise: the notebook's number and a letter, "02-a". */
export type ExerciseName = keyof typeof exercises;
