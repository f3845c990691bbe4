/** The worker's end of the line to the page. */
import type { CellMessage, FromWorker } from "./messages.js";

interface Port {
  postMessage(message: FromWorker): void;
}

/** What one cell may show: an endless loop that prints must not fill the memory of the page. */
const LIMITS = { characters: 200_000, bundles: 300 };
const remaining = { ...LIMITS };
let buffered: { stream: "stdout" | "stderr"; text: string } | undefined;
let lastSent = 0;
let run = 0;

const port = globalThis as unknown as Port;
// A cell may put something else in its place.
const post = port.postMessage.bind(port);
const setTimer = setTimeout;

/** The run whose code is at work. */
export const currentRun = (): number => run;

/** Code of an earlier run is at work while `work` lasts: a timer that it had set. */
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

/** Of a text that is too long. */
const truncated = (text: string): string =>
  `${text.slice(0, 1000)}\n… and more: that is too much to show`;

/** The value of a cell's last expression. */
export function showValue(text: string): void {
  const shown = text.length > LIMITS.characters ? truncated(text) : text;
  send({ type: "bundle", bundle: { "text/plain": shown } });
}

/** Whether a cell may print still more. */
export const canPrint = (): boolean => remaining.characters >= 0;

/** Text waits for more of it, at most a tenth of a second. */
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
