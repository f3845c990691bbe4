/** Waits for a condition, not for a time. */

/** @throws Error when it does not come true in time */
export async function waitFor(condition: () => unknown, what: string, seconds = 10): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s, and not yet: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
