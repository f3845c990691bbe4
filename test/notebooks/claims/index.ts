/** The flips of every notebook, by its number. */
import { flips01 } from "./01.js";
import { flips02 } from "./02.js";
import { flips03 } from "./03.js";
import { flips04 } from "./04.js";
import { flips05 } from "./05.js";
import { flips06 } from "./06.js";
import { flips07 } from "./07.js";
import { flips08 } from "./08.js";
import { flips09 } from "./09.js";
import type { Flip } from "./flip.js";

export const flips: Record<string, Flip[]> = {
  "01": flips01,
  "02": flips02,
  "03": flips03,
  "04": flips04,
  "05": flips05,
  "06": flips06,
  "07": flips07,
  "08": flips08,
  "09": flips09,
};
