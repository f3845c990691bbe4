/** The typefaces that a handout carries: for text, for small print and tables, for code, for formulas. */
const SERIF = "@fontsource-variable/source-serif-4";
export const SANS = "@fontsource-variable/source-sans-3";
const CODE = "@fontsource-variable/source-code-pro";
export const MATH = "@fontsource/stix-two-math";
export const fontPackages = [SERIF, SANS, CODE, MATH].map((name) => `node_modules/${name}`);

const TEXT = { min: 400, max: 700 };
export const fonts = [
  { family: "Source Serif", package: SERIF, file: "source-serif-4-latin-wght-normal", wght: TEXT },
  { family: "Source Serif", package: SERIF, file: "source-serif-4-latin-wght-italic", wght: 400 },
  { family: "Source Sans", package: SANS, file: "source-sans-3-latin-wght-normal", wght: TEXT },
  { family: "Source Code", package: CODE, file: "source-code-pro-latin-wght-normal", wght: 400 },
  { family: "STIX Two Math", package: MATH, file: "stix-two-math-latin-400-normal" },
];

