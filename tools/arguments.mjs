// The options of each command, and their parsing, before anything is set up.
import { parseArgs } from "node:util";
import { UsageError } from "./failure.mjs";

/**
 * An option that may be repeated.
 * @param {string[]} defaults
 * @returns {{ type: "string", multiple: true, default: string[] }}
 */
const repeatable = (defaults) => ({ type: "string", multiple: true, default: defaults });

const runOptions = /** @type {const} */ ({
  set: repeatable([]),
  timeout: { type: "string", default: "120" },
});

const options = /** @type {const} */ ({
  lab: { port: { type: "string" }, ip: { type: "string" }, "no-browser": { type: "boolean" } },
  test: { full: { type: "boolean" } },
  notebooks: { ...runOptions, check: { type: "boolean" } },
  handouts: {
    ...runOptions,
    to: repeatable(["html", "pdf", "slides"]),
    edition: repeatable(["student", "instructor"]),
    out: { type: "string", default: "handouts" },
  },
  grade: {
    seed: { type: "string" },
    solutions: { type: "boolean" },
    to: { type: "string", default: "grades" },
  },
  bench: { runs: { type: "string" }, short: { type: "boolean" } },
});

/** @typedef {keyof typeof options} Command */

/** Whether an argument is a setting of Jupyter's, which `npm start` passes on. */
const isJupyterSetting = (/** @type {string} */ arg) => /^--[A-Z]\w*(\.\w+)+=/.test(arg);

/**
 * Parses the words and options of a command. An unknown one is refused, with a suggestion.
 * @template {Command} Name
 * @param {Name} command
 * @param {string[]} args
 */
export function parse(command, args) {
  const known = options[command];
  const settings = command === "lab" ? args.filter(isJupyterSetting) : [];
  // npm removes the "--" before a script's arguments; without npm it is often typed all the same.
  const withoutSeparator = args[0] === "--" ? args.slice(1) : args;
  const ownArgs = withoutSeparator.filter((arg) => !settings.includes(arg));
  refuseUnknown(command, ownArgs);
  try {
    const parsed = parseArgs({ args: ownArgs, options: known, allowPositionals: true });
    return { words: parsed.positionals, values: parsed.values, settings };
  } catch (error) {
    // A missing value, or an unexpected one.
    throw new UsageError(/** @type {Error} */ (error).message.replaceAll("\n", " "));
  }
}

/**
 * @param {Command} command
 * @param {string[]} args
 */
function refuseUnknown(command, args) {
  const known = options[command];
  const names = Object.keys(known).map((name) => `--${name}`);
  const { tokens } = parseArgs({
    args,
    options: /** @type {import("node:util").ParseArgsConfig["options"]} */ (known),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    const unknown = token.kind === "option" && !Object.hasOwn(known, token.name);
    const lacksDashes = token.kind === "positional" && Object.hasOwn(known, token.value);
    const word = unknown ? token.rawName : lacksDashes ? token.value : undefined;
    if (word === undefined) continue;
    const suggestion = nearest(word, names);
    const hint = suggestion ? `did you mean ${suggestion}?` : `it knows ${names.join(", ")}`;
    throw new UsageError(`${command} knows no ${unknown ? "option" : "word"} ${word}; ${hint}`);
  }
}

/**
 * The most similar name, if one is similar enough.
 * @param {string} word
 * @param {string[]} names
 */
export function nearest(word, names) {
  const [best] = names
    .map((name) => ({ name, distance: distance(word.replace(/^-*/, ""), name.replace(/^-*/, "")) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, word.replace(/^-*/, "").length / 3)
    ? best.name
    : undefined;
}

/**
 * The Damerau-Levenshtein distance.
 * @param {string} a
 * @param {string} b
 */
function distance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

/**
 * npm takes options for its own where the `--` before them is missing. PowerShell's npm drops that `--`, and then
 * `notebooks -- --check` would overwrite what it should only compare.
 * @param {Command} command
 * @param {NodeJS.ProcessEnv} env
 */
export function refuseOptionsKeptByNpm(command, env = process.env) {
  const { npm_lifecycle_event: script } = env;
  if (!script) return;
  for (const option of Object.keys(options[command])) {
    // npm 11 takes --to for the beginning of --token-description.
    const key = option === "to" ? "token_description" : option.replace("no-", "");
    const kept = [option, key]
      .map((name) => env[`npm_config_${name}`])
      .find((value) => value !== undefined);
    // A setting "browser" in a .npmrc names a program.
    if (kept === undefined || (option === "no-browser" && !/^(|true|false)$/.test(kept))) continue;
    const start = script === "start" ? "start" : `run ${script}`;
    throw new UsageError(
      `npm kept --${option} for itself: there was no -- before it, or PowerShell's npm dropped it. ` +
        `Write npm.cmd ${start} -- --${option} …, or node tools/run.mjs ${command} --${option} …`,
    );
  }
}
