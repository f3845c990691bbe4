/** ZeroMQ's sockets, as Jupyter's connection file names them. */
import { Reply, Router, XPublisher } from "zeromq";
import { logError } from "./log-error.js";

export interface Connection {
  transport: "tcp" | "ipc";
  ip: string;
  key: string;
  signature_scheme: string;
  shell_port: number;
  control_port: number;
  stdin_port: number;
  iopub_port: number;
  hb_port: number;
}

type Frames = (Buffer | string)[];
type Sender = { readonly closed: boolean; send(frames: Frames): Promise<void> };

/**
 * Sends one message after the other: a socket of zeromq 6 refuses a message, with EBUSY, while the one before is still on
 * its way, as each 512th is.
 */
export class SendQueue {
  #last: Promise<unknown> = Promise.resolve();
  #hasFailed = false;
  readonly #socket: Sender;

  constructor(socket: Sender) {
    this.#socket = socket;
  }

  /** @returns a promise of ZeroMQ's having taken this one */
  send(frames: Frames): Promise<unknown> {
    this.#last = this.#last
      .then(() => this.#socket.send(frames))
      .catch((error) => this.#report(error));
    return this.#last;
  }

  /** In the server's log, once: what fails fails again with the next output. */
  #report(error: unknown): void {
    if (this.#hasFailed || this.#socket.closed) return;
    this.#hasFailed = true;
    logError("the kernel could not send a message", error);
  }
}

/** Opens the kernel's sockets. */
export function openSockets(connection: Connection) {
  const options = { linger: 1000, sendHighWaterMark: 0 }; // with a limit, what is above it would be lost
  const router = { ...options, handover: true }; // a client that connects again keeps its name
  const sockets = {
    shell: new Router(router),
    control: new Router(router),
    stdin: new Router(router),
    iopub: new XPublisher({ ...options, verbosity: "allSubs" }), // it hears who listens
    hb: new Reply(options),
  };
  for (const [name, socket] of Object.entries(sockets)) {
    const port = connection[`${name as keyof typeof sockets}_port`];
    // Bound at once: a socket that binds in the background refuses to be read for that moment.
    socket.bindSync(address(connection, port));
  }
  return sockets;
}

/** Jupyter joins the port to the address of an ipc socket, which is a path, with a hyphen. */
const address = ({ transport, ip }: Connection, port: number): string =>
  transport === "ipc" ? `ipc://${ip}-${port}` : `${transport}://${ip}:${port}`;
