/** kernel/kernel.cjs: what it mends in the kernel's sockets. */
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "../../tools/paths.mjs";
import { run } from "../../tools/suite.js";

/** Clients that send before the kernel's socket is there, and send again and again to be connected. */
const EARLY = `
const { Dealer, Router } = require("zeromq");
async function early() {
  const client = new Dealer({ reconnectInterval: 1, linger: 0 });
  const [port] = process.argv.splice(1, 1);
  client.connect("tcp://127.0.0.1:" + port);
  for (let i = 0; i < 20; i++) client.send("request " + i);
  const socket = new Router({ linger: 0 });
  let heard = 0;
  let stopped = "";
  const reading = async () => { for await (const _ of socket) heard++; };
  reading().catch((error) => { stopped = error.message; });
  await socket.bind("tcp://127.0.0.1:" + port);
  for (let i = 0; i < 100 && heard < 20 && !stopped; i++) await new Promise((next) => setTimeout(next, 20));
  socket.close();
  client.close();
  return stopped || heard;
}
async function all() {
  const answers = [];
  while (process.argv.length > 1) answers.push(await early());
  console.log(JSON.stringify(answers));
  process.exit();
}
all();
`;

test("a request that comes while a socket binds does not deafen it", async () => {
  const ports = Array.from({ length: 60 }, (_, i) =>
    String(20_100 + (process.pid % 100) * 100 + i),
  );
  const kernel = path.join(root, "kernel", "kernel.cjs");
  const args = ["--require", kernel, "--eval", EARLY, ...ports];
  const { status, output } = await run(process.execPath, args, 120);
  assert.is(status, "0", output);
  assert.equal(JSON.parse(output), Array(60).fill(20));
});

test.run();
