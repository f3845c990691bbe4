/** What the two threads of the kernel tell each other: the server (server.ts) and the cells' own (start.ts). */
import type { Described } from "./errors/error-content.js";

export interface Execute {
  type: "execute";
  id: number;
  code: string;
  /** To be evaluated after the cell, by name. */
  expressions: Record<string, string>;
  /** Whether `prompt` may ask. */
  canAsk: boolean;
  /** The cells that ran before. */
  cells: string[];
  /** The cell's name in its notebook, from clients that tell it. */
  cellId?: string;
}

/** What the server asks, one thing at a time. */
export type Request =
  | Execute
  | { type: "complete" | "inspect"; id: number; code: string; cursor: number }
  | { type: "is_complete"; id: number; code: string }
  /** What to tell of the cell that was ended there. */
  | { type: "interrupted"; id: number; stack: string };

export type ToCells =
  | Request
  /** Reject what the cell waits for. */
  | { type: "interrupt" }
  /** Gives a termination that came too late something to terminate. */
  | { type: "nudge" }
  /** After a termination. */
  | { type: "reset" }
  | { type: "exit" };

export type FromCells =
  | { type: "stream"; name: "stdout" | "stderr"; text: string }
  /** Any other message of the iopub channel; its content is JSON. */
  | { type: "publish"; message: string; content: string }
  | { type: "input"; prompt: string }
  /** The process ends. */
  | { type: "close" }
  | { type: "reply"; id: number; content: object };

/** How a cell ended. */
export interface Execution {
  failure?: Described;
  /** The text of its last expression. */
  result?: string;
  expressions: Record<string, object>;
}

export interface Start {
  connection: string;
  shared: Int32Array;
  /** On which the answers to `prompt` arrive. */
  answers: import("node:worker_threads").MessagePort;
}

/** What both threads read and write while the other is busy: the places in `shared`. */
export const place = {
  /** 1 while the code of a cell runs, which may be terminated; TypeScript may not. */
  running: 0,
  /** The request that was interrupted last. */
  interrupted: 1,
  /** How many answers to `prompt` have arrived. */
  answers: 2,
  /** How many outputs the server has taken. */
  taken: 3,
  /** 1 once the server has closed its sockets. */
  closed: 4,
} as const;
