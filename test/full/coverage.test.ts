/**
 * The unit tests reach every line and every branch of src/, or a comment there says why not; every line of handout/ and ipynb/; and
 * every line of what needs no browser in handout/page/. page-coverage.test.ts has all of a page.
 */
// time limit: 600 s
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cache, loader, root } from "../../tools/paths.mjs";
import { run } from "../../tools/suite.js";
import { plain } from "../support/page-scripts.js";

const folder = path.join(root, "test");
const unitTests = [
  ...readdirSync(path.join(folder, "unit"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => path.join("unit", name)),
  path.join("kernel", "kernel.test.ts"),
].filter((name) =>
  readFileSync(path.join(folder, name), "utf8").match(/from "(..\/){2,3}(src|handout|ipynb)/),
);

async function report(found: string, args: string[], file: string): Promise<void> {
  const c8 = createRequire(import.meta.url).resolve("c8/package.json");
  const { status, output } = await run(
    process.execPath,
    [
      path.join(path.dirname(c8), "bin", "c8.js"),
      "report",
      ...["--temp-directory", found, "--all", ...args],
      ...["--check-coverage", "--reporter", "text"],
    ],
    120,
  );
  const gaps = output
    .split("\n")
    .filter((line) => !/\| +100 \| +100 \| +100 \| +100 \|/.test(line));
  assert.is(status, "0", gaps.join("\n"));
  assert.match(output, file);
}

test("every line and every branch", async () => {
  mkdirSync(cache, { recursive: true });
  const found = mkdtempSync(path.join(cache, "coverage-"));
  try {
    process.env.NODE_V8_COVERAGE = found;
    for (const name of unitTests) {
      const file = path.join(folder, name);
      const { status, output } = await run(process.execPath, ["--import", loader, file], 180);
      assert.is(status, "0", `${name}\n${output}`);
    }
    // Removed by name: assigned undefined, it would be the text "undefined".
    delete process.env.NODE_V8_COVERAGE;
    await report(found, ["--src", "src", "--include", "src/**/*.ts", "--100"], "train.ts");
    const covered = ["handout/*.ts", "handout/deck/*.ts", "handout/render/*.ts"];
    const whole = ["--src", "handout", ...covered.flatMap((files) => ["--include", files])];
    // A browser's work, and a program of its own: handouts.test.ts runs them.
    const others = ["export-from-lab", "paginate", "print", "write"].flatMap((name) => [
      "--exclude",
      `handout/${name}.ts`,
    ]);
    const least = ["--lines", "100", "--functions", "100", "--branches", "90"];
    await report(found, [...whole, ...others, ...least], "markdown.ts");
    // Commands read, write and compare notebooks: notebooks/notebooks.test.ts runs them.
    const files = ["--exclude", "ipynb/notebook-file.ts", "--exclude", "ipynb/compare.ts"];
    const ipynb = ["--src", "ipynb", "--include", "ipynb/**/*.ts", ...files, ...least];
    await report(found, ipynb, "compile.ts");
    const parts = plain.flatMap((file) => ["--include", file]);
    await report(found, ["--src", "handout/page", ...parts, ...least], "dependencies.ts");
  } finally {
    rmSync(found, { recursive: true, force: true });
  }
});

test.run();
