import jupyter from "tslab/dist/jupyter.js";

export interface Sent {
  content: { data: Record<string, unknown>; metadata: object; transient: object };
  update: boolean;
}

type Writer = { lastWriteDisplayData: ((content: object, update: boolean) => void) | null };

/** Runs code as a cell would: returns what it sends to the notebook. */
export function inCell(code: () => void): Sent[] {
  const sent: Sent[] = [];
  const kernel = jupyter as unknown as Writer;
  const before = kernel.lastWriteDisplayData;
  kernel.lastWriteDisplayData = (content, update) =>
    sent.push({ content: content as Sent["content"], update });
  try {
    code();
  } finally {
    kernel.lastWriteDisplayData = before;
  }
  return sent;
}

/** The one MIME bundle that the code sends. */
export function shown(code: () => void): Record<string, unknown> {
  const sent = inCell(code);
  if (sent.length !== 1) throw new Error(`expected one output, got ${sent.length}`);
  return sent[0].content.data;
}
