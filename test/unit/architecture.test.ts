/** The layers in CONTRIBUTING.md: each folder imports only from itself and from those below it, and imports have no cycles. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "../../tools/paths.mjs";

const layers = ["bench", "tools", "grade", "handout", "ipynb", "kernel", "src", "jupyter"];
const aliases: Record<string, string> = { "#files": "src/files.js", "#display": "src/display.js" };
const listed = execFileSync("git", ["ls-files", ...layers], {
  cwd: root,
  encoding: "utf8",
});
const files = listed.split("\n").filter((name) => /\.[cm]?[jt]s$/.test(name));

/** What a file imports of ours, as paths from the root; types do not count where only they are imported and `types` is false. */
function imports(file: string, types = true): string[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const code = types ? text : text.replace(/^(import|export) type [^;]*;/gm, "");
  const found = code.matchAll(/(?:from|import|require)[\s(]*"(\.[^"]*|#\w+)"/g);
  return [...found].map(
    ([, target]) => aliases[target] ?? path.posix.join(path.posix.dirname(file), target),
  );
}

test("no folder imports from one above it", () => {
  const layer = (name: string) => layers.indexOf(name.split("/")[0]);
  const upwards = files.flatMap((file) =>
    imports(file)
      .filter((target) => layer(target) >= 0 && layer(target) < layer(file))
      .map((target) => `${file} uses ${target}`),
  );
  assert.equal(upwards, []);
});

test("imports have no cycles", () => {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, above: string[]): void => {
    if (above.includes(file)) cycles.push([...above.slice(above.indexOf(file)), file].join(" → "));
    if (done.has(file) || above.includes(file)) return;
    for (const target of imports(file, false)) {
      const source = [target, target.replace(/\.js$/, ".ts")].find((name) => files.includes(name));
      if (source) visit(source, [...above, file]);
    }
    done.add(file);
  };
  for (const file of files) visit(file, []);
  assert.equal(cycles, []);
});

test.run();
