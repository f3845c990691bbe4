/** Jupyter's messages as they travel: https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

export interface Message {
  /** Of the clients on the way back. */
  identities: Buffer[];
  header: Header;
  metadata: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: whoever handles a type of message knows its content
  content: any;
}

export const PROTOCOL = "5.4";
const DELIMITER = Buffer.from("<IDS|MSG>");
/** So many signatures are remembered: a message that comes again is dropped. */
const REMEMBERED = 20_000;

export class Wire {
  readonly #session = randomUUID();
  readonly #seen = new Set<string>();
  readonly #key: string;
  readonly #algorithm: string;

  constructor({ key, signature_scheme }: { key: string; signature_scheme: string }) {
    this.#key = key;
    this.#algorithm = signature_scheme.replace(/^hmac-/, "");
  }

  /**
   * The message in the frames; nothing for one that is malformed, wrongly signed or has been here before. Nobody is told:
   * tslab's answer named the right signature on iopub, which every user of the computer can read, and so let them all in.
   */
  read(frames: Buffer[]): Message | undefined {
    const i = frames.findIndex((frame) => frame.equals(DELIMITER));
    const [signature, ...parts] = frames.slice(i + 1);
    if (i < 0 || parts.length < 4 || !this.#isSigned(signature, parts.slice(0, 4))) return;
    try {
      const read = parts.slice(0, 4).map((part) => JSON.parse(part.toString()));
      const [header, , metadata, content] = read;
      if (typeof header.msg_type !== "string" || typeof content !== "object") return;
      return { identities: frames.slice(0, i), header, metadata, content };
    } catch {}
  }

  #isSigned(signature: Buffer, parts: Buffer[]): boolean {
    if (this.#key === "") return true; // the person who wrote the connection file wants no signatures
    const expected = Buffer.from(this.#sign(parts));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return false;
    const text = signature.toString();
    if (this.#seen.has(text)) return false;
    this.#seen.add(text);
    if (this.#seen.size > REMEMBERED) this.#seen.delete(this.#seen.values().next().value as string);
    return true;
  }

  /** The frames of a message. Its content is JSON already where that was cheaper. */
  write(type: string, content: object | string, parent?: Message, identities: Buffer[] = []) {
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.#session,
      username: "kernel",
      date: new Date().toISOString(),
      version: PROTOCOL,
    };
    const text = typeof content === "string" ? content : JSON.stringify(content);
    const parts = [JSON.stringify(header), JSON.stringify(parent?.header ?? {}), "{}", text];
    return [...identities, DELIMITER, this.#sign(parts), ...parts];
  }

  #sign(parts: (Buffer | string)[]): string {
    if (this.#key === "") return "";
    const hmac = createHmac(this.#algorithm, this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
}
