/**
 * The kernel: node dist/kernel/start.cjs <connection file>
 *
 * This thread is the executor: it runs the cells, and exchanges messages with the server's thread only. tslab is imported
 * from this package: tslab's own start would prefer one in the notebook's folder.
 */
import "./server-thread.js"; // first: it binds the sockets
import "./typescript.js"; // before tslab, which gets its TypeScript from there
import "./danfojs.js";

import { connectProcess, stdin } from "./cell-io.js";
import { isComplete } from "./complete.js";
import {
  complete,
  describeInterruption,
  describeUncaught,
  execute,
  inspect,
  interrupt,
  interruptBySignal,
} from "./execute.js";
import type { Request, ToExecutor } from "./messages.js";
import { signalProcessGroup } from "./orphan.js";
import { exitProcess, postToServer, server } from "./server-thread.js";

/**
 * A termination in a timer's callback leaves Node's stack of asynchronous calls (async_hooks) out of step; an uncaught error
 * clears it. (Until then Node must not check it: --no-force-async-hooks-checks in the kernelspec.)
 */
const RESET_ERROR = new Error("clears the stack of asynchronous calls");

function receive(request: ToExecutor): void {
  if (request.type === "reset") throw RESET_ERROR;
  if (request.type === "exit") exitKernel();
  if (request.type === "interrupt") interrupt();
  if ("id" in request)
    handle(request)
      .catch((error) => ({ status: "error", ...describeUncaught(error) }))
      .then((content) => postToServer({ type: "reply", id: request.id, content }));
}

async function handle(request: Request): Promise<object> {
  switch (request.type) {
    case "execute":
      stdin.isAllowed = request.allowStdin;
      return execute(request).catch((error) => ({
        failure: describeUncaught(error),
        expressions: {},
      }));
    case "complete":
      return complete(request.code, request.cursor);
    case "inspect":
      return inspect(request.code, request.cursor);
    case "is_complete":
      return isComplete(request.code);
    case "interrupted":
      return describeInterruption(request.stack);
  }
}

function exitKernel(): void {
  process.once("SIGTERM", () => {}); // the group's signal reaches this process, too
  signalProcessGroup("SIGTERM");
  exitProcess(0);
}

connectProcess();
Error.stackTraceLimit = 50; // so that a cell's line is in it, below a library's frames
server.on("message", receive);
process.on("SIGINT", interruptBySignal);
// An error in a timer or of a promise that is not awaited: no cell's run is there to report it.
for (const event of ["uncaughtException", "unhandledRejection"])
  process.on(event, (thrown) => {
    if (thrown !== RESET_ERROR) console.error(describeUncaught(thrown).traceback.join("\n"));
  });
