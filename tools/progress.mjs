import { setTimeout as sleep } from "node:timers/promises";

/**
 * Says what is being done; while it takes, how far it is: in a terminal in place, in a log now and then.
 * @template Result
 * @param {string} what
 * @param {() => Promise<Result>} work
 * @param {() => string} far such as "12 of 30 packages"
 */
export async function withProgress(what, work, far = () => "") {
  const { isTTY, columns = 80 } = process.stdout;
  const begun = Date.now();
  const ended = new AbortController();
  const line = () => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    return `${what} … ${[far(), `${seconds} s`].filter(Boolean).join(", ")}`;
  };
  console.log(`${what} …`);
  const show = async () => {
    for (;;) {
      await sleep(isTTY ? 500 : 10_000, undefined, { signal: ended.signal });
      // One line up, over the line that is there; no longer than the window, where it would be two.
      if (isTTY) process.stdout.write(`\x1b[1A\x1b[2K${line().slice(0, columns - 1)}\n`);
      else console.log(line());
    }
  };
  show().catch(() => {}); // it was ended
  try {
    return await work();
  } finally {
    ended.abort();
  }
}
