// The only file that knows tslab. `display.raw` sends one MIME type; a bundle of several needs the
// function behind it, which is not public: tslab's version is pinned, and test/kernel/kernel.test.ts tries it.
import jupyter from "tslab/dist/jupyter.js";

/** Representations of one thing, from which the reader's program takes the richest that it knows. */
type Bundle = Record<string, unknown>;

/** Sends a bundle to the notebook, below the cell that runs. */
export function display(bundle: Bundle): void {
  const send = jupyter.lastWriteDisplayData as ((content: object, update: boolean) => void) | null;
  if (!send) throw new Error("nothing can be shown outside of a notebook: run this in a cell");
  send({ data: bundle, metadata: {}, transient: {} }, false);
}
