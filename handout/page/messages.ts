/** The messages between the page and the worker that runs its cells. */

/** Representations of one thing: see src/display.ts. */
export type Bundle = Record<string, unknown>;

export interface Failure {
  message: string;
  /** where: the number of a run, and a line of its cell */
  at?: { run: number; line: number };
  /** the worker must be terminated */
  isFatal?: boolean;
}

/** Those of a cell name its run, because some come after its end. */
export type FromWorker = FromCell | { type: "done"; ok: boolean };

type FromCell = { run: number } & CellMessage;

export type CellMessage =
  | { type: "bundle"; bundle: Bundle }
  | { type: "text"; stream: "stdout" | "stderr"; text: string }
  | { type: "error"; failure: Failure }
  /** A cell asks for a file that the page does not hold. */
  | { type: "file"; path: string };

export type ToWorker =
  | { type: "files"; files: Record<string, string> }
  | { type: "run"; run: number; code: string }
  | { type: "file"; path: string; bytes: ArrayBuffer | null };
