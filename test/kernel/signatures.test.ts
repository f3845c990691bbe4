/** Whoever does not know the key can do nothing, and learns nothing. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Kernel, kinds, request, sign } from "../support/kernel-client.js";

let kernel: Kernel;
test.before(async () => {
  kernel = await Kernel.start();
  await kernel.run("let touched = 0;"); // from here on tslab prints to iopub
});
test.after(() => kernel.stop());

const touch = () => request("execute_request", { code: "touched++" });
/** A proper request but for one frame. */
const touched = (i: number, frame: string) =>
  touch().frames.map((proper, j) => (j === i ? frame : proper));
const wrong: [string, () => (string | Buffer)[]][] = [
  ["signed wrongly", () => touched(1, "bad")],
  ["signed with another key", () => touched(1, sign(touch().parts, "another key"))],
  ["not signed", () => touched(1, "")],
  ["changed after it was signed", () => touched(5, '{"code":"touched++;"}')],
  ["without a delimiter", () => touch().frames.slice(1)],
  ["too short", () => touch().frames.slice(0, 4)],
  ["no JSON", () => ["<IDS|MSG>", sign(["{", "{", "{", "{"]), "{", "{", "{", "{"]],
  ["null", () => ["<IDS|MSG>", sign(["null", "{}", "{}", "null"]), "null", "{}", "{}", "null"]],
  ["empty", () => [""]],
];

const proper = new Set<string>();
/** How many messages have come that answer no proper request. */
const foreign = () =>
  Object.values(kernel.heard)
    .flat()
    .filter(({ parent }) => !proper.has(parent)).length;

/** Sends a proper request: once it is answered, what was sent before it has been dealt with. */
async function answerNext(channel: "shell" | "control"): Promise<void> {
  const { id, frames } = request("kernel_info_request");
  proper.add(id);
  await kernel.send(channel, frames);
  await kernel.answer(id, "kernel_info_request", channel);
}

for (const channel of ["shell", "control"] as const)
  for (const [what, frames] of wrong)
    test(`a message on ${channel} that is ${what} is dropped in silence`, async () => {
      const before = foreign();
      await kernel.send(channel, frames());
      await answerNext(channel);
      assert.is(foreign(), before);
    });

test("a message that comes again is dropped", async () => {
  const { id, frames } = request("execute_request", { code: "touched++" });
  await kernel.send("shell", frames);
  await kernel.answer(id, "execute_request");
  const before = foreign();
  await kernel.send("shell", frames);
  await kernel.send("control", frames);
  for (const channel of ["shell", "control"] as const) await answerNext(channel);
  assert.is(foreign(), before);
});

test("then the next proper cell runs, and no other has", async () => {
  const { reply, heard } = await kernel.run("touched");
  assert.is(reply.status, "ok");
  assert.equal(kinds(heard), ["busy", "execute_input", "execute_result", "idle"]);
  assert.is(heard[2].content.data["text/plain"], "1");
});

test("it loads no tslab from the notebook's folder", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "stranger-"));
  const planted = path.join(folder, "node_modules", "tslab", "dist");
  const mark = path.join(folder, "mark");
  mkdirSync(planted, { recursive: true });
  const code = `require("fs").writeFileSync(${JSON.stringify(mark)}, "");`;
  for (const name of ["main.js", "public.js", "converter.js", "executor.js", "jupyter.js"])
    writeFileSync(path.join(planted, name), code);
  writeFileSync(path.join(folder, "node_modules", "zeromq.js"), code);
  const other = await Kernel.start({ cwd: folder });
  try {
    const { heard } = await other.run(`require("fs").existsSync(${JSON.stringify(mark)})`);
    assert.is(heard.at(-2)?.content.data?.["text/plain"], "false", JSON.stringify(heard));
  } finally {
    await other.stop();
    rmSync(folder, { recursive: true });
  }
});

test.run();
