import { toString as textOf } from "hast-util-to-string";
import { visit } from "unist-util-visit";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { markdown } from "../../handout/render/markdown.js";
import { escapeMarkdown, text } from "../../src/text.js";
import { hostile } from "../support/hostile.js";
import { throws } from "../support/throws.js";

test("text prints numbers as people write them, arrays in brackets, and booleans as words", () => {
  assert.is(text`W = ${2 / 3}, ${10_000} epochs`, "W = 0.667, 10,000 epochs");
  assert.is(
    text`w = ${[0.1, 1 / 3]}, rows ${[[1, 2], [3]]}`,
    "w = [0.1, 0.333], rows [[1, 2], [3]]",
  );
  assert.is(text`${true} or ${false}`, "true or false");
  assert.is(text`${-1e-9}, ${NaN}, ${Infinity}`, "−10⁻⁹, NaN, Infinity");
});

test("text leaves the template as it is: it is Markdown and TeX", () => {
  assert.is(text`**W** $\nabla E = \frac{1}{2}$ \(x\)`, "**W** $\\nabla E = \\frac{1}{2}$ \\(x\\)");
  assert.is(text`a \`code\` and \${name}`, "a `code` and $" + "{name}");
  assert.is(text``, "");
});

test("text refuses what it cannot print as one phrase", () => {
  const requirement =
    "a value in md, text or claim must be a number, a string, a boolean or an array; got";
  for (const [value, got] of [
    [undefined, "undefined"],
    [null, "null"],
    [{}, "an object"],
    [() => 1, "a function"],
  ])
    throws(() => text`${value}`, TypeError, `${requirement} ${got}`);
  throws(() => text`${[1, [null]]}`, TypeError, `${requirement} null`);
});

test("a string stays on one line, so that it cannot begin a block", () => {
  assert.is(escapeMarkdown("a\n\n    b\r\n\tc\u2028d"), "a b c d");
});

test("no character that Markdown, HTML or TeX could act on is left as it is", () => {
  for (const value of hostile) {
    const rest = escapeMarkdown(value).replace(/<span>&#\d+;<\/span>|&#\d+;/g, "");
    assert.not.match(rest, /[\\`*_{}[\]()<>#+!|~$&"'=:@/-]|^\d+\.|www\./);
  }
});

/** What the handouts' renderer makes of Markdown: the names of its elements, and its text. */
function rendered(source: string): { elements: string[]; text: string } {
  const tree = markdown(source);
  const elements: string[] = [];
  visit(tree, "element", ({ tagName }) => {
    elements.push(tagName);
  });
  return { elements, text: textOf(tree) };
}

test("strings come out of Markdown as the text that they are", () => {
  // At the start of a line, within it, in bold, and struck through as in a claim that fails.
  const places = (value: string) => [
    [text`${value}`, value, "p"],
    [text`It says ${value}.`, `It says ${value}.`, "p"],
    [text`It says **x ${value} y**.`, `It says x ${value} y.`, "p strong"],
    [text`✗ ~~${value}~~ Instead`, `✗ ${value} Instead`, "p del"],
  ];
  for (const [source, expected, names] of hostile.flatMap(places)) {
    const { elements, text } = rendered(source);
    assert.is(text, expected, source);
    assert.is(elements.filter((name) => name !== "span").join(" "), names, source);
  }
});

test("the renderer does act on the same strings when nothing is escaped", () => {
  const acted = ["<img src='data:image/png;base64,aa' onerror=alert(1)>", "**bold**", "1. item"];
  assert.equal(
    acted.map((source) => rendered(source).elements.at(-1)),
    ["img", "strong", "li"],
  );
});

test.run();
