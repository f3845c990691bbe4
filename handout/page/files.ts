/**
 * Files and frames in a page: what `#files` means to a browser. Files come with the page or from the reader. danfojs
 * would be twice as large as all the rest of a handout: a frame is a plain object here.
 */
import { raise } from "../../src/check.js";
import { checkSize, type Frame } from "../../src/read.js";
import { send } from "./worker-output.js";

const files = new Map<string, Uint8Array>();
const asked = new Map<string, (bytes: ArrayBuffer | null) => void>();

/** Files that the page holds, by the path that cells give. */
export function hold(texts: Record<string, string>): void {
  const encoder = new TextEncoder();
  for (const [path, text] of Object.entries(texts)) files.set(path, encoder.encode(text));
}

/** The reader's answer to a question for a file; null for none. */
export function answer(path: string, bytes: ArrayBuffer | null): void {
  asked.get(path)?.(bytes);
  asked.delete(path);
}

export async function bytesOf(path: string): Promise<Uint8Array> {
  const held = files.get(path);
  if (held) return held;
  const bytes = await new Promise<ArrayBuffer | null>((resolve) => {
    asked.set(path, resolve);
    send({ type: "file", path });
  });
  if (!bytes) raise(RangeError, `path must be a file; none was chosen for ${path}`);
  checkSize(path, bytes.byteLength);
  files.set(path, new Uint8Array(bytes));
  return new Uint8Array(bytes);
}

export async function frameOf(columns: string[], values: number[][]): Promise<Frame> {
  return plainFrame(columns, values);
}

function plainFrame(columns: string[], values: number[][]): Frame {
  const place = (name: string) => {
    const j = columns.indexOf(name);
    if (j < 0) raise(RangeError, `a column must be one of ${columns.join(", ")}; got ${name}`);
    return j;
  };
  const taken = (j: number, rows = values) => rows.map((row) => row[j]);
  return {
    columns,
    values,
    shape: [values.length, columns.length],
    column: (name) => ({ values: taken(place(name)) }),
    drop(without) {
      const gone = (without.columns ?? []).map(place);
      const kept = columns.map((_, j) => j).filter((j) => !gone.includes(j));
      const rows = values.filter((_, i) => !without.index?.includes(i));
      return plainFrame(
        kept.map((j) => columns[j]),
        rows.map((row) => kept.map((j) => row[j])),
      );
    },
    groupby: ([by]) => ({
      col: (names) => ({
        mean() {
          const key = place(by);
          const groups = [...new Set(taken(key))].sort((a, b) => a - b);
          const means = groups.map((value) => {
            const rows = values.filter((row) => row[key] === value);
            const mean = (j: number) => taken(j, rows).reduce((sum, x) => sum + x, 0) / rows.length;
            return [value, ...names.map((name) => mean(place(name)))];
          });
          return plainFrame([by, ...names.map((name) => `${name}_mean`)], means);
        },
      }),
    }),
  };
}
