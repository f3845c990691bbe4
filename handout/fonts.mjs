/**
 * The typefaces that every handout carries, cut to the characters that a course on neural networks needs. Other
 * characters that a reader types come from the computer's own fonts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
// @ts-expect-error: it has no types
import subsetFont from "subset-font";
import { fonts, MATH, SANS } from "./typefaces.mjs";

/** @param {number} from @param {number} to */
const range = (from, to) =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));

const PUNCTUATION = "–—‘’“”„†•…′″‹›⁄€™←↑→↓−";
const ASCII = range(0x20, 0x7e);
const LATIN = `${ASCII}${range(0xa0, 0xff)}${PUNCTUATION}`;
const GREEK = `${range(0x391, 0x3c9)}ϵϕ`;
const ITALIC = `${range(0x1d434, 0x1d467)}ℎ${range(0x1d6fc, 0x1d71b)}`; // as formulas have their letters
const SCRIPTS = `${range(0x2070, 0x209c)}${range(0x2150, 0x215e)}ˣᶻ`;
const SIGNS =
  "↔⇒⇔↦∂∇∑∏∫√∞∈∉∀∃∅≈≠≤≥≡±∓⋅⋯⋮×÷∗∘∣∥⟨⟩⌊⌋⌈⌉✓✗◻▶■△▲●○‾¯ˆ˜⏞⏟⎵⎴⎛⎝⎞⎠⎡⎣⎤⎦⎧⎨⎩⎫⎬⎭⎢⎥⎜⎟⎪";
export const LETTERS = LATIN + GREEK + ITALIC + SCRIPTS + SIGNS;
/** Words with accents come from the other typefaces. */
const FORMULAS = ASCII + range(0xa0, 0xbf) + PUNCTUATION + GREEK + ITALIC + SCRIPTS + SIGNS;

/** Writes the style sheet that declares them, each font inside it. @param {string} root @param {string} target */
export async function writeFonts(root, target) {
  const rules = fonts.map(async ({ family, package: name, file, wght }) => {
    const whole = readFileSync(path.join(root, "node_modules", name, "files", `${file}.woff2`));
    const cut = await subsetFont(whole, name === MATH ? FORMULAS : LATIN, {
      targetFormat: "woff2",
      noLayoutClosure: name !== SANS, // whose digits can be of one width, for tables
      ...(wght !== undefined && { variationAxes: { wght } }),
    });
    const weight = typeof wght === "object" ? `${wght.min} ${wght.max}` : "400";
    const style = file.endsWith("italic") ? "italic" : "normal";
    const source = `url(data:font/woff2;base64,${cut.toString("base64")}) format("woff2")`;
    return `@font-face { font-family: "${family}"; font-style: ${style}; font-weight: ${weight}; src: ${source}; }`;
  });
  writeFileSync(target, (await Promise.all(rules)).join("\n"));
}
