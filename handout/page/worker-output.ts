/** The worker's end of the line to the page. */
import type { FromWorker, Said } from "./messages.js";

interface Port {
  postMessage(message: FromWorker): void;
}

/** What one cell may show: an endless loop that prints must not fill the memory of the page. */
const most = { characters: 200_000, bundles: 300 };
const left = { ...most };
let waiting: { stream: "stdout" | "stderr"; text: string } | undefined;
let sent = 0;
let run = 0;

const port = globalThis as unknown as Port;
// A cell may put something else in its place.
const post = port.postMessage.bind(port);
const later = setTimeout;

/** The run whose code is at work. */
export const currentRun = (): number => run;

/** Code of an earlier run is at work while `work` lasts: a timer that it had set. */
export function during(earlier: number, work: () => void): void {
  const before = run;
  flush();
  run = earlier;
  try {
    work();
  } finally {
    flush();
    run = before;
  }
}

export function send(message: Said, from = run): void {
  flush();
  if (message.type === "bundle" && --left.bundles < 0) {
    if (left.bundles === -1) post({ run: from, ...note(`only ${most.bundles} outputs are shown`) });
    return;
  }
  post({ run: from, ...message });
}

const note = (text: string): Said => ({
  type: "text",
  stream: "stderr",
  text: `… and more: ${text}\n`,
});

/** Of a text that is too long. */
const beginning = (text: string): string =>
  `${text.slice(0, 1000)}\n… and more: that is too much to show`;

/** The value of a cell's last expression. */
export function show(text: string): void {
  const shown = text.length > most.characters ? beginning(text) : text;
  send({ type: "bundle", bundle: { "text/plain": shown } });
}

/** Whether a cell may print still more. */
export const canPrint = (): boolean => left.characters >= 0;

/** Text waits for more of it, at most a tenth of a second. */
export function print(stream: "stdout" | "stderr", text: string): void {
  if (!canPrint()) return;
  left.characters -= text.length;
  const shown = left.characters < 0 ? `${beginning(text)}\n` : text;
  if (waiting && waiting.stream !== stream) flush();
  if (!waiting) later(flush, 100);
  waiting = { stream, text: (waiting?.text ?? "") + shown };
  if (Date.now() - sent > 100 || left.characters < 0) flush();
}

function flush(): void {
  if (!waiting) return;
  const message = { run, type: "text", ...waiting } as const;
  waiting = undefined;
  sent = Date.now();
  post(message);
}

export function begin(number: number): void {
  flush();
  run = number;
  Object.assign(left, most);
}

export function end(ok: boolean): void {
  flush();
  post({ type: "done", ok });
}
