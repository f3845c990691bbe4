/** A kernel of its own and a client that speaks to its sockets, so that a test can send what no proper client would. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Dealer, Subscriber } from "zeromq";
import { kernelspec, notebooks } from "../../tools/paths.mjs";
import { freePorts } from "./port.js";

export interface Message {
  type: string;
  parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  content: any;
}

const DELIMITER = "<IDS|MSG>";
const KEY = "a key";

export function sign(parts: (Buffer | string)[], key = KEY): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** The frames of a request, and its id. */
export function request(
  msg_type: string,
  content: object = {},
  metadata: object = {},
  date = new Date().toISOString(),
) {
  const id = randomUUID();
  const header = { msg_id: id, msg_type, session: "a", username: "b", date, version: "5.4" };
  const parts = [header, {}, metadata, content].map((part) => JSON.stringify(part));
  return { id, parts, frames: [DELIMITER, sign(parts), ...parts] };
}

const channels = ["shell", "control", "stdin", "iopub", "hb"] as const;
type Channel = (typeof channels)[number];

export class Kernel {
  readonly #sockets = {
    shell: new Dealer({ linger: 0, routingId: "a test" }),
    control: new Dealer({ linger: 0, routingId: "a test" }),
    stdin: new Dealer({ linger: 0, routingId: "a test" }),
    iopub: new Subscriber({ linger: 0 }),
    hb: new Dealer({ linger: 0 }),
  };
  /** What arrived, by channel. */
  readonly heard: Record<Channel, Message[]> = {
    shell: [],
    control: [],
    stdin: [],
    iopub: [],
    hb: [],
  };
  #wake: () => void = () => {};

  private constructor(
    readonly child: ChildProcess,
    readonly folder: string,
    readonly unsigned: string[],
  ) {}

  static async start({ cwd = notebooks, env = {} } = {}): Promise<Kernel> {
    const folder = mkdtempSync(path.join(tmpdir(), "kernel-"));
    const ports = await freePorts(channels.length);
    const file = path.join(folder, "connection.json");
    const numbers = Object.fromEntries(channels.map((name, i) => [`${name}_port`, ports[i]]));
    const where = { transport: "tcp", ip: "127.0.0.1" };
    writeFileSync(
      file,
      JSON.stringify({ ...where, ...numbers, key: KEY, signature_scheme: "hmac-sha256" }),
    );
    const [program, ...args] = JSON.parse(readFileSync(kernelspec, "utf8")).argv as string[];
    const all = args.map((arg) => arg.replace("{connection_file}", file));
    const child = spawn(program, all, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const kernel = new Kernel(child, folder, []);
    for (const [i, name] of channels.entries())
      kernel.#sockets[name].connect(`tcp://127.0.0.1:${ports[i]}`);
    kernel.#sockets.iopub.subscribe();
    for (const name of ["shell", "control", "stdin", "iopub"] as const) kernel.#listen(name);
    await kernel.#until(() => kernel.heard.iopub.find(({ type }) => type === "iopub_welcome"));
    return kernel;
  }

  async #listen(name: "shell" | "control" | "stdin" | "iopub") {
    for await (const frames of this.#sockets[name]) {
      const i = frames.findIndex((frame) => String(frame) === DELIMITER);
      const [signature, ...parts] = frames.slice(i + 1);
      if (String(signature) !== sign(parts)) this.unsigned.push(String(signature));
      const [header, parent, , content] = parts.map((part) => JSON.parse(String(part)));
      this.heard[name].push({ type: header.msg_type, parent: parent.msg_id, content });
      this.#wake();
    }
  }

  async #until<T>(found: () => T | undefined, seconds = 30): Promise<T> {
    const late = Date.now() + seconds * 1000;
    for (;;) {
      const answer = found();
      if (answer) return answer;
      if (Date.now() > late) throw new Error(`nothing came within ${seconds} s`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, 100);
      });
    }
  }

  send(channel: "shell" | "control" | "stdin", frames: (Buffer | string)[]) {
    return this.#sockets[channel].send(frames);
  }

  /** The first message of that type that answers a request. */
  wait(channel: Channel, type: string, id: string): Promise<Message> {
    const right = (m: Message) => m.type === type && m.parent === id;
    return this.#until(() => this.heard[channel].find(right));
  }

  /** Sends a request, waits for its reply and its end, and returns the reply and what everybody heard of it. */
  async ask(type: string, content: object = {}, channel: "shell" | "control" = "shell") {
    const { id, frames } = request(type, content);
    await this.send(channel, frames);
    return this.answer(id, type, channel);
  }

  async answer(id: string, type: string, channel: "shell" | "control" = "shell") {
    const { content } = await this.wait(channel, type.replace("_request", "_reply"), id);
    const of = () => this.heard.iopub.filter(({ parent }) => parent === id);
    const isEnd = ({ content }: Message) => content.execution_state === "idle";
    await this.#until(() => of().some(isEnd));
    return { reply: content, heard: of() };
  }

  run(code: string, options: object = {}) {
    return this.ask("execute_request", { code, ...options });
  }

  async beat(): Promise<string> {
    await this.#sockets.hb.send(["", "beat"]);
    return String((await this.#sockets.hb.receive())[1]);
  }

  ended(seconds = 10): Promise<boolean> {
    const { child } = this;
    return this.#until(() => child.exitCode !== null || child.signalCode !== null, seconds);
  }

  async stop() {
    for (const socket of Object.values(this.#sockets)) socket.close();
    this.child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The types of messages, with the states and texts that matter. */
export const kinds = (heard: Message[]): string[] =>
  heard.map(({ type, content }) => (type === "status" ? content.execution_state : type));
