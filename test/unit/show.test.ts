import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Figure } from "../../src/figure.js";
import { plotLines } from "../../src/figures/lines.js";
import type { Frame } from "../../src/frame.js";
import { claim, exercise, md, show, type Table, table } from "../../src/show.js";
import { text } from "../../src/text.js";
import { launch } from "../../tools/browser.js";
import { shown } from "../support/cell.js";
import { frozen } from "../support/frozen.js";
import { hostile } from "../support/hostile.js";
import { browserTest } from "../support/skip.js";
import { throws } from "../support/throws.js";

const line = frozen(
  plotLines([{ name: "a", x: [0, 1 / 3], y: [2 / 3, 1e-9 / 7] }], {
    title: "A line",
    alt: "It falls.",
    x: "x",
    y: "y",
  }),
);

test("show sends Plotly's JSON, and the text alternative as plain text", () => {
  const bundle = shown(() => show(line));
  assert.equal(Object.keys(bundle), ["application/vnd.plotly.v1+json", "text/plain"]);
  assert.is(bundle["text/plain"], "It falls.");
  const plotly = bundle["application/vnd.plotly.v1+json"] as Figure;
  assert.equal(Object.keys(plotly).sort(), ["config", "data", "layout"]);
  assert.equal(plotly.layout.title, line.layout.title);
});

test("show rounds numbers to six significant digits, and nothing else", () => {
  const plotly = shown(() => show(line))["application/vnd.plotly.v1+json"] as Figure;
  assert.equal(plotly.data[0].x, [0, 0.333333]);
  assert.equal(plotly.data[0].y, [0.666667, 1.42857e-10]);
  assert.equal({ ...plotly.data[0], x: 0, y: 0 }, { ...line.data[0], x: 0, y: 0 });
});

test("show refuses what is no figure", () => {
  const any = (figure: unknown) => () => show(figure as Figure);
  const requirement = "figure must be what a plot or draw function returns; got";
  throws(any(undefined), TypeError, `${requirement} undefined`);
  throws(any({ data: [], layout: {} }), TypeError, `${requirement} an object`);
  throws(any([1, 2]), TypeError, `${requirement} [1, 2]`);
});

test("md sends Markdown", () => {
  assert.equal(
    shown(() => md`**W** = ${1 / 3}`),
    { "text/markdown": "**W** = 0.333", "text/plain": "**W** = 0.333" },
  );
});

test("claim prints a true sentence with ✓", () => {
  const bundle = shown(() => claim(true, text`${4} is worse than ${3}`, "no"));
  assert.is(bundle["text/markdown"], "✓ 4 is worse than 3");
});

test("claim crosses a false sentence out and says what is true instead", () => {
  const bundle = shown(() => claim(false, text`${4} is worse`, text`${4} is ${1 / 3} better`));
  assert.is(bundle["text/markdown"], "✗ Not so here: ~~4 is worse~~ Instead: 4 is 0.333 better");
  assert.is(bundle["text/plain"], bundle["text/markdown"]);
});

test("claim refuses a verdict that is neither true nor false, and one without its alternative", () => {
  const any = claim as (holds: unknown, sentence: unknown, otherwise: unknown) => void;
  const call = (holds: unknown, otherwise: unknown) => () =>
    shown(() => any(holds, "It is so.", otherwise));
  throws(() => any(true, 3, "x"), TypeError, "sentence must be a string; got 3");
  throws(call(1, "x"), TypeError, "holds must be true or false; got 1");
  throws(call(undefined, "x"), TypeError, "holds must be true or false; got undefined");
  throws(call("true", "x"), TypeError, 'holds must be true or false; got "true"');
  throws(call(true, undefined), TypeError, "otherwise must be a string; got undefined");
  throws(call(false, 3), TypeError, "otherwise must be a string; got 3");
});

test("table sends HTML without script, and tabs as plain text", () => {
  const bundle = shown(() => table(frozen({ W: [2, 3], error: [0, 7 / 3] }), "Two weights"));
  assert.is(
    bundle["text/html"],
    [
      "<table>",
      "<caption>Two weights</caption>",
      '<thead><tr><th scope="col">W</th><th scope="col">error</th></tr></thead>',
      "<tbody><tr><td>2</td><td>0</td></tr>",
      "<tr><td>3</td><td>2.33</td></tr></tbody>",
      "</table>",
    ].join("\n"),
  );
  assert.is(bundle["text/plain"], "Two weights\nW\terror\n2\t0\n3\t2.33");
});

test("table leaves missing values empty and prints arrays in brackets", () => {
  const html = String(
    shown(() => table({ a: [null, undefined, [1 / 3, "b"], false] }))["text/html"],
  );
  const cells = [...html.matchAll(/<td>(.*?)<\/td>/g)].map(([, content]) => content);
  assert.equal(cells, ["", "", "[0.333, b]", "false"]);
});

test("table makes names that begin their rows the headings of these", () => {
  const html = (first: unknown[]) =>
    String(shown(() => table({ "": first, value: [1, 2] }))["text/html"]);
  const row = '<tr><th scope="row">w₁</th><td>1</td></tr>';
  assert.match(html(["w₁", "bias"]), row);
  for (const first of [
    ["w₁", "w₁"],
    ["w₁", 2],
    ["w₁", " "],
  ])
    assert.not.match(html(first), 'scope="row"');
});

test("table stops after 50 rows and says how many more there are", () => {
  const html = (n: number) =>
    String(shown(() => table({ i: Array.from({ length: n }, (_, i) => i) }))["text/html"]);
  assert.not.match(html(50), "more");
  assert.match(html(51), "<td>49</td>");
  assert.not.match(html(51), "<td>50</td>");
  assert.match(html(51), "… and 1 more row<");
  assert.match(html(1050), "… and 1000 more rows<");
});

test("table shows a danfojs DataFrame", () => {
  // Its shape only: danfojs-node itself takes more than a second to load.
  const frame = {
    columns: ["a", "b"],
    values: [
      [1, "x"],
      [0.5, "y"],
    ],
    shape: [2, 2],
  };
  assert.is(shown(() => table(frame as unknown as Frame))["text/plain"], "a\tb\n1\tx\n0.5\ty");
  const empty = { ...frame, values: [], shape: [0, 2] };
  assert.is(shown(() => table(empty as unknown as Frame))["text/plain"], "a\tb");
});

test("table shows rows, and leaves empty what one of them lacks", () => {
  const rows = frozen([{ W: 3, E: 7 }, { W: 2, note: "best" }, {}]);
  const plain = shown(() => table(rows, "Tries"))["text/plain"];
  assert.is(plain, "Tries\nW\tE\tnote\n3\t7\t\n2\t\tbest\n\t\t");
});

test("table takes columns that are called columns and values", () => {
  const plain = shown(() => table({ columns: [1], values: [2] }))["text/plain"];
  assert.is(plain, "columns\tvalues\n1\t2");
});

test("table refuses what is no table", () => {
  const any = (data: unknown, caption?: unknown) => () =>
    shown(() => table(data as Table, caption as string));
  const kinds = "data must be an object of columns, an array of rows or a DataFrame; got";
  throws(any(null), TypeError, `${kinds} null`);
  throws(any(3), TypeError, `${kinds} 3`);
  throws(any({}), RangeError, "data must be an object of at least one column; got an object");
  throws(any({ a: 1 }), TypeError, "column a must be an array; got 1");
  throws(any({ a: [1], b: [] }), RangeError, "column b must be an array of length 1; got []");
  throws(any([]), RangeError, "data must be an array of at least one row; got []");
  const object = "must be an object with a value for each column; got";
  throws(any([{ a: 1 }, 2]), TypeError, `data[1] ${object} 2`);
  throws(any([[1]]), TypeError, "data[0] must be an object, with names for its values; got [1]");
  throws(any({ a: [1] }, null), TypeError, "caption must be a string; got null");
});

test("exercise prints its verdict: right, wrong with the mistake named, or not answered yet", () => {
  const said = (answer: unknown) =>
    String(shown(() => exercise("02-b", answer))["text/plain"]).replaceAll("&#45;", "-");
  assert.match(said(8), /^✓ \*\*02-b\*\*: right\.$/);
  assert.match(said(16), /^✗ \*\*02-b\*\*: this is the square of the error/);
  assert.match(said(undefined), /^◻ \*\*02-b\*\*: not answered yet\.$/);
  const unknown = () => exercise("99-z" as "01-a", 1);
  assert.throws(unknown, /^name must be one of "01-a", .*; got "99-z"$/);
});

browserTest("strings come out of table as the text that they are, in a browser", async () => {
  const column = [...hostile, "two\nlines"];
  const data = Object.fromEntries(column.map((value) => [value, [value]]));
  const html = String(shown(() => table(data, hostile.join(" ")))["text/html"]);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    let alerts = 0;
    page.on("dialog", (dialog) => {
      alerts++;
      void dialog.dismiss();
    });
    await page.setContent(`<!doctype html><meta charset=utf-8><body>${html}`);
    for (const cell of ["thead th", "tbody > tr > *"])
      assert.equal(
        await page.locator(cell).evaluateAll((cells) => cells.map((c) => c.textContent)),
        column,
      );
    assert.is(await page.locator("caption").textContent(), hostile.join(" "));
    const elements = await page
      .locator("table, table *")
      .evaluateAll((all) => [...new Set(all.map((e) => e.tagName))]);
    assert.equal(elements.sort(), ["CAPTION", "SPAN", "TABLE", "TBODY", "TD", "TH", "THEAD", "TR"]);
    assert.is(alerts, 0);
  } finally {
    await browser.close();
  }
});

test.run();
