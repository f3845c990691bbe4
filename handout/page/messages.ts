/** What the page and the worker that runs its cells say to each other. */

/** Representations of one thing: see src/display.ts. */
export type Bundle = Record<string, unknown>;

export interface Failure {
  message: string;
  /** Where in the cells: the number of a run, and a line of it. */
  at?: { run: number; line: number };
  /** the worker can go no further */
  isFatal?: boolean;
}

/** Each but the last says which run it is from: some come late. */
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
