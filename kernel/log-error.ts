/** The log of the Jupyter server is the kernel's stderr; `console.error` of this process writes into the notebook. */
import { writeSync } from "node:fs";
import { inspect } from "node:util";

export function logError(what: string, error: unknown): void {
  try {
    writeSync(2, `${what}: ${inspect(error)}\n`);
  } catch {} // nobody reads it
}
