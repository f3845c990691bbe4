import { checkWhole } from "./check.js";

/**
 * Numbers that look random and are the same for the same seed (mulberry32).
 *
 * @param seed a whole number from 0 to 4,294,967,295
 * @returns a function that gives the next number, from 0 to below 1, at each call
 * @throws TypeError, RangeError for another seed
 * @example seeded(1)() // 0.6270739405881613
 */
export function seeded(seed: number): () => number {
  checkWhole("seed", seed, 0, 2 ** 32 - 1);
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
