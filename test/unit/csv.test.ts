import { test } from "uvu";
import * as assert from "uvu/assert";
import { cellsOf, columnLetters, parseTable } from "../../src/csv.js";
import { frozen } from "../support/frozen.js";
import { throws } from "../support/throws.js";

test("columnLetters counts as a spreadsheet does", () => {
  assert.equal(
    [0, 1, 25, 26, 51, 52, 701, 702].map(columnLetters).join(" "),
    "A B Z AA AZ BA ZZ AAA",
  );
});

const cells = (text: string) => cellsOf("a.csv", text);

test("cellsOf finds the sign that separates cells, outside of quotes", () => {
  assert.equal(cells("a,b\n1,2"), [
    ["a", "b"],
    ["1", "2"],
  ]);
  assert.equal(cells("\n\r\na;b;t\n1,5;2;0\n").at(-2), ["1,5", "2", "0"]);
  assert.equal(cells("a\tb\n")[0], ["a", "b"]);
  assert.equal(cells("a|b|c"), [["a", "b", "c"]]);
  assert.equal(cells('"x, y, z";b\n1;2')[0], ["x, y, z", "b"]);
  assert.equal(cells("a"), [["a"]]);
});

test("cellsOf names the row of the quote that is not closed, and counts a cell of two lines once", () => {
  assert.equal(cells('a,b\n"1","2"')[1], ["1", "2"]);
  assert.equal(cells('5" tall,b\n1,2')[0], ['5" tall', "b"]);
  for (const [text, row] of [
    ['a,b\n"1 ""x""","2\n3"\n"4","5\n', 3],
    ['a,b\r\n1,2\r\n"4"x,5\r\n', 3],
    ['"a', 1],
  ] as const)
    throws(
      () => cells(text),
      RangeError,
      `a.csv: row ${row} must have a closing quote where a cell ends; ${row === 3 && text.includes("x,5") ? "Trailing quote on quoted field is malformed" : "Quoted field unterminated"}`,
    );
});

const parse = (...rows: string[][]) => parseTable("a.csv", frozen(rows), "t");

test("parseTable reads numbers as JavaScript does, and trims names", () => {
  const numbers = [
    "0.1",
    "-.5",
    "+3",
    "1e3",
    "2.",
    " 7 ",
    "16777217",
    "0.30000000000000004",
    "1e300",
  ];
  const table = parse([" a ", "t"], ...numbers.map((text) => [text, "1.0"]));
  assert.equal(table.names, ["a", "t"]);
  assert.equal(
    table.numbers,
    numbers.map((text) => [Number(text), 1]),
  );
});

test("parseTable passes over empty rows, and counts them", () => {
  assert.equal(parse([""], ["a", "t"], ["", " "], ["1", "0"], [""]).numbers, [[1, 0]]);
  throws(
    () => parse([""], ["a", "t"], [""], ["x", "1"]),
    RangeError,
    'a.csv: row 4, column A (a) must be a number; got "x"',
  );
});

const head = ["a", "b", "t"];
for (const [title, rows, message] of [
  ["no row", [], "a.csv must be a table; the file is empty"],
  ["names only", [head], "a.csv must have a row of numbers below the names; got names only"],
  [
    "no target",
    [
      ["a", "T"],
      ["1", "1"],
    ],
    'a.csv: row 1 must name the column "t" and at least one other; got "a", "T"',
  ],
  [
    "nothing but the target",
    [["t"], ["1"]],
    'a.csv: row 1 must name the column "t" and at least one other; got "t"',
  ],
  ["a column without a name", [["a", "t", ""]], 'a.csv: row 1, column C must be a name; got ""'],
  [
    "two of a name",
    [["a", "t", " a"]],
    'a.csv: row 1, column C must be a name of its own; got "a"',
  ],
  ["a short row", [head, ["1", "2"]], "a.csv: row 2 must have 3 cells, as row 1 has; got 2"],
  [
    "a long row",
    [head, ["1", "2", "1", ""]],
    "a.csv: row 2 must have 3 cells, as row 1 has; got 4",
  ],
  ["a word", [head, ["1", "yes", "1"]], 'a.csv: row 2, column B (b) must be a number; got "yes"'],
  ["an empty cell", [head, ["", "2", "1"]], 'a.csv: row 2, column A (a) must be a number; got ""'],
  [
    "a hexadecimal",
    [head, ["0x1", "2", "1"]],
    'a.csv: row 2, column A (a) must be a number; got "0x1"',
  ],
  [
    "infinity",
    [head, ["Infinity", "2", "1"]],
    'a.csv: row 2, column A (a) must be a number; got "Infinity"',
  ],
  [
    "too large",
    [head, ["1e400", "2", "1"]],
    'a.csv: row 2, column A (a) must be a number from -1e300 to 1e300; got "1e400"',
  ],
  [
    "a number whose sums would be too large",
    [head, ["1", "-1e308", "1"]],
    'a.csv: row 2, column B (b) must be a number from -1e300 to 1e300; got "-1e308"',
  ],
  [
    "a decimal comma",
    [head, ["0,5", "2", "1"]],
    'a.csv: row 2, column A (a) must be a number, with a point before its decimals; got "0,5"',
  ],
  ["a target of 2", [head, ["1", "2", "2"]], 'a.csv: row 2, column C (t) must be 0 or 1; got "2"'],
  [
    "a target of ½",
    [head, ["1", "2", "0.5"]],
    'a.csv: row 2, column C (t) must be 0 or 1; got "0.5"',
  ],
  [
    "a target in words",
    [head, ["1", "2", "true"]],
    'a.csv: row 2, column C (t) must be 0 or 1; got "true"',
  ],
] as [string, string[][], string][])
  test(`parseTable names the place of ${title}`, () => {
    throws(() => parse(...rows), RangeError, message);
  });

test.run();
