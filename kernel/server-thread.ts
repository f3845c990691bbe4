/** The server's thread, seen from the cells': imported first, so that it binds its sockets while TypeScript loads here. */
import { join } from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import { type FromCells, place, type Start } from "./messages.js";

/** Ends the process; cells have another `process.exit`. */
export const end = process.exit.bind(process);

export const shared = new Int32Array(new SharedArrayBuffer(4 * Object.keys(place).length));

const { port1, port2 } = new MessageChannel();
export const answers = port1;

const start: Start = { connection: process.argv[2], shared, answers: port2 };
export const server = new Worker(join(__dirname, "server.cjs"), {
  workerData: start,
  transferList: [port2],
});

server.on("error", (error) => {
  process.stderr.write = Object.getPrototypeOf(process.stderr).write; // for the log, there is no reader any more
  console.error(`the kernel cannot go on: ${error.message}`);
  end(1);
});

// zeromq aborts a process that ends with open sockets in another thread.
process.on("exit", () => {
  send({ type: "close" });
  Atomics.wait(shared, place.closed, 0, 500);
});

export const send = (message: FromCells): void => server.postMessage(message);

/** So many outputs may wait for the server; a cell that prints for ever waits then, and fills no memory. */
const AHEAD = 2000;
let sent = 0;

/** Sends what a cell shows. */
export function output(message: FromCells): void {
  send(message);
  sent = (sent + 1) | 0;
  for (;;) {
    const taken = Atomics.load(shared, place.taken);
    if (((sent - taken) | 0) <= AHEAD) return;
    Atomics.wait(shared, place.taken, taken);
  }
}
