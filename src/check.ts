// Validation at the public edge. Every message names the argument, what it must be and what came.

type ErrorKind = typeof TypeError | typeof RangeError;

/** Throws `kind` with the message `argument must be requirement; got value`. */
export function fail(
  kind: ErrorKind,
  argument: string,
  requirement: string,
  value: unknown,
): never {
  raise(kind, `${argument} must be ${requirement}; got ${describe(value)}`);
}

/** Throws `kind` with the message given. */
export function raise(kind: ErrorKind, message: string): never {
  const error = new kind(message);
  // Node prints an error by this method: a reader of a notebook needs the message, not our stack.
  Object.defineProperty(error, Symbol.for("nodejs.util.inspect.custom"), {
    value: () => `${error.name}: ${error.message}`,
  });
  throw error;
}

/** A short text for any value, for the end of an error message. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (!Array.isArray(value)) return "an object";
  const simple = (item: unknown) => typeof item !== "object" && typeof item !== "function";
  if (value.length > 6 || !value.every(simple)) return `an array of length ${value.length}`;
  // Array.from, because map would leave the holes of a sparse array empty.
  return `[${Array.from(value, describe).join(", ")}]`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/**
 * Any number but NaN and the infinities; at most `most` from 0 where that is given.
 *
 * @param argument what the message calls the value
 * @param value what came
 * @param most the largest size that it may have; any where left out
 * @throws TypeError for what is no number, RangeError for NaN and the infinities
 * @example checkFinite("bias", NaN) // RangeError: bias must be a finite number; got NaN
 */
export function checkFinite(
  argument: string,
  value: unknown,
  most = Number.MAX_VALUE,
): asserts value is number {
  const requirement = most < Number.MAX_VALUE ? `number from -${most} to ${most}` : "finite number";
  if (typeof value !== "number") fail(TypeError, argument, "a number", value);
  if (!(Math.abs(value) <= most)) fail(RangeError, argument, `a ${requirement}`, value);
}

/**
 * A finite number above 0; at most `most` where that is given.
 *
 * @param argument what the message calls the value
 * @param value what came
 * @param most the largest that it may be; any where left out
 * @throws TypeError for what is no number, RangeError for 0 and below, NaN and Infinity
 * @example checkPositive("learningRate", -1) // RangeError: learningRate must be a positive number; got -1
 */
export function checkPositive(
  argument: string,
  value: unknown,
  most = Number.MAX_VALUE,
): asserts value is number {
  const limit = most < Number.MAX_VALUE ? ` up to ${most}` : "";
  if (typeof value !== "number") fail(TypeError, argument, "a positive number", value);
  if (!(value > 0 && value <= most)) fail(RangeError, argument, `a positive number${limit}`, value);
}

/**
 * A whole number from `least` to `most`.
 *
 * @param argument what the message calls the value
 * @param value what came
 * @param least the smallest that it may be
 * @param most the largest that it may be
 * @throws TypeError for what is no number, RangeError for a fraction or a number out of range
 * @example checkWhole("epochs", 2.5, 0, 100) // RangeError: epochs must be a whole number from 0 to 100; got 2.5
 */
export function checkWhole(
  argument: string,
  value: unknown,
  least: number,
  most: number,
): asserts value is number {
  const requirement = `a whole number from ${least} to ${most}`;
  if (typeof value !== "number") fail(TypeError, argument, requirement, value);
  if (!Number.isInteger(value) || value < least || value > most)
    fail(RangeError, argument, requirement, value);
}

/**
 * One of the given words.
 *
 * @param argument what the message calls the value
 * @param value what came
 * @param words the words that it may be
 * @throws TypeError for what is no string, RangeError for another word
 * @example checkOneOf("gate", "or", ["AND", "OR"]) // RangeError: gate must be one of "AND", "OR"; got "or"
 */
export function checkOneOf<T extends string>(
  argument: string,
  value: unknown,
  words: readonly T[],
): asserts value is T {
  const requirement = `one of ${words.map((word) => JSON.stringify(word)).join(", ")}`;
  if (typeof value !== "string") fail(TypeError, argument, requirement, value);
  if (!words.includes(value as T)) fail(RangeError, argument, requirement, value);
}

/**
 * An array of finite numbers, never empty; of this length, and with numbers at most `most` from 0, where given.
 *
 * @param argument what the message calls the value
 * @param value what came
 * @param length how many numbers there must be; one or more where left out
 * @param most the largest size that a number may have; any where left out
 * @throws TypeError for what is no array of numbers, RangeError for another length, NaN and the infinities
 * @example checkVector("weights", [1], 2) // RangeError: weights must be an array of length 2; got [1]
 */
export function checkVector(
  argument: string,
  value: unknown,
  length?: number,
  most?: number,
): asserts value is number[] {
  if (!Array.isArray(value)) fail(TypeError, argument, "an array of numbers", value);
  if (value.length === 0) fail(RangeError, argument, "an array of at least one number", value);
  if (length !== undefined && value.length !== length)
    fail(RangeError, argument, `an array of length ${length}`, value);
  // A plain loop: forEach would pass over the holes of a sparse array.
  for (let i = 0; i < value.length; i++) checkFinite(`${argument}[${i}]`, value[i], most);
}

/**
 * A non-empty array of rows of equal length, all finite: n×d; with numbers at most `most` from 0 where given.
 *
 * @param argument what the message calls the value
 * @param value what came
 * @param most the largest size that a number may have; any where left out
 * @throws TypeError for what is no array of arrays of numbers, RangeError for rows of different lengths, NaN and the infinities
 * @example checkMatrix("inputs", [[0, 1], [2]]) // RangeError: inputs[1] must be an array of length 2; got [2]
 */
export function checkMatrix(
  argument: string,
  value: unknown,
  most?: number,
): asserts value is number[][] {
  if (!Array.isArray(value)) fail(TypeError, argument, "an array of rows", value);
  if (value.length === 0) fail(RangeError, argument, "an array of at least one row", value);
  const width = Array.isArray(value[0]) ? value[0].length : undefined;
  for (let i = 0; i < value.length; i++) checkVector(`${argument}[${i}]`, value[i], width, most);
}

/** An object of options with these names and no others: a misspelt one would be a default in disguise. */
export function checkOptions<Options>(
  options: Options,
  names: readonly (keyof Options & string)[],
): asserts options is Options & object {
  checkObject("options", options);
  for (const name of Object.keys(options)) checkOneOf("option", name, names);
}

/** A number, also NaN and the infinities. */
export function checkNumber(argument: string, value: unknown): asserts value is number {
  if (typeof value !== "number") fail(TypeError, argument, "a number", value);
}

/** A string. */
export function checkString(argument: string, value: unknown): asserts value is string {
  if (typeof value !== "string") fail(TypeError, argument, "a string", value);
}

/** A function. */
export function checkFunction(argument: string, value: unknown): void {
  if (typeof value !== "function") fail(TypeError, argument, "a function", value);
}

/** An array whose items pass the check, of this many items where that is given, otherwise not empty. */
export function checkList(
  argument: string,
  value: unknown,
  check: (argument: string, item: unknown) => void,
  length?: number,
): asserts value is unknown[] {
  if (!Array.isArray(value)) fail(TypeError, argument, "an array", value);
  if (length === undefined && value.length === 0)
    fail(RangeError, argument, "an array of at least one item", value);
  if (length !== undefined && value.length !== length)
    fail(RangeError, argument, `an array of length ${length}`, value);
  for (let i = 0; i < value.length; i++) check(`${argument}[${i}]`, value[i]);
}

/** An object whose fields may be looked at. */
export function checkObject(
  argument: string,
  value: unknown,
  requirement = "an object",
): asserts value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) fail(TypeError, argument, requirement, value);
}

/** Examples: `inputs`, n rows of d numbers, and `targets`, n numbers from 0 to 1. */
export function checkData(
  data: unknown,
): asserts data is { inputs: number[][]; targets: number[] } {
  checkObject("data", data, "an object with inputs and targets");
  const { inputs, targets } = data;
  checkMatrix("inputs", inputs);
  checkVector("targets", targets, inputs.length);
  const outside = targets.findIndex((target) => target < 0 || target > 1);
  if (outside >= 0)
    fail(RangeError, `targets[${outside}]`, "a number from 0 to 1", targets[outside]);
}
