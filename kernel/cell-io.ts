/** The output and the input of cells. */
import { StringDecoder } from "node:string_decoder";
import { receiveMessageOnPort } from "node:worker_threads";
import jupyter from "tslab/dist/jupyter.js";
import { SLOT } from "./messages.js";
import { postOutput, promptAnswers, shared } from "./server-thread.js";

/** Jupyter's `allow_stdin` for the cell that runs: whether its client can answer `prompt`. */
export const stdin = { isAllowed: false };

const publishDisplay = (message: string, content: object) =>
  postOutput({ type: "publish", message, content: JSON.stringify(content) });

type Callback = (error?: Error | null) => void;

/** Sends what the process writes to the notebook. It calls the callback of the write, which tslab never does: code that waits for it would hang. */
function streamWriter(name: "stdout" | "stderr") {
  const decoder = new StringDecoder();
  return (chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, done?: Callback) => {
    const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
    postOutput({ type: "stream", name, text });
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
}

function prompt(question: unknown = ""): string {
  if (!stdin.isAllowed)
    throw new Error(
      "prompt() cannot ask here, because nobody is there to answer: write the answer into the code",
    );
  while (receiveMessageOnPort(promptAnswers)); // answers to a question that was interrupted
  postOutput({ type: "input", prompt: String(question) });
  for (;;) {
    const answerCount = Atomics.load(shared, SLOT.promptAnswers);
    const answer = receiveMessageOnPort(promptAnswers);
    if (answer) return answer.message;
    Atomics.wait(shared, SLOT.promptAnswers, answerCount);
  }
}

function refuseToExit(): never {
  throw new Error(
    "process.exit would end the kernel, and every variable with it: leave it out, or stop the cell with throw",
  );
}

/** Replaces the process's output, input and exit by those of a notebook. */
export function connectProcess(): void {
  process.exit = refuseToExit;
  process.stdout.write = streamWriter("stdout");
  process.stderr.write = streamWriter("stderr");
  console.clear = () => publishDisplay("clear_output", { wait: false });
  Object.assign(globalThis, { prompt });
  // tslab's `display` and src/display.ts send through this.
  Object.assign(jupyter, {
    lastWriteDisplayData: (content: object, update: boolean) =>
      publishDisplay(update ? "update_display_data" : "display_data", content),
  });
}
