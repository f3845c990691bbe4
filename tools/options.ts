/** Parses the values of options that `npm run notebooks` and `npm run handouts` share. */
import { UsageError } from "./failure.mjs";

/** What `--set` says, given several times: values by the names of parameters. */
export const valuesOf = (set: string[]): Record<string, string> =>
  Object.fromEntries(set.map(pair));

function pair(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`--set must be name=value; got ${text}`);
  return [text.slice(0, at).trim(), text.slice(at + 1)];
}

/** What `--timeout` says. */
export function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds < 1e6))
    throw new UsageError(`--timeout must be a positive number of seconds; got ${text}`);
  return seconds;
}
