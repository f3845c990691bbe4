/** The examples in the comments of src/: they run, and give what stands behind them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as core from "../../src/core.js";
import type { Figure } from "../../src/figure.js";
import { root } from "../../tools/paths.mjs";

const folder = path.join(root, "src");
const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(path.join(folder, name), "utf8"))
  .join("\n");

const comments = new Map(
  [
    ...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:async )?function (\w+)/g),
  ].flatMap(([, comment, name]) => (name in core ? [[name, comment] as const] : [])),
);

const evaluate = (code: string): unknown =>
  new Function(...Object.keys(core), `return (${code});`)(...Object.values(core));

/** The value of the code, or its error as a line of text. */
function outcome(code: string): unknown {
  try {
    return evaluate(code);
  } catch (error) {
    return String(error);
  }
}

test("every public function is explained, with an example", () => {
  const functions = Object.entries(core).filter(([, value]) => typeof value === "function");
  assert.ok(functions.length > 30);
  for (const [name] of functions) assert.match(comments.get(name) ?? "", /@example \S/, name);
});

for (const [name, comment] of comments) {
  const [, code = "", result] = /@example (.+?)(?: \/\/ (.+))?$/m.exec(comment) ?? [];
  test(`the example of ${name}: ${code}`, () => {
    const value = outcome(code);
    if (result === undefined) {
      assert.type((value as Figure).alt, "string", String(value)); // a figure
      return;
    }
    assert.equal(value, /^\w+Error: /.test(result) ? result : evaluate(result));
  });
}

test.run();
