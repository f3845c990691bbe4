import type { Flip } from "./flip.js";

export const flips01: Flip[] = [];
