/** Which line of which cell the kernel tells, and how it finds the notebook; and names of earlier cells in `{ x }`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Kernel, request, sign } from "../support/kernel-client.js";

const folder = mkdtempSync(path.join(tmpdir(), "notebook "));
const session = path.join(folder, "lesson.ipynb");
const cell = (id: string, source: string) => ({ id, cell_type: "code", source });
const write = (file: string, ...cells: object[]) => writeFileSync(file, JSON.stringify({ cells }));
write(session, { cell_type: "markdown", source: "## Weights" }, cell("a", "const w = 1;"));
const heading = { cell_type: "markdown", source: "## Biases" };
write(path.join(folder, "other.ipynb"), heading, cell("b", "const w = 2;"), cell("c", "saved;"));

let kernel: Kernel;
test.before(async () => {
  kernel = await Kernel.start({ cwd: folder, env: { JPY_SESSION_NAME: session } });
});
test.after(async () => {
  await kernel.stop();
  rmSync(folder, { recursive: true });
});

async function told(code: string): Promise<string[]> {
  const { reply } = await kernel.run(code);
  assert.is(reply.status, "error");
  return reply.traceback.join("\n").split("\n");
}

test("a name is looked up in the notebook for which the kernel was started", async () => {
  assert.match((await told("w;"))[0], "the one under “Weights”");
});

test("or in the one that has the cell, which JupyterLab names", async () => {
  const { id, parts } = request("execute_request", { code: "w * 2;" });
  parts[2] = JSON.stringify({ cellId: "c" });
  await kernel.send("shell", ["<IDS|MSG>", sign(parts), ...parts]);
  const { reply } = await kernel.answer(id, "execute_request");
  assert.match(reply.evalue, "the one under “Biases”");
});

test("the line is the cell's own, in what is thrown at once, later, and by what was called", async () => {
  const call = ['const f = (x: number): number => { throw new Error("odd"); };', "", "f(1);"];
  assert.equal(await told(call.join("\n")), [
    "Error: odd",
    "line 1, in `f`:",
    `    ${call[0]}`,
    "                                             ^^^",
    "line 3:",
    "    f(1);",
    "    ^",
  ]);
  const later = ["interface A { x: number }", "await null;", "", 'throw new Error("odd");'];
  assert.equal((await told(later.join("\n"))).slice(0, 2), ["Error: odd", "line 4:"]);
  assert.equal(await told('JSON.parse("{");').then((lines) => lines.slice(1)), [
    "line 1:",
    '    JSON.parse("{");',
    "         ^^^^^",
  ]);
});

test("an interrupt tells the line, and keeps the variables", async () => {
  await kernel.run("let rounds = 0;");
  for (const [code, line] of [
    ["\nwhile (true)\n  rounds++;", /^line [23]:$/],
    ["await null;\nfor (;;) rounds++;", "line 2:"],
  ] as const) {
    const { id, frames } = request("execute_request", { code });
    await kernel.send("shell", frames);
    await kernel.wait("iopub", "execute_input", id);
    await sleep(700);
    const start = Date.now();
    await kernel.ask("interrupt_request", {}, "control");
    const { reply } = await kernel.answer(id, "execute_request");
    assert.ok(Date.now() - start < 3000, `${Date.now() - start} ms`);
    assert.is(reply.ename, "Interrupted");
    const [sentence, place] = reply.traceback.join("\n").split("\n");
    assert.is(
      sentence,
      "Interrupted: the cell was stopped; variables keep the values that they have now",
    );
    assert.match(place, line);
  }
  assert.is((await kernel.run('if (!(rounds > 0)) throw "lost";')).reply.status, "ok");
});

test("{ x } takes an x of an earlier cell, and gives it a value; an x of its own stays", async () => {
  await kernel.run("let x = 1; const y = 2;");
  const code = `
    const made = { x, y, z: { y } };
    const inner = ((y: number) => ({ y }))(3);
    ({ x } = { x: 4 });
    ({ x = 5 } = {} as { x?: number });
    const all = JSON.stringify([made, inner, x]);
    if (all !== '[{"x":1,"y":2,"z":{"y":2}},{"y":3},5]') throw all;`;
  const { reply } = await kernel.run(code);
  assert.is(reply.status, "ok", reply.evalue);
});

test("{ x: y } takes a part x out of an object of an earlier cell, in a pattern of any kind", async () => {
  await kernel.run("let part = 0; const key = 'x'; const whole = { x: 1, pair: [2, 3] };");
  const code = `
    const { x: y, pair: [two] } = whole;
    const of = ({ x: z = part }: typeof whole) => z + whole.x;
    ({ x: part } = whole);
    const { [key]: named } = whole;
    const all = JSON.stringify([y, two, of(whole), part, named]);
    if (all !== "[1,2,2,1,1]") throw all;`;
  const { reply } = await kernel.run(code);
  assert.is(reply.status, "ok", reply.evalue);
});

test("process.exit ends the cell, and not the kernel", async () => {
  assert.match((await told("\nprocess.exit(0);"))[0], "process.exit would end the kernel");
  assert.is((await kernel.run("y;")).reply.status, "ok");
});

test.run();
