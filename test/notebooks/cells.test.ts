/** The types of all code cells, strictly, before any notebook runs. */
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { notebooks } from "../../tools/paths.mjs";
import { code, markdown, notebook } from "../support/notebook.js";
import { typeProblems } from "../support/types.js";

const course = courseNotebooks();
const found = typeProblems(
  course.map((entry) => ({
    name: entry.name,
    notebook: readNotebook(entry.path),
    folder: path.dirname(entry.path),
  })),
);

for (const { name } of course)
  test(`the cells of ${name} pass the strict type check`, () =>
    assert.is(found.get(name)?.join("\n"), ""));

/** What the check says of cells one below the other; the first is cell 2, under a title. */
function check(...sources: string[]): string[] {
  const bad = notebook(markdown("# A"), ...sources.map((source) => code(source)));
  return typeProblems([{ name: "bad", notebook: bad, folder: notebooks }]).get("bad") ?? [];
}

test("an error names its cell, line and column, and shows the line", () => {
  assert.equal(check("const a = 1;", 'const b = 2;\n  const c: number = "x";'), [
    "cell 3, line 2, column 9: Type 'string' is not assignable to type 'number'.\n" +
      '  const c: number = "x";',
  ]);
  assert.match(check("const = 1;").join(), "cell 2, line 1");
});

test("a later cell sees the names of earlier ones, with their types, and may declare them again", () => {
  const cells = [
    'import { gate, type Training } from "perceptron";\nimport * as all from "perceptron";',
    "let a = 1, { b, c: [d] } = { b: 2, c: [3] };\ninterface Point { x: number }\ntype Id = string;",
    "class Box { value = a; }\nenum Side { Left }\nfunction twice(n: number) { return 2 * n; }",
    'const p: Point = { x: d };\nconst id: Id = "a";\nconst side: Side = Side.Left;\na = b;',
    "const a: string = id;\nconst all2: Training = all.train(gate('OR'));",
    "const length: number = a.length + new Box().value + twice(p.x);",
    "const answer: number = await Promise.resolve(length);",
  ];
  assert.equal(check(...cells), []);
  assert.match(check(...cells, "const n: number = a;").join(), "cell 9, line 1, column 7: Type 's");
});

test("it is strict: null, implicit any, and names that only a later cell declares", () => {
  assert.match(check("const a = [1].find((x) => x > 1);\na.toFixed();").join(), "possibly 'undef");
  assert.match(check("const f = (x) => x;").join(), "implicitly has an 'any' type");
  assert.match(check("late;", "const late = 1;").join(), "cell 2, line 1, column 1: Cannot find");
  assert.match(check("document.title;").join(), "Cannot find name 'document'");
  assert.match(check('import { nothing } from "perceptron";').join(), "no exported member");
});

test("in a whole program alone a parameter needs no type; all else is as strict there", () => {
  const program = (line: string) =>
    `const f = (x) => x;\nfor (let epoch = 1; epoch < 3; epoch++) ${line}\nconsole.log(f(1));`;
  assert.equal(check(program("f(epoch);")), []);
  assert.match(check(program("missing;")).join(), "Cannot find name 'missing'");
});

test("shorthand of an earlier cell's name, which tslab does not find, is an error in any function", () => {
  const [first, second, ...rest] = check(
    "const a = 1;\nlet b = 2;\nconst own = { a, b };",
    "const f = () => ({ a });\n({ b } = { b: 3 });\nconst g = (a: number) => ({ a, own: own });",
  );
  assert.match(first, "cell 3, line 1, column 20: tslab finds no a of an earlier cell here");
  assert.match(second, "cell 3, line 2, column 4: tslab finds no b");
  assert.equal(rest, []);
});

test.run();
