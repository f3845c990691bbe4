import { createRequire } from "node:module";
import jupyter from "tslab/dist/jupyter.js";
import tslab from "tslab/package.json" with { type: "json" };
import { test } from "uvu";
import * as assert from "uvu/assert";
import own from "../../package.json" with { type: "json" };
import { display } from "../../src/display.js";
import { inCell } from "../support/cell.js";
import { throws } from "../support/throws.js";

test("display sends one message with every representation", () => {
  const bundle = { "text/plain": "a", "text/html": "<b>a</b>" };
  assert.equal(
    inCell(() => display(bundle)),
    [{ content: { data: bundle, metadata: {}, transient: {} }, update: false }],
  );
});

test("display says that it needs a notebook when there is none", () => {
  throws(
    () => display({ "text/plain": "a" }),
    Error,
    "nothing can be shown outside of a notebook: run this in a cell",
  );
});

test("tslab still has the function that is not public, and its version is pinned", () => {
  assert.ok("lastWriteDisplayData" in jupyter);
  assert.is(own.dependencies.tslab, tslab.version);
});

test("what the kernel takes from tslab's packages is pinned, and is what tslab itself gets", () => {
  const ours = createRequire(import.meta.url);
  const theirs = createRequire(ours.resolve("tslab/package.json"));
  for (const name of ["zeromq", "@tslab/typescript-for-tslab"] as const) {
    assert.is(ours.resolve(name), theirs.resolve(name));
    assert.is(own.dependencies[name], ours(`${name}/package.json`).version);
  }
});

test.run();
