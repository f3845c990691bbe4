/** Sends a cell's outputs from the worker to the page. */
import type { CellMessage, FromWorker } from "./messages.js";

interface Port {
  postMessage(message: FromWorker): void;
}

/** What one cell may output: an endless loop that prints must not fill the page's memory. */
const LIMITS = { characters: 200_000, bundles: 300 };
const remaining = { ...LIMITS };
let buffered: { stream: "stdout" | "stderr"; text: string } | undefined;
let lastSent = 0;
let run = 0;

const port = globalThis as unknown as Port;
// Taken now: a cell may overwrite the globals.
const post = port.postMessage.bind(port);
const setTimer = setTimeout;

/** The run whose code is executing. */
export const currentRun = (): number => run;

/** Executes a callback of an earlier run, such as a timer's: outputs belong to that run. */
export function withRun(earlier: number, work: () => void): void {
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

export function send(message: CellMessage, from = run): void {
  flush();
  if (message.type === "bundle" && --remaining.bundles < 0) {
    if (remaining.bundles === -1)
      post({ run: from, ...limitNote(`only ${LIMITS.bundles} outputs are shown`) });
    return;
  }
  post({ run: from, ...message });
}

const limitNote = (text: string): CellMessage => ({
  type: "text",
  stream: "stderr",
  text: `… and more: ${text}\n`,
});

/** The beginning of a text that is too long. */
const truncated = (text: string): string =>
  `${text.slice(0, 1000)}\n… and more: that is too much to show`;

/** The value of a cell's last expression. */
export function showValue(text: string): void {
  const shown = text.length > LIMITS.characters ? truncated(text) : text;
  send({ type: "bundle", bundle: { "text/plain": shown } });
}

/** Whether a cell may print still more. */
export const canPrint = (): boolean => remaining.characters >= 0;

/** Buffers text for at most a tenth of a second. */
export function print(stream: "stdout" | "stderr", text: string): void {
  if (!canPrint()) return;
  remaining.characters -= text.length;
  const shown = remaining.characters < 0 ? `${truncated(text)}\n` : text;
  if (buffered && buffered.stream !== stream) flush();
  if (!buffered) setTimer(flush, 100);
  buffered = { stream, text: (buffered?.text ?? "") + shown };
  if (Date.now() - lastSent > 100 || remaining.characters < 0) flush();
}

function flush(): void {
  if (!buffered) return;
  const message = { run, type: "text", ...buffered } as const;
  buffered = undefined;
  lastSent = Date.now();
  post(message);
}

export function beginRun(number: number): void {
  flush();
  run = number;
  Object.assign(remaining, LIMITS);
}

export function endRun(ok: boolean): void {
  flush();
  post({ type: "done", ok });
}
