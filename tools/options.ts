/** The options that `npm run notebooks` and `npm run handouts` have in common. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./parameters.js";

export const shared = {
  set: { type: "string", multiple: true, default: [] as string[] },
  timeout: { type: "string", default: "120" },
} as const;

/** Node's `parseArgs`, whose complaints are the person's mistakes here. */
export function parsed<Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message.split(". ")[0] ?? "");
  }
}

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
