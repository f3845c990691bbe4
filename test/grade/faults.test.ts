/** A fault of our own is not reported as the learner's: its row says so, the stack is shown, and the command fails. */
// time limit: 120 s
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import yauzl from "yauzl";
import { collectFiles, Refused } from "../../grade/collect.js";
import { readCourse } from "../../grade/course.js";
import { cache, root } from "../../tools/paths.mjs";
import { target } from "../support/attacks.js";
import { ipynb, put } from "../support/class.js";
import { zip } from "../support/zip.js";

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "faults "));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** Loaded before the command: in place of the first sandboxed process a program starts that only fails. */
const fault = `
import child from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
const { spawn } = child;
let isFirst = true;
child.spawn = (program, args, options) => {
  const breaks = isFirst && args.some((arg) => arg.includes("sandboxed-runner"));
  if (!breaks) return spawn(program, args, options);
  isFirst = false;
  return spawn(process.execPath, ["-e", "console.error('no such library'); process.exit(3)"], options);
};
syncBuiltinESMExports();
`;

test("where the sandboxed process does not start, the others are graded, and the command says whose fault it is", () => {
  const { good } = target(readCourse(path.join(root, "notebooks")));
  const [handedIn, to] = [path.join(folder, "in"), path.join(folder, "out")];
  for (const learner of ["Ada", "Béla", "Chen"]) put(handedIn, `${learner}.ipynb`, ipynb(good));
  put(handedIn, "Dilip.ipynb", Buffer.from("{"));
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, "tools", "run.mjs"), "grade", handedIn, "--to", to],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}`,
      },
    },
  );
  assert.is(status, 1, stderr);
  assert.match(
    stderr,
    /was not graded, by a fault of the course's own program: Error: .*no such library\n +at /,
  );
  const lines = readFileSync(path.join(to, "grades.csv"), "utf8").split("\r\n").slice(1, -1);
  const ours = lines.filter((line) => line.includes("a fault of the course's own program"));
  assert.is(ours.length, 1, lines.join("\n"));
  assert.match(ours[0], "not of this file: the sandboxed process did not start: no such library");
  const graded = lines.filter((line) => /,04-a,1,/.test(line));
  assert.is(graded.length, 2, lines.join("\n"));
  assert.match(lines.find((line) => line.startsWith("Dilip")) ?? "", "its JSON is broken");
});

test("an error of our own in a zip is not taken for a broken zip, and keeps no other file from being read", async () => {
  const handedIn = path.join(folder, "zips");
  put(handedIn, "Ada.zip", zip({ name: "a.ipynb", bytes: Buffer.from("ours") }));
  put(handedIn, "Béla.zip", Buffer.from("no zip"));
  put(handedIn, "Chen.zip", zip({ name: "c.ipynb", bytes: Buffer.from("theirs") }));
  const { validateFileName } = yauzl;
  yauzl.validateFileName = (name) => {
    if (name === "a.ipynb") throw new TypeError("ours");
    return validateFileName(name);
  };
  const files = await collectFiles(handedIn).finally(() => {
    yauzl.validateFileName = validateFileName;
  });
  const read = await Promise.allSettled(files.map((each) => each.read()));
  const [ours, broken, theirs] = read;
  assert.instance(rejection(ours), TypeError);
  assert.instance(rejection(broken), Refused);
  assert.match(rejection(broken).message, "no zip that can be read");
  assert.is(theirs.status === "fulfilled" && theirs.value.toString(), "theirs");
});

const rejection = (result: PromiseSettledResult<unknown>) =>
  result.status === "rejected" ? result.reason : undefined;

test.run();
