/**
 * Ends the JavaScript that runs in the main thread, wherever it is, and leaves all variables as they are.
 *
 * tslab listens for SIGINT: Node hears that while a cell waits, and V8 in the first, synchronous part of a cell; in a loop
 * after an `await` nobody does, nor on Windows. Cells in a worker could be ended with the worker, and every variable with
 * them; `vm`'s timeout has to be known before, and reaches synchronous code only. V8's own termination reaches all
 * JavaScript: loops, what `await` leads to, `finally`, regular expressions, `Atomics.wait`. Node offers it through the
 * inspector, to another thread.
 */
import { type Debugger, Session } from "node:inspector";

/**
 * @param nudge wakes the main thread: if it has just become idle, V8 keeps the termination for what runs next
 * @returns the stack at which the code was terminated; does not resolve while the main thread is in a native call
 */
export function terminateExecution(nudge: () => void): Promise<string> {
  return new Promise((resolve) => {
    const session = new Session();
    session.connectToMainThread();
    const timer = setInterval(nudge, 50);
    const urls = new Map<string, string>();
    session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => {
      urls.set(scriptId, url);
    });
    /** As V8 writes a line of a stack. */
    const formatFrame = ({ functionName, location }: Debugger.CallFrame) =>
      `at ${functionName} (${urls.get(location.scriptId)}:${location.lineNumber + 1}:${(location.columnNumber ?? 0) + 1})`;
    session.once("Debugger.paused", ({ params: { callFrames } }) => {
      session.post("Runtime.terminateExecution", () => {
        clearInterval(timer);
        session.disconnect();
        resolve(callFrames.map(formatFrame).join("\n"));
      });
      session.post("Debugger.resume");
    });
    session.post("Debugger.enable");
    session.post("Debugger.pause");
  });
}
