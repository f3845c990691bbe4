import type { Flip } from "./flip.js";

export const flips07: Flip[] = [];
