/** Some numbers from −2 to 2, the same for the same `random`: what an answer is tried on besides its fixed calls. */
export const drawn = (random: () => number, count: number): number[] =>
  Array.from({ length: count }, () => 4 * random() - 2);
