import type { Flip } from "./flip.js";

export const flips06: Flip[] = [];
