/**
 * The browser's `#files` (see package.json): files that come with the page or that the reader chooses. Data frames are plain
 * objects here, since danfojs would triple the size of a handout.
 */
import { raise } from "../../src/check.js";
import { checkSize } from "../../src/csv.js";
import { type Frame, plainFrame } from "../../src/frame.js";
import { send } from "./worker-output.js";

const files = new Map<string, Uint8Array>();
const requests = new Map<string, (bytes: ArrayBuffer | null) => void>();

/** @param texts contents by the path that cells use */
export function storeFiles(texts: Record<string, string>): void {
  const encoder = new TextEncoder();
  for (const [path, text] of Object.entries(texts)) files.set(path, encoder.encode(text));
}

/** Resolves a request for a file with what the reader has chosen; null for none. */
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
