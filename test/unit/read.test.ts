import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { plainFrame } from "../../src/frame.js";
import { type ReadOptions, readDataset } from "../../src/read.js";
import { table } from "../../src/show.js";
import { cache, notebooks } from "../../tools/paths.mjs";
import { shown } from "../support/cell.js";
import { needs } from "../support/skip.js";
import { throws } from "../support/throws.js";

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "read test "));
test.after(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function write(content: string | Uint8Array, name = `${++files}.csv`): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const read = (file: string, target = "t") => readDataset(file, { target });

async function refused(file: string, kind: typeof Error, message: string, target = "t") {
  const outcome = await read(file, target).catch((error: unknown) => error);
  throws(
    () => {
      if (outcome instanceof Error) throw outcome;
    },
    kind,
    message,
  );
}

const virus = path.join(notebooks, "data", "virus.csv");

test("virus.csv is the table of figure 106", async () => {
  const { frame, ...data } = await read(virus, "positive");
  assert.equal(data, {
    name: "virus",
    features: ["loss of smell", "weight loss", "runny nose", "body pain"],
    target: "positive",
    inputs: [
      [1, 0, 0, 1],
      [1, 0, 0, 0],
      [0, 0, 1, 1],
      [0, 1, 0, 0],
      [1, 1, 0, 0],
      [1, 0, 1, 1],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
    ],
    targets: [1, 1, 0, 0, 1, 1, 0, 0],
  });
  assert.equal(frame.shape, [8, 5]);
});

test("virus-as-coded.csv differs from it in row 6 only, which contradicts row 3", async () => {
  const [table, coded] = await Promise.all(
    [virus, path.join(notebooks, "data", "virus-as-coded.csv")].map((file) =>
      read(file, "positive"),
    ),
  );
  const different = table.inputs.flatMap((row, i) =>
    String(row) === String(coded.inputs[i]) ? [] : [i],
  );
  assert.equal(different, [5]);
  assert.equal(coded.inputs[5], coded.inputs[2]);
  assert.equal(coded.targets, table.targets);
});

test("table shows the DataFrame", async () => {
  const { frame } = await read(write("a,t\n1,0\n0.5,1\n"));
  assert.is(shown(() => table(frame))["text/plain"], "a\tt\n1\t0\n0.5\t1");
});

test("numbers arrive as float64: danfojs rounds none of them", async () => {
  const numbers = [
    "0.1",
    "16777217",
    "9007199254740991",
    "1e300",
    "-1e-300",
    "0.30000000000000004",
    "3.4e39",
  ];
  const { inputs, frame } = await read(write(`a,t\n${numbers.map((n) => `${n},1`).join("\n")}`));
  const expected = numbers.map(Number);
  assert.equal(inputs.flat(), expected);
  assert.equal(
    frame.values.map(([value]) => value),
    expected,
  );
});

for (const [title, content] of [
  ["CRLF", "a,b,t\r\n1,2,0\r\n3,4,1\r\n"],
  ["CR", "a,b,t\r1,2,0\r3,4,1"],
  ["a byte order mark", "\uFEFFa,b,t\n1,2,0\n3,4,1\n"],
  ["semicolons", "a;b;t\n1;2;0\n3;4;1\n"],
  ["tabs", "a\tb\tt\n1\t2\t0\n3\t4\t1\n"],
  ["quotes", '"a","b",t\n"1",2,"0"\n3,"4",1\n'],
  ["blank lines", "\na,b,t\n1,2,0\n\n3,4,1\n\n , ,\n\n"],
  ["spaces", " a , b, t\n 1 ,2, 0\n3,4 ,1 \n"],
  ["the target in the middle", "a,t,b\n1,0,2\n3,1,4\n"],
])
  test(`readDataset takes ${title}`, async () => {
    const { features, inputs, targets } = await read(write(content));
    assert.equal(
      { features, inputs, targets },
      {
        features: ["a", "b"],
        inputs: [
          [1, 2],
          [3, 4],
        ],
        targets: [0, 1],
      },
    );
  });

test("one feature, or three hundred", async () => {
  assert.equal((await read(write("a,t\n5,1"))).inputs, [[5]]);
  const names = Array.from({ length: 300 }, (_, i) => `x${i}`);
  const wide = await read(write(`${names},t\n${names.map((_, i) => i)},1\n`));
  assert.equal(wide.features, names);
  assert.equal(wide.inputs, [names.map((_, i) => i)]);
});

test("columns keep their order and names, also those that danfojs can't have", async () => {
  const names = [
    "2",
    "1",
    "shape",
    "values",
    "columns",
    "index",
    "size",
    "__proto__",
    "constructor",
    "a, b",
    'c "d"',
    "日本",
  ];
  const line = names.map((name) => `"${name.replaceAll('"', '""')}"`).join();
  const { features, inputs, frame } = await read(write(`${line},t\n${names.map((_, i) => i)},1\n`));
  assert.equal(features, names);
  assert.equal(
    inputs[0],
    names.map((_, i) => i),
  );
  assert.equal(frame.columns.slice(0, 4), ["2", "1", "shape_", "values_"]);
});

test("100,000 rows", async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `${i % 2},${i % 3},${i % 2}`);
  const { inputs, targets } = await read(write(`a,b,t\n${rows.join("\n")}\n`));
  assert.is(inputs.length, 100_000);
  assert.equal([inputs[99_999], targets[99_999]], [[1, 0], 1]);
});

test("the last of 100,000 rows is named", async () => {
  const file = write(`a,t\n${"1,0\n".repeat(99_999)}1,3\n`, "long.csv");
  await refused(file, RangeError, `${file}: row 100001, column B (t) must be 0 or 1; got "3"`);
});

test("a file that is no table of numbers: the message says where", async () => {
  const say = (content: string | Uint8Array, message: string) => {
    const file = write(content);
    return refused(file, RangeError, file + message);
  };
  const utf8 = " must be text in UTF-8: in a spreadsheet, save it as “CSV UTF-8”";
  await say("", " must be a table; the file is empty");
  await say("\n \n", " must be a table; the file is empty");
  await say("a,t\n", " must have a row of numbers below the names; got names only");
  await say("a,b\n1,0\n", ': row 1 must name the column "t" and at least one other; got "a", "b"');
  await say("a,t\n1,0\n1\n", ": row 3 must have 2 cells, as row 1 has; got 1");
  await say("a,t\n1,0,\n", ": row 2 must have 2 cells, as row 1 has; got 3");
  await say("a,a,t\n1,0,1\n", ': row 1, column B must be a name of its own; got "a"');
  await say("a,t\n1,0\nx,1\n", ': row 3, column A (a) must be a number; got "x"');
  await say(
    "a;t\n0,5;1\n",
    ': row 2, column A (a) must be a number, with a point before its decimals; got "0,5"',
  );
  await say(new Uint8Array([0xff, 0xfe, 0x61, 0]), utf8);
  await say(Buffer.from("Größe,t\n1,1", "latin1"), utf8);
  await say("a\0,\0t\0", utf8);
  const quotes = (row: number) => `: row ${row} must have a closing quote where a cell ends;`;
  await say('a,t\n1,0\n"2,1\n3,0\n', `${quotes(3)} Quoted field unterminated`);
});

test("what is no file, or can't be read, is named", async () => {
  await refused(folder, RangeError, `${folder} must be a file; it is a folder`);
  const missing = path.resolve("no", "such.csv");
  await refused(
    path.join("no", "such.csv"),
    RangeError,
    `path must be a file; there is no ${missing}`,
  );
  const url = "https://a.example/b.csv";
  await refused(url, RangeError, `path must be a file on this computer; ${url} is on another`);
  await refused("", TypeError, 'path must be the name of a CSV file; got ""');
  await refused(3 as unknown as string, TypeError, "path must be the name of a CSV file; got 3");
  const options = (given: unknown) => readDataset(virus, given as ReadOptions);
  const message = (given: unknown) =>
    options(given).then(
      () => "read",
      (error: Error) => error.message,
    );
  const target = "options.target must be the name of a column; got undefined";
  assert.is(await message({ target: undefined }), target);
  assert.is(await message(undefined), "options must be an object; got undefined");
  const unknown = 'option must be one of "target"; got "traget"';
  assert.is(await message({ traget: "positive" }), unknown);
});

test("no file is written or touched", async () => {
  const file = write("a,t\n1,0\n", "kept.csv");
  const before = {
    bytes: readFileSync(file),
    time: statSync(file).mtimeMs,
    names: readdirSync(folder),
  };
  await read(file);
  await read(file, "no such").catch(() => {});
  const after = {
    bytes: readFileSync(file),
    time: statSync(file).mtimeMs,
    names: readdirSync(folder),
  };
  assert.equal(after, before);
});

test("the frame of a handout and of grading does what danfojs does: columns, rows left out, means of groups", async () => {
  const { frame } = await read(virus, "positive");
  const own = plainFrame(frame.columns, frame.values);
  for (const work of [
    (table: typeof frame) => table,
    (table: typeof frame) => table.drop({ columns: ["positive", "runny nose"] }),
    (table: typeof frame) => table.drop({ index: [0, 5] }),
    (table: typeof frame) => table.groupby(["weight loss"]).col(["positive", "body pain"]).mean(),
  ]) {
    const [wanted, got] = [work(frame), work(own)];
    assert.equal(
      [got.columns, got.values, got.shape],
      [wanted.columns, wanted.values, wanted.shape],
    );
    assert.equal(got.column(got.columns[0]).values, wanted.column(wanted.columns[0]).values);
  }
  assert.throws(() => frame.drop({ columns: ["fever"] }), "fever");
  assert.throws(() => own.drop({ columns: ["fever"] }), "fever");
});

test("a file above 100 MB is not read", async () => {
  const file = write("x,t\n1,0\n");
  truncateSync(file, 100_600_000); // a hole, which takes no room on the disk
  const error = await readDataset(file, { target: "t" }).catch((thrown) => thrown);
  assert.is(error.message, `${file} must be at most 100 MB; it has 101 MB`);
});

const isRoot = process.platform === "win32" || process.getuid?.() === 0;

needs(
  test,
  !isRoot,
  "root may read everything",
)("a file that may not be read", async () => {
  const file = write("x,t\n1,0\n");
  chmodSync(file, 0);
  const error = await readDataset(file, { target: "t" }).catch((thrown) => thrown);
  throws(
    () => {
      throw error;
    },
    RangeError,
    `${file} must be a file that you may read; opening it fails with EACCES`,
  );
});

test.run();
