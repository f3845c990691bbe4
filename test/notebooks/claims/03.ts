import type { Flip } from "./flip.js";

export const flips03: Flip[] = [];
