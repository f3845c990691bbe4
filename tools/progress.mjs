import { setTimeout as sleep } from "node:timers/promises";

/**
 * The lines of the tasks in progress, one below the other, until all are done.
 * @type {{ text: () => string, running: boolean }[]}
 */
let block = [];

/** A line can't be overwritten where other programs write to the same terminal. */
export const progress = { inPlace: process.stdout.isTTY };

/** In a terminal: over the lines that are there, no longer than the window, where one would be two. */
function redraw() {
  const { columns = 80 } = process.stdout;
  const lines = block.map(({ text }) => `\x1b[2K${text().slice(0, columns - 1)}\n`);
  process.stdout.write(`\x1b[${block.length}A${lines.join("")}`);
}

/**
 * Prints what is being done and its progress: in a terminal in place, in a log now and then.
 * @template Result
 * @param {string} what
 * @param {() => Promise<Result>} work
 * @param {() => string} far such as "12 of 30 packages"
 */
export async function withProgress(what, work, far = () => "") {
  const started = Date.now();
  const ended = new AbortController();
  const text = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    return `${what} … ${[far(), `${seconds} s`].filter(Boolean).join(", ")}`;
  };
  const line = { text, running: true };
  block.push(line);
  console.log(`${what} …`);
  const show = async () => {
    for (;;) {
      await sleep(progress.inPlace ? 500 : 10_000, undefined, { signal: ended.signal });
      if (progress.inPlace) redraw();
      else console.log(text());
    }
  };
  show().catch(() => {}); // it was ended
  try {
    return await work();
  } finally {
    ended.abort();
    const last = text();
    line.text = () => last;
    line.running = false;
    if (block.every(({ running }) => !running)) block = [];
  }
}
