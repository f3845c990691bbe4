/** What cells say, show and ask. */
import { StringDecoder } from "node:string_decoder";
import { receiveMessageOnPort } from "node:worker_threads";
import jupyter from "tslab/dist/jupyter.js";
import { place } from "./messages.js";
import { answers, output, shared } from "./server-thread.js";

/** Whether the program that runs the cell can ask its reader. */
export const reader = { canAsk: false };

const publish = (message: string, content: object) =>
  output({ type: "publish", message, content: JSON.stringify(content) });

type Callback = (error?: Error | null) => void;

/** What the process writes appears below the cell. tslab forgets the callback, for which a stream waits for ever. */
function printer(name: "stdout" | "stderr") {
  const decoder = new StringDecoder();
  return (chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, done?: Callback) => {
    const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
    output({ type: "stream", name, text });
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
}

function prompt(question: unknown = ""): string {
  if (!reader.canAsk)
    throw new Error(
      "prompt() cannot ask here, because nobody is there to answer: write the answer into the code",
    );
  while (receiveMessageOnPort(answers)); // answers to a question that was interrupted
  output({ type: "input", prompt: String(question) });
  for (;;) {
    const heard = Atomics.load(shared, place.answers);
    const answer = receiveMessageOnPort(answers);
    if (answer) return answer.message;
    Atomics.wait(shared, place.answers, heard);
  }
}

function refuseToExit(): never {
  throw new Error(
    "process.exit would end the kernel, and every variable with it: leave it out, or stop the cell with throw",
  );
}

/** Connects the process with the notebook. */
export function connect(): void {
  process.exit = refuseToExit;
  process.stdout.write = printer("stdout");
  process.stderr.write = printer("stderr");
  console.clear = () => publish("clear_output", { wait: false });
  Object.assign(globalThis, { prompt });
  // tslab's `display` and src/display.ts send through this.
  Object.assign(jupyter, {
    lastWriteDisplayData: (content: object, update: boolean) =>
      publish(update ? "update_display_data" : "display_data", content),
  });
}
