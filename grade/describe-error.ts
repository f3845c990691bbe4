/** An error in one line. A cell may throw anything, even a value that throws when it is read. */
export function describeError(error: unknown): string {
  try {
    const { name, message } = Object(error) as Error;
    return `${name ? `${name}: ` : ""}${message ?? error}`.slice(0, 300);
  } catch {
    return "something that can't be read";
  }
}
