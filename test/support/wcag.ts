/** WCAG 2.2, levels A and AA: what each criterion comes to in a handout's page, and how that was tried. */

/** "axe": axe-core has rules for it; "test": a test of this repository; "read": looked at by people; "none": nothing here is concerned. */
type How = "axe" | "test" | "read" | "none";

const criteria: [number: string, name: string, level: "A" | "AA", how: How[], what: string][] = [
  [
    "1.1.1",
    "Non-text content",
    "A",
    ["axe", "test"],
    "Each figure has a title and a sentence that says what it shows; its data can be read as a table and point by point.",
  ],
  ["1.2.1", "Audio-only and video-only", "A", ["none"], ""],
  ["1.2.2", "Captions", "A", ["none"], ""],
  ["1.2.3", "Audio description or alternative", "A", ["none"], ""],
  ["1.2.4", "Captions (live)", "AA", ["none"], ""],
  ["1.2.5", "Audio description", "AA", ["none"], ""],
  [
    "1.3.1",
    "Info and relationships",
    "A",
    ["axe", "test"],
    "Headings in order, one h1; tables with captions and headings of columns, and of rows that begin with a name; formulas as MathML, or as text where they are letters, numbers and signs beside each other.",
  ],
  [
    "1.3.2",
    "Meaningful sequence",
    "A",
    ["test"],
    "The order in the file is the order on the page; a text browser reads it (lynx shows the larger formulas as markup).",
  ],
  [
    "1.3.3",
    "Sensory characteristics",
    "A",
    ["read"],
    "Texts name figures and cells, not places or colours alone.",
  ],
  ["1.3.4", "Orientation", "AA", ["axe"], "Either."],
  [
    "1.3.5",
    "Identify input purpose",
    "AA",
    ["axe"],
    "The one field about the learner, the name, says so to the browser.",
  ],
  [
    "1.4.1",
    "Use of color",
    "A",
    ["axe", "read"],
    "Classes differ in their marks' shape, lines in their dashes; results that are older than their code have a dotted line and a sentence.",
  ],
  ["1.4.2", "Audio control", "A", ["none"], ""],
  [
    "1.4.3",
    "Contrast (minimum)",
    "AA",
    ["axe"],
    "In light and in dark colours; letters inside figures were looked at.",
  ],
  ["1.4.4", "Resize text", "AA", ["test"], "To 200 % and beyond: lengths are in rem."],
  [
    "1.4.5",
    "Images of text",
    "AA",
    ["read"],
    "None but the still pictures of figures, for readers without scripts.",
  ],
  [
    "1.4.10",
    "Reflow",
    "AA",
    ["test"],
    "At 320 CSS pixels only tables, formulas, code's output and figures scroll sideways, each in its own box. In a low window the bar does not stick.",
  ],
  [
    "1.4.11",
    "Non-text contrast",
    "AA",
    ["read"],
    "Buttons' and fields' borders, the focus ring, sliders, lines of figures.",
  ],
  ["1.4.12", "Text spacing", "AA", ["axe"], "No height is fixed around text."],
  [
    "1.4.13",
    "Content on hover or focus",
    "AA",
    ["read"],
    "A figure's hover label repeats what its table has; it goes when the pointer goes. The tip of a number that has the focus goes with Escape, or with the focus.",
  ],
  [
    "2.1.1",
    "Keyboard",
    "A",
    ["test"],
    "Cells are edited and run, numbers moved, sliders and figures read by keyboard alone.",
  ],
  ["2.1.2", "No keyboard trap", "A", ["test"], "Tab leaves the editor; Ctrl+] indents."],
  ["2.1.4", "Character key shortcuts", "A", ["read"], "There are none."],
  ["2.2.1", "Timing adjustable", "A", ["read"], "Nothing has a time limit."],
  ["2.2.2", "Pause, stop, hide", "A", ["read"], "Nothing moves by itself."],
  ["2.3.1", "Three flashes", "A", ["read"], "Nothing flashes."],
  ["2.4.1", "Bypass blocks", "A", ["axe"], "“Skip to the text”, landmarks, headings."],
  ["2.4.2", "Page titled", "A", ["axe"], "By the notebook's title."],
  [
    "2.4.3",
    "Focus order",
    "A",
    ["test"],
    "The order of the page; a cell’s numbers are one stop. The keys that move a number leave it focused.",
  ],
  ["2.4.4", "Link purpose", "A", ["axe", "read"], "Links name where they lead."],
  [
    "2.4.5",
    "Multiple ways",
    "AA",
    ["read"],
    "Contents on each page, an index of all, links to the notebook before and after.",
  ],
  ["2.4.6", "Headings and labels", "AA", ["axe", "read"], "Buttons name their cell."],
  ["2.4.7", "Focus visible", "AA", ["read"], "A ring of 3 pixels."],
  [
    "2.4.11",
    "Focus not obscured (minimum)",
    "AA",
    ["test"],
    "What is focused never lies under the bar: the page's scroll padding is the bar's height.",
  ],
  [
    "2.5.1",
    "Pointer gestures",
    "A",
    ["test"],
    "No gesture of several fingers or along a path: a number can be dragged, and typed or moved by keys.",
  ],
  ["2.5.2", "Pointer cancellation", "A", ["read"], "Buttons act when they are let go."],
  ["2.5.3", "Label in name", "A", ["axe"], "A button's name begins with what it shows."],
  ["2.5.4", "Motion actuation", "A", ["none"], ""],
  [
    "2.5.7",
    "Dragging movements",
    "AA",
    ["test"],
    "Instead of dragging a number: type it, or go to it with Tab and press Up or Down. Sliders take a click.",
  ],
  [
    "2.5.8",
    "Target size (minimum)",
    "AA",
    ["axe"],
    "24 pixels; numbers stand within lines of code.",
  ],
  ["3.1.1", "Language of page", "A", ["axe"], "English."],
  ["3.1.2", "Language of parts", "AA", ["read"], "All is English."],
  [
    "3.2.1",
    "On focus",
    "A",
    ["test"],
    "Code that has the focus becomes its editor in its place; nothing else changes.",
  ],
  [
    "3.2.2",
    "On input",
    "A",
    ["test"],
    "What depends on a moved number follows, and says so; the focus stays.",
  ],
  [
    "3.2.3",
    "Consistent navigation",
    "AA",
    ["read"],
    "The same on all pages: they come from one program.",
  ],
  ["3.2.4", "Consistent identification", "AA", ["read"], "The same."],
  ["3.2.6", "Consistent help", "A", ["none"], ""],
  [
    "3.3.1",
    "Error identification",
    "A",
    ["test"],
    "An error names the line, what was expected and what came.",
  ],
  [
    "3.3.2",
    "Labels or instructions",
    "A",
    ["axe"],
    "Each field has a label; parameters say their ranges.",
  ],
  ["3.3.3", "Error suggestion", "AA", ["test"], "Exercises name the usual mistakes."],
  [
    "3.3.4",
    "Error prevention",
    "AA",
    ["test"],
    "Losing all changes takes two presses; work is kept in the browser.",
  ],
  ["3.3.7", "Redundant entry", "A", ["test"], "The name is asked once."],
  ["3.3.8", "Accessible authentication", "AA", ["none"], ""],
  [
    "4.1.2",
    "Name, role, value",
    "A",
    ["axe", "test"],
    "Numbers that can be moved are spin buttons with name and value.",
  ],
  [
    "4.1.3",
    "Status messages",
    "AA",
    ["test"],
    "The bar's sentence is a status; questions are alerts.",
  ],
];

const words: Record<How, string> = {
  axe: "axe-core",
  test: "tests",
  read: "looked at",
  none: "does not apply",
};

export function report(axe: string, pages: string[]): string {
  const rows = criteria.map(
    ([number, name, level, how, what]) =>
      `| ${number} | ${name} | ${level} | ${how.map((one) => words[one]).join(", ")} | ${what} |`,
  );
  return `# Accessibility

What readers with a keyboard, a screen reader, large letters or their own colours can expect of a handout's page, criterion by criterion of
[WCAG 2.2](https://www.w3.org/TR/WCAG22/), levels A and AA. \`npm run test:full\` makes this file anew and compares; \`ACCESSIBILITY=write npm test -- accessibility\` writes it.

Tried: axe-core ${axe} (rules tagged wcag2a, wcag2aa, wcag21a, wcag21aa, wcag22aa) in Chromium, in light and in dark colours, 1280 and 360 pixels wide, at rest, on the index and the student
pages of ${pages.join(", ")}: **no violation**. Tests press the keys and measure what axe cannot see: where the focus lies, 320 × 256 pixels, forced colours.

PDFs: veraPDF 1.28.2 (\`--flavour ua1\`, 106 rules) found no violation in the student's PDFs, all nine and the whole course, A4 and Letter. The full tests hold, in 05: every word is tagged, or
marked as no part of the text; known types; lists have bodies; links have words; the rows of a table are as long as each other. Formulas are tagged as their letters, not as formulas.

Not tried: a screen reader with a person who uses one daily; voice control; JupyterLab, whose accessibility is
[its own](https://jupyterlab.readthedocs.io/en/stable/getting_started/accessibility.html). "Looked at" is the judgement of those who wrote it.

| | criterion | level | how | what was found |
|---|---|---|---|---|
${rows.join("\n")}
`;
}
