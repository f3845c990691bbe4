/** The one parser of a parameters cell: for the runner, the export and a page's address. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  declarations,
  expression,
  parametersOf,
  preset,
  withParameters,
} from "../../ipynb/parameters.js";
import { code, notebook as notebookOf } from "../support/notebook.js";

const cell = `const rate: number = 0.05;  // above 0
const people = [            // who
  [1, 0],
  [0, 1],
];
let name = 'a', on = true;
const words = { "b c": -1, d: +2_000, e: "f" };
const computed = rate * 2, { g } = words;
function h() { const inner = 1; }
const none;`;

test("names, values as they are written and as they are", () => {
  const found = declarations(cell);
  assert.equal(
    found.map(({ name, text }) => `${name}: ${text.replace(/\s+/g, " ")}`),
    [
      "rate: 0.05",
      "people: [ // who [1, 0], [0, 1], ]",
      "name: 'a'",
      "on: true",
      'words: { "b c": -1, d: +2_000, e: "f" }',
      "computed: rate * 2",
    ],
  );
  assert.equal(
    found.map(({ value }) => JSON.stringify(value)),
    ["0.05", "[[1,0],[0,1]]", '"a"', "true", '{"b c":-1,"d":2000,"e":"f"}', undefined],
  );
  for (const { text, from, to } of found) assert.is(cell.slice(from, to), text);
});

test("what computes, or is no JSON, has no value", () => {
  for (const value of [
    "1 + 1",
    "`a`",
    "[1, x]",
    "{ ...a }",
    "{ a: b }",
    "-x",
    "1e999",
    "'\\n'",
    '"\\x"',
    "!1",
  ])
    assert.is(declarations(`const a = ${value};`)[0].value, undefined, value);
});

test("the cell tagged parameters is the one", () => {
  const cells = ["other", "parameters", "parameters"].map((tag, i) => ({
    ...code("", tag),
    source: [`const a${i} = ${i};\n`, `const b${i} = 1;`],
  }));
  const notebook = notebookOf(...cells);
  assert.equal(
    parametersOf(notebook).map(({ name }) => name),
    ["a1", "b1"],
  );
  assert.equal(parametersOf({ ...notebook, cells: [] }), []);
});

test("one expression, and nothing else", () => {
  for (const text of ["1", "[1, [2]]", '"a, b"', "{ a: 1 }", "() => 2", "(1, 2)", "a ? b : c"])
    assert.is(expression(` ${text} // comment`), text);
  for (const text of ["", "1, 2", "1; 2", "1) + (2", "const", "1 2", "[1", "}", "1 +"])
    assert.is(expression(text), undefined, text);
});

test("an address sets values of the kind that is there", () => {
  const wish = (...pairs: [string, string][]) => withParameters(cell, pairs);
  const { code, refused } = wish(
    ["rate", "-0"],
    ["people", "[[1, 1]]"],
    ["on", "false"],
    ["name", '"b"'],
  );
  assert.equal(refused, []);
  assert.match(
    code,
    'const rate: number = -0;  // above 0\nconst people = [[1, 1]];\nlet name = "b", on = false;',
  );
  assert.match(wish(["words", '{"d": 1}']).code, 'const words = { "d": 1 };');
  for (const [name, json, message] of [
    ["rate", '"fast"', "rate: it must be a number, as in 0.05."],
    ["rate", "1e999", "it must be a number"],
    ["people", "[1]", "it must be a list of the same kind, as in [[1, 0], [0, 1]]."],
    ["people", "null", "it must be a list"],
    ["words", "[]", "it must be names with values of the same kind"],
    ["words", "null", "it must be names"],
    ["words", '{"__proto__": 1}', "it must be names"],
    ["words", '{"a": null}', "it must be names"],
    ["on", "1", "it must be true or false, as in true."],
    ["name", "1", 'it must be a text in quotes, as in "a".'],
    ["name", `"${"x".repeat(5000)}"`, "name: it must be a text"],
    ["name", '"\u2028"', "it has characters that cannot be seen"],
    ["name", `"${"x".repeat(41)}"`, "a link can bring 40 characters of text"],
    ["computed", "1", "it is computed, and cannot be set."],
    [
      "speed",
      "1",
      "there is no such parameter here, only rate, people, name, on, words, computed.",
    ],
  ]) {
    const { code, refused } = wish([name, json]);
    assert.is(code, cell);
    assert.ok(refused[0].includes(message), refused[0]);
  }
  assert.match(withParameters("", [["a", "1"]]).refused[0], "only none.");
  assert.equal(withParameters("const a = [];", [["a", "[1]"]]).code, "const a = [1];");
});

test("what differs between two versions of a cell, for an address", () => {
  const changed = cell.replace("0.05", "1").replace("[0, 1]", "[0, 0]").replace("rate * 2", "3");
  assert.equal(preset(changed, cell), [
    ["rate", "1"],
    ["people", "[[1, 0], [0, 0]]"],
    ["computed", "3"],
  ]);
  assert.equal(preset(cell, cell), []);
  assert.equal(preset("const z = 1;", cell), []);
});

test.run();
