import type { Flip } from "./flip.js";

export const flips09: Flip[] = [];
