/** Jupyter counts a cursor's place in characters, JavaScript in UTF-16 code units: an emoji is one, or two. tslab mixes them up. */

/** The code units before a place in characters. */
export const units = (text: string, points: number): number =>
  [...text].slice(0, points).join("").length;

/** The characters before a place in code units. */
export const points = (text: string, units: number): number => [...text.slice(0, units)].length;
