/**
 * Files and frames in a page: what `#files` means to a browser. Files come with the page or from the reader. danfojs
 * would be twice as large as all the rest of a handout: a frame is a plain object here.
 */
import { raise } from "../../src/check.js";
import { checkSize } from "../../src/csv.js";
import { type Frame, plainFrame } from "../../src/frame.js";
import { send } from "./worker-output.js";

const files = new Map<string, Uint8Array>();
const requests = new Map<string, (bytes: ArrayBuffer | null) => void>();

/** Files that the page holds, by the path that cells give. */
export function storeFiles(texts: Record<string, string>): void {
  const encoder = new TextEncoder();
  for (const [path, text] of Object.entries(texts)) files.set(path, encoder.encode(text));
}

/** The reader's answer to a question for a file; null for none. */
export function resolveFile(path: string, bytes: ArrayBuffer | null): void {
  requests.get(path)?.(bytes);
  requests.delete(path);
}

export async function bytesOf(path: string): Promise<Uint8Array> {
  const held = files.get(path);
  if (held) return held;
  const bytes = await new Promise<ArrayBuffer | null>((resolve) => {
    requests.set(path, resolve);
    send({ type: "file", path });
  });
  if (!bytes) raise(RangeError, `path must be a file; none was chosen for ${path}`);
  checkSize(path, bytes.byteLength);
  files.set(path, new Uint8Array(bytes));
  return new Uint8Array(bytes);
}

export const frameOf = async (columns: string[], values: number[][]): Promise<Frame> =>
  plainFrame(columns, values);
