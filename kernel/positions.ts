/** Jupyter counts a cursor's position in code points, JavaScript in UTF-16 code units: an emoji is one, or two. tslab mixes them up. */

/** A position in code points, as one in code units. */
export const toCodeUnits = (text: string, points: number): number =>
  [...text].slice(0, points).join("").length;

/** A position in code units, as one in code points. */
export const toCodePoints = (text: string, units: number): number =>
  [...text.slice(0, units)].length;
