/** Tests that need something this machine may lack. */
type Register = (name: string, handler: () => void | Promise<void>) => void;

/**
 * `test` when the thing needed is there; else a stand-in that skips each test and says why, so that
 * tools/test.ts counts it. (A bare test.skip gives no reason, and fails there.)
 *
 * @example const browserTest = needs(test, findBrowser(), NO_BROWSER);
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
