/** The worker's end of the line to the page. */
import type { FromWorker } from "./messages.js";

interface Port {
  postMessage(message: FromWorker): void;
}

/** What one cell may show: an endless loop that prints must not fill the memory of the page. */
const most = { characters: 200_000, bundles: 300 };
const left = { ...most };
let waiting: { stream: "stdout" | "stderr"; text: string } | undefined;
let sent = 0;

const port = globalThis as unknown as Port;
// A cell may put something else in its place.
const post = port.postMessage.bind(port);

export function send(message: FromWorker): void {
  flush();
  if (message.type === "bundle" && --left.bundles < 0) {
    if (left.bundles === -1) post(note(`… and more: only ${most.bundles} outputs are shown`));
    return;
  }
  post(message);
}

const note = (text: string): FromWorker => ({ type: "text", stream: "stderr", text: `${text}\n` });

/** Text waits for more of it, at most a tenth of a second. */
export function print(stream: "stdout" | "stderr", text: string): void {
  if (left.characters < 0) return;
  left.characters -= text.length;
  const shown =
    left.characters < 0 ? `${text.slice(0, 1000)}\n… and more: that is too much to show\n` : text;
  if (waiting && waiting.stream !== stream) flush();
  waiting = { stream, text: (waiting?.text ?? "") + shown };
  if (Date.now() - sent > 100 || left.characters < 0) flush();
}

export function flush(): void {
  if (!waiting) return;
  const message = { type: "text", ...waiting } as const;
  waiting = undefined;
  sent = Date.now();
  post(message);
}

/** Before a cell runs. */
export function refill(): void {
  Object.assign(left, most);
}
