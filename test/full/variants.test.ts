/** Every notebook with other parameters: it runs to its end and tells the truth, or stops where they are checked. */
// time limit: 900 s
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { code, notebook } from "../support/notebook.js";
import { runVariants, sample, variantProblems, variants } from "../support/variants.js";

const FAIR = 14;
const UNFAIR = 8;

const course = courseNotebooks().map((entry) => {
  const notebook = readNotebook(entry.path);
  const all = variants(notebook);
  const chosen = [true, false].flatMap((kind) =>
    sample(
      all.filter(({ fair }) => fair === kind),
      kind ? FAIR : UNFAIR,
    ),
  );
  return { ...entry, notebook, variants: chosen };
});
const outcomes = await runVariants(course, 60);

for (const [i, { name, notebook }] of course.entries())
  test(`${name} stands ${outcomes[i].length} changes of its parameters`, () => {
    assert.ok(outcomes[i].length >= 20);
    const problems = outcomes[i].flatMap((outcome) => variantProblems(notebook, outcome));
    assert.is(problems.join("\n"), "");
  });

const committed = notebook(
  code("const a = 1;", "parameters"),
  code('checkFinite("a", a);'),
  code("text(a);"),
);

/** What is found when the notebook stops, or its last cell says a sentence. */
function problemsOf(fair: boolean, end: { cell: number; message: string } | string): string[] {
  const notebook = structuredClone(committed);
  if (typeof end === "string")
    notebook.cells[2].outputs = [
      { output_type: "display_data", data: { "text/markdown": end }, metadata: {} },
    ];
  const failure = typeof end === "string" ? null : end;
  return variantProblems(committed, {
    variant: { values: { a: "2" }, fair },
    failure,
    seconds: 1,
    ...(failure ? {} : { notebook }),
  });
}

test("a stop is right only at the check, with our message alone, and a value of the wrong kind must stop", () => {
  const sentence = "RangeError: a[0] must be a number; got NaN\n";
  const message = `${sentence}line 1:\n    checkFinite("a", a);\n    ^^^^^^^^^^^\n`;
  assert.equal(problemsOf(true, { cell: 1, message }), []);
  assert.is(problemsOf(true, { cell: 2, message }).length, 1);
  for (const wrong of [
    "",
    "a must be b",
    sentence,
    `${message}    at f (x.js:1)`,
    "1:2 - Type 'a' …",
  ])
    assert.is(problemsOf(true, { cell: 1, message: wrong }).length, 1, wrong);
  assert.match(problemsOf(false, "fine").join(), "a = 2: it ran, though");
});

test("a sentence with NaN is found, and a claim that is crossed out and then repeated", () => {
  assert.equal(problemsOf(true, "All is well, at Infinite Street."), []);
  assert.is(problemsOf(true, "E is NaN").length, 1);
  assert.equal(problemsOf(true, "✗ Not so here: ~~E is 1~~ Instead: E is 2"), []);
  assert.is(problemsOf(true, "✗ Not so here: ~~E is 1~~ Instead: E is 1").length, 1);
});

test.run();
