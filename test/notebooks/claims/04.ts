import type { Flip } from "./flip.js";

export const flips04: Flip[] = [];
