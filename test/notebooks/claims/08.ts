import type { Flip } from "./flip.js";

export const flips08: Flip[] = [];
