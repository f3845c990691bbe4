/**
 * A browser ends a whole tab whose cells fill its memory, and does not tell a script how much is left. So compiled loops and
 * functions (compile.ts) call `checkMemory` now and then, which estimates the size of all values that cells can reach.
 */

/** Far more than any cell of the course uses, and less than a small computer has. */
const MAX_BYTES = 600e6;
/** Time between two estimates, in milliseconds. */
const CHECK_INTERVAL = 100;

export class MemoryFull extends Error {
  override name = "RangeError";
}

let lastCall = 0;
let sinceCheck = 0;
let rounds = 1;

/**
 * Called after as many rounds of loops as the last call has returned.
 *
 * @param values of the variables in the scope of the caller
 * @returns after how many rounds to call again
 * @throws MemoryFull
 */
export function checkMemory(scope: object, values: unknown[]): number {
  const since = performance.now() - lastCall;
  // Slow rounds are checked often: each may allocate much.
  rounds = since < 1 ? Math.min(2 * rounds, 1000) : since > 20 ? 1 : rounds;
  sinceCheck += since;
  lastCall = performance.now();
  if (sinceCheck < CHECK_INTERVAL) return rounds;
  sinceCheck = 0;
  const size = sizeOf([scope, ...values], 6, new Set());
  lastCall = performance.now();
  if (size > MAX_BYTES)
    throw new MemoryFull(
      `this code fills the memory: it holds ${Math.round(size / 1e6)} million bytes, and a page has room for ${MAX_BYTES / 1e6} million`,
    );
  return rounds;
}

/** Bytes, roughly: long lists are sampled, and a shared value counts once. */
function sizeOf(value: unknown, depth: number, seen: Set<object>): number {
  if (typeof value === "string") return 2 * value.length;
  if (typeof value !== "object" || value === null) return 8;
  if (seen.has(value)) return 8;
  seen.add(value);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  if (depth === 0) return 40;
  const size = (item: unknown) => 8 + sizeOf(item, depth - 1, seen);
  if (Array.isArray(value)) return 16 + total(value.length, (i) => size(value[i]));
  if (value instanceof Map || value instanceof Set) {
    const items = [...firstSamples(value)];
    return 40 + 32 * value.size + estimate(items.map(size), value.size);
  }
  const keys = Object.keys(value);
  return 40 + total(keys.length, (i) => size(propertyOf(value, keys[i])));
}

const SAMPLES = 100;

function total(count: number, size: (i: number) => number): number {
  const step = Math.max(1, Math.ceil(count / SAMPLES));
  const sizes: number[] = [];
  for (let i = 0; i < count; i += step) sizes.push(size(i));
  return estimate(sizes, count);
}

/** Extrapolates from samples by their median: a single large one says nothing about the others. */
function estimate(sizes: number[], count: number): number {
  const middle = [...sizes].sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
  return sizes.reduce((sum, each) => sum + each, 0) + middle * (count - sizes.length);
}

function* firstSamples(values: Iterable<unknown>): Generator<unknown> {
  let left = SAMPLES;
  for (const value of values) {
    if (left-- === 0) return;
    yield value;
  }
}

/** Undefined for a variable that is not initialized yet. */
function propertyOf(object: object, key: string): unknown {
  try {
    return Reflect.get(object, key);
  } catch {
    return undefined;
  }
}
