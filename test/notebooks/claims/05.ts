import type { Flip } from "./flip.js";

export const flips05: Flip[] = [];
