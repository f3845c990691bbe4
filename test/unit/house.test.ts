/** The plan of the house (CONTRIBUTING.md): each room uses only rooms further down. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "../../tools/paths.mjs";

const rooms = ["tools", "grade", "handout", "kernel", "src"];

test("no room imports upwards", () => {
  const files = execFileSync("git", ["ls-files", ...rooms], { cwd: root, encoding: "utf8" });
  const upwards: string[] = [];
  for (const file of files.split("\n").filter((name) => /\.[cm]?[jt]s$/.test(name))) {
    const text = readFileSync(path.join(root, file), "utf8");
    for (const [, target] of text.matchAll(/(?:from|import|require)[\s(]*"(\.[^"]*)"/g)) {
      const [room] = path.posix.join(path.posix.dirname(file), target).split("/");
      const [here] = file.split("/");
      if (rooms.includes(room) && rooms.indexOf(room) < rooms.indexOf(here))
        upwards.push(`${file} uses ${target}`);
    }
  }
  assert.equal(upwards, []);
});

test.run();
