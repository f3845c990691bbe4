// Formulas to MathML: [[TeX, is it displayed?], …] on stdin, [MathML, …] on stdout.
const { readFileSync } = require("node:fs");
const temml = require("temml");

// What is no TeX is shown as it was written, in an element of the class temml-error.
const options = { throwOnError: false, trust: false, maxSize: [20, 20], maxExpand: 1000 };
const formulas = JSON.parse(readFileSync(0, "utf8"));
const mathml = formulas.map(([tex, displayMode]) =>
  temml.renderToString(tex, { ...options, displayMode }),
);
process.stdout.write(JSON.stringify(mathml));
