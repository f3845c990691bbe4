/** Other users of this computer: what they leave where everybody may write is never run. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loader, root } from "../../tools/paths.mjs";
import { copyClone } from "../support/copy.js";
import { needs } from "../support/skip.js";

const STRANGER = 65534; // nobody
const me = process.getuid?.();
const rootTest = needs(test, me === 0, "only root can make another user's files");
const folder = mkdtempSync(path.join(tmpdir(), "strangers-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

function node(temporary: string, ...args: string[]): string {
  const { TSX_DISABLE_CACHE, NODE_DISABLE_COMPILE_CACHE, ...env } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...env, TMPDIR: temporary },
    encoding: "utf8",
  });
  return stdout + stderr;
}

function temporary(name: string): string {
  const made = path.join(folder, name);
  mkdirSync(made);
  chmodSync(made, 0o1777);
  return made;
}

rootTest("code that another user left in tsx's cache does not run", () => {
  // What tsx would keep of a command, by a name that tells all its contents: the stranger has the same files as we.
  const file = path.join(root, "tools", "handouts.ts");
  const load = `await import(${JSON.stringify(file)})`;
  const [own, shared] = [temporary("own"), temporary("shared")];
  node(own, "--import", "tsx", "-e", load, "--", "as a command", "--unknown");
  const planted = path.join(shared, `tsx-${me}`);
  mkdirSync(planted);
  for (const name of readdirSync(path.join(own, `tsx-${me}`))) {
    const cached = JSON.parse(readFileSync(path.join(own, `tsx-${me}`, name), "utf8"));
    cached.code = `console.log("PLANTED");${cached.code}`;
    writeFileSync(path.join(planted, name), JSON.stringify(cached));
    chownSync(path.join(planted, name), STRANGER, STRANGER);
  }
  chownSync(planted, STRANGER, STRANGER);
  const unaware = node(shared, "--import", "tsx", "-e", load, "--", "as a command", "--unknown");
  assert.match(unaware, "PLANTED", "tsx by itself runs it: else this test shows nothing");
  for (const args of [
    ["tools/run.mjs", "handouts", "--unknown"],
    ["--import", "./tools/typescript.mjs", "-e", load, "--", "as a command", "--unknown"],
  ])
    assert.not.match(node(shared, ...args), "PLANTED");
});

test("nothing makes TypeScript importable but tools/typescript.mjs, and no cache of Node's is used", () => {
  const files = ["tools", "test", "bench", "handout", "ipynb", "grade", "kernel"].flatMap((name) =>
    readdirSync(path.join(root, name), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(m?[jt]s|py)$/.test(file) && !file.includes("strangers"))
      .map((file) => path.join(name, file)),
  );
  const loading = files.filter((file) =>
    /(--import|import\()["',\s=]*tsx\b/.test(readFileSync(path.join(root, file), "utf8")),
  );
  assert.equal(loading, [path.join("tools", "typescript.mjs")]);
  const script = `await import(${JSON.stringify(loader)}); console.log(JSON.stringify(process.env))`;
  const env = JSON.parse(node(tmpdir(), "--input-type=module", "-e", script));
  assert.is(env.TSX_DISABLE_CACHE, "1", "for tsx in every program that this one starts");
  assert.is(env.NODE_DISABLE_COMPILE_CACHE, "1");
});

rootTest("below packages of another user nothing starts", () => {
  const above = temporary("above");
  mkdirSync(path.join(above, "node_modules"));
  chownSync(path.join(above, "node_modules"), STRANGER, STRANGER);
  const clone = path.join(above, "clone");
  copyClone(clone);
  const output = node(above, path.join(clone, "tools", "run.mjs"), "notebooks", "02");
  assert.match(output, /node_modules belongs to another user.*Move this whole folder/);
  assert.is(readdirSync(clone).includes("node_modules"), false, "nor is anything installed");
});

test.run();
