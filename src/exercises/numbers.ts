/** What the exercises of several notebooks compute with. */

/** Some numbers from −2 to 2, the same for the same `random`: what an answer is tried on besides its fixed calls. */
export const drawn = (random: () => number, count: number): number[] =>
  Array.from({ length: count }, () => 4 * random() - 2);

export const sum = (a: number[]): number => a.reduce((total, ai) => total + ai, 0);

export const dot = (a: number[], b: number[]): number => sum(a.map((ai, i) => ai * b[i]));

/** The slope of the sigmoid, from its output. */
export const slope = (out: number): number => out * (1 - out);
