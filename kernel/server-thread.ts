/** Starts the server's thread. Imported first, so that it binds its sockets while this thread, the executor, loads TypeScript. */
import { join } from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import { type FromExecutor, type ServerData, SLOT } from "./messages.js";

/** The original `process.exit`, which cell-io.ts replaces for cells. */
export const exitProcess = process.exit.bind(process);

export const shared = new Int32Array(new SharedArrayBuffer(4 * Object.keys(SLOT).length));

const { port1, port2 } = new MessageChannel();
export const promptAnswers = port1;

const serverData: ServerData = { connectionFile: process.argv[2], shared, promptAnswers: port2 };
export const server = new Worker(join(__dirname, "server.cjs"), {
  workerData: serverData,
  transferList: [port2],
});

server.on("error", (error) => {
  process.stderr.write = Object.getPrototypeOf(process.stderr).write; // to the log: there is no client any more
  console.error(`the kernel cannot go on: ${error.message}`);
  exitProcess(1);
});

// zeromq aborts a process that ends with open sockets in another thread.
process.on("exit", () => {
  postToServer({ type: "close" });
  Atomics.wait(shared, SLOT.socketsClosed, 0, 500);
});

export const postToServer = (message: FromExecutor): void => server.postMessage(message);

/** With more outputs than this on their way to the server, a cell waits: one that prints without end must not fill the memory. */
const MAX_PENDING_OUTPUTS = 2000;
let outputsSent = 0;

/** Posts an output of a cell; waits while too many are pending. */
export function postOutput(message: FromExecutor): void {
  postToServer(message);
  outputsSent = (outputsSent + 1) | 0;
  for (;;) {
    const taken = Atomics.load(shared, SLOT.outputsTaken);
    if (((outputsSent - taken) | 0) <= MAX_PENDING_OUTPUTS) return;
    Atomics.wait(shared, SLOT.outputsTaken, taken);
  }
}
