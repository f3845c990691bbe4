/** kernel/sockets.ts: its sockets lose nothing, from the first moment on. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Dealer } from "zeromq";
import { openSockets, SendQueue } from "../../kernel/sockets.js";

const first = 20_100 + (process.pid % 60) * 200; // below the ports that systems give away
const connection = (port: number) => ({
  transport: "tcp" as const,
  ip: "127.0.0.1",
  key: "",
  signature_scheme: "hmac-sha256",
  shell_port: port,
  control_port: port + 1,
  stdin_port: port + 2,
  iopub_port: port + 3,
  hb_port: port + 4,
});

/** How many of 20 requests are heard that a client sends before the socket is there, and tries again and again. */
async function early(port: number): Promise<number> {
  const client = new Dealer({ reconnectInterval: 1, linger: 0 });
  client.connect(`tcp://127.0.0.1:${port}`);
  for (let i = 0; i < 20; i++) client.send(`request ${i}`);
  const sockets = openSockets(connection(port));
  let heard = 0;
  for await (const _ of sockets.shell) if (++heard === 20) break;
  for (const socket of [client, ...Object.values(sockets)]) socket.close();
  return heard;
}

test("a request that comes while a socket binds does not deafen it", async () => {
  for (let i = 0; i < 20; i++) assert.is(await early(first + 5 * i), 20);
});

test("3,000 messages sent at once all arrive, in their order", async () => {
  const client = new Dealer({ linger: 0 });
  client.connect(`tcp://127.0.0.1:${first + 150}`);
  const sockets = openSockets(connection(first + 150));
  await client.send("hello");
  const [name] = await sockets.shell.receive();
  const queue = new SendQueue(sockets.shell);
  for (let i = 0; i < 3000; i++) queue.send([name, String(i)]);
  for (let i = 0; i < 3000; i++) assert.is(String(await client.receive()), String(i));
  for (const socket of [client, ...Object.values(sockets)]) socket.close();
});

test("a message that can't be sent is reported once, and those behind it are sent", async () => {
  const sent: string[] = [];
  const socket = {
    closed: false,
    send: async ([text]: (Buffer | string)[]) => {
      if (text === "bad") throw new Error("refused");
      sent.push(String(text));
    },
  };
  const written: string[] = [];
  const { writeSync } = fs;
  fs.writeSync = ((_: number, text: string) => written.push(text)) as typeof writeSync;
  syncBuiltinESMExports();
  try {
    const queue = new SendQueue(socket);
    for (const text of ["a", "bad", "b", "bad"]) queue.send([text]);
    await queue.send(["c"]);
  } finally {
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
  }
  assert.equal(sent, ["a", "b", "c"]);
  assert.is(written.length, 1);
  assert.match(written[0], /^the kernel could not send a message: Error: refused\n +at /);
});

test.run();
