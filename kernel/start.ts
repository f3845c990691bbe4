/**
 * The kernel: node dist/kernel/start.cjs <connection file>
 *
 * This thread runs the cells, and speaks to nobody but the server's thread. tslab's parts are those of this package,
 * whatever lies in the notebook's folder: tslab's own start would load another tslab from there.
 */
import "./server-thread.js"; // first: it binds the sockets
import "./typescript.js"; // before tslab, which gets its TypeScript from there
import "./danfojs.js";

import { connect, reader } from "./cell-io.js";
import { isComplete } from "./complete.js";
import { complete, execute, inspect, interrupt, interrupted, stop, tell } from "./execute.js";
import type { Request, ToCells } from "./messages.js";
import { endGroup } from "./orphan.js";
import { end, send, server } from "./server-thread.js";

/**
 * Node keeps a stack of what calls what. A termination leaves it as it was inside of a timer's call; what nobody catches clears
 * it. (Until then Node must not check it: --no-force-async-hooks-checks in the kernelspec.)
 */
const RESET = new Error("the stack of asynchronous calls begins anew");

function receive(request: ToCells): void {
  if (request.type === "reset") throw RESET;
  if (request.type === "exit") exit();
  if (request.type === "interrupt") interrupt();
  if ("id" in request)
    answer(request)
      .catch((error) => ({ status: "error", ...tell(error) }))
      .then((content) => send({ type: "reply", id: request.id, content }));
}

async function answer(request: Request): Promise<object> {
  switch (request.type) {
    case "execute":
      reader.canAsk = request.canAsk;
      return execute(request).catch((error) => ({ failure: tell(error), expressions: {} }));
    case "complete":
      return complete(request.code, request.cursor);
    case "inspect":
      return inspect(request.code, request.cursor);
    case "is_complete":
      return isComplete(request.code);
    case "interrupted":
      return interrupted(request.stack);
  }
}

function exit(): void {
  process.once("SIGTERM", () => {}); // which goes to what the cells have started, and to this process
  endGroup("SIGTERM");
  end(0);
}

connect();
Error.stackTraceLimit = 50; // so that a cell's line is in it, below what a library called
server.on("message", receive);
process.on("SIGINT", stop);
// What a timer or a forgotten promise throws belongs to no cell that still runs.
for (const event of ["uncaughtException", "unhandledRejection"])
  process.on(event, (thrown) => {
    if (thrown !== RESET) console.error(tell(thrown).traceback.join("\n"));
  });
