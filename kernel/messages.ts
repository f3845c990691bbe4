/** The messages between the kernel's two threads: the server (server.ts) and the executor, which runs the cells (start.ts). */
import type { ErrorContent } from "./errors/error-content.js";

export interface ExecuteRequest {
  type: "execute";
  id: number;
  code: string;
  /** Jupyter's `user_expressions`. */
  expressions: Record<string, string>;
  /** Jupyter's `allow_stdin`: whether `prompt` may ask. */
  allowStdin: boolean;
  /** The code of the cells that ran before. */
  earlierCells: string[];
  /** The cell's id in its notebook; not every client sends it. */
  cellId?: string;
}

/** What the server requests, one at a time. */
export type Request =
  | ExecuteRequest
  | { type: "complete" | "inspect"; id: number; code: string; cursor: number }
  | { type: "is_complete"; id: number; code: string }
  /** Describe the error of the cell that was terminated there. */
  | { type: "interrupted"; id: number; stack: string };

export type ToExecutor =
  | Request
  /** Reject what the cell waits for. */
  | { type: "interrupt" }
  /** Wakes an idle thread: V8 keeps a termination for the JavaScript that runs next. */
  | { type: "nudge" }
  /** Clear what a termination left behind (start.ts). */
  | { type: "reset" }
  | { type: "exit" };

export type FromExecutor =
  | { type: "stream"; name: "stdout" | "stderr"; text: string }
  /** Any other message of the iopub channel; its content is JSON. */
  | { type: "publish"; message: string; content: string }
  | { type: "input"; prompt: string }
  /** The process ends. */
  | { type: "close" }
  | { type: "reply"; id: number; content: object };

export interface ExecutionResult {
  failure?: ErrorContent;
  /** The text of its last expression. */
  result?: string;
  expressions: Record<string, object>;
}

export interface ServerData {
  connectionFile: string;
  shared: Int32Array;
  /** Receives the answers to `prompt`. */
  promptAnswers: import("node:worker_threads").MessagePort;
}

/** The indices of `shared`, which both threads read and write while the other is busy. */
export const SLOT = {
  /** 1 while the code of a cell runs. While TypeScript compiles it, termination would break TypeScript. */
  terminable: 0,
  /** The id of the request that was interrupted last. */
  interruptedRequest: 1,
  /** How many answers to `prompt` have arrived. */
  promptAnswers: 2,
  /** How many outputs the server has taken. */
  outputsTaken: 3,
  /** 1 once the server has closed its sockets. */
  socketsClosed: 4,
} as const;
