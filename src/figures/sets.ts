import { checkList, checkOptions, checkString, checkWhole } from "../check.js";
import { type Caption, captionOf, colours, type Figure } from "../figure.js";
import { drawing, note } from "./drawing.js";

const tints = ["#F3F8FC", "#D9EAF5", "#B5D6EC", "#8CBFE0"];

/**
 * Sets inside each other, drawn as ellipses that touch at the bottom.
 *
 * @param names from the outermost to the innermost, one to four
 * @param options title and text alternative, by default from the names
 * @throws TypeError, RangeError for names that are not one to four strings, an unknown option
 * @example drawSets(["animals", "birds", "owls"])
 * @see the article, figure 1
 */
export function drawSets(names: string[], options: Partial<Caption> = {}): Figure {
  checkList("names", names, checkString);
  checkWhole("names.length", names.length, 1, tints.length);
  checkOptions(options, ["title", "alt"]);
  const n = names.length;
  const shapes = names.map((_, k) => ({
    type: "circle",
    x0: -1 + (0.7 * k) / n,
    x1: 1 - (0.7 * k) / n,
    y0: 0.1 * k,
    y1: n - k,
    fillcolor: tints[k],
    line: { color: colours.blue, width: 2 },
  }));
  const annotations = names.map((name, k) =>
    note(0, n - k - (k === n - 1 ? 0.5 : 0.42), `<b>${name}</b>`),
  );
  return drawing(
    {
      shapes,
      annotations,
      corners: [-1.02, 1.02, -0.03, n + 0.03],
      height: 110 + 80 * n,
      margins: [16, 16],
    },
    {
      title: "One inside the other",
      alt: `${n} nested sets, from the outermost to the innermost: ${names.join(", ")}.`,
      ...captionOf(options),
    },
  );
}
