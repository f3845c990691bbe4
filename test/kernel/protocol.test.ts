/** The kernel speaks Jupyter's messaging. Each of this fails in stock tslab 1.0.22, see kernel/upstream.md. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Kernel, kinds, request } from "../support/kernel-client.js";

let kernel: Kernel;
test.before(async () => {
  kernel = await Kernel.start();
});
test.after(() => kernel.stop());

test("a cell's input, output and result are messages of their own, between busy and idle", async () => {
  const { reply, heard } = await kernel.run('console.log("a"); console.error("b"); 1 + 1');
  assert.is(reply.status, "ok");
  assert.is(reply.execution_count, 1);
  const told = ["busy", "execute_input", "stream", "stream", "execute_result", "idle"];
  assert.equal(kinds(heard), told);
  assert.equal(heard[1].content.execution_count, 1);
  assert.equal(heard[2].content, { name: "stdout", text: "a\n" });
  assert.equal(heard[3].content, { name: "stderr", text: "b\n" });
  const result = { execution_count: 1, data: { "text/plain": "2" }, metadata: {} };
  assert.equal(heard[4].content, result);
});

for (const [what, code, ename] of [
  ["throws", 'throw new RangeError("bad")', "RangeError"],
  ["throws later", 'await null; throw new RangeError("bad")', "RangeError"],
  ["throws nothing", "throw undefined", ""],
  ["does not compile", "nothing + 1", ""],
  ["is a module that does not compile", '/** @module bad */ export const n: number = "a";', ""],
])
  test(`a cell that ${what} answers with an error, and writes nothing to stderr`, async () => {
    const { reply, heard } = await kernel.run(code);
    assert.is(reply.status, "error");
    assert.equal(kinds(heard), ["busy", "execute_input", "error", "idle"]);
    const { content } = heard[2];
    for (const name of ["ename", "evalue"]) assert.is(typeof content[name], "string");
    assert.ok(content.traceback.length > 0);
    assert.not.match(content.traceback.join("\n"), "node_modules");
    assert.is(reply.evalue, content.evalue);
    if (ename) assert.is(content.ename, ename);
  });

test("what was asked before a cell failed is aborted, what is asked after runs", async () => {
  const codes = ['throw new Error("bad")', "1", "2"];
  const requests = codes.map((code) => request("execute_request", { code }));
  for (const { frames } of requests) await kernel.send("shell", frames);
  const [, second, third] = await Promise.all(
    requests.map(({ id }) => kernel.answer(id, "execute_request")),
  );
  assert.equal([second.reply, third.reply], [{ status: "aborted" }, { status: "aborted" }]);
  assert.equal(kinds(second.heard), ["busy", "idle"]);
  assert.is((await kernel.run("3")).reply.status, "ok");
});

test("a run of JupyterLab, which sends its cells slowly and without waiting, is aborted to its end", async () => {
  const start = Date.now();
  const ask = async (code: string, after: number, metadata = { cellId: "a" }) => {
    const date = new Date(start + after).toISOString();
    const { id, frames } = request("execute_request", { code: code }, metadata, date);
    await kernel.send("shell", frames);
    return (await kernel.answer(id, "execute_request")).reply.status;
  };
  assert.is(await ask('throw new Error("bad")', 0), "error");
  for (const after of [50, 200, 400]) assert.is(await ask("1", after), "aborted", `${after} ms`);
  assert.is(await ask("1", 1000), "ok", "what somebody runs after having read the error");
  assert.is(await ask("1", 1050), "ok");
  assert.is(await ask('throw new Error("bad")', 2000), "error");
  assert.is((await kernel.run("3")).reply.status, "ok", "a client that waits for replies");
});

test("with stop_on_error: false the others run", async () => {
  const first = request("execute_request", { code: "throw 1", stop_on_error: false });
  const second = request("execute_request", { code: "1" });
  for (const { frames } of [first, second]) await kernel.send("shell", frames);
  assert.is((await kernel.answer(second.id, "execute_request")).reply.status, "ok");
});

test("a silent cell says nothing and is not counted; store_history: false is not counted", async () => {
  const before = (await kernel.run("1")).reply.execution_count;
  const silent = await kernel.run("console.log(1); 2", { silent: true });
  assert.equal(kinds(silent.heard), ["busy", "idle"]);
  const unstored = await kernel.run("3", { store_history: false });
  assert.ok(kinds(unstored.heard).includes("execute_result"));
  assert.is((await kernel.run("4")).reply.execution_count, before + 1);
});

test("user_expressions are evaluated after the cell", async () => {
  const user_expressions = { sum: "expressed + 1", wrong: "nowhere" };
  const { reply } = await kernel.run("const expressed = 1;", { user_expressions });
  assert.equal(reply.user_expressions.sum, {
    status: "ok",
    data: { "text/plain": "2" },
    metadata: {},
  });
  assert.is(reply.user_expressions.wrong.status, "error");
});

test("displays are sent, updated and cleared", async () => {
  const code = `import { newDisplay } from "tslab"; const d = newDisplay(); d.text("a"); d.text("b"); console.clear();`;
  const { heard } = await kernel.run(code);
  const sent = heard.slice(2, -1);
  assert.equal(kinds(sent), ["display_data", "update_display_data", "clear_output"]);
  const [first, second] = sent.map(({ content }) => content.transient?.display_id);
  assert.ok(first && first === second);
});

test("what a timer prints belongs to the cell that ran last, also when it fails", async () => {
  const code = 'setTimeout(() => { console.log("later"); throw new Error("too late"); }, 50);';
  const { reply } = await kernel.run(code);
  assert.is(reply.status, "ok");
  const { heard } = await kernel.run("await new Promise((done) => setTimeout(done, 200));");
  const text = heard.map(({ content }) => content.text ?? "").join("");
  assert.match(text, "later");
  assert.match(text, "too late");
});

test("a stream's callback is called, and bytes cut in a character become text", async () => {
  const code = `const bytes = Buffer.from("é");
    process.stdout.write(bytes.subarray(0, 1));
    await new Promise<void>((done) => process.stdout.write(bytes.subarray(1), () => done()));`;
  const { reply, heard } = await kernel.run(code);
  assert.is(reply.status, "ok");
  assert.is(heard.map(({ content }) => content.text ?? "").join(""), "é");
});

test("prompt asks who can answer, and says so where nobody can", async () => {
  const refused = await kernel.run('prompt("Name?")');
  assert.match(refused.reply.evalue, "cannot ask here");
  const { id, frames } = request("execute_request", {
    code: 'prompt("Name?") + "!"',
    allow_stdin: true,
  });
  await kernel.send("shell", frames);
  const { content } = await kernel.wait("stdin", "input_request", id);
  assert.equal(content, { prompt: "Name?", password: false });
  await kernel.send("stdin", request("input_reply", { value: "Ada" }).frames);
  const { heard } = await kernel.answer(id, "execute_request");
  assert.is(heard.at(-2)?.content.data["text/plain"], "Ada!");
});

test("kernel_info, also on control while a cell runs", async () => {
  const { reply } = await kernel.ask("kernel_info_request");
  assert.is(reply.status, "ok");
  assert.is(reply.implementation, "tslab");
  assert.match(reply.language_info.version, /^5\.0\./);
  assert.match(reply.banner, "TypeScript");
  const code = "for (let t = Date.now(); Date.now() < t + 1000; );";
  const busy = request("execute_request", { code });
  await kernel.send("shell", busy.frames);
  await kernel.wait("iopub", "execute_input", busy.id);
  assert.is((await kernel.ask("kernel_info_request", {}, "control")).reply.status, "ok");
  assert.is(await kernel.beat(), "beat");
  assert.ok(kernel.heard.shell.every(({ parent }) => parent !== busy.id));
  await kernel.answer(busy.id, "execute_request");
});

test("complete and inspect count characters as Jupyter does", async () => {
  await kernel.run("const wanted = 1;");
  const code = '"😀"; wante';
  const cursor_pos = [...code].length;
  const { reply } = await kernel.ask("complete_request", { code, cursor_pos });
  assert.equal(reply.matches, ["wanted"]);
  assert.equal([reply.cursor_start, reply.cursor_end], [cursor_pos - 5, cursor_pos]);
  const inspected = await kernel.ask("inspect_request", { code: '"😀"; wanted', cursor_pos });
  assert.ok(inspected.reply.found);
  assert.match(inspected.reply.data["text/plain"], "wanted");
});

for (const [code, status, indent] of [
  ["1 + 1", "complete"],
  ["for (const a of b) {\n  if (c) {", "incomplete", "    "],
  ["const f = (a: number) =>", "incomplete", "  "],
  ["f(1,", "incomplete", ""],
  ["`a", "incomplete", ""],
  ["/* a", "incomplete", ""],
  ["x +\n\n\n", "complete"],
  ["let = = 3", "invalid"],
  ['"a', "invalid"],
  ["}", "invalid"],
])
  test(`${JSON.stringify(code)} is ${status}`, async () => {
    const { reply } = await kernel.ask("is_complete_request", { code });
    assert.equal(reply, indent === undefined ? { status } : { status, indent });
  });

test("history: the last ones, a range, a pattern", async () => {
  for (const code of ["10", "11", "10"]) await kernel.run(code);
  const find = async (content: object) =>
    (await kernel.ask("history_request", content)).reply.history;
  const tail = await find({ hist_access_type: "tail", n: 2, output: true });
  assert.equal(
    tail.map(([, , pair]: unknown[]) => pair),
    [
      ["11", "11"],
      ["10", "10"],
    ],
  );
  const [, line] = tail[0];
  const range = { hist_access_type: "range", session: 0, start: line, stop: line + 1 };
  assert.equal(await find(range), [[0, line, "11"]]);
  const search = { hist_access_type: "search", pattern: "1?", unique: true };
  assert.equal(
    (await find(search)).map(([, , input]: unknown[]) => input),
    ["11", "10"],
  );
});

test("comms: there are none, and one that is opened is closed", async () => {
  assert.equal((await kernel.ask("comm_info_request")).reply, { status: "ok", comms: {} });
  const { id, frames } = request("comm_open", { comm_id: "c", target_name: "t", data: {} });
  await kernel.send("shell", frames);
  const { content } = await kernel.wait("iopub", "comm_close", id);
  assert.is(content.comm_id, "c");
});

test("a request that it does not know is refused, not left waiting", async () => {
  const { reply } = await kernel.ask("debug_request", {}, "control");
  assert.is(reply.status, "error");
});

test("1,500 prints in a loop all arrive, as fewer messages", async () => {
  const { heard } = await kernel.run("for (let i = 0; i < 1500; i++) console.log(i);");
  const texts = heard.flatMap(({ type, content }) => (type === "stream" ? [content.text] : []));
  assert.is(texts.join(""), Array.from({ length: 1500 }, (_, i) => `${i}\n`).join(""));
  assert.ok(texts.length < 1500);
});

test("a shutdown is answered, and ends the process, also while a cell is busy", async () => {
  const other = await Kernel.start();
  try {
    const { id, frames } = request("execute_request", { code: "for (;;) {}" });
    await other.send("shell", frames);
    await other.wait("iopub", "execute_input", id);
    const { reply } = await other.ask("shutdown_request", { restart: true }, "control");
    assert.equal(reply, { status: "ok", restart: true });
    assert.ok(await other.ended(3));
  } finally {
    await other.stop();
  }
});

test("everything that it has said was signed", () => {
  assert.equal(kernel.unsigned, []);
});

test.run();
