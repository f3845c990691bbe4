/** Tests that need something this machine may lack. */
import { test } from "uvu";
import { findBrowser, NO_BROWSER } from "../../tools/browser.js";

type Register = (name: string, handler: () => void | Promise<void>) => void;

/**
 * `test` when the thing needed is there; else a stand-in that skips each test and says why, so that
 * tools/test.ts counts it. (A bare test.skip gives no reason, and fails there.)
 *
 * @example const rootTest = needs(test, process.getuid?.() === 0, "only root can do that");
 */
export function needs(
  test: Register & { skip: (name?: string) => void },
  there: unknown,
  reason: string,
): Register {
  if (there) return test;
  return (name) => {
    test.skip(name);
    console.log(`SKIP ${JSON.stringify({ name, reason })}`);
  };
}

export const browserTest = needs(test, findBrowser(), NO_BROWSER);
