/** An interrupt ends a cell within a second, wherever it is, and costs no variable. */
import { setTimeout } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Kernel, request } from "../support/kernel-client.js";

const cells: [string, string][] = [
  ["a loop", "for (;;) {}"],
  ["a loop after an await", "await null; for (;;) {}"],
  ["a loop of awaits", "for (;;) await null;"],
  ["a loop of timers", "for (;;) await new Promise((next) => setTimeout(next, 1));"],
  ["a promise that never settles", "await new Promise(() => {});"],
  ["a timer's loop", "setTimeout(() => { for (;;) {} }, 1); await new Promise(() => {});"],
  ["a tick's loop", "process.nextTick(() => { for (;;) {} }); await new Promise(() => {});"],
  ["an immediate's loop", "setImmediate(() => { for (;;) {} }); await new Promise(() => {});"],
  ["a catch and a finally", "for (;;) try { for (;;) {} } catch {} finally { for (;;) {} }"],
  ["a loop that prints", 'for (;;) console.log("a".repeat(100));'],
  ["a regular expression", '/^(a+)+$/.test("a".repeat(50) + "b")'],
  ["a question", 'prompt("?")'],
];

let kernel: Kernel;
test.before(async () => {
  kernel = await Kernel.start();
  await kernel.run("let kept = 1;");
});
test.after(() => kernel.stop());

const interrupt = (of = kernel) => of.ask("interrupt_request", {}, "control");

/** Runs a cell, interrupts it after so long, and returns the reply and how long that took. */
async function interrupted(code: string, after: number, of = kernel) {
  const { id, frames } = request("execute_request", { code, allow_stdin: true });
  await of.send("shell", frames);
  await of.wait("iopub", "execute_input", id);
  await setTimeout(after);
  const started = Date.now();
  await interrupt(of);
  const { content } = await of.wait("shell", "execute_reply", id);
  return { ...content, took: Date.now() - started };
}

for (const [what, code] of cells)
  test(`${what} is interrupted`, async () => {
    const { status, ename, took } = await interrupted(code, 300);
    assert.equal([status, ename], ["error", "Interrupted"]);
    assert.ok(took < 1000, `${took} ms`);
    const { reply, heard } = await kernel.run("kept++; await null; kept");
    assert.is(reply.status, "ok", JSON.stringify(reply));
    assert.is(heard.at(-2)?.type, "execute_result");
  });

test("all that waits for its turn is aborted, and then all goes on", async () => {
  const first = request("execute_request", { code: "for (;;) {}" });
  const second = request("execute_request", { code: "kept = -1" });
  for (const { frames } of [first, second]) await kernel.send("shell", frames);
  await kernel.wait("iopub", "execute_input", first.id);
  await interrupt();
  assert.is((await kernel.answer(second.id, "execute_request")).reply.status, "aborted");
  const { heard } = await kernel.run("kept");
  assert.is(heard.at(-2)?.content.data["text/plain"], String(1 + cells.length));
});

test("an interrupt while nothing runs, and ten in a row, hurt nothing", async () => {
  await interrupt();
  const running = interrupted("for (;;) {}", 200);
  for (let i = 0; i < 9; i++) await interrupt();
  assert.is((await running).ename, "Interrupted");
  assert.is((await kernel.run("kept")).reply.status, "ok");
});

test("timers, files and packages go on after many interrupts", async () => {
  const code = `import { readFile } from "fs/promises";
    await new Promise((next) => setTimeout(next, 20));
    await new Promise((next) => setImmediate(next));
    (await readFile("01-neural-networks.ipynb")).length > 0`;
  const { heard } = await kernel.run(code);
  assert.is(heard.at(-2)?.content.data?.["text/plain"], "true", JSON.stringify(heard));
});

for (const after of [0, 50, 150, 400, 800, 1500])
  test(`the first cell of a new kernel, ${after} ms after it was sent`, async () => {
    const other = await Kernel.start();
    try {
      const { ename, took } = await interrupted("await new Promise(() => {});", after, other);
      assert.is(ename, "Interrupted");
      assert.ok(took < 1000, `${took} ms`); // also while TypeScript is loading
      assert.is((await other.run("1")).reply.status, "ok");
    } finally {
      await other.stop();
    }
  });

test.run();
